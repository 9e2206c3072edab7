"""Figures by which one voice of a report contradicts another: "22 died, A said; B spoke of one".

The facts of a mention hold its fullest telling. What another named source says of the same field
in the same sentences stands in the ledger beside it, so that the dispute is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.incidents.claimants import holds, is_voice, length, voice_of
from monitor.incidents.data import figure_phrase, number_words
from monitor.incidents.sentences import sentences
from monitor.model.facts import Mention
from monitor.model.names import SourceClass
from monitor.model.reading import Article, Attribution, Reading, Source
from monitor.model.spans import Span

#: Figures that are read beside the fullest telling.
_FIELDS = ("killed", "injured")
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
    voices = [a for a in voices if not _is_older(a, reading.article)]
    for attribution in voices:
        for figure in _told(attribution):
            best = tolls.get(figure.field)
            is_own = all(length(a) >= length(attribution) for a in voices if holds(a, figure.span))
            figure = replace(figure, by=voice_of(attribution, reading))
            if best is not None and is_own and _contradicts(figure, best):
                yield figure
    yield from _refused(reading.article, known)


def putter(span: Span, article: Article) -> Source | None:
    """Return who "has put the number at 70", where `span` is that figure's; None = nobody."""
    one = next((s for s in sentences(article) if s.holds(span)), None)
    found = figure_phrase("puts").match(one.text) if one else None
    is_ahead = one and found and one.start + found.start("by") < span.end
    return Source(name=found["by"], source_class=SourceClass.PERSON) if found and is_ahead else None


def _refused(article: Article, known: Sequence[Figure]) -> Iterator[Figure]:
    """Yield figures that a sentence refuses: "70, rejecting the school's figure of 120"."""
    for one in sentences(article):
        best = next((f for f in known if one.holds(f.span)), None)
        found = figure_phrase("against").search(one.text) if best else None
        if best is None or found is None:
            continue
        number = _value(found["number"].rstrip(".,"))
        by = Source(name=found["by"].strip(), source_class=SourceClass.PERSON)
        figure = Figure(best.field, number, number, one.span(*found.span("number")), by)
        if _contradicts(figure, best):
            yield figure


def _is_named(attribution: Attribution) -> bool:
    return is_voice(attribution) and attribution.source.source_class in _VOICES


def _is_of(attribution: Attribution, mention: Mention) -> bool:
    """Whether it is said in a sentence that tells of the mention."""
    cue = attribution.cue_span
    return any(
        s.field == cue.field and s.start <= cue.start and cue.end <= s.end for s in mention.spans
    )


def _is_older(attribution: Attribution, article: Article) -> bool:
    """Whether the sentence brings one count up to date: "had earlier spoken of three"."""
    one = next((s for s in sentences(article) if s.holds(attribution.cue_span)), None)
    return one is not None and figure_phrase("brought_up_to_date").search(one.text) is not None


def _told(attribution: Attribution) -> Iterator[Figure]:
    content = attribution.content_span
    if content is None:
        return
    for field in _FIELDS:
        for match in figure_phrase(field).finditer(content.text):
            before = content.text[: match.start()]
            if figure_phrase("part").search(before[-40:]):
                continue
            number = _value(match.group("number"))
            least = figure_phrase("at_least").search(before)
            start = content.start + (least.start() if least else match.start())
            end = content.start + match.end()
            words = content.text[start - content.start : match.end()]
            span = Span(field=content.field, start=start, end=end, text=words)
            yield Figure(field, number, None if least else number, span, attribution.source)


def _value(words: str) -> int:
    low = words.casefold()
    number = number_words().get(low)
    return int(low.replace(",", "").replace(".", "")) if number is None else number


def _contradicts(figure: Figure, best: Figure) -> bool:
    """Another voice with another figure; its words are not those that `best` was read from."""
    if figure.by.name == best.by.name or figure.span.start == best.span.start:
        return False
    low, high = best.low or 0, best.high if best.high is not None else float("inf")
    top = figure.high if figure.high is not None else float("inf")
    return top < low or (figure.low or 0) > high
