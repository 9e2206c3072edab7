"""An unsure report of harm is never silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from incident_builders import NOW, a_reading, a_report, an_incident

from monitor.incidents.possible import possible_incidents
from monitor.model.deciding import Report, Verdict
from monitor.model.names import AlertKind, Decision, Role


def unsure(**changes: object) -> Report:
    mention = replace(a_reading().facts.mentions[0], is_hard=True)
    verdict = Verdict(
        decision=Decision.UNSURE,
        incident_id=None,
        score=0.33,
        reason="unsure: “Depot fire” scores 0.33",
        others=((an_incident().id, 0.33),),
        decided_by="model:abc",
    )
    values = {"mention": mention, "verdict": verdict, "incident_id": None} | changes
    return replace(a_report(a_reading()), **values)  # type: ignore[arg-type]


def test_it_is_told_as_a_possible_incident_beside_the_nearest() -> None:
    [(alert, alone)] = possible_incidents([unsure()], NOW)
    assert alert.kind is AlertKind.NEW_INCIDENT
    assert alert.incident_id == an_incident().id
    assert "possible new incident" in alert.headline
    assert alert.before == "perhaps the same as one that is known"
    assert alert.reason.startswith("unsure: “Depot fire”")
    assert alone.id != an_incident().id
    assert alone.place == unsure().mention.where[0].place  # type: ignore[union-attr]


@pytest.mark.parametrize("changes", [{"role": Role.BACKGROUND}, {"mention": None}])
def test_what_is_told_in_passing_raises_nothing(changes: dict[str, object]) -> None:
    assert possible_incidents([replace(unsure(), **changes)], NOW) == ()  # type: ignore[arg-type]


def test_soft_news_and_what_is_decided_raises_nothing() -> None:
    soft = unsure()
    assert soft.mention is not None
    soft = replace(soft, mention=replace(soft.mention, is_hard=False))
    assert possible_incidents([soft, a_report(a_reading())], NOW) == ()
