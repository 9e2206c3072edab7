"""What the daemon asks of its parsing children, without loading what does it.

The daemon itself never reads a page; the libraries and tables of `reading` would only weigh on it.
So each door loads them where it is called: in a child, which has them from the start (`warm`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.feeds.nouns import ParsedFeed
from monitor.model.collecting import Entry, Feed, Page
from monitor.model.reading import Article, Reading
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


def prepare(registers: Registers) -> None:
    """Load the tools of this process; children do so before their first task."""
    from monitor.jobs import reading

    reading.prepare(registers)


def read_task(task: PageTask | RowTask) -> Reading:
    """Return the Reading of one task, with the tools that `prepare` loaded."""
    from monitor.jobs import reading

    return reading.read_task(task)


def article_of(task: PageTask | RowTask) -> Article:
    """Return the article of a task, extracted."""
    from monitor.jobs import reading

    return reading.article_of(task)


def parse_feed(task: FeedTask) -> ParsedFeed:
    """Return a feed's entries; runs in a child as feeds are hostile too."""
    from monitor.feeds.parse import parse

    page = task.page
    return parse(
        page.body,
        page.headers,
        page.final_url,
        page.fetched_at,
        limit=task.limit,
        feed_id=task.feed_id,
        careful=task.careful,
    )
