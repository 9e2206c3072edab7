"""What one mention says of its incident, field by field, and in whose name. Nothing is kept here.

Blame that is only habit ("the ministry routinely accuses them") says nothing of this incident, nor
does a group that "claimed most of them". Damage that is denied is told as none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.incidents.claimants import claimant, text_owner
from monitor.incidents.conflicting_figures import Figure, rivals
from monitor.incidents.data import claim_phrase
from monitor.incidents.responsibility import own_words
from monitor.incidents.retellings import told_by
from monitor.model.facts import ActorRole, Count, Mention, Term, When
from monitor.model.names import DatePrecision, SourceClass
from monitor.model.reading import Article, Reading, Source
from monitor.model.spans import Span

COUNTED = ("killed", "injured", "missing", "kidnapped", "arrested", "munitions")
#: What an actor's role in a mention claims.
_ROLES = {"suspected": "blame"}
_SENTENCE = re.compile(r"[.!?…]['\"”’»)]*\s+(?=[\"“„«(\w])|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said: a figure or value of a field, in whose name, in which characters."""

    field: str
    span: Span
    by: Source
    low: int | None = None
    high: int | None = None
    value: str | None = None
    group: str = ""


def said(mention: Mention, reading: Reading) -> Iterator[Said]:
    """Yield what `mention` says, each with its claimant."""
    counted = list(_counted(mention, reading))
    yield from counted
    known = [Figure(c.field, c.low, c.high, c.span, c.by) for c in counted if not c.group]
    for one in rivals(mention, reading, known):
        yield Said(field=one.field, span=one.span, by=one.by, low=one.low, high=one.high)
    yield from _day(mention.when, reading)
    if mention.where:
        best = mention.where[0]
        yield _value("place", best.span, best.place.name, reading)
    yield from _actors(mention, reading)
    for word in own_words(mention, reading):
        yield Said(field=word.field, span=word.span, by=word.by, value=word.by.name)
    for term in mention.terms:
        if term.kind == "damage":
            yield from _damage(term, reading)


def _counted(mention: Mention, reading: Reading) -> Iterator[Said]:
    for count in mention.counts:
        if count.field not in COUNTED:
            continue
        low, high = _bounds(count)
        # That nobody else was hurt is read from what is told: it is the text's, nobody's word.
        is_read = _says_nothing(count)
        span, by = (count.span, text_owner(reading)) if is_read else told_by(count, reading)
        yield Said(
            field=count.field,
            span=span,
            by=by,
            low=low,
            high=high,
            value=count.unit or None,
            group=count.group,
        )


def _says_nothing(count: Count) -> bool:
    """Whether a figure is any number from none on: nobody says that in so many words."""
    return count.high is None and not count.best and not count.low


def _bounds(count: Count) -> tuple[int | None, int | None]:
    if count.low is None and count.high is None:
        return count.best, count.best
    return count.low, count.high


def _value(field: str, span: Span, value: str, reading: Reading) -> Said:
    return Said(field=field, span=span, by=claimant(span, reading), value=value)


def _day(when: When | None, reading: Reading) -> Iterator[Said]:
    if when is None or when.span is None or when.precision is DatePrecision.UNKNOWN:
        return
    start, end = when.start.isoformat(), when.end.isoformat()
    yield _value("day", when.span, start if start == end else f"{start}/{end}", reading)


def _actors(mention: Mention, reading: Reading) -> Iterator[Said]:
    for actor in mention.actors:
        field = _ROLES.get(actor.role)
        told = sentence(reading.article, actor.span)
        if field is None or claim_phrase("habit").search(told):
            continue
        by = _speaker(actor, reading)
        # "The ministry said fighters of the ministry …" is a slip of reading, no blame of oneself.
        if field != "blame" or actor.name not in (by.name, actor.by):
            yield Said(field=field, span=actor.span, by=by, value=actor.name)


def _speaker(actor: ActorRole, reading: Reading) -> Source:
    """Who says it: the one who blames, else as the text attributes it."""
    told = claimant(actor.span, reading)
    if actor.by and told.source_class in (
        SourceClass.OUTLET,
        SourceClass.AGENCY,
        SourceClass.PERSON,
    ):
        return Source(name=actor.by, source_class=SourceClass.OFFICIAL_BODY)
    return told


def _damage(term: Term, reading: Reading) -> Iterator[Said]:
    """What was damaged, "none" where that is denied; a thing merely named is no damage."""
    article = reading.article
    told = sentence(article, term.span)
    one = _value("damage", term.span, term.value, reading)
    before = _field_text(article, term.span)[: term.span.start]
    if claim_phrase("denied").search(before[-60:]):
        yield replace(one, value="none")
    elif article.language != "en" or claim_phrase("harm").search(told):
        yield one


def sentence(article: Article, span: Span) -> str:
    """Return the sentence (or line) in which a span stands."""
    text = _field_text(article, span)
    start = max(0, span.start - 600)
    ends = [m.end() for m in _SENTENCE.finditer(text, start, span.start)]
    stop = _SENTENCE.search(text, span.end, span.end + 600)
    return text[ends[-1] if ends else start : stop.start() if stop else span.end + 600]


def _field_text(article: Article, span: Span) -> str:
    return article.title if span.field == "title" else article.text
