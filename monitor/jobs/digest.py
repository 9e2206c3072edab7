"""The digest leg: exactly one digest per channel and window; a missed window is made up in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from monitor.jobs import health, lineage_of
from monitor.jobs.deliver import addresses
from monitor.jobs.walk import Walk
from monitor.messages import digest as words
from monitor.messages.alerts import Address
from monitor.messages.digest import DigestClaim, DigestIncident, DigestWindow
from monitor.messages.schedule import last_due
from monitor.model.deciding import Claim, Incident
from monitor.model.names import IncidentState
from monitor.model.reading import Article
from monitor.model.telling import Alert, Message
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import claims as claim_rows
from monitor.store import incidents as incident_rows
from monitor.store import meta, outbox, reports
from monitor.store.open import writing

log = structlog.get_logger(__name__)

#: The first digest looks back this far.
FIRST_WINDOW = timedelta(days=1)
_MOST_INCIDENTS = 100
_MOST_MENTIONED = 20


def run(walk: Walk) -> int:
    """Make every digest that is due; return how many messages went into the outbox."""
    now = walk.clock.now()
    settings = walk.settings
    zone = ZoneInfo(settings.timezone)
    end = last_due(settings.digest.at, settings.digest.days, zone, now)
    if end is None:
        return 0
    made = 0
    for name in settings.digest.channels:
        last = outbox.last_window(walk.store, name)
        if last is None or last < end:
            made += _make(walk, name, last or end - FIRST_WINDOW, end, now)
    return made


def window(walk: Walk, start: datetime, end: datetime) -> DigestWindow:
    """Return what happened between two moments."""
    alerts = alert_rows.list_alerts(walk.store, since=start, until=end, limit=10_000)
    by_incident: dict[str, list[Alert]] = {}
    for alert in reversed(alerts):
        if alert.incident_id:
            leads = incident_rows.resolve(walk.store, alert.incident_id)
            by_incident.setdefault(leads, []).append(alert)
    known = incident_rows.get_many(walk.store, list(by_incident)[:_MOST_INCIDENTS])
    told = [_developed(walk, one, by_incident[one.id], start, end) for one in known]
    counts = meta.window_counts(walk.store, start, end)
    return DigestWindow(
        start=start,
        end=end,
        incidents=words.by_weight(told),
        mentioned=incident_rows.list_incidents(
            walk.store,
            since=start,
            state=IncidentState.MENTIONED_ONLY,
            limit=_MOST_MENTIONED,
        ),
        troubles=health.lines(walk.store, walk.settings.poll, end),
        articles_read=counts["articles"],
        not_incidents=counts["not_incidents"],
        unsure=counts["unsure"],
    )


def preview(walk: Walk, start: datetime, end: datetime) -> Message:
    """Return the digest of a window as it would be sent; nothing is written."""
    to = Address(channel="preview")
    zone = ZoneInfo(walk.settings.timezone)
    return words.compose(
        window(walk, start, end), to, walk.templates, now=walk.clock.now(), zone=zone
    )


def _make(walk: Walk, channel_name: str, start: datetime, end: datetime, now: datetime) -> int:
    channels = {channel.name: channel for channel in walk.settings.channels}
    if channel_name not in channels:
        return 0
    found = window(walk, start, end)
    zone = ZoneInfo(walk.settings.timezone)
    messages: Sequence[Message] = ()
    if not found.is_empty or walk.settings.digest.send_empty:
        messages = [
            words.compose(found, to, walk.templates, now=now, zone=zone)
            for to in addresses(channels[channel_name])
        ]
    with writing(walk.store) as db:
        first = messages[0] if messages else None
        if not outbox.record_digest(walk.store, channel_name, start, end, first, now):
            return 0
        outbox.save(db, messages[1:])
    log.info("digest made", channel=channel_name, incidents=len(found.incidents))
    return len(messages)


def _developed(
    walk: Walk, incident: Incident, alerts: Sequence[Alert], start: datetime, end: datetime
) -> DigestIncident:
    told = reports.of_incident(walk.store, incident.id)
    versions = article_rows.load_versions(walk.store, [report.version_id for report in told])
    fresh = tuple(one for one in versions if start <= one.fetched_at < end)
    standing = claim_rows.of_incident(walk.store, incident.id, standing=True)
    return DigestIncident(
        incident=incident,
        alerts=tuple(alerts),
        articles=fresh,
        first_reporter=lineage_of.first_reporter(walk, incident.id),
        disputes=_disputes(standing, {one.version_id: one for one in versions}),
        tree=lineage_of.tree_lines(walk, incident.id),
    )


def _disputes(standing: Sequence[Claim], versions: dict[str, Article]) -> tuple[DigestClaim, ...]:
    """Return the claims of each field on which claimants differ: latest word of each claimant."""
    latest: dict[tuple[str, str, str], Claim] = {}
    for claim in standing:
        latest[claim.field, claim.group, claim.claimant.name] = claim
    rows: list[DigestClaim] = []
    for field in ("killed", "injured", "missing", "day", "responsibility"):
        said = [c for (of, group, _), c in latest.items() if of == field and not group]
        if len({_value(claim) for claim in said}) > 1:
            rows += [_row(claim, versions) for claim in said]
    return tuple(rows)


def _row(claim: Claim, versions: dict[str, Article]) -> DigestClaim:
    article = versions.get(claim.version_id)
    return DigestClaim(
        field=claim.field,
        value=_value(claim),
        claimant=claim.claimant.name,
        outlet=(article.outlet_name or article.outlet) if article else "",
    )


def _value(claim: Claim) -> str:
    if claim.value is not None:
        return claim.value
    if claim.low == claim.high:
        return str(claim.low)
    if claim.high is None:
        return f"at least {claim.low}"
    return f"{claim.low}–{claim.high}"
