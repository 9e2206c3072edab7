"""One report's effect on one incident, and how an alert is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.incidents.claims import ClaimChanges
from monitor.model.deciding import Claim, Incident, Report
from monitor.model.names import AlertKind, make_id
from monitor.model.telling import Alert

#: The figures whose change is news.
TOLLS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Change:
    """One report's effect on one incident, as the rules below look at it."""

    before: Incident | None
    after: Incident
    changes: ClaimChanges
    report: Report
    known: Sequence[Claim]
    now: datetime


def severity(incident: Incident) -> int:
    """Return 0–3 by toll: none told 1, anyone hurt or killed 2, ten killed or more 3."""
    killed = incident.killed.best if incident.killed and incident.killed.best else 0
    injured = incident.injured.best if incident.injured and incident.injured.best else 0
    if killed >= 10:
        return 3
    return 2 if killed or injured else 1


def alert_of(
    change: Change,
    kind: AlertKind,
    said: tuple[object, ...],
    headline: str,
    *,
    before: str,
    reason: str,
) -> Alert:
    return Alert(
        id=make_id("alert", kind.value, change.after.id, *said),
        kind=kind,
        incident_id=change.after.id,
        headline=headline,
        before=before,
        reason=reason,
        raised_at=change.now,
        article_id=change.report.article_id,
        severity=severity(change.after),
    )
