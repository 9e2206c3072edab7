"""Whether a name that the gazetteer holds is a place's here, or a person's, a body's or a word.

The traps: "Jordan Davis", "Paris Hilton", "Washington said", "Police said", "Lincoln Avenue".
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.facts.lexical.prose import Prose, is_title_case
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Toponym
from monitor.facts.where.casing import is_acronym
from monitor.facts.where.place_words import (
    BEFORE,
    BODIES,
    INSTITUTIONS,
    LARGE_NOUNS,
    MONTHS,
    NEARBY,
    NO_NAMES,
    NOUNS,
    QUARTERS,
    STREETS,
    TIMES,
    is_sort,
)
from monitor.facts.where.surroundings import neighbours
from monitor.language.short_forms import titles

_OTHERS = bags("where.place_or_not")["others"]
#: A town of this many inhabitants is meant even where its name is a person's too.
WELL_KNOWN = 60_000
#: A town of so many is known under a name that is a noun as well.
_KNOWN = 20_000
#: Shares by which a name is no place's; what is likely enough where nothing says "in" before it.
_DOUBTED, _LIKELY, _SURE = 0.2, 0.5, 0.8
#: Words of a body's name after a town's: "Oxford Crown Court".
_LONGEST_BODY = 4
_NO_NOUNS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words that are names of places and of other things too."""

    common: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]


def is_place(toponym: Toponym, lists: NameLists, surnames: frozenset[str]) -> bool:
    """Return whether a name with its surroundings is told as a place.

    `surnames`: last names of persons told of in the article: no places by themselves.
    """
    if toponym.adjective:
        return bool(toponym.candidates)
    if _is_single(toponym) and _is_no_name(toponym):
        return False
    if toponym.is_own:
        return not is_named_after(toponym.prose, toponym.past)
    if _is_single(toponym) and _is_person_or_word(toponym, lists, surnames):
        return False
    if _is_part(toponym) or _is_told_otherwise(toponym, lists):
        return False
    if toponym.prose.uncased:
        told = toponym.after_preposition or toponym.dateline
        return toponym.is_country or told or not _is_single(toponym)
    return _is_own_name(toponym, lists)


def _is_told_otherwise(toponym: Toponym, lists: NameLists) -> bool:
    """Whether the words are far likelier none of a name, or a person's, than a place's."""
    if toponym.named is None or toponym.is_country or toponym.dateline or toponym.within:
        return False
    place, person, body = toponym.named
    if place >= _DOUBTED:
        return False
    nothing = 1.0 - place - person - body
    called = toponym.after_preposition or not _is_single(toponym)
    if called and toponym.prose.language[:2] in LARGE_NOUNS and _is_meant(toponym):
        return False
    if _says_little(toponym) and nothing >= (_SURE if called else _LIKELY):
        return True
    known = toponym.key in lists.given or toponym.key in lists.surnames
    return known and person >= _SURE and not called


def _is_meant(toponym: Toponym) -> bool:
    """Whether a name among nouns written large is a town's: of many people or of several words."""
    return not _is_single(toponym) or _is_well_known(toponym)


def _is_well_known(toponym: Toponym) -> bool:
    """Whether a town of many inhabitants has this very name."""
    return _has_people(toponym, WELL_KNOWN)


def _has_people(toponym: Toponym, least: int) -> bool:
    return any(c.population >= least and not c.alias for c in toponym.candidates)


def _says_little(toponym: Toponym) -> bool:
    """Whether a capital is no sign of a name here: at a beginning, or where nouns have one."""
    prose, first = toponym.prose, toponym.first
    if prose.language[:2] in LARGE_NOUNS or toponym.small:
        return True
    return first == prose.sentences[prose.sentence_of[first]][0] or (
        prose.field == "title" and is_title_case(prose)
    )


def is_named_after(prose: Prose, past: int) -> bool:
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


def _is_single(toponym: Toponym) -> bool:
    return toponym.past - toponym.first == 1


def _is_no_name(toponym: Toponym) -> bool:
    """A word of grammar or time, a month beside a number, an acronym among other words."""
    if toponym.key in NO_NAMES or toponym.key in _OTHERS or _is_month(toponym):
        return True
    nouns = NOUNS.get(toponym.prose.language[:2], _NO_NOUNS)
    if toponym.key in nouns and not toponym.dateline:
        return not (neighbours(toponym)[0] in NEARBY and _has_people(toponym, _KNOWN))
    named = toponym.dateline or toponym.is_country or any(c.alias for c in toponym.candidates)
    return not named and is_acronym(toponym.prose, toponym.first)


def _is_month(toponym: Toponym) -> bool:
    """ "3 Mars", "12 de mayo": a month beside a number."""
    words, first, past = toponym.prose.words, toponym.first, toponym.past
    near = words[max(0, first - 2) : first] + words[past : past + 1]
    return toponym.key in MONTHS and any(word[:2].isdigit() or word.isdigit() for word in near)


def _is_person_or_word(toponym: Toponym, lists: NameLists, surnames: frozenset[str]) -> bool:
    """Somebody of the article, or a common word that nothing marks as a place."""
    if toponym.key in surnames and not (toponym.dateline or toponym.is_country):
        return True
    marked = toponym.dateline or (toponym.after_preposition and not toponym.prose.uncased)
    return toponym.key in lists.common and not marked


def _is_part(toponym: Toponym) -> bool:
    """Part of another name: a house named after a town, a block, a street."""
    prose, past = toponym.prose, toponym.past
    before, two_before, after = neighbours(toponym)
    if is_named_after(prose, past) and not _is_where(toponym):
        return True
    if before == "of" and two_before == "block":
        return True
    return after in STREETS and (prose.uncased or prose.is_name(past))


def _is_where(toponym: Toponym) -> bool:
    """ "Kabul mosque", "Ruritania college": a headline's way to say where, if written small."""
    prose, past = toponym.prose, toponym.past
    if prose.field != "title" or prose.uncased or prose.is_name(past):
        return False
    return toponym.is_country or max(c.population for c in toponym.candidates) >= WELL_KNOWN


def _is_own_name(toponym: Toponym, lists: NameLists) -> bool:
    """Whether the capitals around it leave it a name of its own."""
    prose = toponym.prose
    before, _, after = neighbours(toponym)
    if _is_small_namesake(toponym, lists, before, after):
        return False
    if prose.language[:2] in LARGE_NOUNS and _is_free(toponym, before):
        return True
    large_before = bool(before) and prose.is_name(toponym.first - 1) and before not in BEFORE
    if before in titles(prose.language) or (large_before and before in lists.given):
        return False
    if large_before and before not in TIMES and not toponym.is_country:
        return False
    large_after = bool(after) and prose.is_name(toponym.past) and after not in TIMES
    if not large_after or after in BODIES:
        return True
    if toponym.key in lists.given or toponym.key in lists.surnames:
        return False
    return toponym.is_country or _is_of_body(toponym)


def _is_of_body(toponym: Toponym) -> bool:
    """ "Ohio Coalition", "Oxford Crown Court": named in a body's name, so weakly."""
    if toponym.named is not None:
        return toponym.named[2] + toponym.named[0] >= _LIKELY
    prose, past = toponym.prose, toponym.past
    for index in range(past, min(past + _LONGEST_BODY, len(prose.words))):
        if not prose.is_name(index) or prose.gap(index - 1) != " ":
            break
        if prose.words[index] in BODIES:
            return True
    return any(c.place.kind in ("region", "district") and not c.alias for c in toponym.candidates)


def _is_free(toponym: Toponym, before: str) -> bool:
    """Whether large words around a name are nouns only: "in der Stadt X", "in X Streit"."""
    if is_sort(before, toponym.prose.language):
        return True
    is_name = toponym.named is not None and toponym.named[0] >= _SURE
    return before in BEFORE or (is_name and before not in titles(toponym.prose.language))


def _is_small_namesake(toponym: Toponym, lists: NameLists, before: str, after: str) -> bool:
    """A small town whose name is a person's too, where nothing says that the town is meant."""
    if not _is_single(toponym) or not (toponym.key in lists.given or toponym.key in lists.surnames):
        return False
    if max((c.population for c in toponym.candidates if not c.alias), default=0) >= WELL_KNOWN:
        return False
    called = before in NEARBY or toponym.dateline or after in BODIES
    return not called or toponym.prose.gap(toponym.past - 1)[:2] in ("'s", "’s")
