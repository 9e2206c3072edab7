"""Cards made anew after a decision, a person's or the machine's, moved reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.incidents.assigning import first_hand
from monitor.incidents.card import card
from monitor.jobs import lineage_of
from monitor.lineage.origins.origins import origins
from monitor.lineage.registers import SourceRegister
from monitor.store import claims as claim_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.kept_rows import family
from monitor.store.open import Store, writing


def refresh_cards(
    store: Store, register: SourceRegister, incident_ids: Iterable[str], now: datetime
) -> None:
    """Make incidents' cards anew from their reports and claims, as they stand now."""
    for one in sorted(incident_ids):
        _refresh(store, register, one, now)


def _refresh(store: Store, register: SourceRegister, incident_id: str, now: datetime) -> None:
    incident = incident_rows.get(store, incident_rows.resolve(store, incident_id))
    if incident is None:
        return
    reports = report_rows.of_incident(store, incident.id)
    told = lineage_of.gather(store, first_hand(reports))
    country = incident.place.country if incident.place else ""
    fresh = card(
        incident.id,
        incident.opened_at,
        reports,
        claim_rows.of_incident(store, incident.id),
        origins(told, register, country),
        now,
        incident,
        is_bound=decision_rows.is_merged_by_person(store, family(store, incident.id)),
    )
    with writing(store) as db:
        incident_rows.save(db, fresh)
