"""The user's actors as a look-up by any of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.facts.spellings import Spellings, spellings
from monitor.model.names import make_id
from monitor.registers import ActorRow


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the register."""

    id: str
    name: str
    kind: str
    country: str


def actor_names(rows: Iterable[ActorRow]) -> Spellings[Actor]:
    """Build the look-up of actors from the user's rows."""
    return spellings(
        (alias, Actor(make_id("actor", row.name), row.name, row.kind, row.country))
        for row in rows
        for alias in (row.name, *row.aliases)
    )
