"""In whose name something is said: by the attribution that holds it, the credit, or the outlet."""

from __future__ import annotations

import re

from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Attribution, Reading, Source
from monitor.model.spans import Span

_WORD = re.compile(r"\w+")
#: Characters after a figure in which what was counted is told again.
_NEAR = 60


def claimant(span: Span, reading: Reading) -> Source:
    """Return the nearest named attribution that holds `span`, else whose text it is."""
    nearest = _nearest(span, reading)
    return text_owner(reading) if nearest is None else nearest.source


def retold(span: Span, reading: Reading) -> tuple[Span, Source]:
    """Return a figure with its claimant; one told in the title, where the text attributes it.

    A headline names nobody: "Seven hurt by rockets" is what the text's "Seven … were wounded, an
    official said" says, so the text's words prove it better.
    """
    words = _WORD.findall(span.text.casefold())
    if span.field == "title" and words:
        for attribution in reading.attributions:
            again = _again(words, attribution, reading) if is_voice(attribution) else None
            if again is not None:
                return again, claimant(again, reading)
    return span, claimant(span, reading)


def is_voice(attribution: Attribution) -> bool:
    """Whether an attribution is somebody's word: no attitude, and not nobody's."""
    return (
        attribution.kind != "stance"
        and attribution.source.source_class is not SourceClass.UNSOURCED
    )


def text_owner(reading: Reading) -> Source:
    """Return who speaks where nobody is named: the credited source, else the outlet."""
    credited = [c for c in reading.credits if c.relation is Relation.TEXT_FROM]
    if credited:
        return max(credited, key=lambda c: c.confidence).source
    article = reading.article
    return Source(
        name=article.outlet_name or article.outlet,
        source_class=SourceClass.OUTLET,
        family=article.outlet_family,
        country=article.outlet_country,
    )


def holds(attribution: Attribution, span: Span) -> bool:
    """Whether the words of an attribution hold `span`."""
    content = attribution.content_span
    return (
        content is not None
        and content.field == span.field
        and content.start <= span.start
        and span.end <= content.end
    )


def length(attribution: Attribution) -> int:
    """Return how many characters the words of an attribution have."""
    content = attribution.content_span
    return 0 if content is None else content.end - content.start


def _nearest(span: Span, reading: Reading) -> Attribution | None:
    holding = [a for a in reading.attributions if is_voice(a) and holds(a, span)]
    return min(holding, key=length, default=None)


def _again(words: list[str], attribution: Attribution, reading: Reading) -> Span | None:
    """Return where an attribution's words tell the same number of the same: "seven Americans"."""
    content = attribution.content_span
    if content is None or content.field != "text":
        return None
    number, *rest = words
    for match in re.finditer(rf"\b{re.escape(number)}\b", content.text, re.IGNORECASE):
        after = content.text[match.end() : match.end() + _NEAR]
        told = [m for m in _WORD.finditer(after.casefold()) if m.group() in rest]
        if told or not rest:
            start = content.start + match.start()
            end = content.start + match.end() + (told[-1].end() if told else 0)
            return Span(field="text", start=start, end=end, text=reading.article.text[start:end])
    return None
