"""What nobody could say whose it is, and that harmed people, is told all the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.incidents.card import card
from monitor.incidents.change import severity
from monitor.incidents.words import figures, headline
from monitor.model.deciding import Incident, Origins, Report
from monitor.model.names import AlertKind, Decision, Role, make_id
from monitor.model.telling import Alert

_ALONE = Origins(independent=0, names=(), undetermined=1, articles=1, outlets=1)


def possible_incidents(
    reports: Sequence[Report], now: datetime
) -> tuple[tuple[Alert, Incident], ...]:
    """Return an alert for each report left unsure that tells of harm, with the card that the
    report alone would have: watches look at that.

    The alert stands with the nearest incident, which it is perhaps the same as.
    """
    return tuple(_told(report, now) for report in reports if _is_possible(report))


def _is_possible(report: Report) -> bool:
    verdict, mention = report.verdict, report.mention
    if verdict.decision is not Decision.UNSURE or report.role is not Role.PRIMARY:
        return False
    return bool(mention and mention.is_hard and verdict.others)


def _told(report: Report, now: datetime) -> tuple[Alert, Incident]:
    alone = card(make_id("incident", report.version_id, 0), now, [report], (), _ALONE, now)
    what = figures(alone)
    alert = Alert(
        id=make_id("alert", AlertKind.NEW_INCIDENT.value, report.version_id, "unsure"),
        kind=AlertKind.NEW_INCIDENT,
        incident_id=report.verdict.others[0][0],
        headline=headline(alone, f"possible new incident{f', {what}' if what else ''}", by=False),
        before="perhaps the same as one that is known",
        reason=report.verdict.reason,
        raised_at=now,
        article_id=report.article_id,
        severity=severity(alone),
    )
    return alert, alone
