"""Fragments of one incident are joined later: recorded, told, undoable; persons' words bind."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from deciding_builders import COPY, FIRST, a_deciding_walk, a_read, take_in

from monitor.desk import review
from monitor.jobs import reconsider
from monitor.jobs.walk import Walk
from monitor.model.names import AlertKind, IncidentState
from monitor.settings.nouns import MatchSettings
from monitor.store import alerts, decisions, incidents
from monitor.store.open import writing
from monitor.store.person_decisions import PersonDecision
from tests.incidents.incident_builders import NOW


def fragmented(walk: Walk, *, tell: bool = True) -> tuple[str, str]:
    """Two reports of one incident that were decided as two, by thresholds nothing reaches."""
    strict = replace(
        walk, settings=replace(walk.settings, matching=MatchSettings(same_above=1.0, new_below=1.0))
    )
    opened = [take_in(strict, a_read(one), tell=tell).reports[0] for one in (FIRST, COPY)]
    one, other = (report.incident_id or "" for report in opened)
    assert one != other
    return one, other


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return a_deciding_walk(tmp_path)


def test_fragments_are_joined_once_and_old_ids_lead_on(walk: Walk) -> None:
    first, second = fragmented(walk)
    done = reconsider.run(walk)
    assert [(one.kept.id, one.gone.id) for one in done.joins] == [(first, second)]
    assert incidents.resolve(walk.store, second) == first
    card = incidents.get(walk.store, first)
    assert card is not None
    assert card.origins.articles == 2
    assert reconsider.run(walk).reports == 0
    assert reconsider.run(walk, anew=True).joins == []


def test_it_is_a_decision_of_the_machine_with_its_reason(walk: Walk) -> None:
    first, second = fragmented(walk)
    reconsider.run(walk)
    [decision] = decisions.list_decisions(walk.store, incident_id=first)
    assert (decision.kind, decision.who, decision.other_incident_id) == ("merge", "monitor", second)
    assert "seen together" in decision.why


def test_whoever_was_alerted_is_told_in_one_line_and_of_no_new_incident(walk: Walk) -> None:
    first, second = fragmented(walk)
    assert alerts.of_incident(walk.store, second)
    before = {one.id for one in alerts.of_incident(walk.store, first)}
    reconsider.run(walk)
    told = [
        one
        for one in alerts.of_incident(walk.store, first)
        if one.id not in before and one.raised_at == NOW and "same incident" in one.headline
    ]
    assert [one.kind for one in told] == [AlertKind.CORRECTION]


def test_who_was_told_nothing_is_told_nothing(walk: Walk) -> None:
    first, _ = fragmented(walk, tell=False)
    assert len(reconsider.run(walk).joins) == 1
    assert alerts.of_incident(walk.store, first) == ()


def a_decision(kind: str, incident: str, **changes: object) -> PersonDecision:
    values = {"id": f"d-{kind}", "who": "ann", "why": "two of them", "decided_at": NOW}
    return PersonDecision(kind=kind, incident_id=incident, **{**values, **changes})  # type: ignore[arg-type]


def test_a_person_who_said_not_the_same_binds_it(walk: Walk) -> None:
    first, _ = fragmented(walk)
    decisions.decide(walk.store, a_decision("not_same", first, article_ids=(COPY.id,)))
    assert reconsider.run(walk).joins == []


def test_a_join_that_was_undone_is_not_made_again(walk: Walk) -> None:
    _, second = fragmented(walk)
    reconsider.run(walk)
    [decision] = decisions.list_decisions(walk.store, incident_id=second)
    decisions.undo(walk.store, decision.id, "ann", NOW)
    assert reconsider.run(walk, anew=True).joins == []
    assert incidents.resolve(walk.store, second) == second


def test_a_closed_incident_is_left_alone(walk: Walk) -> None:
    first, second = fragmented(walk)
    decisions.decide(walk.store, a_decision("close", second))
    card = incidents.get(walk.store, second)
    assert card is not None
    assert card.state is IncidentState.CLOSED
    assert reconsider.run(walk).joins == []
    assert incidents.resolve(walk.store, second) != first


def test_a_user_who_asks_for_surer_ties_gets_surer_joins(walk: Walk) -> None:
    fragmented(walk)
    strict = replace(walk.settings, matching=MatchSettings(same_above=1.0))
    assert reconsider.run(replace(walk, settings=strict)).joins == []


def asks_only(walk: Walk) -> Walk:
    """A user to whom nothing is sure enough: what is likely is proposed."""
    strict = replace(walk.settings, matching=MatchSettings(same_above=1.0))
    return replace(walk, settings=strict)


def test_a_pair_that_is_likely_but_not_sure_is_proposed_once(walk: Walk) -> None:
    first, second = fragmented(walk)
    [told] = reconsider.run(asks_only(walk)).proposals
    assert {told.one_id, told.other_id} == {first, second}
    assert "perhaps the same as" in told.why
    assert reconsider.run(asks_only(walk), anew=True).proposals == []
    [asked] = review.perhaps_same(walk.store)
    assert (asked.incident_id, asked.other_id, asked.why) == (first, second, told.why)


def test_what_is_unlikely_is_not_proposed(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    fragmented(walk)
    monkeypatch.setattr(reconsider, "PROPOSE", 1.0)
    assert reconsider.run(asks_only(walk)).proposals == []


@pytest.mark.parametrize("kind", ["not_same", "merge", "close"])
def test_what_a_person_decided_is_asked_no_more(walk: Walk, kind: str) -> None:
    first, second = fragmented(walk)
    reconsider.run(asks_only(walk))
    told = {
        "not_same": {"article_ids": (COPY.id,)},
        "merge": {"other_incident_id": second},
        "close": {},
    }
    decided = a_decision(kind, first, **told[kind])
    decisions.decide(walk.store, decided)
    assert review.perhaps_same(walk.store) == ()
    assert reconsider.run(asks_only(walk), anew=True).proposals == []
    if kind == "merge":
        decisions.undo(walk.store, decided.id, "ann", NOW)
        assert review.perhaps_same(walk.store) == ()


def test_what_was_proposed_is_joined_once_it_is_sure(walk: Walk) -> None:
    fragmented(walk)
    reconsider.run(asks_only(walk))
    assert len(reconsider.run(walk, anew=True).joins) == 1
    assert review.perhaps_same(walk.store) == ()


def test_one_that_is_perhaps_two_is_joined_by_persons_alone(walk: Walk) -> None:
    first, _ = fragmented(walk)
    card = incidents.get(walk.store, first)
    assert card is not None
    with writing(walk.store) as db:
        incidents.save(db, replace(card, perhaps_two="perhaps two incidents: 2 tell A, 2 tell B"))
    done = reconsider.run(walk)
    assert done.joins == []
    assert "is perhaps two incidents: 2 tell A, 2 tell B" in done.proposals[0].why
    [asked] = review.perhaps_two(walk.store)
    assert (asked.incident_id, asked.why) == (first, "perhaps two incidents: 2 tell A, 2 tell B")
    decisions.decide(walk.store, a_decision("close", first))
    assert review.perhaps_two(walk.store) == ()


def ends_in(walk: Walk) -> list[tuple[object, ...]]:
    with sqlite3.connect(walk.settings.db) as db:
        asked = (
            "select from_id, to_id from redirects order by 1",
            "select kind, incident_id, other_incident_id, who, why from decisions order by 1",
            "select kind, incident_id, headline from alerts order by 1, 2, 3",
            "select id, state, merged_into, noun from incidents order by 1",
            "select value from meta where key = 'reconsidered_to'",
        )
        return [row for sql in asked for row in db.execute(sql)]


def test_a_kill_at_any_statement_leaves_the_same_end(tmp_path: Path) -> None:
    whole = a_deciding_walk(tmp_path / "whole")
    fragmented(whole)
    reconsider.run(whole)
    wanted = ends_in(whole)
    killed_at, done = 0, False
    while not done:
        folder = tmp_path / f"killed{killed_at}"
        walk = a_deciding_walk(folder)
        fragmented(walk)
        done = not _is_killed(walk, killed_at)
        again = a_deciding_walk(folder)
        reconsider.run(again)
        assert ends_in(again) == wanted
        again.store.close()
        killed_at += 7
    assert killed_at > 14


def _is_killed(walk: Walk, statement: int) -> bool:
    """Reconsider until so many statements were begun, then break off; False = it came through."""
    seen = 0

    class Killed(BaseException):
        pass

    def count(_: str) -> None:
        nonlocal seen
        seen += 1

    connection = walk.store.db.conn
    connection.set_trace_callback(count)
    connection.set_progress_handler(lambda: int(seen > statement), 1)
    try:
        reconsider.run(walk)
    except (sqlite3.OperationalError, Exception):
        return True
    else:
        return False
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_trace_callback(None)
        walk.store.close()


def test_what_a_stop_left_undone_is_looked_at_next_time(walk: Walk) -> None:
    fragmented(walk)

    def stopped(_: str) -> None:
        raise AssertionError("the cursor moved past what was not looked at")

    walk.stop.clear()
    halted = replace(walk, pulse=stopped)
    found = reconsider._joins
    try:
        reconsider._joins = lambda *_: halted.stop.set()  # type: ignore[assignment]
        assert reconsider.run(halted).reports == 0
    finally:
        reconsider._joins = found
    walk.stop.clear()
    assert len(reconsider.run(walk).joins) == 1
