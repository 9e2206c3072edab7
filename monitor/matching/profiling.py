"""One mention with its article as a profile: words weighed, names, places, days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from monitor.matching.again import says_again, tells_several
from monitor.matching.names import ages_in, clocks_in, names_in, numbers_in, proper_in
from monitor.matching.profile import (
    CountMark,
    PersonMark,
    PlaceMark,
    Profile,
    T,
    Words,
)
from monitor.matching.word_weights import (
    Background,
    counted_words,
    stem,
    stressed,
    weighed_words,
)
from monitor.model.facts import Count, Mention, Person, Where
from monitor.model.names import Role
from monitor.model.reading import Article
from monitor.text import fold, words

#: Bounds of what is kept, so that a comparison's cost does not depend on the article's length.
_TITLE, _LEAD, _BODY, _NAMES, _NUMBERS = 24, 60, 110, 40, 16
_PROPER, _BIGRAMS = 50, 70
#: Tenths of a nat below which a word says nothing.
_SAYS = 12
#: Characters that count as the lead, and characters read at all.
_LEAD_CHARS, _READ_CHARS = 700, 12_000


def profile(
    article: Article,
    mention: Mention,
    background: Background,
    elsewhere: Sequence[tuple[int, int]] = (),
) -> Profile:
    """Return what matching compares of `mention`: of its own sentences for a background one.

    `elsewhere`: stretches of the text that tell of other happenings than the primary one.
    """
    primary = mention.role is Role.PRIMARY
    title = article.title if primary else ""
    text = _without(article.text[:_READ_CHARS], elsewhere) if primary else _own_text(mention)
    if primary and not text:
        text = title
    names = names_in(text)
    of_title, of_lead = words(title), words(text[:_LEAD_CHARS])
    of_all = [*of_title, *words(text)]
    lead = weighed_words([*of_title, *of_lead], background)
    body, uses = _body(of_all, background)
    when = mention.when
    return Profile(
        role=mention.role.value,
        incident_type=mention.incident_type,
        language=article.language,
        published=article.published.date().toordinal() if article.published else None,
        start=when.start.toordinal() if when else None,
        end=when.end.toordinal() if when else None,
        precision=when.precision.value if when else "unknown",
        title=_telling(weighed_words(of_title, background), _TITLE),
        lead=_telling(lead, _LEAD),
        body=body,
        uses=uses,
        proper=_proper(text, background),
        bigrams=_bigrams([*of_title, *of_lead], lead),
        names=names[:_NAMES],
        numbers=numbers_in(text)[:_NUMBERS],
        ages=_ages(mention, text),
        persons=_distinct(map(_person, mention.persons)),
        places=_distinct(map(_place, mention.where), 6),
        counts=_distinct(map(_count, mention.counts)),
        streets=_terms(mention, "street"),
        weapons=_terms(mention, "weapon"),
        targets=_terms(mention, "target"),
        actors=_distinct(actor.actor_id for actor in mention.actors),
        clocks=clocks_in(text),
        day_share=round(when.confidence, 2) if when else 1.0,
        again=says_again(title),
        several=tells_several(title),
    )


def _without(text: str, elsewhere: Sequence[tuple[int, int]]) -> str:
    """The text with a blank line for each stretch."""
    kept, past = [], 0
    for start, end in elsewhere:
        kept.append(text[past:start])
        past = end
    return "\n".join((*kept, text[past:])) if past else text


def _own_text(mention: Mention) -> str:
    return "\n".join(span.text for span in mention.spans if span.field == "text")[:_READ_CHARS]


def _telling(found: dict[str, int], limit: int) -> Words:
    """Return the `limit` words that say most, in text order; words that say nothing are left."""
    useful = [(word, weight) for word, weight in found.items() if weight >= _SAYS]
    if len(useful) <= limit:
        return tuple(useful)
    floor = sorted((weight for _, weight in useful), reverse=True)[limit - 1]
    return tuple((word, weight) for word, weight in useful if weight >= floor)[:limit]


def _body(told: Iterable[str], background: Background) -> tuple[Words, str]:
    """Return the words that say most, those used again and again first of all, and their uses."""
    weights, uses = counted_words(told, background)
    heavy = {word: stressed(w, uses[word]) for word, w in weights.items() if w >= _SAYS}
    body = tuple((word, weights[word]) for word, _ in _telling(heavy, _BODY))
    return body, "".join(str(min(9, uses[word])) for word, _ in body)


def _proper(text: str, background: Background) -> Words:
    return _telling({stem(w): background.weight(w) for w in proper_in(text)}, _PROPER)


def _bigrams(told: Iterable[str], weights: dict[str, int]) -> tuple[str, ...]:
    """Return pairs of neighbouring words that say something, in text order."""
    telling = [w for w in map(stem, told) if weights.get(w, 0) >= 20]
    return _distinct((f"{a} {b}" for a, b in pairwise(telling)), _BIGRAMS)


def _ages(mention: Mention, text: str) -> tuple[int, ...]:
    told = (person.age for person in mention.persons if person.age is not None)
    return _distinct((*told, *ages_in(text)), 10)


def _terms(mention: Mention, kind: str) -> tuple[str, ...]:
    return _distinct(fold(term.value) for term in mention.terms if term.kind == kind)


def _person(one: Person) -> PersonMark:
    return PersonMark(name=fold(one.name), role=one.role, age=one.age)


def _place(one: Where) -> PlaceMark:
    place = one.place
    return PlaceMark(
        id=place.id,
        name=fold(place.name),
        country=place.country,
        admin1=fold(place.admin1),
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
    )


def _count(one: Count) -> CountMark:
    return CountMark(
        field=one.field, low=one.low, best=one.best, high=one.high, group=fold(one.group)
    )


def _distinct(values: Iterable[T], limit: int = 12) -> tuple[T, ...]:
    return tuple(islice(dict.fromkeys(values), limit))
