"""A person's decision is put into effect: recorded with who and why, and the cards made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.errors import InputError
from monitor.incidents.merge_split import opened_by_split
from monitor.jobs.cards import refresh_cards
from monitor.lineage.registers import SourceRegister
from monitor.model.deciding import Incident
from monitor.model.names import make_id
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store, writing
from monitor.store.person_decisions import PersonDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decides about an incident, before it is in effect."""

    #: "same", "not_same", "merge", "split", "rename" or "close".
    kind: str
    incident_id: str
    who: str
    why: str
    #: merge: the incident that goes.
    other: str | None = None
    #: same, not_same, split: ids of the articles.
    articles: tuple[str, ...] = ()
    #: rename: the name.
    value: str = ""


def decide(
    store: Store, register: SourceRegister, told: Judgement, now: datetime
) -> PersonDecision:
    """Record a decision, make the cards it touches anew. Raises InputError where it cannot be."""
    decision = _decision(told, now)
    touched = {told.incident_id, *_reported(store, told.articles)}
    if told.other:
        touched.add(told.other)
    with writing(store) as db:
        if decision.kind == "split":
            assert decision.other_incident_id is not None
            whole = _incident(store, told.incident_id)
            parted = opened_by_split(whole, decision.other_incident_id, now)
            incident_rows.save(db, parted)
            touched.add(parted.id)
        decision_rows.decide(store, decision)
        refresh_cards(store, register, touched, now)
    return decision


def undo(
    store: Store, register: SourceRegister, decision_id: str, who: str, now: datetime
) -> PersonDecision:
    """Undo a decision and make the cards it touched anew. Raises InputError where it cannot be."""
    with writing(store):
        undone = decision_rows.undo(store, decision_id, who, now)
        touched = {undone.incident_id, *_reported(store, undone.article_ids)}
        if undone.other_incident_id:
            touched.add(undone.other_incident_id)
        refresh_cards(store, register, touched, now)
    return undone


def _decision(told: Judgement, now: datetime) -> PersonDecision:
    said = told.value or ",".join(told.articles) or told.other or ""
    decision = PersonDecision(
        id=decision_rows.decision_id(told.kind, told.incident_id, said, told.who, now),
        kind=told.kind,
        incident_id=told.incident_id,
        who=told.who,
        why=told.why,
        decided_at=now,
        other_incident_id=told.other,
        article_ids=told.articles,
        value=told.value,
    )
    if told.kind != "split":
        return decision
    return replace(decision, other_incident_id=make_id("incident", "split", decision.id))


def _reported(store: Store, articles: Iterable[str]) -> set[str]:
    return {
        report.incident_id
        for article_id in articles
        for report in report_rows.of_article(store, article_id)
        if report.incident_id
    }


def _incident(store: Store, incident_id: str) -> Incident:
    found = incident_rows.get(store, incident_id)
    if found is None:
        raise InputError(f"there is no incident {incident_id}")
    return found
