"""Names of places in a text, with what each may stand for. No choice among them here.

The traps: "Jordan Davis", "Paris Hilton", "Washington said", "Police said", "Lincoln Avenue".
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.facts.lexical.aliases import nominative
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Candidate, Toponym
from monitor.facts.where.casing import is_abbreviation, is_acronym
from monitor.facts.where.datelines import opens_with
from monitor.facts.where.gazetteer import Gazetteer
from monitor.facts.where.place_words import (
    ARTICLES,
    BEFORE,
    BODIES,
    CARE,
    CONTINENTS,
    DIRECTIONS,
    INSTITUTIONS,
    MONTHS,
    MOVED,
    NO_NAMES,
    PREPOSITIONS,
    QUARTERS,
    SORTS,
    STREETS,
    TIMES,
)
from monitor.language.short_forms import titles
from monitor.language.tokens import key

_MOST_NAMES, _ADJECTIVES, _MOVED_REACH = 400, 3, 9
#: A town of this many inhabitants is meant even where its name is a person's too.
_WELL_KNOWN = 60_000
#: What may stand between the words of one name.
_INNER = " .-–'’‘ʼ\n"


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words that are names of places and of other things too."""

    common: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]


def find(
    prose: Prose,
    gazetteer: Gazetteer,
    lists: NameLists,
    bodies: frozenset[int],
    persons: frozenset[str],
    surnames: frozenset[str],
) -> list[Toponym]:
    """Return the places that a text names, in order, at most 400.

    `bodies`: words that name an organisation, so no place ("NATO", "White House").
    `surnames`: last names of persons told of in the article: no places by themselves.
    `persons`: nouns of persons: "British soldiers" tells of no place in Britain, nor does
    "Iranian-backed" of one in Iran.
    """
    found: list[Toponym] = []
    houses: set[str] = set()
    words, heads, taken = prose.words, gazetteer.heads, 0
    for index in [i for i, large in enumerate(prose.large) if large and i not in bodies]:
        if index < taken:
            continue
        most = heads.get(words[index])
        if most is None and words[index][0] >= "а" and nominative(words[index], gazetteer.knows):
            most = 1
        demonym = words[index] in gazetteer.demonyms
        if most is None and not demonym:
            continue
        taken = _continent(prose, index, most) if most else 0
        if taken:
            continue
        toponym = _longest(prose, gazetteer, index, most) if most else None
        if demonym and toponym is not None and toponym.past == index + 1:
            toponym = None
        if toponym is None and demonym:
            toponym = _adjective(prose, gazetteer, index)
        if toponym is None or not _is_place(toponym, lists, surnames):
            if toponym is not None and _is_named_after(prose, toponym.past):
                houses.add(toponym.key)
            taken = toponym.past if toponym else 0
            continue
        if _is_of_persons(toponym, persons):
            taken = toponym.past
            continue
        _look_within(toponym, gazetteer)
        found.append(toponym)
        taken = max(toponym.past, toponym.within_past)
        if len(found) == _MOST_NAMES:
            break
    return [t for t in found if t.key not in houses or _is_town_too(t)]


def _is_town_too(t: Toponym) -> bool:
    """Whether a name that is a hospital's or school's here is clearly a town's as well."""
    before = t.prose.words[t.first - 1] if t.first else ""
    called = before in ("in", "near", "outside") or t.dateline or bool(t.within) or t.adjective
    return called or any(c.own or c.population >= _WELL_KNOWN for c in t.candidates)


def _is_of_persons(toponym: Toponym, persons: frozenset[str]) -> bool:
    """ "British soldiers", "US military personnel", "Iranian-backed": says whose, not where."""
    if not (toponym.adjective or _is_country(toponym)) or toponym.after_preposition:
        return False
    prose, past = toponym.prose, toponym.past
    if prose.gap(past - 1).startswith(":"):
        return False
    return prose.gap(past - 1) in ("-", "–") or bool(set(prose.words[past : past + 2]) & persons)


def _lead_in(prose: Prose, first: int) -> int:
    """The word before the phrase of a name: "near" of "near the northern town of X"."""
    words, index = prose.words, first - 1
    if index > 1 and words[index] == "of" and words[index - 1] in SORTS:
        index -= 2
        floor = max(0, index - _ADJECTIVES)
        while index > floor and words[index] != "the" and words[index] not in PREPOSITIONS:
            index -= 1
    if index > 0 and words[index] in ARTICLES:
        index -= 1
    joined = all(not prose.gap(i).strip() for i in range(max(index, 0), first))
    return index if joined else -1


def _continent(prose: Prose, index: int, most: int) -> int:
    """Where a part of the world's name ends that starts here, 0 where none does."""
    for past in range(min(index + min(most, 2), len(prose.words)), index, -1):
        if " ".join(prose.words[index:past]) in CONTINENTS:
            return past
    return 0


def _is_country(toponym: Toponym) -> bool:
    return any(c.place.kind == "country" for c in toponym.candidates)


def _longest(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> Toponym | None:
    limit = min(index + most, len(prose.words))
    past = index + 1
    while past < limit and not prose.gap(past - 1).strip(_INNER):
        past += 1
    for end in range(past, index, -1):
        name = " ".join(prose.words[index:end])
        if not gazetteer.knows(name):
            name = nominative(name, gazetteer.knows)
        if not name:
            continue
        if end - index > 1 and not prose.is_name(end - 1) and name not in gazetteer.own:
            continue
        if len(name) <= 3 and not is_abbreviation(prose, index, end):
            continue
        candidates = gazetteer.candidates(name)
        if len(name) <= 3:
            # "DA", "MO": a short one in capitals is an abbreviation, and no village's name.
            candidates = tuple(filter(_is_short_for, candidates))
        if candidates:
            return Toponym(prose, index, end, name, candidates)
    return None


def _is_short_for(one: Candidate) -> bool:
    return one.place.kind == "country" or one.own or one.alias


def _adjective(prose: Prose, gazetteer: Gazetteer, index: int) -> Toponym:
    name = prose.words[index]
    country = gazetteer.candidates(key(gazetteer.country_names.get(gazetteer.demonyms[name], name)))
    only = tuple(c for c in country if c.place.kind == "country")
    return Toponym(prose, index, index + 1, name, only, weak=True, adjective=True)


def _is_place(toponym: Toponym, lists: NameLists, surnames: frozenset[str]) -> bool:
    prose, first, past = toponym.prose, toponym.first, toponym.past
    before = prose.words[first - 1] if first and prose.gap(first - 1) == " " else ""
    after = prose.words[past] if past < len(prose.words) and prose.gap(past - 1) == " " else ""
    toponym.lead = _lead_in(prose, first)
    toponym.after_preposition = before in PREPOSITIONS
    two_before = prose.words[first - 2] if first > 1 else ""
    if before == "the":
        toponym.after_preposition = two_before in PREPOSITIONS or two_before == "on"
    if _is_country(toponym) and not toponym.adjective and not toponym.after_preposition:
        # "in the US" is a place, "the US struck" and "US forces" are not.
        toponym.weak = bool(after) and not toponym.dateline
    led_by = prose.words[toponym.lead] if toponym.lead >= 0 else ""
    toponym.beside = led_by == "near" or (before == "of" and two_before in DIRECTIONS)
    cared = before in ("in", "at") and two_before in CARE
    toponym.hospital = cared or _is_of_the_wounded(prose, first)
    # "Doe, 28, of Dayton" lives there.
    resident = before == "of" and first > 1 and "," in prose.gap(first - 2)
    toponym.origin = resident or before in ("from", "de", "von", "aus", "из")
    toponym.dateline = opens_with(prose, first, past)
    if toponym.adjective:
        return bool(toponym.candidates)
    single = past - first == 1
    if single and (toponym.key in NO_NAMES or _is_month(toponym)):
        return False
    named = toponym.dateline or any(
        c.alias or c.place.kind == "country" for c in toponym.candidates
    )
    if single and not named and is_acronym(prose, first):
        return False
    if any(c.own for c in toponym.candidates):
        return not _is_named_after(prose, past)
    country = any(c.place.kind == "country" for c in toponym.candidates)
    if single and toponym.key in surnames and not (toponym.dateline or country):
        return False
    named_after = _is_named_after(prose, past) and not _is_where(toponym, country)
    if named_after or (before == "of" and two_before == "block"):
        return False
    if single and toponym.key in lists.common and not _has_clue(toponym, lists):
        return False
    if after in STREETS and (prose.uncased or prose.is_name(past)):
        return False
    if prose.uncased:
        return country or toponym.after_preposition or toponym.dateline or not single
    return _is_own_name(toponym, lists, before, after, country)


def _is_of_the_wounded(prose: Prose, first: int) -> bool:
    floor = max(prose.sentences[prose.sentence_of[first]][0], first - _MOVED_REACH)
    words = prose.words[floor:first]
    return "to" in words and any(w in MOVED for w in words[: words.index("to")])


def _is_month(toponym: Toponym) -> bool:
    """ "3 Mars", "12 de mayo": a month beside a number."""
    words, first, past = toponym.prose.words, toponym.first, toponym.past
    near = words[max(0, first - 2) : first] + words[past : past + 1]
    return toponym.key in MONTHS and any(word[:2].isdigit() or word.isdigit() for word in near)


def _is_named_after(prose: Prose, past: int) -> bool:
    """ "Mount Sinai Hospital", "the Austin neighborhood": not the town of that name."""
    if prose.gap(past - 1) == " & ":
        return True
    for index in range(past, min(past + 2, len(prose.words))):
        if prose.gap(index - 1) not in (" ", "'s ", "’s "):
            return False
        if prose.words[index] in INSTITUTIONS or prose.words[index] in QUARTERS:
            return True
        if not prose.is_name(index):
            return False
    return False


def _is_where(toponym: Toponym, country: bool) -> bool:
    """ "Kabul mosque", "Ruritania college": a headline's way to say where, if written small."""
    prose, past = toponym.prose, toponym.past
    if prose.field != "title" or prose.uncased or prose.is_name(past):
        return False
    return country or max(c.population for c in toponym.candidates) >= _WELL_KNOWN


def _is_own_name(
    toponym: Toponym, lists: NameLists, before: str, after: str, country: bool
) -> bool:
    """Whether the capitals around it leave it a name of its own."""
    prose, first, past = toponym.prose, toponym.first, toponym.past
    single = past - first == 1
    small = max((c.population for c in toponym.candidates if not c.alias), default=0) < _WELL_KNOWN
    if single and small and (toponym.key in lists.given or toponym.key in lists.surnames):
        called = before in ("in", "near", "outside") or toponym.dateline or after in BODIES
        if not called or prose.gap(past - 1)[:2] in ("'s", "’s"):
            return False
    large_before = bool(before) and prose.is_name(first - 1) and before not in BEFORE
    large_after = bool(after) and prose.is_name(past)
    if before in titles(prose.language) or (large_before and before in lists.given):
        return False
    if large_before and before not in TIMES and not country:
        return False
    if large_after and after not in TIMES:
        if after in BODIES:
            toponym.weak = True
        elif toponym.key in lists.given or not country:
            return False
        else:
            toponym.weak = True
    return True


def _has_clue(toponym: Toponym, lists: NameLists) -> bool:
    return toponym.dateline or (toponym.after_preposition and not toponym.prose.uncased)


def _look_within(toponym: Toponym, gazetteer: Gazetteer) -> None:
    """Read the region or country right after a comma or bracket."""
    prose, past = toponym.prose, toponym.past
    if past >= len(prose.words) or prose.gap(past - 1).strip() not in (",", ", ", "(", "["):
        return
    limit = min(past + 4, len(prose.words))
    for end in range(limit, past, -1):
        name = " ".join(prose.words[past:end])
        code = gazetteer.states.get(name)
        if code and (end - past == 1) and prose.text[prose.starts[past]].isupper():
            country, _, region = code.partition(".")
            toponym.within = (country, gazetteer.admin1.get(code, region))
        else:
            toponym.within = _container(toponym, name, gazetteer)
        if toponym.within:
            toponym.within_past = end
            return


def _container(toponym: Toponym, name: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    for candidate in gazetteer.candidates(name):
        place = candidate.place
        inside = [c.place for c in toponym.candidates if c.place.country == place.country]
        if place.kind == "country" and (inside or candidate.population > 300_000):
            return (place.country, "")
        if place.kind == "region" and any(p.admin1 == place.admin1 for p in inside):
            return (place.country, place.admin1)
    return None
