"""Entries seen from outside their own leg: which are known, when they were seen, seen again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model.collecting import Entry
from monitor.store import entries
from monitor.store.open import Store, reading
from monitor.store.rows import change, first, listed, moment, rows, stamp, value

_KNOWN = "select id from entries where id in (select value from json_each(:ids))"
_OF_ARTICLE = "select id from entries where article_id = :id order by first_seen, id limit 1"
_ARTICLE = "select article_id from entries where id = :id"
_SEEN = "select final_url, etag, last_modified from page_validators where entry_id = :id"
_KEEP_SEEN = """
insert into page_validators (entry_id, final_url, etag, last_modified)
values (:id, :final_url, :etag, :last_modified)
on conflict (entry_id) do update set final_url = :final_url, etag = :etag,
    last_modified = :last_modified
"""
_PREVIOUS_POLL = """
select max(polled_at) from polls
where feed_id = :feed_id and polled_at < :first_seen and outcome <> 'failed'
"""
_REVISIT = """
update entries set state = 'waiting', reason = 'revisit', due_at = :due_at, attempts = 0
where id = :id and state = 'read'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """Where a page stood, and with what to ask whether it changed."""

    final_url: str
    etag: str | None = None
    last_modified: str | None = None


def known_ids(store: Store, ids: Iterable[str]) -> frozenset[str]:
    """Return which of these entries are stored."""
    with reading(store) as db:
        return frozenset(row["id"] for row in rows(db, _KNOWN, {"ids": listed(ids)}))


def of_article(store: Store, article_id: str) -> Entry | None:
    """Return the entry that first led to an article, None where none did (backfill)."""
    with reading(store) as db:
        found: str | None = value(db, _OF_ARTICLE, {"id": article_id})
    return entries.get(store, found) if found else None


def article_of(store: Store, entry_id: str) -> str | None:
    """Return the id of the article that an entry led to, None where it was not read yet."""
    with reading(store) as db:
        found: str | None = value(db, _ARTICLE, {"id": entry_id})
    return found


def page_seen(store: Store, entry_id: str) -> PageSeen | None:
    """Return how an entry's page stood when it was last read in full, None where it never was."""
    with reading(store) as db:
        row = first(db, _SEEN, {"id": entry_id})
    return PageSeen(**row) if row else None


def keep_seen(db: Database, entry_id: str, seen: PageSeen) -> None:
    """Remember how the page of an entry stood; inside `writing`."""
    change(db, _KEEP_SEEN, {"id": entry_id, **asdict(seen)})


def previous_poll(store: Store, entry: Entry) -> datetime | None:
    """Return when the entry's feed was last polled before the entry was seen, None = never."""
    values = {"feed_id": entry.feed_id, "first_seen": stamp(entry.first_seen)}
    with reading(store) as db:
        return moment(value(db, _PREVIOUS_POLL, values))


def revisit(db: Database, entry_id: str, due_at: datetime) -> int:
    """Have the page of a read entry fetched again at `due_at`; inside `writing`."""
    return change(db, _REVISIT, {"id": entry_id, "due_at": stamp(due_at)})
