"""Feeds and the log of their polls. A poll's entries and the feed's state are one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model.collecting import Feed, PollResult
from monitor.model.names import FeedKind, FeedState
from monitor.store import entries
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, first, listed, moment, rows, stamp
from monitor.urls import host

_SYNC = """
insert into feeds (id, url, configured_url, host, title, outlet, country, language, family, kind,
    state, every_s, due_at)
values (:id, :url, :url, :host, :title, :outlet, :country, :language, :family, :kind, :state,
    :every_s, :now)
on conflict (id) do update set
    url = iif(configured_url = excluded.url, url, excluded.url),
    host = iif(configured_url = excluded.url, host, excluded.host),
    configured_url = excluded.url,
    title = iif(excluded.title = '', title, excluded.title),
    outlet = excluded.outlet, country = excluded.country, language = excluded.language,
    family = excluded.family, kind = excluded.kind,
    state = iif(state = 'retired', state, excluded.state),
    every_s = excluded.every_s,
    due_at = iif(every_s is not excluded.every_s and excluded.every_s is not null,
        min(due_at, :soon), due_at)
where configured_url <> excluded.url or (excluded.title not in ('', title))
    or (outlet, country, language, family, kind)
        <> (excluded.outlet, excluded.country, excluded.language, excluded.family, excluded.kind)
    or (state <> 'retired' and state <> excluded.state) or every_s is not excluded.every_s
"""

_PAUSE_OTHERS = """
update feeds set state = 'paused', reason = 'not configured'
where state = 'active' and id not in (select value from json_each(:ids))
"""

_LEASE = """
update feeds set leased_until = :until, attempts = attempts + 1
where id in (
    select id from (
        select id, due_at, row_number() over (partition by host order by due_at, id) as turn
        from feeds
        where state = 'active' and due_at <= :now
            and (leased_until is null or leased_until <= :now)
            and host not in (select value from json_each(:busy)))
    where turn <= :each
    order by turn, due_at, id limit :limit)
returning *
"""

_SETTLE = """
update feeds set due_at = :due_at, interval_s = :interval_s, failures = :failures, state = :state,
    etag = :etag, last_modified = :last_modified, body_hash = :body_hash, reason = :reason,
    url = coalesce(:new_url, url), host = coalesce(:new_host, host),
    title = iif(title = '', :title, title), polled_at = :polled_at,
    first_seen_at = coalesce(first_seen_at, iif(:answered, :polled_at, null)),
    last_new_at = iif(:new > 0, :polled_at, last_new_at), leased_until = null, attempts = 0
where id = :feed_id
"""

_LOG = """
insert into polls (feed_id, polled_at, outcome, status, reason, detail, seen, new, changed, gap,
    took_s)
values (:feed_id, :polled_at, :outcome, :status, :reason, :detail, :seen, :new, :changed, :gap,
    :took_s)
"""

_HEALTH = "select * from v_feed_health order by failures desc, outlet, url"
_ALL = "select * from feeds order by outlet, url"
_ONE = "select * from feeds where id = :id"
_WAKE = """
update feeds set state = 'active', due_at = :now, failures = 0, reason = '', leased_until = null
where id = :id
"""
_HOLD_BACK = "update feeds set due_at = :due_at, leased_until = null where id = :id"
_RELEASE = "update feeds set leased_until = null where leased_until is not null"
_FORGET_POLLS = "delete from polls where polled_at < :before"
#: Outcomes that show that the feed was really seen.
_ANSWERED = ("entries", "not_modified", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What `sync` changed."""

    #: Feeds added or changed.
    written: int
    #: Feeds that are no longer configured and were polled until now.
    paused: int


def sync(store: Store, feeds: Iterable[Feed], now: datetime) -> Synced:
    """Make the rows follow the configuration; what polls learnt is kept.

    A new feed is due at once. One that is no longer configured is paused, never deleted. One
    that the server retired stays so until `wake`. A stored permanent redirect stands until the
    configured address itself changes.
    """
    wanted = tuple(feeds)
    with writing(store) as db:
        written = sum(change(db, _SYNC, _sync_values(feed, now)) for feed in wanted)
        paused = change(db, _PAUSE_OTHERS, {"ids": listed(feed.id for feed in wanted)})
    return Synced(written=written, paused=paused)


def lease_due(
    store: Store,
    now: datetime,
    limit: int,
    lease: timedelta,
    *,
    each: int | None = None,
    busy: Iterable[str] = (),
) -> tuple[Feed, ...]:
    """Lease due feeds: one of every host first, longest overdue first.

    At most `each` of one host, and none of the `busy` hosts.
    """
    values = {
        "now": stamp(now),
        "until": stamp(now + lease),
        "limit": limit,
        "each": limit if each is None else each,
        "busy": listed(busy),
    }
    with writing(store) as db:
        found = rows(db, _LEASE, values)
    found.sort(key=lambda row: (row["due_at"], row["id"]))
    turn: dict[str, int] = {}
    order = []
    for row in found:
        turn[row["host"]] = turn.get(row["host"], 0) + 1
        order.append((turn[row["host"]], row["due_at"], row["id"], _feed(row)))
    return tuple(feed for _, _, _, feed in sorted(order, key=lambda one: one[:3]))


def settle_poll(
    store: Store, result: PollResult, now: datetime, *, oldest: datetime | None = None
) -> int:
    """Store what a poll brought, in one transaction, and return the number of new entries.

    Entries published before `oldest` are stored as skipped ("too_old"), not waiting. The first
    answer ever of a feed makes its entries backlog.
    """
    with writing(store) as db:
        feed = first(db, _ONE, {"id": result.feed_id})
        if feed is None:
            return 0
        kept = entries.save(
            db,
            result.feed_id,
            result.entries,
            now,
            backlog=feed["first_seen_at"] is None,
            oldest=oldest,
        )
        change(db, _SETTLE, _settle_values(result, kept.new))
        change(db, _LOG, _log_values(result, kept))
    return kept.new


def hold_back(store: Store, feed_id: str, due_at: datetime) -> None:
    """Let go of a leased feed unpolled; it is due again at `due_at`."""
    with writing(store) as db:
        change(db, _HOLD_BACK, {"id": feed_id, "due_at": stamp(due_at)})


def release_all(store: Store) -> int:
    """Give back every leased feed; for the only leg that leases them, before and after its work."""
    with writing(store) as db:
        return change(db, _RELEASE)


def wake(store: Store, feed_id: str, now: datetime) -> bool:
    """Poll a retired, paused or backed-off feed at once; False where there is no such feed."""
    with writing(store) as db:
        return change(db, _WAKE, {"id": feed_id, "now": stamp(now)}) > 0


def all_feeds(store: Store) -> tuple[Feed, ...]:
    """Return every feed, by outlet and address."""
    with reading(store) as db:
        return tuple(_feed(row) for row in rows(db, _ALL))


def get(store: Store, feed_id: str) -> Feed | None:
    """Return one feed."""
    with reading(store) as db:
        row = first(db, _ONE, {"id": feed_id})
    return _feed(row) if row else None


def health(store: Store) -> list[Row]:
    """Return the rows of v_feed_health, worst first."""
    with reading(store) as db:
        return rows(db, _HEALTH)


def forget_polls(db: Database, before: datetime) -> int:
    """Delete the poll log before a moment; call inside `writing`."""
    return change(db, _FORGET_POLLS, {"before": stamp(before)})


def _sync_values(feed: Feed, now: datetime) -> Row:
    return {
        "id": feed.id,
        "url": feed.url,
        "host": host(feed.url),
        "title": feed.title,
        "outlet": feed.outlet,
        "country": feed.country,
        "language": feed.language,
        "family": feed.family,
        "kind": feed.kind.value,
        "state": feed.state.value,
        "every_s": feed.every.total_seconds() if feed.every else None,
        "now": stamp(now),
        "soon": stamp(now + (feed.every or timedelta())),
    }


def _settle_values(result: PollResult, new: int) -> Row:
    return {
        "feed_id": result.feed_id,
        "due_at": stamp(result.due_at),
        "interval_s": result.interval.total_seconds(),
        "failures": result.failures,
        "state": result.state.value,
        "etag": result.etag,
        "last_modified": result.last_modified,
        "body_hash": result.body_hash,
        "reason": result.reason,
        "new_url": result.new_url,
        "new_host": host(result.new_url) if result.new_url else None,
        "title": result.title,
        "polled_at": stamp(result.polled_at),
        "answered": result.outcome in _ANSWERED,
        "new": new,
    }


def _log_values(result: PollResult, kept: entries.Saved) -> Row:
    return {
        "feed_id": result.feed_id,
        "polled_at": stamp(result.polled_at),
        "outcome": result.outcome,
        "status": result.status,
        "reason": result.reason,
        "detail": result.detail,
        "seen": len(result.entries),
        "new": kept.new,
        "changed": kept.changed,
        "gap": result.gap,
        "took_s": result.took_s,
    }


def _feed(row: Row) -> Feed:
    return Feed(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        country=row["country"],
        language=row["language"],
        family=row["family"],
        kind=FeedKind(row["kind"]),
        state=FeedState(row["state"]),
        every=_seconds(row["every_s"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        due_at=moment(row["due_at"]),
        polled_at=moment(row["polled_at"]),
        failures=row["failures"],
        interval=_seconds(row["interval_s"]),
        first_seen_at=moment(row["first_seen_at"]),
    )


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=value)
