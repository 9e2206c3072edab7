"""Alerts: new information, once. Which channel still owes one of them (holds), and silences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.model.names import AlertKind
from monitor.model.telling import Alert
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, listed, moment, rows, stamp, sure, value

_INSERT = """
insert into alerts (id, kind, incident_id, feed_id, article_id, headline, before, reason,
    raised_at, watch, severity)
values (:id, :kind, :incident_id, :feed_id, :article_id, :headline, :before, :reason, :raised_at,
    :watch, :severity)
on conflict (id) do nothing
"""
_LIST = """
select * from alerts
where (:since = '' or raised_at >= :since) and (:until = '' or raised_at < :until)
    and (:incident_id = '' or incident_id = :incident_id
        or incident_id in (select from_id from redirects where to_id = :incident_id))
    and (:kind = '' or kind = :kind)
order by raised_at desc, number desc limit :limit
"""
#: Written apart from the list: this one is asked for every article, and goes by the index.
_OF_INCIDENT = """
select * from alerts
where incident_id in (select :incident_id union all
    select from_id from redirects where to_id = :incident_id)
order by number
"""
_MANY = "select l.* from json_each(:ids) j join alerts l on l.id = j.value order by j.key"

_HOLD = """
insert into holds (alert_id, channel, watch, due_at, why)
values (:alert_id, :channel, :watch, :due_at, :why)
on conflict (alert_id, channel, watch) do update set due_at = excluded.due_at, why = excluded.why
where message_id is null and (due_at <> excluded.due_at or why <> excluded.why)
"""
_CHANNELS = "select distinct channel from holds where alert_id = :alert_id"
_HOLD_ON = """
update holds set due_at = :due_at, why = :why
where alert_id = :alert_id and channel = :channel and message_id is null
    and (due_at <> :due_at or why <> :why)
"""
_RELEASE = """
update holds set message_id = :message_id
where channel = :channel and message_id is null
    and alert_id in (select value from json_each(:ids))
"""
_PENDING = """
select h.*, l.kind, coalesce(r.to_id, l.incident_id) as incident_id, l.feed_id, l.headline,
    l.raised_at, l.severity
from holds h join alerts l on l.id = h.alert_id
left join redirects r on r.from_id = l.incident_id
where h.message_id is null and (:now = '' or h.due_at <= :now)
order by h.due_at, l.number, h.channel, h.watch
"""
#: When each incident was last told of on a channel ("" = feeds), by whichever message.
_LAST_TOLD = """
select coalesce(r.to_id, l.incident_id, '') as incident_id, max(m.created_at) as at
from messages m join message_alerts x on x.message_id = m.id join alerts l on l.id = x.alert_id
left join redirects r on r.from_id = l.incident_id
where m.channel = :channel and m.kind = 'alert' and m.created_at > :since group by 1
"""
#: A window's own alerts, and those that were recorded after the last window was told.
_OF_WINDOW = """
select * from alerts where raised_at < :end and (raised_at >= :start or number > :told_to)
order by number
"""
_NEWEST = "select coalesce(max(number), 0) from alerts"
#: Alerts that each watch asked for since a moment.
_ASKED = """
select h.watch, count(distinct h.alert_id) as alerts, max(l.raised_at) as latest
from holds h join alerts l on l.id = h.alert_id where l.raised_at >= :since group by h.watch
"""


def save(db: Database, found: Iterable[Alert]) -> int:
    """Store alerts; known ones stay as they are. Inside `writing`."""
    return sum(change(db, _INSERT, _values(one)) for one in found)


def raise_alerts(store: Store, found: Iterable[Alert]) -> int:
    """Store alerts that no article brought (feed trouble) and return how many are new."""
    with writing(store) as db:
        return save(db, found)


def list_alerts(
    store: Store,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    incident_id: str = "",
    kind: AlertKind | None = None,
    limit: int = 100,
) -> tuple[Alert, ...]:
    """Return alerts, latest first."""
    values = {
        "since": stamp(since) or "",
        "until": stamp(until) or "",
        "incident_id": incident_id,
        "kind": kind.value if kind else "",
        "limit": limit,
    }
    with reading(store) as db:
        return tuple(alert(row) for row in rows(db, _LIST, values))


def of_incident(store: Store, incident_id: str) -> tuple[Alert, ...]:
    """Return what was raised on an incident and on those that lead to it, in order."""
    with reading(store) as db:
        return tuple(alert(row) for row in rows(db, _OF_INCIDENT, {"incident_id": incident_id}))


def get_many(store: Store, ids: Iterable[str]) -> tuple[Alert, ...]:
    """Return alerts in the given order; unknown ids are left out."""
    with reading(store) as db:
        return tuple(alert(row) for row in rows(db, _MANY, {"ids": listed(ids)}))


def hold(
    db: Database, alert_id: str, channel: str, *, due_at: datetime, why: str, watch: str = ""
) -> int:
    """Note that `channel` owes an alert from `due_at` on, and why then; inside `writing`."""
    values = {
        "alert_id": alert_id,
        "channel": channel,
        "watch": watch,
        "due_at": stamp(due_at),
        "why": why,
    }
    return change(db, _HOLD, values)


def channels_of(db: Database, alert_id: str) -> set[str]:
    """Return the channels that owe an alert or were told it; inside `writing`."""
    found = rows(db, _CHANNELS, {"alert_id": alert_id})
    return {row["channel"] for row in found}


def hold_on(db: Database, alert_id: str, channel: str, *, due_at: datetime, why: str) -> int:
    """Note until when a held alert waits by now, and why; inside `writing`."""
    values = {"alert_id": alert_id, "channel": channel, "due_at": stamp(due_at), "why": why}
    return change(db, _HOLD_ON, values)


def release(db: Database, channel: str, alert_ids: Iterable[str], message_id: str) -> int:
    """Note that a message carries held alerts; inside `writing`, with the message saved."""
    values = {"channel": channel, "ids": listed(alert_ids), "message_id": message_id}
    return change(db, _RELEASE, values)


def pending(store: Store, now: datetime | None = None) -> list[Row]:
    """Return what channels owe (all, or what is due by `now`): when, and why it was held."""
    with reading(store) as db:
        return rows(db, _PENDING, {"now": stamp(now) or ""})


def last_told(store: Store, channel: str, since: datetime) -> dict[str, datetime]:
    """Return incident id ("" = feeds) → when a message on it was last made for a channel."""
    with reading(store) as db:
        found = rows(db, _LAST_TOLD, {"channel": channel, "since": stamp(since)})
    return {row["incident_id"]: sure(row["at"]) for row in found}


def of_window(
    store: Store, start: datetime, end: datetime, told_to: int
) -> tuple[tuple[Alert, ...], int]:
    """Return the alerts of a digest's window, oldest first, and the newest alert's number now.

    `told_to` is that number as the window before returned it: an alert that was raised in an
    earlier window and recorded after it was told comes in this one.
    """
    values = {"start": stamp(start), "end": stamp(end), "told_to": told_to}
    with reading(store) as db:
        newest = int(value(db, _NEWEST))
        return tuple(alert(row) for row in rows(db, _OF_WINDOW, values)), newest


def asked(store: Store, since: datetime) -> dict[str, int]:
    """Return watch → alerts it asked for that were raised since a moment; others are left out."""
    with reading(store) as db:
        return {row["watch"]: row["alerts"] for row in rows(db, _ASKED, {"since": stamp(since)})}


def watching_since(store: Store) -> datetime | None:
    """Return when the first article came in, None = none did yet."""
    with reading(store) as db:
        return moment(value(db, "select min(first_seen) from articles"))


def _values(one: Alert) -> Row:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "incident_id": one.incident_id,
        "feed_id": one.feed_id,
        "article_id": one.article_id,
        "headline": one.headline,
        "before": one.before,
        "reason": one.reason,
        "raised_at": stamp(one.raised_at),
        "watch": one.watch,
        "severity": one.severity,
    }


def alert(row: Row) -> Alert:
    """Return the noun of an `alerts` row."""
    return Alert(
        id=row["id"],
        kind=AlertKind(row["kind"]),
        incident_id=row["incident_id"],
        headline=row["headline"],
        before=row["before"],
        reason=row["reason"],
        raised_at=sure(row["raised_at"]),
        article_id=row["article_id"],
        watch=row["watch"],
        severity=row["severity"],
        feed_id=row["feed_id"],
    )
