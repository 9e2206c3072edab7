"""A person's decision is put into effect: recorded with who and why, and the cards made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.incidents.card import card
from monitor.incidents.merge_split import opened_by_split
from monitor.jobs import lineage_of
from monitor.jobs.walk import Walk
from monitor.lineage.origins.origins import origins
from monitor.model.deciding import Incident
from monitor.model.names import make_id
from monitor.store import claims as claim_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.decisions import PersonDecision
from monitor.store.open import writing


def decide(
    walk: Walk,
    kind: str,
    incident_id: str,
    *,
    who: str,
    why: str,
    other: str | None = None,
    articles: tuple[str, ...] = (),
    value: str = "",
) -> PersonDecision:
    """Record a decision, make the cards it touches anew. Raises InputError where it cannot be."""
    now = walk.clock.now()
    said = value or ",".join(articles) or other or ""
    decision = PersonDecision(
        id=decision_rows.decision_id(kind, incident_id, said, who, now),
        kind=kind,
        incident_id=incident_id,
        who=who,
        why=why,
        decided_at=now,
        other_incident_id=other,
        article_ids=articles,
        value=value,
    )
    touched = {incident_id, *_reported(walk, articles), *([other] if other else [])}
    with writing(walk.store) as db:
        if kind == "split":
            decision = replace(
                decision, other_incident_id=make_id("incident", "split", decision.id)
            )
            assert decision.other_incident_id is not None
            parted = opened_by_split(_incident(walk, incident_id), decision.other_incident_id, now)
            incident_rows.save(db, parted)
            touched.add(parted.id)
        decision_rows.decide(walk.store, decision)
        for one in sorted(touched):
            refresh(walk, one)
    return decision


def undo(walk: Walk, decision_id: str, who: str) -> PersonDecision:
    """Undo a decision and make the cards it touched anew. Raises InputError where it cannot be."""
    with writing(walk.store):
        undone = decision_rows.undo(walk.store, decision_id, who, walk.clock.now())
        touched = {undone.incident_id, *_reported(walk, undone.article_ids)}
        if undone.other_incident_id:
            touched.add(undone.other_incident_id)
        for one in sorted(touched):
            refresh(walk, one)
    return undone


def refresh(walk: Walk, incident_id: str) -> None:
    """Make an incident's card anew from its reports and claims, as they stand now."""
    incident = incident_rows.get(walk.store, incident_rows.resolve(walk.store, incident_id))
    if incident is None:
        return
    reports = report_rows.of_incident(walk.store, incident.id)
    told = lineage_of.gather(walk.store, lineage_of.first_hand(reports))
    country = incident.place.country if incident.place else ""
    fresh = card(
        incident.id,
        incident.opened_at,
        reports,
        claim_rows.of_incident(walk.store, incident.id),
        origins(told, walk.register, country),
        walk.clock.now(),
        incident,
    )
    with writing(walk.store) as db:
        incident_rows.save(db, fresh)


def _reported(walk: Walk, articles: Iterable[str]) -> set[str]:
    return {
        report.incident_id
        for article_id in articles
        for report in report_rows.of_article(walk.store, article_id)
        if report.incident_id
    }


def _incident(walk: Walk, incident_id: str) -> Incident:
    found = incident_rows.get(walk.store, incident_id)
    assert found is not None, "the command line looked it up"
    return found
