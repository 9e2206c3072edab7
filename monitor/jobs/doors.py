"""The doors to what reads: called in a parsing child, named (and pickled) by the daemon.

The daemon itself never reads a page; the libraries and tables of `reading` would only weigh on it.
So each door loads them where it is called: in a child, which has them from the start (`warm`).
"""

from __future__ import annotations

from monitor.feeds.nouns import ParsedFeed
from monitor.jobs.tasks import FeedTask, PageTask, Registers, RowTask
from monitor.model.reading import Article, Reading


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
