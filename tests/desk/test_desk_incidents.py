"""Incidents as a command, a page or an API asks for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_builders import CRANE, FERRY, FIRST, SECOND, a_world
from store_builders import NOW

from monitor.desk.incidents import (
    find_incident,
    happened,
    latest_article,
    line_of,
    list_incidents,
    show,
)
from monitor.desk.judgements import Judgement, decide
from monitor.desk.plain import plain
from monitor.errors import InputError
from monitor.lineage.registers import build_register
from monitor.model.names import IncidentState, Role
from monitor.store.open import Store

REGISTER = build_register(())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_world(tmp_path)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"crane", "ferry"}),
        ({"text": "FERRY"}, {"ferry"}),
        ({"place": "orl"}, {"crane", "ferry"}),
        ({"place": "OR"}, {"crane", "ferry"}),
        ({"place": "Lake Tarn"}, set()),
        ({"incident_type": "flood"}, set()),
        ({"state": IncidentState.CLOSED}, set()),
        ({"since": NOW + timedelta(hours=1)}, set()),
    ],
)
def test_the_list_holds_what_meets_every_filter(
    store: Store, asked: dict[str, Any], names: set[str]
) -> None:
    found = {one.title.split("(")[1].rstrip(")") for one in list_incidents(store, **asked)}
    assert found == names


def test_the_list_is_no_longer_than_its_limit(store: Store) -> None:
    assert len(list_incidents(store, limit=1)) == 1


def test_a_line_says_what_is_known_in_words_and_nothing_of_the_rest() -> None:
    line = line_of(CRANE)
    assert (line.when, line.place, line.country) == ("5 May 2031", "Port Orland", "OR")
    assert (line.toll, line.origins) == ("2 killed", "1 article · 1 outlet · 1 origin (Coast Wire)")
    bare = line_of(type(CRANE)(**{**_fields(CRANE), "when": None, "place": None, "killed": None}))
    assert (bare.when, bare.place, bare.country, bare.toll) == ("", "", "", "")


def test_an_incident_is_found_by_its_id_and_by_its_registers(store: Store) -> None:
    assert find_incident(store, CRANE.id).id == CRANE.id
    assert find_incident(store, "reg-7").id == FERRY.id


def test_a_merged_id_leads_to_the_incident_that_stayed(store: Store) -> None:
    merge = Judgement(kind="merge", incident_id=CRANE.id, other=FERRY.id, who="ann", why="one")
    decide(store, REGISTER, merge, NOW)
    assert find_incident(store, FERRY.id).id == CRANE.id
    assert find_incident(store, "reg-7").id == CRANE.id


def test_an_unknown_incident_is_named_with_where_to_look(store: Store) -> None:
    with pytest.raises(InputError, match="no incident nowhere; `monitor incidents list`"):
        find_incident(store, "nowhere")


def test_an_incident_is_shown_with_its_reports_and_decisions(store: Store) -> None:
    rename = Judgement(kind="rename", incident_id=CRANE.id, value="The crane", who="ann", why="so")
    made = decide(store, REGISTER, rename, NOW)
    found = show(store, find_incident(store, CRANE.id))
    assert found.line.title == "The crane"
    assert [(one.outlet, one.url) for one in found.reports] == [
        ("Orland Gazette", FIRST.url),
        ("Harbour Post", SECOND.url),
    ]
    assert found.reports_as(Role.BACKGROUND) == ()
    [decision] = found.decisions
    assert (decision.id, decision.kind, decision.undone) == (made.id, "rename", "")


def test_as_plain_data_an_incident_is_its_line_with_its_lists(store: Store) -> None:
    found = plain(show(store, CRANE))
    assert list(found)[:3] == ["id", "title", "type"]
    assert list(found)[-3:] == ["reports", "on_it", "decisions"]
    assert found["reports"][0]["role"] == "primary"


def test_what_happened_is_told_in_its_order_with_the_latest_article(store: Store) -> None:
    assert {one.id for one in happened(store)} == {CRANE.id, FERRY.id}
    assert latest_article(store, CRANE) == SECOND.id


def _fields(noun: object) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}  # type: ignore[attr-defined]
