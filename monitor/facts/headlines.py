"""A headline that comes without its text is read for all it tells.

It is short, has no articles and often a capital for every word; nothing beside it settles what is a
name, where the country is, or whether a word of violence is meant as such. English only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitor.facts.lexical.language import FALLBACK, Tongue, tongue
from monitor.facts.lexical.numbers import Amount, NumberWords, amount
from monitor.facts.lexical.phrases import Hit, Phrases, phrases
from monitor.facts.lexical.prose import Prose, is_title_case
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Persons, Tally, Toponym, TypeHit
from monitor.facts.where.gazetteer import Gazetteer
from monitor.facts.where.place_or_not import NameLists
from monitor.language.tokens import key

_WORDS = bags("clauses.headlines")

_SIDES = ("either", "before", "after")
_TOLL_REACH, _CLAIM_REACH, _OF_REACH = 14, 3, 3
#: As many inhabitants make a town well known.
_TOWN = 60_000
_MONEY = "$€£₦%"
#: Countries whose forces fight abroad: "US soldier killed" tells of no place.
_ABROAD = _WORDS["abroad"]
#: "Russian-backed", "pro-Russian": whose side, not where.
_PRO = _WORDS["pro"]
_HYPHENS = ("-", "–")
_COUNTRY_WORDS = 4


@dataclass(frozen=True, slots=True)
class HeadlineWords:
    """What a headline alone is read with."""

    #: The English words, and those of headlines.
    tongue: Tongue
    #: Everyday words: no names where every word has a capital.
    plain: frozenset[str]
    armed: frozenset[str]
    struck: frozenset[str]
    counted: Mapping[str, frozenset[str]]
    #: Name of an armed group → countries it is at home in.
    groups: Phrases[tuple[str, ...]]


def headline_words(
    more: Mapping[str, Any], groups: str, tables: Sequence[Mapping[str, Any]]
) -> HeadlineWords:
    """Build them from headlines.toml, groups.tsv and the lists that `tongue` takes."""
    dates, numbers, tolls, types, cues, terms, nothing = tables
    tolls = {**tolls, FALLBACK: _tolls(tolls[FALLBACK], more["tolls"])}
    types = {name: _types(table, more["types"].get(name, {})) for name, table in types.items()}
    made = tongue(FALLBACK, dates, numbers, tolls, types, cues, terms, nothing)
    lexicons = (made.types, made.cues, made.terms, made.tolls.cues)
    return HeadlineWords(
        tongue=made,
        plain=frozenset[str]().union(*(lexicon.vocabulary() for lexicon in lexicons))
        | made.tolls.persons
        | made.tolls.things
        | made.tolls.be
        | made.numbers.units.keys()
        | made.numbers.vague.keys()
        | frozenset(more["plain"]["words"]),
        armed=frozenset(more["armed"]["words"]),
        struck=frozenset(more["struck"]["words"]),
        counted={name: frozenset(words) for name, words in more["counted"].items()},
        groups=phrases(
            (name, tuple(countries.split(";")))
            for names, _, countries in (
                line.partition("\t") for line in groups.splitlines() if line and line[0] != "#"
            )
            for name in names.split(";")
        ),
    )


def _tolls(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        name: dict(rows) if name != "words" else rows for name, rows in base.items()
    }
    for side in _SIDES:
        for field, row in more[side].items():
            made[side][field] = [*made[side].get(field, ()), *row]
    words = {name: [*base["words"][name], *row] for name, row in more["words"].items()}
    return {**made, "words": {**base["words"], **words}}


def _types(table: Mapping[str, Any], more: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    own = table.get(FALLBACK, {})
    joined = {force: [*more.get(force, ()), *own.get(force, ())] for force in ("strong", "weak")}
    return {**table, FALLBACK: joined}


def lowered(title: Prose, words: HeadlineWords, gazetteer: Gazetteer, names: NameLists) -> Prose:
    """Return a headline written Like This with small letters for everyday words.

    Those that make a place's name with their neighbour ("Battle Creek") stay large; a word between
    a well-known town and an everyday word ("Mombasa Food Market") is one of them.
    """
    if title.uncased or not is_title_case(title):
        return title
    told = title.words
    large = list(title.large)
    persons = names.given | names.surnames
    for index, word in enumerate(told):
        after = told[index + 1 : index + 2]
        plain = word in words.plain or (
            after != []
            and after[0] in words.plain
            and word not in persons
            and index > 0
            and told[index - 1] not in persons
            and _is_well_known(told[index - 1], gazetteer)
        )
        if plain and word not in gazetteer.countries:
            pairs = (told[max(0, index - 1) : index + 1], told[index : index + 2])
            named = any(len(pair) > 1 and gazetteer.knows(" ".join(pair)) for pair in pairs)
            large[index] = named and large[index]
    return replace(title, large=large)


def _is_well_known(word: str, gazetteer: Gazetteer) -> bool:
    return any(c.population >= _TOWN for c in gazetteer.candidates(word) if not c.alias)


def nations(
    title: Prose, gazetteer: Gazetteer, found: Sequence[Toponym], words: HeadlineWords
) -> list[Toponym]:
    """Return the countries of the peoples or else of the armed groups that a headline names.

    "Two Ruritanian soldiers", where no place is told; none of those whose forces fight abroad.
    """
    if any(not (t.weak and t.adjective) for t in found):
        return []
    known = {t.first for t in found}
    made: list[Toponym] = []
    taken = 0
    for index in range(len(title.words)):
        past, country = _nation(title, index, gazetteer)
        if (
            index < taken
            or not country
            or index in known
            or country in _ABROAD
            or _is_side(title, index, past)
        ):
            continue
        made += _standing_for(title, index, past, country, gazetteer)
        taken = past
    if found or made:
        return made
    return [
        one
        for hit in words.groups.find(title.words)
        if title.is_name(hit.first)
        for country in hit.value
        for one in _standing_for(title, hit.first, hit.past, country, gazetteer)
    ]


def _nation(title: Prose, index: int, gazetteer: Gazetteer) -> tuple[int, str]:
    """Where a people's or country's name ends that starts here, and the country; "" = none."""
    demonym = gazetteer.demonyms.get(title.words[index])
    if demonym:
        return index + 1, demonym
    for past in range(min(len(title.words), index + _COUNTRY_WORDS), index, -1):
        country = gazetteer.countries.get(" ".join(title.words[index:past]))
        if country and title.is_name(past - 1):
            return past, country
    return index + 1, ""


def _is_side(title: Prose, index: int, past: int) -> bool:
    """Whether a people's name is none, or says whose side: "Ruritanian-backed"."""
    hyphened = title.gap(past - 1) in _HYPHENS and past < len(title.words)
    before = title.words[index - 1] if index else ""
    return hyphened or before in _PRO or not title.is_name(index)


def _standing_for(
    title: Prose, first: int, past: int, country: str, gazetteer: Gazetteer
) -> list[Toponym]:
    name = key(gazetteer.country_names.get(country, ""))
    places = tuple(c for c in gazetteer.candidates(name) if c.place.kind == "country")
    if not places:
        return []
    return [Toponym(title, first, past, f"{name} {first}", places, weak=True, adjective=True)]


def tallies(title: Prose, found: Sequence[Tally], words: HeadlineWords) -> tuple[Tally, ...]:
    """Return the tolls of a headline, those told as such too.

    "Death toll in the blast rises to 58", "claims two lives"; not "champions eliminate two rivals".
    """
    meant = _is_of_arms(title, words)
    soft = words.counted["soft"]
    kept = [t for t in found if meant or title.words[t.cue] not in soft]
    return (*kept, *_told_as_such(title, words))


def _told_as_such(title: Prose, words: HeadlineWords) -> list[Tally]:
    found: list[Tally] = []
    counted, numbers = words.counted, words.tongue.numbers
    for index, word in enumerate(title.words):
        if word in counted["toll"]:
            told = _risen(title, index, words)
        elif word in counted["lives"]:
            told = _claimed(title, index, counted["claims"], numbers)
        else:
            continue
        if told is not None:
            persons = Persons(told.first, told.past, told.low, told.best, told.high)
            found.append(Tally(title, "killed", persons, index))
    return found


def _risen(title: Prose, index: int, words: HeadlineWords) -> Amount | None:
    """The number a toll at word `index` rises to."""
    before = title.words[max(0, index - _OF_REACH) : index]
    if words.counted["of"].isdisjoint(before) and not words.tongue.types.find(title.words):
        return None
    for at in range(index + 1, min(len(title.words) - 1, index + _TOLL_REACH)):
        if title.words[at] in words.counted["rises"]:
            for start in (at + 1, at + 2):
                told = _plain(title, start, words.tongue.numbers)
                if told is not None:
                    return told
    return None


def _claimed(
    title: Prose, index: int, claims: frozenset[str], numbers: NumberWords
) -> Amount | None:
    for at in range(max(0, index - _CLAIM_REACH), index):
        told = _plain(title, at, numbers)
        if told is not None and told.past == index:
            before = title.words[max(0, told.first - 2) : told.first]
            return told if not claims.isdisjoint(before) else None
    return None


def _plain(title: Prose, index: int, numbers: NumberWords) -> Amount | None:
    if index >= len(title.words) or any(sign in title.gap(index - 1) for sign in _MONEY):
        return None
    told = amount(title, index, numbers)
    return told if told and "%" not in title.gap(told.past - 1) else None


def meant(
    title: Prose,
    types: list[TypeHit],
    groups: Mapping[str, str],
    words: HeadlineWords,
    *,
    hurt: bool,
) -> list[TypeHit]:
    """Return the types with words of violence taken as meant where somebody bears arms or dies.

    "Troops repel attack", "attack on village": not "senator repels attack".
    """
    if not (hurt or _is_of_arms(title, words)):
        return types
    return [
        Hit(h.first, h.past, (h.value[0], True))
        if groups[h.value[0]] in ("violent", "battle")
        else h
        for h in types
    ]


def _is_of_arms(title: Prose, words: HeadlineWords) -> bool:
    """Whether a headline speaks of those who bear arms, or of what they strike."""
    return not (words.armed | words.struck).isdisjoint(title.words)
