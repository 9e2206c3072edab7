"""Entries of feeds, their sightings in several feeds, and their leases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model.collecting import Entry
from monitor.model.names import EntryState
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, first, listed, moment, rows, stamp
from monitor.urls import canonical, is_web

_KNOWN = "select * from entries where id = :id or canonical_url = :canonical_url limit 1"

_INSERT = """
insert into entries (id, feed_id, url, canonical_url, guid, title, summary, published, updated,
    author, source_title, source_url, media_credits, language, first_seen, backlog, state, reason,
    due_at)
values (:id, :feed_id, :url, :canonical_url, :guid, :title, :summary, :published, :updated,
    :author, :source_title, :source_url, :media_credits, :language, :now, :backlog, :state,
    :reason, :now)
"""

_SIGHTING = "select * from sightings where entry_id = :entry_id and feed_id = :feed_id"

_SIGHT = """
insert into sightings (entry_id, feed_id, guid, title, published, updated, source_title,
    source_url, first_seen)
values (:entry_id, :feed_id, :guid, :title, :published, :updated, :source_title, :source_url,
    :now)
"""

_MOVED = """
update sightings set updated = :updated, title = :title
where entry_id = :entry_id and feed_id = :feed_id
"""

#: The outlet's own feed wins over an aggregator's, and of two that came together always the same.
_TAKE_OVER = """
update entries set feed_id = :feed_id, url = :url, guid = :guid, title = :title,
    summary = :summary, published = coalesce(:published, published), updated = :updated,
    author = :author, source_title = :source_title, source_url = :source_url,
    media_credits = :media_credits, language = :language, backlog = backlog and :backlog
where id = :entry_id and state = 'waiting' and attempts = 0 and leased_until is null
    and (select (mine.kind = 'aggregator', :feed_id)
            < (theirs.kind = 'aggregator', iif(entries.first_seen = :now, theirs.id, :feed_id))
        from feeds mine, feeds theirs where mine.id = :feed_id and theirs.id = entries.feed_id)
"""

_READ_AGAIN = """
update entries set state = 'waiting', reason = 'updated', updated = :updated, title = :title,
    summary = :summary, due_at = max(:now, :due_at), attempts = 0, rereads = rereads + 1
where id = :entry_id and state <> 'waiting'
"""

_LEASE = """
update entries set leased_until = :until, attempts = attempts + 1
where id in (
    select id from (
        select id, coalesce(published, first_seen) as told,
            row_number() over (partition by feed_id order by coalesce(published, first_seen), id)
                as turn
        from entries
        where state = 'waiting' and due_at <= :now
            and (leased_until is null or leased_until <= :now)
            and feed_id not in (select value from json_each(:busy)))
    where turn <= :each
    order by told, id limit :limit)
returning *
"""

_POSTPONE = """
update entries set due_at = :due_at, reason = :reason, leased_until = null
where id = :id and state = 'waiting'
"""
_RELEASE = """
update entries set leased_until = null, attempts = max(0, attempts - 1)
where id in (select value from json_each(:ids)) and state = 'waiting'
    and leased_until is not null
"""
_RELEASE_ALL = """
update entries set leased_until = null, attempts = max(0, attempts - 1)
where leased_until is not null
"""
_SETTLE = """
update entries set state = :state, reason = :reason, settled_at = :now, leased_until = null,
    article_id = coalesce(:article_id, article_id)
where id = :id and (state = 'waiting' or (article_id is null and :article_id is not null))
"""
_ONE = "select * from entries where id = :id"
_WAITING = "select count(*) as waiting, min(due_at) as next from entries where state = 'waiting'"

#: The first re-reading comes this long after the last one, doubled each time: some feeds move
#: `updated` at every poll.
_REREAD_AFTER = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What `save` did with the entries of one poll."""

    new: int
    #: Known ones that wait again because their `updated` moved.
    changed: int


def save(
    db: Database,
    feed_id: str,
    entries: Iterable[Entry],
    now: datetime,
    *,
    backlog: bool,
    oldest: datetime | None = None,
) -> Saved:
    """Store a poll's entries; call inside `writing`.

    One whose address (canonical form) is known, from this feed or another, becomes a sighting
    and is not read again unless its `updated` moved since that feed showed it last. One that waits
    unread goes over to the feed it belongs to: the outlet's own rather than an aggregator's.
    """
    new = changed = 0
    for entry in entries:
        values = _values(feed_id, entry, now, backlog, oldest)
        known = first(db, _KNOWN, values)
        if known is None:
            change(db, _INSERT, values)
            change(db, _SIGHT, {**values, "entry_id": entry.id})
            new += 1
        else:
            changed += _see_again(db, known, {**values, "entry_id": known["id"]}, now)
    return Saved(new=new, changed=changed)


def lease_waiting(
    store: Store,
    now: datetime,
    limit: int,
    lease: timedelta,
    *,
    each: int | None = None,
    busy: Iterable[str] = (),
) -> tuple[Entry, ...]:
    """Lease entries to read: oldest published first, then by id; `attempts` counts this one.

    At most `each` of one feed, and none of the `busy` feeds.
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
    found.sort(key=lambda row: (row["published"] or row["first_seen"], row["id"]))
    return tuple(_entry(row) for row in found)


def postpone(store: Store, entry_id: str, due_at: datetime, reason: str) -> None:
    """Let go of a leased entry; it waits until `due_at`."""
    with writing(store) as db:
        change(db, _POSTPONE, {"id": entry_id, "due_at": stamp(due_at), "reason": reason})


def release(store: Store, entry_ids: Iterable[str]) -> None:
    """Give leased entries back unread, as if they had not been leased (on a clean stop)."""
    with writing(store) as db:
        change(db, _RELEASE, {"ids": listed(entry_ids)})


def release_all(store: Store) -> int:
    """Give back every leased entry unread; for the only leg that leases them."""
    with writing(store) as db:
        return change(db, _RELEASE_ALL)


def settle_entry(
    store: Store, entry_id: str, state: EntryState, reason: str, now: datetime
) -> None:
    """End an entry's waiting without an article."""
    with writing(store) as db:
        settle(db, entry_id, state, reason, now, article_id=None)


def settle(
    db: Database,
    entry_id: str,
    state: EntryState,
    reason: str,
    now: datetime,
    *,
    article_id: str | None,
) -> int:
    """End an entry's waiting; call inside `writing`. Returns 0 where it was settled before."""
    values = {
        "id": entry_id,
        "state": state.value,
        "reason": reason,
        "now": stamp(now),
        "article_id": article_id,
    }
    return change(db, _SETTLE, values)


def get(store: Store, entry_id: str) -> Entry | None:
    """Return one entry."""
    with reading(store) as db:
        row = first(db, _ONE, {"id": entry_id})
    return _entry(row) if row else None


def waiting(store: Store) -> tuple[int, datetime | None]:
    """Return how many entries wait to be read, and when the next one is due."""
    with reading(store) as db:
        row = rows(db, _WAITING)[0]
    return row["waiting"], moment(row["next"])


def _see_again(db: Database, known: Row, values: Row, now: datetime) -> int:
    sighting = first(db, _SIGHTING, values)
    if sighting is None:
        change(db, _SIGHT, values)
        change(db, _TAKE_OVER, values)
        return 0
    before = sighting["updated"] or sighting["published"] or sighting["first_seen"]
    if values["updated"] is None or values["updated"] <= before:
        return 0
    change(db, _MOVED, values)
    pause = _REREAD_AFTER * 2 ** min(known["rereads"], _MOST_DOUBLINGS)
    settled = moment(known["settled_at"])
    due_at = stamp(settled + pause if settled else now)
    return change(db, _READ_AGAIN, {**values, "due_at": due_at})


def _values(
    feed_id: str, entry: Entry, now: datetime, backlog: bool, oldest: datetime | None
) -> Row:
    too_old = bool(oldest and entry.published and entry.published < oldest)
    return {
        "id": entry.id,
        "feed_id": feed_id,
        "url": entry.url,
        # Without an address of its own an entry is nobody's double.
        "canonical_url": canonical(entry.url) if is_web(entry.url) else f"entry:{entry.id}",
        "guid": entry.guid,
        "title": entry.title,
        "summary": entry.summary,
        "published": stamp(entry.published),
        "updated": stamp(entry.updated),
        "author": entry.author,
        "source_title": entry.source_title,
        "source_url": entry.source_url,
        "media_credits": json.dumps(entry.media_credits, ensure_ascii=False),
        "language": entry.language,
        "now": stamp(now),
        "backlog": backlog or entry.backlog,
        "state": (EntryState.SKIPPED if too_old else EntryState.WAITING).value,
        "reason": "too_old" if too_old else "",
    }


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        feed_id=row["feed_id"],
        url=row["url"],
        guid=row["guid"],
        title=row["title"],
        summary=row["summary"],
        published=moment(row["published"]),
        updated=moment(row["updated"]),
        author=row["author"],
        source_title=row["source_title"],
        source_url=row["source_url"],
        media_credits=tuple(json.loads(row["media_credits"])),
        language=row["language"],
        first_seen=moment(row["first_seen"]),
        backlog=bool(row["backlog"]),
        attempts=row["attempts"],
    )
