"""What the daemon asks of its parsing children: a page, a row or a feed to read. Nouns only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.model.collecting import Entry, Feed, Page
from monitor.registers import ActorRow, PlaceRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The user's registers, as rows: small, picklable, sent to each child once."""

    places: tuple[PlaceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """A page to read; without one, the entry's own words are the article."""

    page: Page | None
    entry: Entry | None
    feed: Feed | None
    now: datetime
    #: Why there is no page, where the entry's own words stand for it ("robots", "http_404", …).
    oddity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTask:
    """A row of a backfill file to read."""

    row: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTask:
    """A feed's bytes to parse; `careful` = entry by entry, after the quick way killed a child."""

    page: Page
    feed_id: str
    limit: int
    careful: bool = False
