"""Do two articles share prose, how, and in which direction.

Words in shared runs of eight or more, quotes, captions, posts and boilerplate removed, over the
shorter text. Thresholds were fitted by benchmarks/score/reuse.py; docs/lineage.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.lineage.reuse.own_prose import RUN, Prose, prose
from monitor.model.reading import Article, Credit
from monitor.model.spans import Span

#: Least share of the shorter text's words in shared runs, and least such words, to be reuse.
SHARE = 0.12
WORDS = 32
#: Least run that alone shows copied paragraphs inside a host's own text.
EMBEDDED_RUN = 40
#: A teaser is short, but nearly all of it is the other text.
TEASER_SHARE, TEASER_WORDS = 0.6, 18
#: Shares from which a text is a copy, or a shortened one.
COPY_SHARE = 0.7
#: Share from which two pages of one outlet are versions of one story.
VERSION_SHARE = 0.4
#: A text this much shorter than the other is an excerpt of it.
EXCERPT_LENGTH = 0.35
_EVIDENCE = 3


class ReuseKind(StrEnum):
    """How two texts share their prose; `shared_statement` is no reuse of each other."""

    COPY = "copy"
    TRIMMED = "trimmed"
    EXCERPT = "excerpt"
    ADAPTED = "adapted"
    EMBEDDED = "embedded"
    SHARED_STATEMENT = "shared_statement"
    NEW_VERSION = "new_version"


@dataclass(frozen=True, slots=True)
class TextOf:
    """A text made ready to be compared: its prose and what its direction is read from."""

    article: Article
    prose: Prose
    credits: tuple[Credit, ...] = ()
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseVerdict:
    """What `compare` found. `spans` are of the newer text, longest first."""

    kind: ReuseKind
    #: Share of the shorter text's own words that stand in shared runs, 0–1.
    containment: float
    shared_words: int
    longest_run: int
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Run:
    """`length` words that stand at `newer` and at `older` in the two proses."""

    newer: int
    older: int
    length: int


def text_of(
    article: Article, credits: tuple[Credit, ...] = (), first_seen: datetime | None = None
) -> TextOf:
    """Return `article` ready to be compared; do it once per article."""
    return TextOf(article, prose(article), credits, first_seen)


def compare(newer: TextOf, older: TextOf) -> ReuseVerdict | None:
    """Return how `newer` shares the prose of `older`, or None where it does not.

    The caller decides by time which is the newer; `edges` turns the direction by credits.
    """
    if newer.prose.runs.isdisjoint(older.prose.runs):
        return None
    runs = shared_runs(newer.prose.words, older.prose.words)
    shared = sum(run.length for run in runs)
    shorter = min(len(newer.prose.words), len(older.prose.words))
    if not shared or not shorter:
        return None
    share = shared / shorter
    longest = max(run.length for run in runs)
    kind = _kind(newer, older, share, shared, longest)
    if kind is None:
        return None
    return ReuseVerdict(
        kind=kind,
        containment=round(min(1.0, share), 4),
        shared_words=shared,
        longest_run=longest,
        spans=_evidence(newer, runs),
        confidence=round(min(0.99, 0.5 + share * 0.5 + min(shared, 200) / 1000), 3),
    )


def shared_runs(newer: Sequence[str], older: Sequence[str]) -> list[Run]:
    """Return the runs of RUN or more words that both have, each word of `newer` used once."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(zip(*(older[n:] for n in range(RUN)), strict=False)):
        places.setdefault(run, []).append(at)
    runs = []
    at = 0
    every = list(zip(*(newer[n:] for n in range(RUN)), strict=False))
    while at < len(every):
        starts = places.get(every[at])
        if not starts:
            at += 1
            continue
        best = max((_extend(newer, older, at, start), -start) for start in starts[:20])
        runs.append(Run(at, -best[1], best[0]))
        at += best[0]
    return runs


def _extend(newer: Sequence[str], older: Sequence[str], at: int, start: int) -> int:
    length = RUN
    room = min(len(newer) - at, len(older) - start)
    while length < room and newer[at + length] == older[start + length]:
        length += 1
    return length


def _kind(
    newer: TextOf, older: TextOf, share: float, shared: int, longest: int
) -> ReuseKind | None:
    is_reuse = (
        (share >= SHARE and shared >= WORDS)
        or longest >= EMBEDDED_RUN
        or (share >= TEASER_SHARE and shared >= TEASER_WORDS)
    )
    if not is_reuse:
        return ReuseKind.SHARED_STATEMENT if longest >= 2 * RUN else None
    if _is_same_story(newer.article, older.article, share):
        return ReuseKind.NEW_VERSION
    ratio = len(newer.prose.words) / max(1, len(older.prose.words))
    if share >= COPY_SHARE:
        if ratio < EXCERPT_LENGTH:
            return ReuseKind.EXCERPT
        if ratio < 0.8:
            return ReuseKind.TRIMMED
        return ReuseKind.COPY if ratio <= 1.25 else ReuseKind.EMBEDDED
    if share < SHARE or (shared < 0.25 * len(newer.prose.words) and longest >= EMBEDDED_RUN):
        return ReuseKind.EMBEDDED
    return ReuseKind.ADAPTED


def _is_same_story(newer: Article, older: Article, share: float) -> bool:
    """One page, or one outlet that tells its own story again at another address."""
    return newer.id == older.id or (newer.outlet == older.outlet and share >= VERSION_SHARE)


def _evidence(newer: TextOf, runs: list[Run]) -> tuple[Span, ...]:
    spans = []
    for run in sorted(runs, key=lambda r: (-r.length, r.newer))[:_EVIDENCE]:
        start = newer.prose.starts[run.newer]
        end = newer.prose.ends[run.newer + run.length - 1]
        spans.append(Span(field="text", start=start, end=end, text=newer.article.text[start:end]))
    return tuple(spans)
