"""Names of places that no list has, told by their words: "in the village of Crestfold"."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Candidate, Toponym
from monitor.facts.where.gazetteer import Gazetteer
from monitor.facts.where.named import LOC, Chances, with_chances
from monitor.facts.where.place_words import (
    CONTINENTS,
    INSTITUTIONS,
    LOCAL_BEFORE,
    NO_NAMES,
    QUARTERS,
    STREETS,
)
from monitor.facts.where.surroundings import contained, described
from monitor.model.facts import Place
from monitor.model.names import make_id

#: A word that is part of a place's name, and a whole name that is one.
_PART, _SURE = 0.5, 0.75
_MOST_WORDS, _SHORTEST = 4, 4
_INNER = (" ", "-")
#: Its kind and how exact it is: near what is told of it, UCDP's precision 2.
_KIND, _PRECISION = "city", 2


def unlisted(
    prose: Prose, told: Chances | None, taken: Set[int], gazetteer: Gazetteer
) -> list[Toponym]:
    """Return the names told as places that are not among words `taken`, without candidates."""
    if told is None or told.shares is None or prose.uncased:
        return []
    found = []
    for first, past in _runs(prose, told, taken):
        name = " ".join(prose.words[first:past])
        named = with_chances(described(Toponym(prose, first, past, name, ())), told)
        if named.named and named.named[0] >= _SURE and _is_told(named):
            found.append(contained(named, gazetteer))
    return found


def _runs(prose: Prose, told: Chances, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring words that are likely part of one name, next to no name taken."""
    assert told.shares is not None
    likely = told.shares[:, LOC] >= _PART
    index, end = 0, len(told.shares)
    while index < end:
        past = index
        while past < end and likely[past] and prose.is_name(past):
            past += 1
            if past < end and prose.gap(past - 1) not in _INNER:
                break
        if past > index:
            around = [n for n in (index - 1, past) if n in taken and _joins(prose, n, index)]
            if past - index <= _MOST_WORDS and not around and taken.isdisjoint(range(index, past)):
                yield index, past
        index = max(past, index + 1)


def _joins(prose: Prose, one: int, first: int) -> bool:
    """Whether a word next to a name stands in it: behind it, or before its `first`."""
    return prose.gap(one if one < first else one - 1) in _INNER


def _is_told(named: Toponym) -> bool:
    words = named.prose.words[named.first : named.past]
    after = named.prose.words[named.past : named.past + 1]
    if not named.after_preposition or named.weak or len(named.key) < _SHORTEST:
        return False
    if named.key in CONTINENTS or not NO_NAMES.isdisjoint(words):
        return False
    if not (INSTITUTIONS | QUARTERS).isdisjoint((*words, *after)):
        return False
    if any(w.isdigit() for w in words) or words[-1] in STREETS or (after and after[0] in STREETS):
        return False
    return words[0] not in LOCAL_BEFORE.get(named.prose.language[:2], ())


def settled(named: Toponym, country: str) -> Toponym:
    """Return it as a place of that name, in the country told beside it or else in `country`."""
    prose = named.prose
    home, region = named.within or (country, "")
    place = Place(
        id=make_id("place", "unlisted", home, named.key),
        name=prose.text[prose.starts[named.first] : prose.ends[named.past - 1]],
        kind=_KIND,
        country=home,
        admin1=region,
        latitude=None,
        longitude=None,
        precision=_PRECISION,
    )
    return replace(named, chosen=Candidate(place, 0), reason="a place that no list has")
