"""The user's actors as a look-up by any of their names, and what "the rebels" stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose, bag, key
from monitor.facts.spellings import Spellings, spellings
from monitor.model.names import make_id
from monitor.registers import ActorRow

#: "The rebels": whoever they are, if the text names one group.
_FIGHTERS = bag(
    "guerrillas rebels insurgents subversives terrorists militants extremists separatists "
    "guerrilla rebel insurgent terrorist"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the register."""

    id: str
    name: str
    kind: str
    country: str
    #: Told only where it did something: whom "the rebels" or "the government" stand for.
    implied: bool = False


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


def implied(prose: Prose, found: Iterable[Hit[Actor]], group: Actor) -> list[Hit[Actor]]:
    """Return where "the rebels" stands for the one armed group that a text names."""
    taken = {i for hit in found for i in range(hit.first, hit.past)}
    meant = replace(group, implied=True)
    words = prose.words
    return [
        Hit(index, index + 1, meant)
        for index, word in enumerate(words)
        if word in _FIGHTERS and not taken & {index - 1, index, index + 1}
    ]


def sole_group(found: Iterable[Hit[Actor]]) -> Actor | None:
    """Return the one armed group among the actors of a text, None where there are none or more."""
    groups = {hit.value.id: hit.value for hit in found if hit.value.kind == "armed_group"}
    return next(iter(groups.values())) if len(groups) == 1 else None
