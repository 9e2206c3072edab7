"""Shortlists, known incidents, and what persons decide."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import InputError
from monitor.model.deciding import Outcome
from monitor.model.names import Decision, IncidentState
from monitor.store import claims, decisions, incidents, outcomes, person_decisions, reports
from monitor.store import fingerprints as fingerprint_rows
from monitor.store import shortlists as shortlist_rows
from monitor.store.decisions import PersonDecision, decision_id
from monitor.store.open import Store, reading
from monitor.store.rows import rows
from tests.store.store_builders import (
    NOW,
    a_report,
    a_store,
    an_article,
    an_incident,
    an_outcome,
)

DAY = 741_000


def a_store_of(folder: Path, *names: str) -> Store:
    """One incident a name, each with one report by an article of the same name."""
    store = a_store(folder)
    for place, name in enumerate(names):
        incident = an_incident(name)
        keys = {incident.id: ((f"name:{name}", DAY + place), ("type:accident", DAY + place))}
        url = f"https://gazette.example/{name}"
        outcomes.record(store, an_outcome(url, name, keys=keys, signature=(place, 99)), NOW)
    return store


def a_decision(kind: str, incident: str, **changes: object) -> PersonDecision:
    other = str(changes.get("other_incident_id", "") or changes.get("article_ids", ""))
    values = {
        "id": decision_id(kind, incident, other, "ann", NOW),
        "kind": kind,
        "incident_id": incident,
        "who": "ann",
        "why": "I was there",
        "decided_at": NOW,
        **changes,
    }
    return PersonDecision(**values)  # type: ignore[arg-type]


def the(name: str) -> str:
    return an_incident(name).id


def article(name: str) -> str:
    return an_article(f"https://gazette.example/{name}").id


def standing(store: Store, name: str) -> str | None:
    return reports.of_article(store, article(name))[0].incident_id


def numbers(store: Store, *names: str) -> list[int]:
    with reading(store) as db:
        found = {row["id"]: row["number"] for row in rows(db, "select id, number from incidents")}
    return [found[the(name)] for name in names]


def test_incidents_are_found_under_their_keys_the_latest_first(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire", "flood")
    assert shortlist_rows.sharing(store, ["type:accident", "name:fire", "name:nobody"]) == {
        "type:accident": numbers(store, "flood", "fire", "crane"),
        "name:fire": numbers(store, "fire"),
    }


def test_a_sketch_says_what_the_card_says(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane")
    (number,) = numbers(store, "crane")
    card = an_incident("crane")
    assert card.when is not None
    assert card.place is not None
    ((known, sketch),) = shortlist_rows.sketches(store, [number, number + 99]).values()
    assert known == card.id
    assert sketch.start == card.when.start.toordinal()
    assert (sketch.latitude, sketch.longitude) == (card.place.latitude, card.place.longitude)
    assert (sketch.killed, sketch.injured) == (card.killed, card.injured)
    assert (sketch.country, sketch.incident_type) == (card.place.country, card.incident_type)


def test_candidates_carry_profiles_of_the_earliest_and_latest_reports(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane")
    for number in range(6):
        other = an_article(f"https://herald.example/{number}")
        report = a_report(other, an_incident("crane"), profile=f"profile {number}")
        outcomes.record(
            store,
            Outcome(entry_id=None, article=other, is_new_version=True, reports=(report,)),
            NOW,
        )
    ((incident, profiles),) = shortlist_rows.candidates(store, [the("crane"), "incident_no"], 3)
    assert incident == an_incident("crane")
    assert len(profiles) == 3
    assert profiles[1:] == ("profile 0", "profile 5")


def test_a_registers_row_is_a_full_citizen_until_an_article_reports_it(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    known = an_incident("dam", state=IncidentState.KNOWN, external_id="R-7", known_from="r.csv")
    rows_of = [(known, "profile of the row", (("name:dam", DAY),))]
    assert incidents.upsert_known(store, rows_of) == 1
    assert incidents.upsert_known(store, rows_of) == 0
    assert shortlist_rows.sharing(store, ["name:dam"]) == {"name:dam": numbers(store, "dam")}
    assert shortlist_rows.candidates(store, [known.id], 3) == ((known, ("profile of the row",)),)
    assert incidents.by_external_id(store, "R-7") == known
    told = dataclasses.replace(known, state=IncidentState.OPEN, title="Dam bursts")
    outcomes.record(store, an_outcome(incident=told), NOW)
    assert incidents.upsert_known(store, rows_of) == 0
    assert incidents.get(store, known.id) == told


def test_incidents_are_listed_by_what_they_are(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire")
    everything = {the("crane"), the("fire")}
    for filters, expected in (
        ({}, everything),
        ({"place": "orland"}, everything),
        ({"place": "or"}, everything),
        ({"place": "elsewhere"}, set()),
        ({"incident_type": "accident", "text": "(FIRE"}, {the("fire")}),
        ({"text": "100%"}, set()),
        ({"since": NOW + timedelta(seconds=1)}, set()),
        ({"state": IncidentState.CLOSED}, set()),
    ):
        found = incidents.list_incidents(store, **filters)  # type: ignore[arg-type]
        assert {one.id for one in found} == expected, filters


def test_a_merge_redirects_for_ever_and_undoing_it_brings_both_back(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire", "flood")
    first = a_decision("merge", the("crane"), other_incident_id=the("fire"))
    second = a_decision("merge", the("flood"), other_incident_id=the("crane"))
    assert decisions.decide(store, first)
    assert decisions.decide(store, second)
    assert {incidents.resolve(store, the(name)) for name in ("crane", "fire")} == {the("flood")}
    assert len(reports.of_incident(store, the("flood"))) == 3
    assert len(claims.of_incident(store, the("flood"))) == 3
    sketched = shortlist_rows.sketches(store, numbers(store, "crane", "fire", "flood"))
    assert {known for known, _ in sketched.values()} == {the("flood")}
    merged = incidents.get(store, the("fire"))
    assert merged is not None
    assert (merged.state, merged.merged_into) == (IncidentState.MERGED, the("flood"))
    assert len(shortlist_rows.candidates(store, [the("flood")], 9)[0][1]) == 3

    decisions.undo(store, second.id, "ben", NOW)
    assert incidents.resolve(store, the("fire")) == the("crane")
    assert len(reports.of_incident(store, the("flood"))) == 1
    decisions.undo(store, first.id, "ben", NOW)
    assert incidents.get(store, the("fire")) == an_incident("fire")
    assert incidents.get(store, the("crane")) == an_incident("crane")
    with pytest.raises(InputError):
        decisions.undo(store, first.id, "ben", NOW)


def test_a_card_recomputed_after_a_merge_does_not_undo_it(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire")
    decisions.decide(store, a_decision("merge", the("crane"), other_incident_id=the("fire")))
    newer = an_incident("fire", title="Fire, again", updated_at=NOW + timedelta(hours=1))
    outcomes.record(store, an_outcome("https://h.example/x", incident=newer), NOW)
    merged = incidents.get(store, the("fire"))
    assert merged is not None
    assert merged.state is IncidentState.MERGED
    outcomes.record(store, an_outcome("https://h.example/y", incident=merged), NOW)


def test_same_and_not_same_bind_later_runs_and_are_undone(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire")
    same = a_decision("same", the("crane"), article_ids=(article("fire"),))
    decisions.decide(store, same)
    assert standing(store, "fire") == the("crane")
    assert decisions.constraints(store, article("fire")).same == (the("crane"),)
    apart = a_decision("not_same", the("crane"), article_ids=(article("fire"),))
    decisions.decide(store, apart)
    assert standing(store, "fire") is None
    found = decisions.constraints(store, article("fire"))
    assert (found.same, found.not_same) == ((), (the("crane"),))
    decisions.undo(store, apart.id, "ben", NOW)
    assert standing(store, "fire") == the("crane")
    decisions.undo(store, same.id, "ben", NOW)
    assert standing(store, "fire") == the("fire")
    assert decisions.constraints(store, article("fire")) == person_decisions.Constraints()
    assert len(decisions.list_decisions(store, article_id=article("fire"))) == 0
    assert len(decisions.list_decisions(store, article_id=article("fire"), undone=True)) == 2


def test_undoing_takes_back_what_was_decided_upon_it(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire")
    apart = a_decision("not_same", the("crane"), article_ids=(article("crane"),))
    decisions.decide(store, apart)
    one = an_article("https://gazette.example/crane")
    again = a_report(one, an_incident("fire"), decision=Decision.SAME, id="report_later")
    outcomes.record(
        store, Outcome(entry_id=None, article=one, is_new_version=False, reports=(again,)), NOW
    )
    assert standing(store, "crane") == the("fire")
    decisions.undo(store, apart.id, "ben", NOW)
    assert standing(store, "crane") == the("crane")


def test_a_split_moves_the_articles_and_keeps_the_two_apart(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane", "fire", "part")
    same = a_decision("same", the("crane"), article_ids=(article("fire"),))
    decisions.decide(store, same)
    split = a_decision(
        "split", the("crane"), other_incident_id=the("part"), article_ids=(article("fire"),)
    )
    decisions.decide(store, split)
    assert standing(store, "fire") == the("part")
    found = decisions.constraints(store, article("fire"))
    assert (found.same, found.not_same) == ((the("part"),), (the("crane"),))
    decisions.undo(store, split.id, "ben", NOW)
    assert standing(store, "fire") == the("crane")


def test_names_and_closing_stand_over_the_card_and_are_undone(tmp_path: Path) -> None:
    store = a_store_of(tmp_path, "crane")
    for name in ("The dock accident", "The crane"):
        rename = a_decision("rename", the("crane"), value=name, id=f"decision_{name}")
        assert decisions.decide(store, rename)
        assert not decisions.decide(store, rename)
    close = a_decision("close", the("crane"))
    decisions.decide(store, close)
    found = incidents.get(store, the("crane"))
    assert found is not None
    assert (found.given_name, found.state) == ("The crane", IncidentState.CLOSED)
    decisions.undo(store, "decision_The crane", "ben", NOW)
    decisions.undo(store, close.id, "ben", NOW)
    found = incidents.get(store, the("crane"))
    assert found is not None
    assert (found.given_name, found.state) == ("The dock accident", IncidentState.OPEN)


@pytest.mark.parametrize(
    "wrong",
    [
        a_decision("rename", "incident_no", value="x"),
        a_decision("merge", an_incident("crane").id, other_incident_id="incident_no"),
        a_decision("merge", an_incident("crane").id, other_incident_id=an_incident("crane").id),
        a_decision("same", an_incident("crane").id, article_ids=("article_no",)),
    ],
)
def test_a_decision_about_the_unknown_is_refused_whole(
    tmp_path: Path, wrong: PersonDecision
) -> None:
    store = a_store_of(tmp_path, "crane")
    with pytest.raises(InputError):
        decisions.decide(store, wrong)
    with reading(store) as db:
        assert rows(db, "select * from decisions") == []


def test_text_candidates_share_fingerprints_within_the_window(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    made = {}
    for name, days, signature in (
        ("root", 3, (1, 2, 3, 4)),
        ("copy", 1, (1, 2, 3, 5)),
        ("old", 50, (1, 2, 3, 4)),
        ("else", 1, (7, 8)),
    ):
        one = an_article(f"https://a.example/{name}", published=NOW - timedelta(days=days))
        made[one.version_id] = name
        outcomes.record(store, an_outcome(name=name, article=one, signature=signature), NOW)
    found = fingerprint_rows.text_candidates(
        store, (1, 2, 3, 4), since=NOW - timedelta(days=30), min_shared=2, limit=9
    )
    assert [(made[one], shared) for one, shared in found] == [("root", 4), ("copy", 3)]


def test_a_fingerprint_that_everybody_carries_costs_no_more_than_the_cap(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for number in range(fingerprint_rows.MOST_PER_HASH + 10):
        one = an_outcome(f"https://a.example/{number}", f"n{number}", signature=(5, number + 100))
        outcomes.record(store, one, NOW)
    with reading(store) as db:
        found = rows(db, "select count(*) as n from fingerprints where hash = 5")
    assert found[0]["n"] == fingerprint_rows.MOST_PER_HASH
