"""From verdicts to everything an article changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.incidents.assigning import assign, taken_back
from monitor.incidents.merge_split import merge, split
from monitor.incidents.outcome import Case, History, conclude
from monitor.model.deciding import Report
from monitor.model.facts import Mention, Where
from monitor.model.names import AlertKind, Decision, IncidentState, Role
from monitor.model.reading import Reading
from tests.incidents.incident_builders import (
    NOW,
    a_claim,
    a_mention,
    a_place,
    a_reading,
    a_report,
    a_verdict,
    a_when,
    an_article,
    an_incident,
    hours,
    origins,
    span_of,
)

WIRE = origins("Nordwire")


def a_case(reading: Reading, *reports: Report, **changes: Any) -> Case:
    return Case(reading=reading, reports=reports, now=NOW, **changes)


def background(**changes: object) -> Mention:
    return a_mention(ordinal=1, role=Role.BACKGROUND, **changes)


def test_a_new_incidents_id_is_made_of_its_article() -> None:
    (report,) = assign(a_reading(), [a_verdict()], NOW)
    (again,) = assign(a_reading(), [a_verdict()], hours(5))
    assert report.incident_id == again.incident_id
    assert report.verdict.incident_id == report.incident_id


def test_unsure_opens_nothing_and_merges_nothing() -> None:
    (report,) = assign(a_reading(), [a_verdict(Decision.UNSURE)], NOW)
    assert report.incident_id is None
    outcome = conclude(a_case(a_reading(), report, keys={0: (("k", 1),)}))
    assert (outcome.incidents, outcome.keys, outcome.alerts) == ((), {}, ())
    assert outcome.reports == (report,)


def test_a_background_mention_with_place_and_day_opens_a_mentioned_only_incident() -> None:
    reading = a_reading(None, a_mention(), background())
    reports = assign(reading, [a_verdict(), a_verdict()], NOW)
    outcome = conclude(a_case(reading, *reports))
    states = {i.id: i.state for i in outcome.incidents}
    assert states[str(reports[0].incident_id)] is IncidentState.OPEN
    assert states[str(reports[1].incident_id)] is IncidentState.MENTIONED_ONLY
    assert {a.incident_id for a in outcome.alerts} == {reports[0].incident_id}


def test_a_vaguer_background_mention_stays_unlinked() -> None:
    coarse = (Where(place=a_place("Norway", 6), span=span_of("Port Velm")),)
    for vague in (background(when=None), background(where=()), background(where=coarse)):
        reading = a_reading(None, a_mention(), vague)
        _, report = assign(reading, [a_verdict(), a_verdict()], NOW)
        assert report.incident_id is None
        assert report.verdict.decided_by == "rule:vague_background"


def test_a_new_version_stays_with_its_incident() -> None:
    (report,) = assign(a_reading(), [a_verdict()], NOW, earlier="incident_a")
    assert (report.incident_id, report.verdict.decided_by) == ("incident_a", "rule:revision")


def test_an_article_of_no_incident_keeps_its_reason() -> None:
    reading = a_reading()
    none = a_reading(reading.article)
    object.__setattr__(none, "facts", type(none.facts)(mentions=(), not_incident="opinion"))
    (report,) = assign(none, [a_verdict(Decision.NOT_INCIDENT)], NOW)
    assert (report.incident_id, report.mention) == (None, None)


def test_concluding_twice_gives_the_same_outcome() -> None:
    reading = a_reading()
    reports = assign(reading, [a_verdict()], NOW)

    def outcome() -> object:
        return conclude(a_case(reading, *reports, keys={0: (("k", 1),)}))

    assert outcome() == outcome()


def test_a_known_incident_keeps_its_id_and_opens_with_its_first_report() -> None:
    known = an_incident(state=IncidentState.KNOWN, known_from="incidents.toml", external_id="x1")
    reading = a_reading()
    reports = assign(reading, [a_verdict(Decision.SAME, "incident_a")], NOW)
    histories = {"incident_a": History(incident=known)}
    case = a_case(reading, *reports, histories=histories, origins={"incident_a": WIRE})
    outcome = conclude(case)
    (incident,) = outcome.incidents
    assert (incident.id, incident.external_id) == ("incident_a", "x1")
    assert incident.state is IncidentState.OPEN


def test_what_is_suppressed_changes_the_same_and_raises_nothing() -> None:
    reading = a_reading()
    case = a_case(reading, *assign(reading, [a_verdict()], NOW))
    told, silent = conclude(case), conclude(replace(case, suppressed=True))
    assert told.alerts
    assert silent == replace(told, alerts=())


def history(incident_id: str, *outlets: str) -> History:
    reports = tuple(told_by(name, incident_id) for name in outlets)
    return History(incident=an_incident(id=incident_id), reports=reports)


def told_by(name: str, incident_id: str) -> Report:
    return a_report(a_reading(an_article(name), a_mention(when=a_when())), incident_id)


def test_merging_keeps_one_card_and_redirects_the_other() -> None:
    kept, gone = merge(history("incident_a", "A"), history("incident_b", "B"), WIRE, NOW)
    assert (kept.id, gone.merged_into) == ("incident_a", "incident_a")
    assert gone.state is IncidentState.MERGED


def test_splitting_moves_the_named_reports_to_a_new_incident() -> None:
    whole = history("incident_a", "A", "B")
    leaving = whole.reports[1].version_id
    parted = split(whole, {leaving}, (WIRE, WIRE), NOW)
    assert parted.stays.id == "incident_a"
    assert {r.version_id for r in parted.reports} == {leaving}
    assert all(r.incident_id == parted.new.id for r in parted.reports)
    assert split(whole, {leaving}, (WIRE, WIRE), hours(3)).new.id == parted.new.id


@pytest.mark.parametrize("others", [0, 1])
def test_a_report_taken_back_leaves_what_others_tell(others: int) -> None:
    reading, other = a_reading(), a_reading(an_article("Kystavisen"))
    reports = tuple(a_report(one) for one in (reading, other)[: 1 + others])
    own = tuple(
        a_claim(id=one.article_id, article_id=one.article_id, version_id=one.version_id)
        for one in reports
    )
    again = a_reading(an_article(version=2))
    report = taken_back(again, "incident_a", "we have retracted this report", NOW)
    counted = replace(origins("Kystavisen") if others else origins(), articles=others)
    history = History(incident=an_incident(), reports=reports, claims=own)
    case = a_case(again, report, histories={"incident_a": history}, origins={"incident_a": counted})
    outcome = conclude(case)
    (card,) = outcome.incidents
    (alert,) = outcome.alerts
    assert outcome.retracted == (own[0].id,)
    assert alert.kind is AlertKind.RETRACTION
    if others:
        assert card.state is IncidentState.OPEN
        assert "another report stands" in alert.reason
    else:
        assert card.state is IncidentState.MENTIONED_ONLY
        assert "no other report stands" in alert.reason
