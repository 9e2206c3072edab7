"""Alerts: what was raised as new information, and what channels still owe, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.codec import time_text
from monitor.jobs import holds
from monitor.messages.timing import Plan
from monitor.model.names import AlertKind
from monitor.settings.nouns import Settings
from monitor.store import alerts as alert_rows
from monitor.store.open import Store

#: When what is due is told, and when what no channel of the configuration owes.
NOW, UNKNOWN = "now", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """An alert, and what was known before it."""

    at: str
    kind: str
    headline: str
    reason: str
    before: str
    #: None = of a feed.
    incident: str | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLine:
    """An alert that a channel owes."""

    #: A time, "now" or "unknown".
    when: str
    channel: str
    kind: str
    headline: str
    why: str
    alert_id: str


def list_alerts(
    store: Store,
    *,
    since: datetime,
    incident_id: str = "",
    kind: AlertKind | None = None,
    limit: int = 100,
) -> tuple[AlertLine, ...]:
    """Return what was raised since a moment, the latest first."""
    found = alert_rows.list_alerts(
        store, since=since, incident_id=incident_id, kind=kind, limit=limit
    )
    return tuple(
        AlertLine(
            at=time_text(one.raised_at),
            kind=one.kind.value,
            headline=one.headline,
            reason=one.reason,
            before=one.before,
            incident=one.incident_id,
            id=one.id,
        )
        for one in found
    )


def pending(store: Store, settings: Settings, now: datetime) -> tuple[PendingLine, ...]:
    """Return what channels owe by the plan that the daemon carries out, soonest first."""
    names = {channel.name for channel in settings.channels}
    found = [
        line
        for channel, plan in holds.plans(store, settings, now).items()
        for line in _owed(store, channel, plan, is_known=channel in names)
    ]
    return tuple(sorted(found, key=lambda one: (one.when != NOW, one.when, one.channel)))


def _owed(store: Store, channel: str, plan: Plan, *, is_known: bool) -> list[PendingLine]:
    gone = "" if is_known else "no such channel is configured; it stays owed. "
    told = [
        *((one, NOW, bundle.note) for bundle in plan.bundles for one in bundle.alert_ids),
        *((wait.alert_id, time_text(wait.until), wait.why) for wait in plan.waits),
    ]
    found = {one.id: one for one in alert_rows.get_many(store, [alert_id for alert_id, *_ in told])}
    return [
        PendingLine(
            when=when if is_known else UNKNOWN,
            channel=channel,
            kind=found[alert_id].kind.value,
            headline=found[alert_id].headline,
            why=gone + why,
            alert_id=alert_id,
        )
        for alert_id, when, why in told
    ]
