"""What the words around a place's name say of it: in, near, from, of the wounded, of a body there.

Nothing is decided here; `toponyms` asks whether it is a place at all, `event_place` weighs.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Toponym
from monitor.facts.where.datelines import opens_with
from monitor.facts.where.gazetteer import Gazetteer
from monitor.facts.where.place_words import (
    ARTICLES,
    CARE,
    DIRECTIONS,
    FROM,
    LARGE_NOUNS,
    LOCAL_AFTER,
    LOCAL_BEFORE,
    LOCAL_ENDS,
    MOVED,
    PREPOSITIONS,
    SORTS,
    TIMES,
    is_sort,
)

_ADJECTIVES, _MOVED_REACH = 3, 9
_WITHIN_WORDS = 4
#: A region or country named beside a place must be known for so many people, where nothing of its
#: own lies there.
_KNOWN_COUNTRY = 300_000


def described(toponym: Toponym) -> Toponym:
    """Return a name of a place with what stands around it."""
    prose, first, past = toponym.prose, toponym.first, toponym.past
    before, two_before, after = neighbours(toponym)
    lead = _lead_in(prose, first)
    led_by = prose.words[lead] if lead >= 0 else ""
    told = before in PREPOSITIONS or _is_local(toponym, before, after)
    if before and is_sort(before, prose.language):
        told = led_by in PREPOSITIONS
    if before == "the":
        told = two_before in PREPOSITIONS or two_before == "on"
    return replace(
        toponym,
        lead=lead,
        after_preposition=told,
        weak=toponym.adjective or _is_weak(toponym, after, told=told),
        beside=led_by == "near" or (before == "of" and two_before in DIRECTIONS),
        hospital=(before in ("in", "at") and two_before in CARE)
        or _is_of_the_wounded(prose, first),
        # "Doe, 28, of Dayton" lives there.
        origin=before in FROM or (before == "of" and first > 1 and "," in prose.gap(first - 2)),
        dateline=opens_with(prose, first, past),
    )


def _is_local(toponym: Toponym, before: str, after: str) -> bool:
    """Whether a word or ending of its own language says that a place is meant."""
    prose = toponym.prose
    language = prose.language[:2]
    if language not in LOCAL_BEFORE and language not in LOCAL_AFTER:
        return False
    if before in LOCAL_BEFORE.get(language, ()) or after in LOCAL_AFTER.get(language, ()):
        return True
    ending = (prose.gap(toponym.past - 1)[:1].replace("’", "'"), toponym.key[-1:])
    cased = not LOCAL_ENDS.get(language, frozenset()).isdisjoint(ending)
    return cased or (prose.uncased and prose.field == "title" and language in LOCAL_AFTER)


def neighbours(toponym: Toponym) -> tuple[str, str, str]:
    """Return the word before, the one before that, and the word after; "" beyond a sign."""
    prose, first, past = toponym.prose, toponym.first, toponym.past
    before = prose.words[first - 1] if first and prose.gap(first - 1) == " " else ""
    after = prose.words[past] if past < len(prose.words) and prose.gap(past - 1) == " " else ""
    return before, prose.words[first - 2] if first > 1 else "", after


def contained(toponym: Toponym, gazetteer: Gazetteer) -> Toponym:
    """Return it with the region or country right after a comma or bracket ("Hawthorne, Calif.")."""
    prose, past = toponym.prose, toponym.past
    if past >= len(prose.words) or prose.gap(past - 1).strip() not in (",", ", ", "(", "["):
        return toponym
    for end in range(min(past + _WITHIN_WORDS, len(prose.words)), past, -1):
        within = _state(prose, past, end, gazetteer) or _container(toponym, past, end, gazetteer)
        if within:
            return replace(toponym, within=within, within_past=end)
    return toponym


def _is_weak(toponym: Toponym, after: str, *, told: bool) -> bool:
    """ "Houston Police", "the US struck": it stands for a body there, or for a government."""
    prose, past = toponym.prose, toponym.past
    if toponym.is_country and not told and after:
        # "in the US" is a place, "the US struck" and "US forces" are not.
        return True
    if toponym.is_own or prose.uncased:
        return False
    if told and prose.language[:2] in LARGE_NOUNS and toponym.key.endswith(prose.words[past - 1]):
        # "in X Streit": what follows is a noun. "Im Xer Rathaus" is of X.
        return False
    return bool(after) and prose.is_name(past) and after not in TIMES


def _lead_in(prose: Prose, first: int) -> int:
    """The word before the phrase of a name: "near" of "near the northern town of X"."""
    words, index = prose.words, first - 1
    is_of = index > 1 and words[index] == "of" and words[index - 1] in SORTS
    if is_of or (index > 0 and is_sort(words[index], prose.language)):
        index -= 2 if is_of else 1
        floor = max(0, index - _ADJECTIVES)
        while index > floor and words[index] != "the" and words[index] not in PREPOSITIONS:
            index -= 1
    if index > 0 and words[index] in ARTICLES:
        index -= 1
    joined = all(not prose.gap(i).strip() for i in range(max(index, 0), first))
    return index if joined else -1


def _is_of_the_wounded(prose: Prose, first: int) -> bool:
    floor = max(prose.sentences[prose.sentence_of[first]][0], first - _MOVED_REACH)
    words = prose.words[floor:first]
    return "to" in words and any(w in MOVED for w in words[: words.index("to")])


def _state(prose: Prose, past: int, end: int, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """A state's abbreviation, which stands only after a town ("Calif.")."""
    code = gazetteer.states.get(prose.words[past]) if end - past == 1 else None
    if not code or not prose.text[prose.starts[past]].isupper():
        return None
    country, _, region = code.partition(".")
    return country, gazetteer.admin1.get(code, region)


def _container(
    toponym: Toponym, past: int, end: int, gazetteer: Gazetteer
) -> tuple[str, str] | None:
    for candidate in gazetteer.candidates(" ".join(toponym.prose.words[past:end])):
        place = candidate.place
        inside = [c.place for c in toponym.candidates if c.place.country == place.country]
        if place.kind == "country" and (inside or candidate.population > _KNOWN_COUNTRY):
            return (place.country, "")
        if place.kind == "region" and any(p.admin1 == place.admin1 for p in inside):
            return (place.country, place.admin1)
    return None
