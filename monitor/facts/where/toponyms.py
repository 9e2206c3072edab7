"""Names of places in a text, with what each may stand for. No choice among them here."""

from __future__ import annotations

from dataclasses import replace

from monitor.facts.lexical.aliases import nominative
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Candidate, Toponym
from monitor.facts.where.casing import is_abbreviation
from monitor.facts.where.gazetteer import SITE, Gazetteer
from monitor.facts.where.named import Chances, with_chances
from monitor.facts.where.place_or_not import WELL_KNOWN, NameLists, is_named_after, is_place
from monitor.facts.where.place_words import CONTINENTS, LARGE_NOUNS, NEARBY
from monitor.facts.where.surroundings import contained, described
from monitor.facts.where.unlisted_names import unlisted
from monitor.language.tokens import key

_MOST_NAMES = 400
#: Sorts of seats.tsv.
_PLACE, _BODY_OF_MANY = "p", "i"
#: From here on letters are syllables or words: two are a name.
_CJK = "\u2e80"
#: Ending of German adjectives of towns.
_OF_TOWN, _SHORTEST_OF_TOWN = "er", 6
#: Letters of a name that must be written large throughout.
_SHORT_NAME = 3
#: What may stand between the words of one name.
_INNER = " .-–'’‘ʼ\n"


def find(
    prose: Prose,
    gazetteer: Gazetteer,
    lists: NameLists,
    bodies: frozenset[int],
    persons: frozenset[str],
    surnames: frozenset[str],
    told: Chances | None = None,
) -> list[Toponym]:
    """Return the places that a text names, in order, at most 400.

    `bodies`: words that name an organisation, so no place ("NATO", "White House").
    `surnames`: last names of persons told of in the article: no places by themselves.
    `told`: how likely each word is part of a name of each kind, where that was asked.
    `persons`: nouns of persons: "British soldiers" tells of no place in Britain, nor does
    "Iranian-backed" of one in Iran.
    """
    found: list[Toponym] = []
    houses: set[str] = set()
    taken = 0
    for index in [i for i, large in enumerate(prose.large) if large]:
        if index < taken or len(found) == _MOST_NAMES:
            continue
        toponym, past = _from(prose, gazetteer, index, is_body=index in bodies)
        taken = max(taken, past)
        if toponym is None:
            continue
        toponym = with_chances(toponym, told)
        if not (_is_seat(toponym) or _is_of_town(toponym) or is_place(toponym, lists, surnames)):
            if is_named_after(prose, toponym.past):
                houses.add(toponym.key)
        elif not _is_of_persons(toponym, persons):
            toponym = contained(toponym, gazetteer)
            taken = max(taken, toponym.within_past)
            found.append(toponym)
    found = [t for t in found if t.key not in houses or _is_town_too(t)]
    known = {i for t in found for i in range(t.first, max(t.past, t.within_past))}
    more = unlisted(prose, told, known | bodies, gazetteer)
    return found + [t for t in more if t.key not in houses]


def _from(
    prose: Prose, gazetteer: Gazetteer, index: int, *, is_body: bool
) -> tuple[Toponym | None, int]:
    """The place named from a word, and where the words that were read end."""
    most = _most_words(prose, gazetteer, index)
    seat = _seat(prose, gazetteer, index, most)
    if seat is not None:
        return seat, seat.past
    past = 0 if is_body else _continent(prose, gazetteer, index, most)
    if is_body or past:
        return None, past
    toponym = _name_at(prose, gazetteer, index, most)
    return toponym, toponym.past if toponym else 0


def _is_of_town(toponym: Toponym) -> bool:
    word = toponym.prose.words[toponym.first]
    is_german = toponym.prose.language[:2] in LARGE_NOUNS
    return is_german and toponym.weak and word == toponym.key + _OF_TOWN


def _is_seat(toponym: Toponym) -> bool:
    return toponym.candidates != () and toponym.candidates[0].place.kind == SITE


def _seat(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> Toponym | None:
    """The building or base named from here; a body's name where its seat may be meant."""
    if prose.words[index] not in gazetteer.seat_heads:
        return None
    for past in range(min(index + most, len(prose.words)), index, -1):
        name = " ".join(prose.words[index:past])
        seat = gazetteer.seats.get(name) if name not in gazetteer.own else None
        if seat is None or prose.uncased or not prose.is_name(past - 1):
            continue
        made = described(Toponym(prose, index, past, name, (seat[0],)))
        within = contained(made, gazetteer).within
        if within and within[0] != seat[0].place.country:
            # "Westminster, Colo." is the town.
            return None
        told = made.after_preposition or made.dateline
        if seat[1] == _BODY_OF_MANY and not told:
            return None
        return made if seat[1] == _PLACE or told else replace(made, weak=True)
    return None


def _most_words(prose: Prose, gazetteer: Gazetteer, index: int) -> int:
    """How many words a place's name that starts here may have, 0 where none starts."""
    word = prose.words[index]
    most = gazetteer.heads.get(word) or 0
    if not most and nominative(word, gazetteer.knows, prose.language):
        return 1
    return most


def _name_at(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> Toponym | None:
    """The longest place or people ("Ruritanian") named from here, with its surroundings."""
    named = _longest(prose, gazetteer, index, most) if most else None
    if named is None:
        named = _of_town(prose, gazetteer, index)
    if prose.words[index] in gazetteer.demonyms and (named is None or named.past == index + 1):
        named = _adjective(prose, gazetteer, index)
    return described(named) if named else None


def _of_town(prose: Prose, gazetteer: Gazetteer, index: int) -> Toponym | None:
    """German "Londoner Stadtteil": an adjective made of a town's name."""
    word = prose.words[index]
    if prose.language[:2] != "de" or not word.endswith(_OF_TOWN) or len(word) < _SHORTEST_OF_TOWN:
        return None
    if index + 1 >= len(prose.words) or not prose.is_name(index + 1):
        return None
    name = word[: -len(_OF_TOWN)]
    large = tuple(
        c for c in gazetteer.candidates(name) if c.population >= WELL_KNOWN and not c.alias
    )
    return Toponym(prose, index, index + 1, name, large, weak=True) if large else None


def _is_town_too(t: Toponym) -> bool:
    """Whether a name that is a hospital's or school's here is clearly a town's as well."""
    before = t.prose.words[t.first - 1] if t.first else ""
    called = before in NEARBY or t.dateline or bool(t.within) or t.adjective
    return called or any(c.own or c.population >= WELL_KNOWN for c in t.candidates)


def _is_of_persons(toponym: Toponym, persons: frozenset[str]) -> bool:
    """ "British soldiers", "US military personnel", "Iranian-backed": says whose, not where."""
    if not (toponym.adjective or toponym.is_country) or toponym.after_preposition:
        return False
    prose, past = toponym.prose, toponym.past
    if prose.gap(past - 1).startswith(":"):
        return False
    return prose.gap(past - 1) in ("-", "–") or bool(set(prose.words[past : past + 2]) & persons)


def _continent(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> int:
    """Where a part of the world's name ends that starts here, 0 where none does."""
    if " ".join(prose.words[index : index + 2]) in gazetteer.areas:
        return 0
    for past in range(min(index + min(most, 2), len(prose.words)), index, -1):
        if " ".join(prose.words[index:past]) in CONTINENTS:
            return past
    return 0


def _longest(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> Toponym | None:
    limit = min(index + most, len(prose.words))
    past = index + 1
    while past < limit and not prose.gap(past - 1).strip(_INNER):
        past += 1
    for end in range(past, index, -1):
        name, candidates = _named(prose, gazetteer, index, end)
        if candidates:
            return Toponym(prose, index, end, name, candidates)
    return None


def _named(
    prose: Prose, gazetteer: Gazetteer, index: int, end: int
) -> tuple[str, tuple[Candidate, ...]]:
    """The name at words index … end-1 as it is listed, and what it may stand for."""
    name = " ".join(prose.words[index:end])
    if not gazetteer.knows(name):
        name = nominative(name, gazetteer.knows, prose.language)
    if not name or (end - index > 1 and not prose.is_name(end - 1) and name not in gazetteer.own):
        return name, ()
    if len(name) > _SHORT_NAME or name[0] >= _CJK:
        return name, gazetteer.candidates(name)
    if not is_abbreviation(prose, index, end):
        return name, ()
    # "DA", "MO": a short one in capitals is an abbreviation, and no village's name.
    return name, tuple(filter(_is_short_for, gazetteer.candidates(name)))


def _is_short_for(one: Candidate) -> bool:
    return one.place.kind == "country" or one.own or one.alias


def _adjective(prose: Prose, gazetteer: Gazetteer, index: int) -> Toponym:
    name = prose.words[index]
    country = gazetteer.candidates(key(gazetteer.country_names.get(gazetteer.demonyms[name], name)))
    only = tuple(c for c in country if c.place.kind == "country")
    return Toponym(prose, index, index + 1, name, only, weak=True, adjective=True)
