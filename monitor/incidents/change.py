"""One report's effect on one incident, and how an alert is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.incidents.claims import ClaimChanges
from monitor.incidents.ledger import Claims
from monitor.model.deciding import Incident, Report
from monitor.model.names import AlertKind, make_id
from monitor.model.telling import Alert

#: The figures whose change is news.
TOLLS = ("killed", "injured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was known and told of an incident before a report."""

    #: Every claim of the incident, superseded and retracted ones too.
    claims: Claims = ()
    #: Alerts raised on it.
    alerts: Sequence[Alert] = ()
    #: When it was last reported first-hand, None = never.
    reported_at: datetime | None = None
    #: Ids of the articles that reported it.
    articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an article tells what it tells."""

    #: Its text is another's: a copy, an adaptation, an agency's.
    is_copy: bool = False
    #: Ids of the articles that its text is made of.
    copied: frozenset[str] = frozenset()
    #: It says itself that an earlier version was wrong.
    owns_error: bool = False
    #: The stage of the aftermath that it tells of, "" = none.
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One report's effect on one incident, as the rules look at it."""

    before: Incident | None
    after: Incident
    changes: ClaimChanges
    report: Report
    now: datetime
    past: Past = field(default_factory=Past)
    manner: Manner = field(default_factory=Manner)

    @property
    def known(self) -> Claims:
        """The incident's claims before."""
        return self.past.claims

    def was_told(self, kind: AlertKind) -> bool:
        """Whether an alert of this kind was raised on the incident before."""
        return any(alert.kind is kind for alert in self.past.alerts)


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
