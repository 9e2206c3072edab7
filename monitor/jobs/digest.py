"""The digest leg: exactly one digest per channel and window; a missed window is made up in one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from monitor.codec import time_text
from monitor.jobs import health, holds, lineage_of, watching
from monitor.jobs.deliver import addresses
from monitor.jobs.walk import Walk
from monitor.messages import digest as words
from monitor.messages.alerts import Address
from monitor.messages.digest import DigestClaim, DigestIncident, DigestWindow
from monitor.messages.schedule import last_due
from monitor.messages.timeline import timeline
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
_MOST_MENTIONED = 20
_MOST_HELD = 20
#: A pause to group alerts by is nothing that a digest tells of.
_WORTH_TELLING = timedelta(minutes=30)
_IDLE_AFTER = timedelta(days=30)
#: Before that no watch can be called idle.
_LEAST_HISTORY = timedelta(days=7)


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


def window(
    walk: Walk, start: datetime, end: datetime, *, channel: str = "", told_to: int | None = None
) -> tuple[DigestWindow, int]:
    """Return what happened between two moments, and the number of the newest alert by now.

    `told_to`: that number as the window before told it; None = alerts by their time alone.
    """
    after = sys.maxsize if told_to is None else told_to
    alerts, newest = alert_rows.of_window(walk.store, start, end, after)
    by_incident: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.incident_id:
            leads = incident_rows.resolve(walk.store, alert.incident_id)
            by_incident.setdefault(leads, []).append(alert)
    known = incident_rows.get_many(walk.store, list(by_incident))
    told = words.by_weight(
        [_developed(walk, one, by_incident[one.id], start, end) for one in known]
    )
    counts = meta.window_counts(walk.store, start, end)
    of_feeds = health.changed(walk.store, [alert for alert in alerts if alert.feed_id])
    made = DigestWindow(
        start=start,
        end=end,
        incidents=told,
        mentioned=_mentioned(walk, start, end),
        held=_held(walk, channel),
        idle=(*watching.all_problems(walk.settings), *_idle(walk, end)),
        troubles=health.lines(walk.store, walk.settings.poll, end),
        newly_troubled=of_feeds[0],
        recovered=of_feeds[1],
        articles_read=counts["articles"],
        not_incidents=counts["not_incidents"],
        unsure=counts["unsure"],
    )
    return made, newest


def preview(walk: Walk, start: datetime, end: datetime) -> Message:
    """Return the digest of a window as it would be sent; nothing is written."""
    to = Address(channel="preview")
    zone = ZoneInfo(walk.settings.timezone)
    found, _ = window(walk, start, end)
    return words.compose(found, to, walk.templates, now=walk.clock.now(), zone=zone)


def _make(walk: Walk, channel_name: str, start: datetime, end: datetime, now: datetime) -> int:
    channels = {channel.name: channel for channel in walk.settings.channels}
    if channel_name not in channels:
        return 0
    told_to = outbox.told_to(walk.store, channel_name)
    found, newest = window(walk, start, end, channel=channel_name, told_to=told_to)
    zone = ZoneInfo(walk.settings.timezone)
    messages: Sequence[Message] = ()
    if not found.is_empty or walk.settings.digest.send_empty:
        messages = [
            words.compose(found, to, walk.templates, now=now, zone=zone)
            for to in addresses(channels[channel_name])
        ]
    with writing(walk.store) as db:
        first = messages[0] if messages else None
        if not outbox.record_digest(
            walk.store, channel_name, start, end, first, now, told_to=newest
        ):
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
        first_reporter=_first_reporter(walk, incident.id),
        disputes=_disputes(standing, {one.version_id: one for one in versions}),
        tree=lineage_of.tree_lines(walk, incident.id),
        timeline=timeline(
            [
                (one.published, incident.origins.by_version.get(one.version_id))
                for one in versions
                if one.published and one.version_id in incident.origins.by_version
            ]
        ),
    )


def _first_reporter(walk: Walk, incident_id: str) -> str:
    """Return who had it first, by the outlets' names."""
    lineages = lineage_of.of_incident(walk, incident_id)
    found = lineage_of.firsts(walk, lineages)
    if found is None:
        return ""
    names = {one.article.id: one.article.outlet_name or one.article.outlet for one in lineages}
    named = (replace(one, outlet=names[one.article_id]) for one in found.candidates)
    return lineage_of.first_words(replace(found, candidates=tuple(named)))


def _mentioned(walk: Walk, start: datetime, end: datetime) -> tuple[Incident, ...]:
    found = incident_rows.list_incidents(
        walk.store, since=start, state=IncidentState.MENTIONED_ONLY, limit=_MOST_MENTIONED
    )
    return tuple(one for one in found if one.updated_at < end)


def _held(walk: Walk, channel: str) -> tuple[str, ...]:
    """Return a line for each alert that the channel was not told yet, and why."""
    now = walk.clock.now()
    plan = holds.plans(walk.store, walk.settings, now).get(channel)
    if plan is None:
        return ()
    alerts = {
        one.id: one
        for one in alert_rows.get_many(walk.store, [wait.alert_id for wait in plan.waits])
    }
    lines = [
        f"{alerts[wait.alert_id].headline} – until {time_text(wait.until)}: {wait.why}"
        for wait in plan.waits
        if wait.until - now > _WORTH_TELLING
    ]
    more = len(lines) - _MOST_HELD
    return (*lines[:_MOST_HELD], *([f"and {more} more"] if more > 0 else []))


def _idle(walk: Walk, now: datetime) -> tuple[str, ...]:
    """Return a line for each watch that asked for nothing in a month, or since all began."""
    since = max(now - _IDLE_AFTER, alert_rows.watching_since(walk.store) or now)
    if now - since < _LEAST_HISTORY:
        return ()
    asked = alert_rows.asked(walk.store, since)
    return tuple(
        f"the watch “{watch.name}” matched nothing since {since:%Y-%m-%d}; "
        f"try `monitor watches test '{watch.name}'`"
        for watch in walk.settings.watches
        if watch.name not in asked
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
        at=claim.first_seen,
    )


def _value(claim: Claim) -> str:
    if claim.value is not None:
        return claim.value
    if claim.low == claim.high:
        return str(claim.low)
    if claim.high is None:
        return f"at least {claim.low}"
    return f"{claim.low}–{claim.high}"
