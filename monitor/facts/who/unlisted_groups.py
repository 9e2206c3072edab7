"""Groups and bodies that no register lists, known by how a text names them.

By the shape of the name ("Marsh People's Liberation Movement", "Communist Party of …"), by
being called so ("a group calling itself the …"), by quotation marks, by an acronym put beside it,
as a country's forces. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, one_of, phrases_of
from monitor.facts.nouns import Actor
from monitor.model.names import make_id

_WORDS = bags("who.unlisted_groups")
_PHRASES = phrases_of("who.unlisted_groups")

#: "… Liberation Front", "… People's Movement": last words of a group's name, and those inside it.
_LAST = _WORDS["last"]
_INSIDE = _WORDS["inside"]
_GRAMMAR = _WORDS["grammar"]
_OWN_WORDS = 2
#: "urban guerrilla commandos" are nobody's name.
_NO_NAME = _WORDS["no_name"]
#: "a group calling itself the …", "a gang called the …".
_BANDS = _WORDS["bands"]
_CALLED = _PHRASES["called"]
_STYLED = _PHRASES["styled"]
#: Where a called name ends at the latest.
_NAME_ENDS = _GRAMMAR | _WORDS["name_ends"]
_HEADS = _LAST | _WORDS["heads"]
_LONGEST_NAME = 6
_OPENING, _CLOSING = ('"', "“", "«", "'", "‘"), ('"', "”", "»", ",", "'", "’")
#: "Ruritanian army": a people's name and what it has under arms.
_PEOPLE = re.compile("[a-z]{2,}" + one_of("who.unlisted_groups", "people_endings"))
_FORCES = _PHRASES["forces"]
_FORCE_HEADS = frozenset(words[0] for words in _FORCES)
#: Words with a people's ending that name none.
_NO_PEOPLE = _WORDS["no_people"]
#: "6th Infantry Brigade": a numbered unit of an army.
_UNITS = _WORDS["units"]
_ARMS = _WORDS["arms"]
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th|d)")
_RULERS = _WORDS["rulers"]
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}")


def unlisted(prose: Prose, known: Iterable[Hit[Actor]]) -> list[Hit[Actor]]:
    """Return groups and bodies that no register lists but whose names say what they are.

    A group's name has at least one word of such names before its last, and at most two of its own
    before those. A single "army" of the register gives way to the name that it ends.
    """
    taken = {
        i
        for hit in known
        if hit.past - hit.first > 1 or prose.words[hit.first] not in _LAST
        for i in range(hit.first, hit.past)
    }
    found: list[Hit[Actor]] = []
    for first, past in (*_called(prose), *_quoted(prose), *_shaped(prose, taken)):
        if taken.isdisjoint(range(first, past)):
            found.append(_hit(prose, first, past, "armed_group"))
            taken.update(range(first, past))
    found += _acronyms(prose, found, taken)
    taken |= {i for hit in known for i in range(hit.first, hit.past)}
    return found + _forces(prose, taken) + _units(prose, taken) + _rulers(prose, taken)


def _hit(prose: Prose, first: int, past: int, kind: str, *, implied: bool = False) -> Hit[Actor]:
    name = " ".join(prose.words[first:past]).title()
    return Hit(first, past, Actor(make_id("actor", name), name, kind, "", implied))


def _shaped(prose: Prose, taken: set[int]) -> list[tuple[int, int]]:
    words = prose.words
    found = []
    for last in [i for i, word in enumerate(words) if word in _LAST]:
        first = _name_start(prose, last, taken)
        if first is not None:
            found.append((first, _with_country(prose, last + 1)))
    return found


def _with_country(prose: Prose, past: int) -> int:
    """Past "of Chile" after "Communist Party", where that is written as a name's end."""
    ahead = prose.words[past : past + 2]
    if prose.words[past - 1] != "party" or len(ahead) < 2 or ahead[0] != "of":
        return past
    plain = prose.gap(past - 1) == prose.gap(past) == " " and prose.is_name(past + 1)
    return past + 2 if plain and ahead[1] not in _GRAMMAR else past


def _name_start(prose: Prose, last: int, taken: set[int]) -> int | None:
    first, own = last, 0
    while first > 0 and prose.gap(first - 1) == " " and first - 1 not in taken:
        word = prose.words[first - 1]
        if word in _GRAMMAR or not prose.is_name(first - 1) or last in taken:
            break
        if word not in _INSIDE:
            own += 1
            if own > _OWN_WORDS:
                break
        first -= 1
    before = prose.words[first:last]
    inside = sum(word in _INSIDE for word in before)
    named = inside and last - first >= 2 and not _NO_NAME.issuperset(before)
    return first if named else None


def _called(prose: Prose) -> list[tuple[int, int]]:
    """Names given as such: "a gang called the Owls", "the self-styled Dawn Group"."""
    words = prose.words
    found = []
    for index, word in enumerate(words):
        phrases = _CALLED if word in _BANDS else _STYLED if word in ("self", "so") else ()
        at = index + 1 if word in _BANDS else index
        phrase = next((p for p in phrases if tuple(words[at : at + len(p)]) == p), None)
        if phrase is None:
            continue
        first = at + len(phrase)
        while first < len(words) and words[first] in ("the", "a", "an"):
            first += 1
        past = _called_end(prose, first)
        named = word in _BANDS or (past > first and words[past - 1] in _HEADS)
        if past > first and named and not _NO_NAME.issuperset(words[first:past]):
            found.append((first, past))
    return found


def _quoted(prose: Prose) -> list[tuple[int, int]]:
    """Names in quotation marks that end as a group's does: "the 'Green River Civic Force'"."""
    words = prose.words
    found = []
    for last in [i for i, word in enumerate(words) if word in _HEADS]:
        if prose.gap(last)[:1] not in _CLOSING:
            continue
        first = last
        while first > max(0, last - _LONGEST_NAME) and prose.gap(first - 1) in (" ", "-"):
            first -= 1
        opened = first > 0 and prose.gap(first - 1)[-1:] in _OPENING
        if opened and first < last and not _NO_NAME.issuperset(words[first:last]):
            found.append((first, last + 1))
    return found


def _called_end(prose: Prose, first: int) -> int:
    past = first
    while past < min(len(prose.words), first + _LONGEST_NAME):
        if prose.words[past] in _NAME_ENDS or not prose.is_name(past):
            break
        past += 1
        if prose.gap(past - 1) not in (" ", "-", "'s ", "’s ") or prose.words[past - 1] in _HEADS:
            break
    return past


def _acronyms(prose: Prose, found: list[Hit[Actor]], taken: set[int]) -> list[Hit[Actor]]:
    """Further places of a group, by the acronym that stands in brackets right after its name."""
    meant: dict[str, Actor] = {}
    words = prose.words
    for hit in found:
        if hit.past >= len(words) or hit.past in taken:
            continue
        opening = prose.gap(hit.past - 1).strip(" \"'”")
        if opening in ("(", "[") and _ACRONYM.fullmatch(_raw(prose, hit.past)):
            meant.setdefault(words[hit.past], hit.value)
    return [
        Hit(index, index + 1, meant[word])
        for index, word in enumerate(words)
        if word in meant and index not in taken and _ACRONYM.fullmatch(_raw(prose, index))
    ]


def _raw(prose: Prose, index: int) -> str:
    return prose.text[prose.starts[index] : prose.ends[index]]


def _forces(prose: Prose, taken: set[int]) -> list[Hit[Actor]]:
    """Return a country's forces: "Honduran army", "Salvadoran Air Force"."""
    words = prose.words
    found: list[Hit[Actor]] = []
    for index in [i for i, word in enumerate(words) if i and word in _FORCE_HEADS]:
        people = words[index - 1]
        if index - 1 in taken or not prose.is_name(index - 1) or people in _NO_PEOPLE:
            continue
        tail = next((t for t in _FORCES if tuple(words[index : index + len(t)]) == t), None)
        if tail is None or prose.gap(index - 1) != " " or not _PEOPLE.fullmatch(people):
            continue
        found.append(_hit(prose, index - 1, index + len(tail), "state_forces"))
    return found


def _units(prose: Prose, taken: set[int]) -> list[Hit[Actor]]:
    """Return numbered units: "the 6th Infantry Brigade"; told only where they did something."""
    words = prose.words
    found: list[Hit[Actor]] = []
    for last in [i for i, word in enumerate(words) if i and word in _UNITS]:
        first = last
        while first > 0 and words[first - 1] in _ARMS:
            first -= 1
        if first and _ORDINAL.fullmatch(words[first - 1]) and taken.isdisjoint((first, last)):
            found.append(_hit(prose, first - 1, last + 1, "state_forces", implied=True))
    return found


def _rulers(prose: Prose, taken: set[int]) -> list[Hit[Actor]]:
    """Return "the government", "the Ruritanian regime"; told only where they did something."""
    words = prose.words
    found: list[Hit[Actor]] = []
    for index in [i for i, word in enumerate(words) if i and word in _RULERS and i not in taken]:
        people = words[index - 1]
        named = prose.gap(index - 1) == " " and index - 1 not in taken
        named = named and bool(_PEOPLE.fullmatch(people)) and people not in _NO_PEOPLE
        first = index - 1 if named and prose.is_name(index - 1) else index
        found.append(_hit(prose, first, index + 1, "government", implied=True))
    return found
