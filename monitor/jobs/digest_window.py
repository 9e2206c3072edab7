"""What happened in a digest's window, gathered from the store. Writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.codec import time_text
from monitor.jobs import health, holds, lineage_of
from monitor.jobs.watch_problems import all_problems
from monitor.lineage.registers import SourceRegister
from monitor.messages import digest as words
from monitor.messages.digest import DigestClaim, DigestIncident, DigestWindow
from monitor.messages.timeline import timeline
from monitor.model.deciding import Claim, Incident
from monitor.model.names import IncidentState
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.settings.nouns import Settings
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import claims as claim_rows
from monitor.store import incidents as incident_rows
from monitor.store import meta, reports
from monitor.store.open import Store
from monitor.words import claim_words

_MOST_MENTIONED = 20
_MOST_HELD = 20
#: A pause to group alerts by is nothing that a digest tells of.
_WORTH_TELLING = timedelta(minutes=30)
_IDLE_AFTER = timedelta(days=30)
#: Before that no watch can be called idle.
_LEAST_HISTORY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that a digest tells of, and the moment at which it is made."""

    start: datetime
    end: datetime
    now: datetime


def window(
    store: Store,
    settings: Settings,
    register: SourceRegister,
    period: Period,
    *,
    channel: str = "",
    told_to: int | None = None,
) -> tuple[DigestWindow, int]:
    """Return what happened between two moments, and the number of the newest alert by now.

    `told_to`: that number as the window before told it; None = alerts by their time alone.
    """
    start, end = period.start, period.end
    after = sys.maxsize if told_to is None else told_to
    alerts, newest = alert_rows.of_window(store, start, end, after)
    counts = meta.window_counts(store, start, end)
    of_feeds = health.changed(store, [alert for alert in alerts if alert.feed_id])
    made = DigestWindow(
        start=start,
        end=end,
        incidents=words.by_weight(_told(store, register, alerts, period)),
        mentioned=_mentioned(store, start, end),
        held=_held(store, settings, channel, period.now),
        idle=(*all_problems(settings), *_idle(store, settings, end)),
        troubles=health.lines(store, settings.poll, end),
        newly_troubled=of_feeds[0],
        recovered=of_feeds[1],
        articles_read=counts["articles"],
        not_incidents=counts["not_incidents"],
        unread=counts["unread"],
        unsure=counts["unsure"],
    )
    return made, newest


def _told(
    store: Store, register: SourceRegister, alerts: Sequence[Alert], period: Period
) -> list[DigestIncident]:
    """Return what developed, by the incidents to which the alerts lead now."""
    by_incident: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.incident_id:
            leads = incident_rows.resolve(store, alert.incident_id)
            by_incident.setdefault(leads, []).append(alert)
    known = incident_rows.get_many(store, list(by_incident))
    return [_developed(store, register, one, by_incident[one.id], period) for one in known]


def _developed(
    store: Store,
    register: SourceRegister,
    incident: Incident,
    alerts: Sequence[Alert],
    period: Period,
) -> DigestIncident:
    told = reports.of_incident(store, incident.id)
    versions = article_rows.load_versions(store, [report.version_id for report in told])
    fresh = tuple(one for one in versions if period.start <= one.fetched_at < period.end)
    standing = claim_rows.of_incident(store, incident.id, standing=True)
    return DigestIncident(
        incident=incident,
        alerts=tuple(alerts),
        articles=fresh,
        first_reporter=_first_reporter(store, incident.id),
        disputes=_disputes(standing, {one.version_id: one for one in versions}),
        tree=lineage_of.tree_lines(store, register, incident.id),
        timeline=timeline(
            [
                (one.published, incident.origins.by_version.get(one.version_id))
                for one in versions
                if one.published and one.version_id in incident.origins.by_version
            ]
        ),
    )


def _first_reporter(store: Store, incident_id: str) -> str:
    """Return who had it first, by the outlets' names."""
    lineages = lineage_of.of_incident(store, incident_id)
    found = lineage_of.firsts(store, lineages)
    if found is None:
        return ""
    names = {one.article.id: one.article.outlet_name or one.article.outlet for one in lineages}
    named = (replace(one, outlet=names[one.article_id]) for one in found.candidates)
    return lineage_of.first_words(replace(found, candidates=tuple(named)))


def _mentioned(store: Store, start: datetime, end: datetime) -> tuple[Incident, ...]:
    found = incident_rows.list_incidents(
        store, since=start, state=IncidentState.MENTIONED_ONLY, limit=_MOST_MENTIONED
    )
    return tuple(one for one in found if one.updated_at < end)


def _held(store: Store, settings: Settings, channel: str, now: datetime) -> tuple[str, ...]:
    """Return a line for each alert that the channel was not told yet, and why."""
    plan = holds.plans(store, settings, now).get(channel)
    if plan is None:
        return ()
    alerts = {
        one.id: one for one in alert_rows.get_many(store, [wait.alert_id for wait in plan.waits])
    }
    lines = [
        f"{alerts[wait.alert_id].headline} – until {time_text(wait.until)}: {wait.why}"
        for wait in plan.waits
        if wait.until - now > _WORTH_TELLING
    ]
    more = len(lines) - _MOST_HELD
    return (*lines[:_MOST_HELD], *([f"and {more} more"] if more > 0 else []))


def _idle(store: Store, settings: Settings, now: datetime) -> tuple[str, ...]:
    """Return a line for each watch that asked for nothing in a month, or since all began."""
    since = max(now - _IDLE_AFTER, alert_rows.watching_since(store) or now)
    if now - since < _LEAST_HISTORY:
        return ()
    asked = alert_rows.asked(store, since)
    return tuple(
        f"the watch “{watch.name}” matched nothing since {since:%Y-%m-%d}; "
        f"try `monitor watches test '{watch.name}'`"
        for watch in settings.watches
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
        if len({claim_words(claim) for claim in said}) > 1:
            rows += [_row(claim, versions) for claim in said]
    return tuple(rows)


def _row(claim: Claim, versions: dict[str, Article]) -> DigestClaim:
    article = versions.get(claim.version_id)
    return DigestClaim(
        field=claim.field,
        value=claim_words(claim),
        claimant=claim.claimant.name,
        outlet=(article.outlet_name or article.outlet) if article else "",
        at=claim.first_seen,
    )
