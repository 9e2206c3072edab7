"""Small facts that outlive a run, counts for `monitor status`, and what tidy removes."""

from __future__ import annotations

from datetime import datetime

from monitor.settings.nouns import RetentionSettings
from monitor.store import feeds, outbox
from monitor.store import fingerprints as fingerprint_rows
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, moment, rows, stamp, value

_PUT = """
insert into meta (key, value) values (:key, :value)
on conflict (key) do update set value = excluded.value where value <> excluded.value
"""
_GET = "select value from meta where key = :key"
_STATUS = """
select
    (select count(*) from feeds) as feeds,
    (select count(*) from feeds where state = 'active') as feeds_active,
    (select count(*) from feeds where state = 'active' and failures >= 1) as feeds_failing,
    (select count(*) from feeds where state = 'retired') as feeds_retired,
    (select count(*) from feeds where state = 'active' and due_at <= :now) as feeds_due,
    (select max(polled_at) from feeds) as last_poll,
    (select count(*) from entries) as entries,
    (select count(*) from entries where state = 'waiting') as entries_waiting,
    (select count(*) from entries where state = 'failed') as entries_failed,
    (select count(*) from articles) as articles,
    (select count(*) from versions) as versions,
    (select count(*) from reports where current = 1 and role = 'primary'
        and decided_by = 'rule:unread_language') as articles_in_unread_languages,
    (select count(*) from reports where current = 1 and role = 'primary'
        and decision = 'unsure') as reports_unsure,
    (select max(read_at) from articles) as last_read,
    (select count(*) from incidents where state <> 'merged') as incidents,
    (select count(*) from incidents where state = 'open') as incidents_open,
    (select count(*) from incidents where state = 'mentioned_only') as incidents_mentioned,
    (select count(*) from incidents where state = 'known') as incidents_known,
    (select count(*) from claims) as claims,
    (select count(*) from edges where withdrawn_at is null) as edges,
    (select count(*) from alerts) as alerts,
    (select max(raised_at) from alerts) as last_alert,
    (select count(*) from messages where state = 'waiting') as messages_waiting,
    (select count(*) from messages where state = 'dead') as messages_dead,
    (select max(sent_at) from messages) as last_sent
"""


def put(store: Store, key: str, text: str) -> None:
    """Remember a small fact."""
    with writing(store) as db:
        change(db, _PUT, {"key": key, "value": text})


def get(store: Store, key: str) -> str | None:
    """Return a remembered fact, or None."""
    with reading(store) as db:
        found: str | None = value(db, _GET, {"key": key})
    return found


def status(store: Store, now: datetime) -> Row:
    """Return counts and last times of everything, by name (times as text, None = never)."""
    with reading(store) as db:
        return rows(db, _STATUS, {"now": stamp(now)})[0]


def tidy(store: Store, retention: RetentionSettings, now: datetime) -> dict[str, int]:
    """Delete logs and look-ups past their time and return how many rows of each.

    Reports, claims, edges and their articles are never deleted.
    """
    with writing(store) as db:
        return {
            "polls": feeds.forget_polls(db, now - retention.poll_log),
            "deliveries": outbox.forget_deliveries(db, now - retention.deliveries),
            "fingerprints": fingerprint_rows.forget_fingerprints(db, now - retention.fingerprints),
        }


_WINDOW_COUNTS = """
select
    (select count(*) from articles where first_seen >= :start and first_seen < :end) as articles,
    (select count(*) from reports where current = 1 and role = 'primary'
        and decision = 'not_incident' and decided_at >= :start and decided_at < :end)
        as not_incidents,
    (select count(*) from reports where current = 1 and role = 'primary'
        and decided_by = 'rule:unread_language' and decided_at >= :start and decided_at < :end)
        as unread,
    (select count(*) from reports where current = 1 and role = 'primary'
        and decision = 'unsure' and decided_at >= :start and decided_at < :end) as unsure
"""


def window_counts(store: Store, start: datetime, end: datetime) -> Row:
    """Return how many articles came in a window, how many told of no incident, or were unsure."""
    with reading(store) as db:
        return rows(db, _WINDOW_COUNTS, {"start": stamp(start), "end": stamp(end)})[0]


_NEXT_DUE = """
select min(at) from (
    select min(due_at) as at from feeds where state = 'active' and due_at > :after
    union all select min(due_at) from entries where state = 'waiting' and due_at > :after
    union all select min(due_at) from messages where state = 'waiting' and due_at > :after
    union all select min(due_at) from holds where message_id is null and due_at > :after)
"""


def next_due(store: Store, after: datetime) -> datetime | None:
    """Return the first moment after `after` at which some row is due, None = nothing waits."""
    with reading(store) as db:
        return moment(value(db, _NEXT_DUE, {"after": stamp(after)}))
