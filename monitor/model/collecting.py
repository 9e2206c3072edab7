"""What comes in: feeds, their entries, fetched pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.names import FeedKind, FeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    id: str
    url: str
    title: str
    #: Name of the outlet as people say it.
    outlet: str
    #: ISO 3166-1 alpha-2, or "" where it has none (agency of the world).
    country: str
    #: BCP 47 primary language.
    language: str
    #: Owner family; outlets of one family count as one.
    family: str
    kind: FeedKind
    state: FeedState = FeedState.ACTIVE
    #: Wanted pause between polls; None = adaptive within the configured bounds.
    every: timedelta | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    due_at: datetime | None = None
    polled_at: datetime | None = None
    #: Consecutive failures, weighed (hard 1, soft .5, DNS .25).
    failures: float = 0.0
    #: Present adaptive pause.
    interval: timedelta | None = None
    #: Seen at least once: entries of the first sight raise no alerts.
    first_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, cleaned: plain text, http(s) link, dates aware or None."""

    id: str
    feed_id: str
    url: str
    guid: str
    title: str
    #: Plain text of the summary or content, whichever is longer (capped).
    summary: str
    published: datetime | None
    updated: datetime | None
    author: str = ""
    #: RSS <source> / Atom source: the feed it was copied from.
    source_title: str = ""
    source_url: str = ""
    #: media:credit values: photo credits, never text.
    media_credits: tuple[str, ...] = ()
    language: str = ""
    first_seen: datetime | None = None
    #: True for entries of a feed's first poll: read and stored, no alert.
    backlog: bool = False
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched document, still bytes."""

    url: str
    #: After redirects.
    final_url: str
    status: int
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What one poll of a feed changes: stored in one transaction with its new entries."""

    feed_id: str
    polled_at: datetime
    #: "entries", "not_modified", "unchanged" (same body hash), "failed", "gone".
    outcome: str
    #: HTTP status, None where no answer came.
    status: int | None
    entries: tuple[Entry, ...]
    #: Feed row fields as they stand after the poll.
    due_at: datetime
    interval: timedelta
    failures: float
    state: FeedState
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    #: New address after a permanent redirect, else None.
    new_url: str | None = None
    #: Why it failed or what is odd ("timeout", "not_a_feed", "empty", "truncated", …), "" = fine.
    reason: str = ""
    #: At most 300 characters for a person.
    detail: str = ""
    title: str = ""
    took_s: float = 0.0
    #: No entry of this poll was known although the feed was seen before: some may be lost.
    gap: bool = False
