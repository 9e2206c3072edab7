"""Texts that report no incident: opinion, listings, service, evergreen pieces, and why.

A report with a fresh happening in its lead stays one, unless its headline says what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.facts.lexical.language import Tongue
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Clause
from monitor.model.spans import Span

#: So many different phrases of one kind decide; a headline's count double.
_ENOUGH = 2.0
_TITLE_WEIGHT = 2.0
#: So much of phrases that are sure signs decide even against a fresh happening in the lead.
_SURE = 2.0
#: Phrases of the text are looked for up to here.
_READ_WORDS = 700
#: A heading that is a table's only where a day ends it, and its most words.
_DATED, _TABLE_WORDS = "dated", 12
#: What speaks for a report, in phrases of an opinion or listing that it outweighs.
_DAY_TOLD, _SAID, _MOST_SAID = 1.0, 0.5, 5


@dataclass(frozen=True, slots=True)
class NoIncident:
    """Why a text reports no incident, and the words that say so."""

    reason: str
    span: Span
    #: How surely (0–1), where it was weighed; 0 where phrases decided.
    share: float = 0.0


def no_incident(
    title: Prose | None, text: Prose | None, tongue: Tongue, *, fresh: bool, reported: float
) -> NoIncident | None:
    """Return why this is no report of an incident, or None.

    `fresh`: the lead tells of a hard happening some days old at most.
    `reported`: how much it reads like news (days and speakers told), which must be outweighed.
    """
    for field in (title, text):
        started = _start(field, tongue) if field is not None else None
        if started:
            return started
    sure = _surely(title, text, tongue)
    if sure or fresh:
        return sure
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Span] = {}
    if title is not None:
        _add(title, tongue.not_titles.find(title.words), _TITLE_WEIGHT, weights, first)
    if text is not None:
        hits = tongue.not_texts.find(text.words, 0, min(len(text.words), _READ_WORDS))
        _add(text, hits, 1.0, weights, first)
    reason = max(sorted(weights), key=lambda name: weights[name], default="")
    if not reason or weights[reason] < _ENOUGH + reported:
        return None
    return NoIncident(reason, first[reason])


def _surely(title: Prose | None, text: Prose | None, tongue: Tongue) -> NoIncident | None:
    """A drill, an anniversary, a match: several of their phrases, whatever else is told."""
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Span] = {}
    for field, weight in ((title, _TITLE_WEIGHT), (text, 1.0)):
        if field is not None:
            hits = tongue.not_sure.find(field.words, 0, min(len(field.words), _READ_WORDS))
            _add(field, hits, weight, weights, first)
    reason = max(sorted(weights), key=lambda name: weights[name], default="")
    return NoIncident(reason, first[reason]) if reason and weights[reason] >= _SURE else None


def _start(field: Prose, tongue: Tongue) -> NoIncident | None:
    """A label at the very beginning: "Opinion: …", "Recipe | …", "[EDITORIAL]"."""
    past = min(len(field.words), 8 if field.field == "title" else 5)
    for hit in tongue.not_starts.find(field.words, 0, past)[:1]:
        if hit.value == _DATED:
            if hit.first == 0 and _is_table(field, hit, tongue):
                return NoIncident("listing", field.span(hit.first, hit.past))
            continue
        label = hit.first == 0 and _ends_label(field, hit, plain=field.field == "title")
        bracket = field.text[: field.starts[hit.first]].rstrip().endswith("[")
        if label or bracket:
            return NoIncident(hit.value, field.span(hit.first, hit.past))
    return None


def _is_table(field: Prose, hit: Hit[str], tongue: Tongue) -> bool:
    """ "Prices on the corn exchange, Friday 6 June": a headline that ends in its day."""
    if field.field != "title" or len(field.words) - hit.past > _TABLE_WORDS:
        return False
    last = len(field.words) - 1
    while last > hit.past and field.words[last].isdigit():
        last -= 1
    kind = tongue.times.words.get(field.words[last], ("", 0))[0]
    return kind in ("weekday", "month", "today")


def _ends_label(field: Prose, hit: Hit[str], *, plain: bool) -> bool:
    """Whether a sign closes the label; in a headline phrases of two words need none."""
    gap = field.gap(hit.past - 1).strip()
    if gap[:1] in (":", "|", "-", "–", "—", "]", "/"):
        return True
    return plain and (hit.past - hit.first > 1 or (gap == "" and hit.past == len(field.words)))


def _add(
    field: Prose,
    hits: list[Hit[str]],
    weight: float,
    weights: dict[str, float],
    first: dict[str, Span],
) -> None:
    seen: set[str] = set()
    for hit in hits:
        phrase = " ".join(field.words[hit.first : hit.past])
        if phrase not in seen:
            seen.add(phrase)
            weights[hit.value] += weight
            first.setdefault(hit.value, field.span(hit.first, hit.past))


def newsness(own: Sequence[Clause]) -> float:
    """How much a text reads like a report: days told, and people who said something."""
    days = any(
        m.kind in ("weekday", "today", "date", "overnight") and not m.future
        for c in own
        for m in c.moments
    )
    said = sum(cue.value == "speech" for c in own for cue in c.cues)
    return _DAY_TOLD * days + min(said, _MOST_SAID) * _SAID
