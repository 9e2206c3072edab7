"""A person's decision is in effect at once, is kept with who and why, and can be taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from desk_builders import CRANE, FERRY, FIRST, SECOND, a_world
from store_builders import NOW

from monitor.desk.incidents import find_incident, show
from monitor.desk.judgements import Judgement, decide, undo
from monitor.errors import InputError
from monitor.lineage.registers import build_register
from monitor.model.names import IncidentState
from monitor.store.open import Store

REGISTER = build_register(())
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_world(tmp_path)


def told(kind: str, **changes: object) -> Judgement:
    values = {"kind": kind, "incident_id": CRANE.id, "who": "ann", "why": "I was there"}
    return Judgement(**{**values, **changes})  # type: ignore[arg-type]


def urls(store: Store, incident_id: str) -> set[str]:
    return {one.url for one in show(store, find_incident(store, incident_id)).reports}


def test_a_split_opens_an_incident_that_takes_the_articles(store: Store) -> None:
    made = decide(store, REGISTER, told("split", articles=(SECOND.id,)), NOW)
    assert made.other_incident_id is not None
    assert urls(store, made.other_incident_id) == {SECOND.url}
    assert urls(store, CRANE.id) == {FIRST.url}


def test_an_article_moves_to_the_incident_it_reports(store: Store) -> None:
    decide(store, REGISTER, told("same", incident_id=FERRY.id, articles=(SECOND.id,)), NOW)
    assert SECOND.url in urls(store, FERRY.id)
    assert urls(store, CRANE.id) == {FIRST.url}


def test_cards_are_made_anew_as_of_the_decision(store: Store) -> None:
    decide(store, REGISTER, told("not_same", articles=(SECOND.id,)), LATER)
    card = find_incident(store, CRANE.id)
    assert (card.origins.articles, card.updated_at) == (1, LATER)


def test_what_is_undone_stands_as_before_and_says_by_whom(store: Store) -> None:
    made = decide(store, REGISTER, told("close"), NOW)
    assert find_incident(store, CRANE.id).state is IncidentState.CLOSED
    undo(store, REGISTER, made.id, "bob", LATER)
    [decision] = show(store, find_incident(store, CRANE.id)).decisions
    assert decision.undone == "2031-05-06T13:00:00Z by bob"
    assert find_incident(store, CRANE.id).state is not IncidentState.CLOSED


@pytest.mark.parametrize("kind", ["same", "merge", "split", "rename", "close"])
def test_nothing_is_decided_about_an_incident_that_is_not_there(store: Store, kind: str) -> None:
    of_none = told(kind, incident_id="incident_none", other=FERRY.id, articles=(FIRST.id,))
    with pytest.raises(InputError, match="there is no incident incident_none"):
        decide(store, REGISTER, of_none, NOW)


def test_what_cannot_be_decided_leaves_all_as_it_was(store: Store) -> None:
    with pytest.raises(InputError):
        decide(store, REGISTER, told("merge", other=CRANE.id), NOW)
    with pytest.raises(InputError):
        undo(store, REGISTER, "decision_none", "bob", LATER)
    assert show(store, find_incident(store, CRANE.id)).decisions == ()
