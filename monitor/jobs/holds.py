"""Recording an outcome together with what the channels now owe: one transaction, nothing lost.

What a channel owes (a hold) names the watch that asked; when it is told, `plans` says.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from monitor.incidents.trusted_outlets import carries, is_trusted, names_of
from monitor.incidents.watches import by_any_name, matching_watches
from monitor.messages.timing import HOUR, URGENT, Owed, Past, Plan, Rules, Silenced, plan
from monitor.model.collecting import Entry
from monitor.model.deciding import Incident, Outcome
from monitor.model.names import Role
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import Watch
from monitor.settings.nouns import Settings
from monitor.store import alerts as alert_rows
from monitor.store import claims as claim_rows
from monitor.store import incidents as incident_rows
from monitor.store import outbox, outcomes, sightings
from monitor.store import silences as silence_rows
from monitor.store.open import Store, writing
from monitor.store.rows import Row, sure

#: So long after an alert an outlet that is trusted may take its information up.
_CARRIED_WITHIN = timedelta(days=7)
#: What alerts on feeds are grouped by: many fail together when a line is down.
FEEDS = "feeds"


def record(
    store: Store,
    settings: Settings,
    outcome: Outcome,
    now: datetime,
    *,
    entry: Entry | None = None,
) -> None:
    """Record an outcome, hold its alerts for the channels whose watches ask for them, and note
    when the page is looked at again."""
    cards = {incident.id: incident for incident in outcome.incidents}
    credits = outcome.reading.credits if outcome.reading else ()
    names = names_of(outcome.article, credits)
    carried = _carried(store, settings, outcome, names, now)
    with writing(store) as db:
        outcomes.record(store, outcome, now)
        for alert in outcome.alerts:
            incident = outcome.told_alone.get(alert.id) or cards.get(alert.incident_id or "")
            hold(db, settings, alert, incident, outcome.article, now, names)
        for alert, incident in carried:
            _hold_carried(db, settings, alert, incident, outcome.article, names, now)
        if entry is not None:
            _look_again(db, settings, entry, outcome.article, now)


def hold(
    db: Database,
    settings: Settings,
    alert: Alert,
    incident: Incident | None,
    article: Article | None,
    now: datetime,
    names: frozenset[str] = frozenset(),
) -> int:
    """Note which channels owe an alert, for which watch; return how many. Inside `writing`.

    Trouble of a feed that no watch asks for stands in the next digest, which it makes due.
    """
    due_at = now + settings.alerts.group_wait
    why = "waits a little for more on the same incident"
    asked = [
        (watch.name, channel)
        for watch in matching_watches(_watches(settings), incident, alert, article, names)
        for channel in dict.fromkeys(watch.channels)
    ]
    return sum(
        alert_rows.hold(db, alert.id, channel, due_at=due_at, why=why, watch=watch)
        for watch, channel in asked
    )


def _watches(settings: Settings) -> tuple[Watch, ...]:
    return by_any_name(
        settings.watches, settings.places, settings.actors, settings.feeds, settings.sources
    )


def _carried(
    store: Store, settings: Settings, outcome: Outcome, names: frozenset[str], now: datetime
) -> list[tuple[Alert, Incident]]:
    """Return earlier alerts whose information an outlet that a watch trusts now carries too."""
    if not any(w.trust and is_trusted(w, names) for w in _watches(settings)):
        return []
    told = {r.incident_id for r in outcome.reports if r.role is Role.PRIMARY and r.incident_id}
    new = {alert.id for alert in outcome.alerts}
    found: list[tuple[Alert, Incident]] = []
    for card in outcome.incidents:
        if card.id in told:
            known = claim_rows.of_incident(store, card.id)
            found += [
                (alert, card)
                for alert in alert_rows.of_incident(store, card.id)
                if alert.id not in new
                and now - alert.raised_at <= _CARRIED_WITHIN
                and carries(outcome, alert, known)
            ]
    return found


def _hold_carried(
    db: Database,
    settings: Settings,
    alert: Alert,
    incident: Incident,
    article: Article,
    names: frozenset[str],
    now: datetime,
) -> None:
    """Note what channels owe by now for the watches that trust; none is told an alert twice."""
    why = f"now carried by {article.outlet_name or article.outlet}, which the watch trusts"
    known = alert_rows.channels_of(db, alert.id)
    for watch in matching_watches(_watches(settings), incident, alert, article, names):
        for channel in dict.fromkeys(watch.channels):
            if watch.trust and channel not in known:
                due_at = now + settings.alerts.group_wait
                alert_rows.hold(db, alert.id, channel, due_at=due_at, why=why, watch=watch.name)


def plans(store: Store, settings: Settings, now: datetime) -> dict[str, Plan]:
    """Return for each channel that owes something what it tells now, and what waits till when."""
    by_channel: dict[str, dict[str, list[Row]]] = {}
    for row in alert_rows.pending(store):
        by_channel.setdefault(row["channel"], {}).setdefault(row["alert_id"], []).append(row)
    if not by_channel:
        return {}
    rules = rules_of(store, settings, now)
    return {
        channel: plan(
            [_owed(rows) for rows in by_alert.values()],
            rules,
            _past(store, settings, channel, now),
            now,
        )
        for channel, by_alert in by_channel.items()
    }


def rules_of(store: Store, settings: Settings, now: datetime) -> Rules:
    """Return what the user set about timing: pauses, quiet hours, silences."""
    return Rules(
        settings=settings.alerts,
        zone=ZoneInfo(settings.timezone),
        quiet_hours={
            watch.name: watch.quiet_hours
            for watch in settings.watches
            if watch.quiet_hours and watch.urgency < URGENT
        },
        silences=_silences(store, now),
    )


def _silences(store: Store, now: datetime) -> tuple[Silenced, ...]:
    # Ended ones still tell why something was held.
    found = silence_rows.silences(store, now, all_of_them=True)
    return tuple(
        Silenced(
            thread=incident_rows.resolve(store, one.incident_id) if one.incident_id else "",
            watch=one.watch,
            since=one.made_at or now,
            until=min(one.until, one.ended_at) if one.ended_at else one.until,
            why=one.why,
        )
        for one in found
    )


def _owed(rows: list[Row]) -> Owed:
    first = rows[0]
    return Owed(
        alert_id=first["alert_id"],
        thread=first["incident_id"] or FEEDS,
        raised_at=sure(first["raised_at"]),
        severity=first["severity"],
        watches=tuple(row["watch"] for row in rows),
    )


def _past(store: Store, settings: Settings, channel: str, now: datetime) -> Past:
    told = alert_rows.last_told(store, channel, now - settings.alerts.min_gap)
    return Past(
        last_told={thread or FEEDS: at for thread, at in told.items()},
        made=outbox.made_times(store, channel, now - HOUR),
    )


def _look_again(
    db: Database, settings: Settings, entry: Entry, article: Article, now: datetime
) -> None:
    """Have a fresh page fetched again later: texts are edited silently."""
    published = article.published or entry.first_seen or now
    for after in settings.poll.revisit_after:
        due_at = published + after
        if due_at > now:
            sightings.revisit(db, entry.id, due_at)
            return
