"""A small stored world for the questions of the desk: one incident told by two, one left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from store_builders import (
    NOW,
    a_claim,
    a_report,
    a_store,
    an_article,
    an_edge,
    an_incident,
    an_outcome,
)

from monitor.model.deciding import Incident, Report
from monitor.model.names import Decision, Relation
from monitor.store import outcomes
from monitor.store.open import Store

CRANE = an_incident("crane")
FERRY = an_incident("ferry", external_id="reg-7", known_from="register:orland")
FIRST = an_article("https://gazette.example/crane")
SECOND = an_article(
    "https://harbour.example/crane", outlet="harbour.example", outlet_name="Harbour Post"
)
ODD = an_article("https://gazette.example/odd", title="A crash, somewhere")


def a_world(folder: Path) -> Store:
    """Return a store: the crane told by FIRST and copied by SECOND, a ferry, and ODD unsure."""
    store = a_store(folder)
    record(store, article=FIRST, incident=CRANE)
    copied = an_edge(SECOND, to_article_id=FIRST.id, relation=Relation.REPUBLISHES)
    record(store, article=SECOND, incident=CRANE, edges=(copied,), alerts=())
    record(store, article=an_article("https://gazette.example/ferry"), incident=FERRY)
    unsure = an_unsure_report()
    record(store, article=ODD, reports=(unsure,), incidents=(), claims=(), keys={}, alerts=())
    return store


def record(store: Store, *, now: datetime = NOW, **changes: Any) -> None:
    outcomes.record(store, an_outcome(messages=(), **changes), now)


def an_unsure_report() -> Report:
    report = a_report(ODD, None, decision=Decision.UNSURE)
    near = ((FERRY.id, 0.31), (CRANE.id, 0.3), ("incident_gone", 0.2))
    verdict = replace(report.verdict, reason="0.31 lies between", others=near)
    return replace(report, verdict=verdict)


def a_claim_of(incident: Incident, low: int | None, high: int | None, **changes: Any) -> Any:
    return replace(a_claim(FIRST, incident), low=low, high=high, **changes)
