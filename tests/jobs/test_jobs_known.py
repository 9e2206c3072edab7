"""Actors of registers and of articles are the same actors."""

from __future__ import annotations

from monitor.facts.who.actor_names import actor_names
from monitor.jobs.known_incidents import actor_ids
from monitor.registers import ActorRow

ROWS = (ActorRow(name="Harbour Guard", kind="armed_group", aliases=("Guard of the Harbour",)),)


def test_every_spelling_of_an_actor_has_one_id_and_others_none() -> None:
    actor_of, names = actor_ids(ROWS), actor_names(ROWS)
    told = names.meaning("Harbour Guard")
    assert told is not None
    assert actor_of("harbour guard") == actor_of("Guard of the Harbour") == told.id
    assert actor_of("Fishermen of Karsby") == ""
