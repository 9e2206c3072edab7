"""Text of an article apart from the lines around it: what stays, and what becomes a signal.

The same for text out of a page and for plain text of a backfill row. No real sentence is lost:
a line goes only by its form, its place and a cue (see lines.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from monitor.articles.data import cues
from monitor.articles.lines import (
    BODY,
    HEAD,
    LONG,
    TAIL,
    Line,
    corrected_news,
    is_paragraph,
    kind_of,
    line,
)
from monitor.model.reading import Signal
from monitor.text import fold

MAX_LINES = 4_000
MAX_SIGNAL = 500
#: A line this long that opens a caption of the page is that caption, its credit apart.
SHORT_CAPTION = 25

_GLUED_END = r"(?<=[.!?…”\"’»)])\s*"
_BRACKETED_WORKERS = re.compile(
    _GLUED_END + r"(\((?:additional )?(?:reporting|writing|editing)\b[^()]{3,300}\))\.?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    _GLUED_END + r"([^.!?©]{0,60}(?:©|\(c\) ?(?:19|20)\d\d|copyright (?:© ?|\(c\) ?)?(?:19|20)\d\d)"
    r"[^\n]{0,300})$",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"\d:\d\d|^(?:FILE|PHOTOS?|VIDEO|WATCH|UPDATED?|BREAKING|LIVE|MORE)\b")
#: "CITY, March 3 (Agency) —", "City (Agency) -", "CITY -", "(City)": how agencies open a text.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÞА-ЯЁ][^\n!?()]{1,60}\([^\n()]{2,40}\)\s*[-–—:]{1,2}\s"
    r"|[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ'’.\- ]{2,40}(?:,[^\n!?()–—]{2,40})?\s*(?:[–—]|\s-{1,2})\s"
    r"|\([A-ZÀ-Þ][\w'’., -]{2,40}\)\s(?=[A-ZÀ-Þ]))"
)


@dataclass(frozen=True, slots=True)
class Tidied:
    """The text that is the article's, and the signals of what stood around it, in order."""

    text: str
    signals: tuple[Signal, ...]


def tidy(text: str, *, captions: Collection[str] = (), links: Collection[str] = ()) -> Tidied:
    """Return `text` without credit, promotion, caption and boilerplate lines, and those as signals.

    `captions` and `links` are lines that the page marks as such. Blank lines stay as found.
    """
    raw = [one.strip() for one in text.split("\n")[:MAX_LINES]]
    lines = [line(one) for one in raw]
    kinds = _kinds(lines, captions, links)
    kept: list[str] = []
    signals: list[Signal] = []
    for one, kind in zip(lines, kinds, strict=True):
        if kind is not None:
            signals.append(Signal(kind=kind, value=one.raw[:MAX_SIGNAL]))
            if kind == "edited_note" and not kept:
                kept += corrected_news(one)
            continue
        prose, tail = _unglued(one)
        if tail:
            signals.append(tail)
        kept.append(prose)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return Tidied(body, (*_dateline(body), *signals))


def _kinds(
    lines: Sequence[Line], captions: Collection[str], links: Collection[str]
) -> list[str | None]:
    first, last = _body(lines)
    repeated = _repeated(lines)
    wrapped = _wrapped(lines)
    kinds: list[str | None] = []
    for at, one in enumerate(lines):
        place = HEAD if at < first else TAIL if at > last else BODY
        kind = None if at in wrapped else kind_of(one, place)
        if kind is None and one.raw and at not in wrapped:
            kind = _by_page(one, captions, links)
        if kind is None and one.folded in repeated and at not in wrapped:
            kind = "boilerplate"
        kinds.append(kind)
    _spare_the_only_prose(lines, kinds)
    _list_at_end(lines, kinds, last)
    _bare_credit_at_end(lines, kinds, last)
    return kinds


def _body(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the first and the last line that is a real paragraph and nothing else."""
    ways = ((range(len(lines)), HEAD), (range(len(lines) - 1, -1, -1), TAIL))
    first, last = (
        next((at for at in way if is_paragraph(lines[at]) and not kind_of(lines[at], place)), -1)
        for way, place in ways
    )
    return (len(lines), -1) if first < 0 or last < 0 else (first, last)


def _wrapped(lines: Sequence[Line]) -> frozenset[int]:
    """Lines inside hard-wrapped paragraphs (old wires): a line's start there is no opening."""
    near = [
        at
        for at, one in enumerate(lines)
        if one.raw and any(0 <= by < len(lines) and lines[by].raw for by in (at - 1, at + 1))
    ]
    lengths = sorted(len(lines[at].raw) for at in near)
    if len(near) < 6 or not 45 <= lengths[len(near) // 2] <= 90 or lengths[-1] > 110:
        return frozenset()
    return frozenset(near)


def _repeated(lines: Sequence[Line]) -> frozenset[str]:
    """Short unclosed lines told twice in a row, or long ones anywhere: picture titles, teasers."""
    short = [
        one.folded
        for one in lines
        if one.raw and 2 <= one.words <= 15 and not one.ends and not one.raw.endswith(":")
    ]
    counts = Counter(short)
    in_a_row = {
        one for one, after in pairwise(one.folded for one in lines if one.raw) if one == after
    }
    return frozenset(one for one in short if counts[one] > 1 and (len(one) > 25 or one in in_a_row))


def _by_page(one: Line, captions: Collection[str], links: Collection[str]) -> str | None:
    if len(one.raw) > LONG:
        return None
    if one.item in captions or (
        len(one.raw) > SHORT_CAPTION and any(told.startswith(one.raw) for told in captions)
    ):
        return "caption"
    if one.item in links and one.words >= 3 and not one.ends:
        return "promotion"
    half, odd = divmod(len(one.raw), 2)
    doubled = odd and one.words >= 6 and one.raw[:half] == one.raw[half + 1 :]
    return "promotion" if doubled else None


def _spare_the_only_prose(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Where nothing else is left, a sentence with a photo credit behind it is the article."""
    if any(kind is None and one.words >= 8 for one, kind in zip(lines, kinds, strict=True)):
        return
    for at, one in enumerate(lines):
        if kinds[at] == "caption" and one.words >= 12:
            kinds[at] = None


def _list_at_end(lines: Sequence[Line], kinds: list[str | None], last: int) -> None:
    """After the last paragraph, a heading like "Related news" makes promotion of what follows."""
    heads = _list_heads()
    for at in range(last + 1, len(lines)):
        if lines[at].folded.strip(" :»>…") in heads:
            for later in range(at, len(lines)):
                if lines[later].raw and kinds[later] is None:
                    kinds[later] = "promotion"
            return


def _bare_credit_at_end(lines: Sequence[Line], kinds: list[str | None], last: int) -> None:
    """A last line of one to three words is a credit ("Reuters", "PA", "mit dpa").

    With a handle, a number or a label in it, it is only noise.
    """
    for at in range(len(lines) - 1, max(last, 0), -1):
        one = lines[at]
        if not one.raw or kinds[at] is not None:
            continue
        words = one.raw.split()
        if len(words) > 3 or len(one.raw) > 30 or one.ends:
            return
        noise = any(c in "@:|#" or c.isdigit() for c in one.raw) or words[-1][0] in "([}"
        kinds[at] = "boilerplate" if noise else "credit_line"
        return


def _unglued(one: Line) -> tuple[str, Signal | None]:
    """Return the prose of a line and the promotion or credit that was glued to its end."""
    for kind, pattern in (("credit_line", _BRACKETED_WORKERS), ("copyright", _COPYRIGHT)):
        found = pattern.search(one.raw[-400:]) if one.words > 8 else None
        if found:
            value = found.group(1).strip()
            return one.raw[: one.raw.rindex(value)].rstrip(), Signal(kind=kind, value=value)
    tail = one.raw[-260:]
    folded = fold(tail)
    if len(folded) != len(tail) or not any(cue in folded for cue in cues()["promotion"]["glued"]):
        return one.raw, None
    found = _glued().search(folded)
    if not found or found.start() + len(one.raw) - len(tail) < 40:
        return one.raw, None
    at = len(one.raw) - len(tail) + found.start()
    return one.raw[:at].rstrip(), Signal(kind="promotion", value=one.raw[at:].strip()[:MAX_SIGNAL])


def _dateline(text: str) -> tuple[Signal, ...]:
    for opening in text[:3_000].split("\n")[:5]:
        found = _DATELINE.match(opening[:200])
        if found and not _NO_PLACE.search(found.group()):
            return (Signal(kind="dateline", value=found.group().strip()),)
    return ()


@cache
def _list_heads() -> frozenset[str]:
    return frozenset(cues()["promotion"]["lists"])


@cache
def _glued() -> re.Pattern[str]:
    tails = sorted(cues()["promotion"]["glued"], key=len, reverse=True)
    return re.compile(_GLUED_END + "(?:" + "|".join(map(re.escape, tails)) + ")")
