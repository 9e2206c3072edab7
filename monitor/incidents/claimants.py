"""In whose name something is said: by the attribution that holds it, the credit, or the outlet."""

from __future__ import annotations

from monitor.incidents.groups import is_unnamed, meant
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Attribution, Reading, Source
from monitor.model.spans import Span


def claimant(span: Span, reading: Reading) -> Source:
    """Return the nearest named attribution that holds `span`, else whose text it is."""
    said = nearest(span, reading)
    return text_owner(reading) if said is None else voice_of(said, reading)


def voice_of(said: Attribution, reading: Reading) -> Source:
    """Return whose word an attribution is; "the group" is the one that was named before."""
    if is_unnamed(said.source):
        return meant(said, reading) or said.source
    return said.source


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


def nearest(span: Span, reading: Reading) -> Attribution | None:
    """Return the narrowest attribution that holds `span`, None where nobody is named for it."""
    holding = [a for a in reading.attributions if is_voice(a) and holds(a, span)]
    return min(holding, key=length, default=None)
