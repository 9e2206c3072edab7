"""The user's actors as a look-up by any of their names, and groups that only a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose, bag, key
from monitor.facts.spellings import Spellings, spellings
from monitor.model.names import make_id
from monitor.registers import ActorRow

#: "… Liberation Front", "… People's Movement": last words of a group's name, and those inside it.
_LAST = bag("front movement army brigade brigades battalions commando commandos militia party")
_INSIDE = bag(
    "liberation national peoples people popular revolutionary armed patriotic democratic islamic "
    "socialist workers resistance self defense defence anticommunist communist secret martyrs "
    "guerrilla separatist unified salvation republican christian forces independence"
)
_GRAMMAR = bag(
    "the a an of in on at by to for from and or but with that this its his her their has have "
    "had was were is are been said says by against new other two three several alleged suspected "
    "presumed ruling members some many"
)
_OWN_WORDS = 2
#: "Ruritanian army": a people's name and what it has under arms.
_PEOPLE = re.compile(r"[a-z]{2,}(?:an|ian|ese|ish|ch|i|ean)")
_FORCES = (
    ("air", "force"),
    ("armed", "forces"),
    ("national", "guard"),
    ("security", "forces"),
    ("army",),
    ("military",),
    ("navy",),
    ("police",),
    ("troops",),
    ("marines",),
)
_FORCE_HEADS = frozenset(words[0] for words in _FORCES)
#: Words with a people's ending that name none.
_NO_PEOPLE = bag(
    "an can than man woman civilian human urban clan plan ban republican christian german's "
    "veteran guardian such which each branch church much march search launch finish publish taxi "
    "anti semi multi british"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the register."""

    id: str
    name: str
    kind: str
    country: str


def actor_names(rows: Iterable[ActorRow]) -> Spellings[Actor]:
    """Build the look-up of actors from the user's rows."""
    pairs = [
        (alias, Actor(make_id("actor", row.name), row.name, row.kind, row.country))
        for row in rows
        for alias in (row.name, *row.aliases)
    ]
    keys = {key(alias) for alias, _ in pairs}
    # "the army" must not take the beginning of "the Army of National Liberation".
    articled = [
        (f"the {alias}", actor)
        for alias, actor in pairs
        if f"the {key(alias).split(' ')[0]}" in keys
    ]
    return spellings([*pairs, *articled])


def unlisted(prose: Prose, known: Iterable[Hit[Actor]]) -> list[Hit[Actor]]:
    """Return groups that no register lists but whose names say what they are.

    Such as "Cinchonero Popular Liberation Movement": at least one word of a group's name before
    its last, and at most two words of its own before those.
    """
    taken = {i for hit in known for i in range(hit.first, hit.past)}
    found: list[Hit[Actor]] = []
    for last in [i for i, word in enumerate(prose.words) if word in _LAST]:
        first = _name_start(prose, last, taken)
        if first is None:
            continue
        name = " ".join(prose.words[first : last + 1]).title()
        actor = Actor(make_id("actor", name), name, "armed_group", "")
        found.append(Hit(first, last + 1, actor))
    return found + _forces(prose, taken)


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
        name = f"{people} {' '.join(tail)}".title()
        actor = Actor(make_id("actor", name), name, "state_forces", "")
        found.append(Hit(index - 1, index + len(tail), actor))
    return found


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
    inside = sum(word in _INSIDE for word in prose.words[first:last])
    return first if inside and last - first >= 2 else None
