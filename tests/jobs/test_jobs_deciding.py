"""What is gathered from a real store decides as what was made up does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from deciding_builders import COPY, FIRST, a_deciding_walk, a_read, take_in, told_by

from monitor.incidents.outcome import History
from monitor.jobs import gathering
from monitor.jobs.deciding import decide
from monitor.jobs.walk import Walk
from monitor.model.names import Decision, Quality, Relation
from monitor.model.reading import Signal
from monitor.store import decisions, incidents, reports
from monitor.store.person_decisions import PersonDecision
from tests.incidents.incident_builders import NOW, TEXT, hours

MARKS = tuple(range(40))


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return a_deciding_walk(tmp_path)


def test_the_second_article_joins_and_is_tied_to_the_first(walk: Walk) -> None:
    first = take_in(walk, a_read(FIRST, MARKS))
    second = take_in(walk, a_read(COPY, MARKS))
    [opened], [joined] = first.reports, second.reports
    assert (opened.verdict.decision, joined.verdict.decision) == (Decision.NEW, Decision.SAME)
    assert joined.incident_id == opened.incident_id
    [edge] = [one for one in second.edges if one.to_article_id]
    assert (edge.relation, edge.to_article_id) == (Relation.REPUBLISHES, FIRST.id)
    assert second.incidents[0].origins.articles == 2


def test_older_edges_are_those_from_the_texts_that_are_used_again(walk: Walk) -> None:
    take_in(walk, a_read(FIRST, MARKS))
    second = take_in(walk, a_read(COPY, MARKS))
    of_third = [replace(edge, to_article_id=COPY.id) for edge in second.edges]
    assert gathering.older_edges(walk.store, of_third) == second.edges
    assert gathering.older_edges(walk.store, ()) == ()


def test_a_text_that_is_known_changes_nothing(walk: Walk) -> None:
    take_in(walk, a_read(FIRST))
    again = decide(walk, a_read(FIRST), entry=None, now=hours(2), tell=True)
    assert not again.is_new_version
    assert (again.reports, again.incidents, again.edges) == ((), (), ())


def test_a_wall_does_not_replace_the_page_that_was_read(walk: Walk) -> None:
    take_in(walk, a_read(FIRST))
    wall = replace(FIRST, version_id="version_wall", text=TEXT, quality=Quality.EXCERPT)
    assert not decide(walk, a_read(wall), entry=None, now=hours(2), tell=True).is_new_version


def test_a_new_version_stays_and_is_counted_once(walk: Walk) -> None:
    first = take_in(walk, a_read(FIRST))
    edited = replace(FIRST, version_id="version_2", title="Shells fall on Port Velm, four dead")
    second = take_in(walk, a_read(edited), hours(1))
    [report] = second.reports
    assert report.incident_id == first.reports[0].incident_id
    assert (second.article.version, second.incidents[0].origins.articles) == (2, 1)


def test_a_person_binds_what_is_decided_later(walk: Walk) -> None:
    first = take_in(walk, a_read(FIRST))
    take_in(walk, a_read(COPY))
    incident_id = str(first.reports[0].incident_id)
    no = PersonDecision(
        id="decision_1",
        kind="not_same",
        incident_id=incident_id,
        who="ann",
        why="another quay",
        decided_at=NOW,
        article_ids=(COPY.id,),
    )
    decisions.decide(walk.store, no)
    reading = a_read(replace(COPY, version_id="version_2", title="Shells hit the port"))
    arrival = gathering.arrival(walk.store, reading, COPY, NOW)
    [listed] = gathering.shortlists(walk.store, walk.store, arrival, 12)
    assert [one.incident.id for one in listed.candidates] == [incident_id]
    assert list(listed.constraints.not_same) == [incident_id]


def test_what_is_linked_is_compared_though_no_words_are_shared(walk: Walk) -> None:
    take_in(walk, a_read(FIRST))
    link = Signal(kind="out_link", value=f"{FIRST.url} as told here")
    other = told_by("Utkikk", 3, signals=(link,), text=f"{TEXT} And nothing else.")
    reading = a_read(other)
    arrival = gathering.arrival(walk.store, reading, None, NOW)
    keep = walk.settings.retention.fingerprints
    around = gathering.around(walk.store, arrival, (), keep)
    assert [one.article.id for one in around.texts] == [FIRST.id]
    assert (around.histories, around.lineages) == ({}, {})


def test_a_history_is_all_that_is_stored_of_an_incident(walk: Walk) -> None:
    first = take_in(walk, a_read(FIRST))
    incident_id = str(first.reports[0].incident_id)
    arrival = gathering.arrival(walk.store, a_read(COPY), None, NOW)
    reported = [replace(first.reports[0], article_id=COPY.id, version_id=COPY.version_id)]
    around = gathering.around(walk.store, arrival, reported, timedelta(days=1))
    told = around.histories[incident_id]
    assert replace(told, claims=tuple(told.claims)) == History(
        incident=incidents.get(walk.store, incident_id),
        reports=reports.of_incident(walk.store, incident_id),
        claims=first.claims,
        alerts=first.alerts,
    )
    assert [one.article.id for one in around.lineages[incident_id]] == [FIRST.id]
