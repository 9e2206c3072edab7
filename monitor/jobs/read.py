"""The read leg: waiting entries leased, pages fetched, read in a child, decided, recorded.

Entries are settled in the order of their publication, whatever order their pages come in: a run
that was killed and taken up again decides the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from monitor.errors import ParseError
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.fetch.robots import Permission
from monitor.jobs.deciding import decide
from monitor.jobs.reading import PageTask, read_task
from monitor.jobs.telling import record
from monitor.jobs.walk import Walk
from monitor.model.collecting import Entry, Feed, Page
from monitor.model.names import EntryState
from monitor.model.reading import Reading
from monitor.store import entries as entry_rows
from monitor.store import feeds as feed_rows
from monitor.urls import is_web

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=20)
_BATCH = 48
#: Pauses before a page is asked for again; after the last the feed's own text is read.
RETRY_AFTER = tuple(timedelta(minutes=m) for m in (5, 30, 180))
#: The server's last word on this page: asking again soon cannot help.
_FINAL = frozenset(
    {
        FetchFailure.HTTP_404,
        FetchFailure.HTTP_410,
        FetchFailure.HTTP_401,
        FetchFailure.BLOCKED_ADDRESS,
        FetchFailure.BLOCKED_SCHEME,
        FetchFailure.TOO_LARGE,
        FetchFailure.REDIRECT,
    }
)


def run(walk: Walk) -> int:
    """Read everything that waits; return how many articles or new versions were recorded."""
    assert walk.robots is not None, "reading needs the network"
    recorded = 0
    while not walk.stop.is_set():
        leased = entry_rows.lease_waiting(walk.store, walk.clock.now(), _BATCH, LEASE)
        if not leased:
            break
        recorded += _read_batch(walk, leased)
    return recorded


def _read_batch(walk: Walk, leased: Sequence[Entry]) -> int:
    feeds = {feed.id: feed for feed in feed_rows.all_feeds(walk.store)}
    recorded = 0
    outcomes = _fetch(walk, leased)
    for place, (entry, outcome) in enumerate(outcomes):
        if walk.stop.is_set():
            entry_rows.release(walk.store, [one.id for one in leased[place:]])
            break
        with structlog.contextvars.bound_contextvars(entry=entry.id, url=entry.url):
            recorded += _settle_safely(walk, entry, feeds.get(entry.feed_id), outcome)
    return recorded


def _fetch(
    walk: Walk, leased: Sequence[Entry]
) -> Iterator[tuple[Entry, FetchOutcome | Permission]]:
    """Yield (entry, what came of its page) in the order of `leased`."""
    assert walk.robots is not None
    assert walk.fetcher is not None
    allowed = walk.robots.check(entry.url for entry in leased if is_web(entry.url))
    wanted = [entry for entry in leased if allowed.get(entry.url) is Permission.ALLOWED]
    requests = [FetchRequest(url=entry.url, kind="page") for entry in wanted]
    fetched: Mapping[str, FetchOutcome] = {
        entry.id: outcome
        for entry, outcome in zip(wanted, walk.fetcher.fetch_ordered(requests), strict=True)
    }
    for entry in leased:
        yield entry, fetched.get(entry.id) or allowed.get(entry.url, Permission.DISALLOWED)


def _settle_safely(
    walk: Walk, entry: Entry, feed: Feed | None, outcome: FetchOutcome | Permission
) -> int:
    try:
        return settle(walk, entry, feed, outcome)
    except Exception:
        # A poison entry is put off, further each time, and given up where it stays poison.
        log.exception("entry not read")
        _try_later(walk, entry, "internal", walk.clock.now())
        return 0


def settle(walk: Walk, entry: Entry, feed: Feed | None, outcome: FetchOutcome | Permission) -> int:
    """Record what an entry's page tells, or put it off; return 1 where a new text was recorded."""
    now = walk.clock.now()
    page: Page | None = None
    failure = ""
    if isinstance(outcome, Permission):
        if outcome is Permission.UNREACHABLE and _put_off(walk, entry, "robots", now):
            return 0
        failure = "robots" if is_web(entry.url) else "no_link"
    elif outcome.failure is FetchFailure.CLOSED:
        entry_rows.release(walk.store, [entry.id])
        return 0
    elif outcome.page is None:
        failure = str(outcome.failure)
        if outcome.failure not in _FINAL and _put_off(walk, entry, failure, now):
            return 0
    else:
        page = outcome.page
    reading = _read(walk, entry, feed, page, now)
    if reading is None:
        entry_rows.settle_entry(walk.store, entry.id, EntryState.FAILED, "unreadable", now)
        return 0
    if failure:
        log.info("page not had, feed text read", reason=failure)
    return _record(walk, entry, reading, now)


def _read(
    walk: Walk, entry: Entry, feed: Feed | None, page: Page | None, now: datetime
) -> Reading | None:
    """Return the Reading of the page, else of the feed's own words, None where neither works."""
    for attempt in (page, None) if page is not None else (None,):
        task = PageTask(page=attempt, entry=entry, feed=feed, now=now)
        try:
            return walk.children.call(read_task, task, url=entry.url)
        except ParseError as error:
            log.warning("page not read", reason=error.reason, detail=error.detail)
    return None


def _record(walk: Walk, entry: Entry, reading: Reading, now: datetime) -> int:
    outcome = decide(walk, reading, entry=entry, now=now, tell=not entry.backlog)
    record(walk, outcome, now, entry=entry)
    if not outcome.is_new_version:
        log.debug("article unchanged")
        return 0
    for report in outcome.reports:
        log.info(
            "article reported",
            decision=report.verdict.decision,
            role=report.role,
            incident=report.incident_id,
            why=report.verdict.reason,
        )
    return 1


def _put_off(walk: Walk, entry: Entry, reason: str, now: datetime) -> bool:
    """Postpone an entry; False where it was postponed often enough."""
    if entry.attempts > len(RETRY_AFTER):
        return False
    due_at = now + RETRY_AFTER[entry.attempts - 1 if entry.attempts else 0]
    entry_rows.postpone(walk.store, entry.id, due_at, reason)
    return True


def _try_later(walk: Walk, entry: Entry, reason: str, now: datetime) -> None:
    if not _put_off(walk, entry, reason, now):
        entry_rows.settle_entry(walk.store, entry.id, EntryState.FAILED, reason, now)
