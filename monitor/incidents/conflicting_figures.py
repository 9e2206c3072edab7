"""Figures by which one voice of a report contradicts another: "22 died, A said; B spoke of one".

The facts of a mention hold its fullest telling. What another named source says of the same field
in the same sentences stands in the ledger beside it, so that the dispute is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.incidents.claimants import holds, is_voice, length
from monitor.model.facts import Mention
from monitor.model.names import SourceClass
from monitor.model.reading import Attribution, Reading, Source
from monitor.model.spans import Span

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "zero", "one un une ein eine uno una", "two deux zwei dos", "three trois drei tres",
            "four quatre vier cuatro", "five cinq fünf cinco", "six sechs seis",
            "seven sept sieben siete", "eight huit acht ocho", "nine neuf neun nueve",
            "ten dix zehn diez", "eleven onze elf once", "twelve douze zwölf doce",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
            "twenty",
        )
    )
    for word in words.split()
}  # fmt: skip
_NUMBER = rf"(?P<number>\d{{1,3}}(?:[,.]\d{{3}})+|\d{{1,5}}|{'|'.join(_NUMBERS)})"
_WHO = (
    r"(?: (?:of (?:them|its|their|the)\b[ \w]{0,20}|more |other )?(?:people|persons?|others?|"
    r"troops|soldiers?|civilians?|fighters?|members?|personnel|residents?|workers?|militants?|"
    r"men|personnes?|personas?|Menschen|Personen))?(?: (?:had|have|were|was|been|fell|sind|wurden|"
    r"ont été|fueron))*"
)
_KILLED = r"dead|deaths?|died|killed|fatalit(?:y|ies)|morts?|tués?|muertos?|Tote|getötet"
_INJURED = r"injured|wounded|hurt|injuries|blessés?|heridos?|Verletzte|verletzt"
_FIGURES = tuple(
    (field, re.compile(rf"(?<![\d.,-])\b{_NUMBER}{_WHO} (?:{cue})\b(?!-)", re.IGNORECASE))
    for field, cue in (("killed", _KILLED), ("injured", _INJURED))
)
_LEAST = re.compile(r"\b(?:at least|more than|over|au moins|mindestens|al menos) $", re.IGNORECASE)
#: Behind or before these a figure is part of another, or of another count.
_PART = re.compile(r"\b(?:includ\w+|among|of (?:them|whom)|another|further|dont|darunter|since)\b")
_VOICES = frozenset(
    {
        *(SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL, SourceClass.ANONYMOUS_OFFICIAL),
        *(SourceClass.ARMED_GROUP, SourceClass.NGO, SourceClass.AGENCY, SourceClass.STATE_MEDIA),
        SourceClass.OUTLET,
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll as one source has it."""

    field: str
    low: int | None
    high: int | None
    span: Span
    by: Source


def rivals(mention: Mention, reading: Reading, known: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the tolls by which another voice of the mention's sentences contradicts `known`."""
    tolls = {one.field: one for one in known}
    voices = [a for a in reading.attributions if _is_named(a) and _is_of(a, mention)]
    for attribution in voices:
        for figure in _told(attribution):
            best = tolls.get(figure.field)
            is_own = all(length(a) >= length(attribution) for a in voices if holds(a, figure.span))
            if best is not None and is_own and _contradicts(figure, best):
                yield figure


def _is_named(attribution: Attribution) -> bool:
    return is_voice(attribution) and attribution.source.source_class in _VOICES


def _is_of(attribution: Attribution, mention: Mention) -> bool:
    """Whether it is said in a sentence that tells of the mention."""
    cue = attribution.cue_span
    return any(
        s.field == cue.field and s.start <= cue.start and cue.end <= s.end for s in mention.spans
    )


def _told(attribution: Attribution) -> Iterator[Figure]:
    content = attribution.content_span
    if content is None:
        return
    for field, pattern in _FIGURES:
        for match in pattern.finditer(content.text):
            before = content.text[: match.start()]
            if _PART.search(before[-40:]):
                continue
            number = _value(match.group("number"))
            least = _LEAST.search(before)
            start = content.start + (least.start() if least else match.start())
            end = content.start + match.end()
            words = content.text[start - content.start : match.end()]
            span = Span(field=content.field, start=start, end=end, text=words)
            yield Figure(field, number, None if least else number, span, attribution.source)


def _value(words: str) -> int:
    low = words.casefold()
    return _NUMBERS[low] if low in _NUMBERS else int(low.replace(",", "").replace(".", ""))


def _contradicts(figure: Figure, best: Figure) -> bool:
    """Another voice with another figure; its words are not those that `best` was read from."""
    if figure.by.name == best.by.name or figure.span.start == best.span.start:
        return False
    low, high = best.low or 0, best.high if best.high is not None else float("inf")
    top = figure.high if figure.high is not None else float("inf")
    return top < low or (figure.low or 0) > high
