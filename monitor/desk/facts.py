"""What was read out of an article, fact by fact: value, words, and the rule that read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model.facts import Count, Mention
from monitor.text import shorten
from monitor.words import when_words

_MOST_WORDS, _MOST_PLACES = 80, 3
_NO_TYPE = "other"
#: The confidence of what no model weighed.
_NOT_WEIGHED = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFact:
    """One fact of a mention."""

    #: "type", "day", "place", "killed", …, "actor", "person", "weapon", …
    field: str
    value: str
    #: The article's own words, "" where the fact stands on several.
    words: str
    #: Which rule, table row or model read it; "" where an older version did.
    reason: str
    #: 0–1, how probable it is; None where that is not weighed.
    confidence: float | None = None


def facts_of(mention: Mention) -> tuple[ReadFact, ...]:
    """Return the facts of a mention, the weightiest first."""
    return tuple(_facts(mention))


def _facts(mention: Mention) -> Iterator[ReadFact]:
    kind = mention.incident_type.replace("_", " ")
    reason = mention.type_reason or ("no type's words" if kind == _NO_TYPE else "")
    yield ReadFact(
        field="type",
        value=kind,
        words="",
        reason=reason,
        confidence=mention.type_confidence or None,
    )
    when = mention.when
    if when is not None:
        text = when.span.text if when.span else ""
        yield _fact("day", when_words(when), text, when.reason, when.confidence)
    for where in mention.where[:_MOST_PLACES]:
        words = where.span.text
        yield _fact("place", where.place.name, words, where.reason, where.confidence)
    for count in mention.counts:
        yield _fact(count.field, _figure(count), count.span.text, count.reason)
    for actor in mention.actors:
        yield _fact(f"actor, {actor.role}", actor.name, actor.span.text, actor.reason)
    for person in mention.persons:
        yield _fact(f"person, {person.role}", person.name, person.span.text, person.reason)
    for term in mention.terms:
        yield _fact(term.kind, term.value, term.span.text, term.reason)


def _fact(
    field: str, value: str, text: str, reason: str, confidence: float = _NOT_WEIGHED
) -> ReadFact:
    words = shorten(" ".join(text.split()), _MOST_WORDS)
    sure = _weighed(confidence)
    return ReadFact(field=field, value=value, words=words, reason=reason, confidence=sure)


def _weighed(confidence: float) -> float | None:
    return None if confidence == _NOT_WEIGHED else confidence


def _figure(count: Count) -> str:
    """ "25 rocket", "3 Iraqi", "at least 12"."""
    best = count.best if count.best is not None else count.low
    open_above = count.high is None and best != 0
    number = f"at least {count.low}" if open_above and count.low is not None else str(best)
    return " ".join(filter(None, (number, count.unit, count.group)))
