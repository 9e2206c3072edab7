"""What came of an entry's page, and what is recorded for it: the article, its own words, or later.

A page that is gone, walled off or moved when it is looked at again takes nothing away from the
article that was read there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.errors import ParseError, StoreError
from monitor.fetch.nouns import FetchFailure, FetchOutcome
from monitor.jobs.deciding import decide
from monitor.jobs.doors import read_task
from monitor.jobs.holds import record
from monitor.jobs.tasks import PageTask
from monitor.jobs.walk import Walk
from monitor.model.collecting import Entry, Feed, Page
from monitor.model.deciding import Outcome
from monitor.model.names import EntryState, Quality
from monitor.model.reading import Article, Reading
from monitor.store import articles as article_rows
from monitor.store import entries as entry_rows
from monitor.store import sightings
from monitor.store.open import Store, writing
from monitor.store.sightings import PageSeen
from monitor.urls import canonical

log = structlog.get_logger(__name__)

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
#: The child ended, which a busy machine can bring about too: worth one more try.
_CHILD_ENDED = frozenset({"parser_died", "deadline", "memory"})
_CHILD_TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a page: its reading, or why there is none. Holds no page: memory."""

    reading: Reading | None = None
    #: FetchFailure value, ParseError reason, "robots", "no_link"; "" = read, or not modified.
    failure: str = ""
    #: Asking again later may help.
    again: bool = False
    #: How the page stood that was read.
    seen: PageSeen | None = None


#: We broke it off ourselves: it counts for nothing.
CLOSED = Found(failure="closed")


def found_in(walk: Walk, entry: Entry, feed: Feed | None, outcome: FetchOutcome) -> Found:
    """Return what one fetch brought, the page read in a child."""
    page = outcome.page
    if outcome.failure is FetchFailure.CLOSED:
        return CLOSED
    if page is None:
        return Found(failure=str(outcome.failure), again=outcome.failure not in _FINAL)
    if page.status == 304:
        return Found()
    before = sightings.page_seen(walk.store, entry.id)
    if before is not None and canonical(before.final_url) != canonical(page.final_url):
        return Found(failure="moved")  # to a login, the front page: not what was read
    try:
        reading = _read(walk, entry, feed, page)
    except ParseError as error:
        if error.reason == "closed":
            return CLOSED
        log.warning("page not read", reason=error.reason, detail=error.detail)
        again = error.reason in _CHILD_ENDED and entry.attempts < _CHILD_TRIES
        return Found(failure=error.reason, again=again)
    seen = PageSeen(
        final_url=page.final_url,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
    )
    return Found(reading=reading, seen=seen)


def settle_safely(walk: Walk, entry: Entry, feed: Feed | None, found: Found) -> int:
    """As `settle`, but whatever is wrong with one entry stops no other. Raises StoreError."""
    try:
        return settle(walk, entry, feed, found)
    except StoreError:
        raise
    except Exception:
        # A poison entry is put off, further each time, and given up where it stays poison.
        log.exception("entry not read")
    now = walk.clock.now()
    if _put_off(walk.store, entry, "internal", now):
        return 0
    try:
        return settle(walk, entry, feed, Found(failure="internal"))
    except StoreError:
        raise
    except Exception:
        log.exception("entry given up")
        _give_up(walk.store, entry, "internal", now)
        return 0


def settle(walk: Walk, entry: Entry, feed: Feed | None, found: Found) -> int:
    """Record what was found for an entry, or put it off; return 1 where a new text was recorded."""
    now = walk.clock.now()
    if found is CLOSED:
        entry_rows.release(walk.store, [entry.id])
        return 0
    if found.again and _put_off(walk.store, entry, found.failure, now):
        return 0
    known = _known(walk.store, entry)
    reading = found.reading
    if known is not None and not _may_replace(known, reading):
        log.debug("article stays as it is", reason=found.failure or "unchanged")
        record(walk.store, walk.settings, _unchanged(entry, known), now, entry=entry)
        return 0
    if reading is None:
        try:
            reading = _read(walk, entry, feed, None, oddity=found.failure)
        except ParseError as error:
            if error.reason == "closed":
                entry_rows.release(walk.store, [entry.id])
            else:
                log.warning("entry not read", reason=error.reason, detail=error.detail)
                _give_up(walk.store, entry, "unreadable", now)
            return 0
        log.info("page not had, feed text read", reason=found.failure)
    return _record(walk, entry, reading, found, now)


def _read(
    walk: Walk, entry: Entry, feed: Feed | None, page: Page | None, *, oddity: str = ""
) -> Reading:
    """Return the Reading of the page, without one of the feed's own words. Raises ParseError."""
    now = walk.clock.now()
    task = PageTask(page=page, entry=entry, feed=feed, now=now, oddity=oddity)
    return walk.children.call(read_task, task, url=entry.url)


def _known(store: Store, entry: Entry) -> Article | None:
    """Return the article that this entry led to before, None where it is read the first time."""
    article_id = sightings.article_of(store, entry.id)
    return article_rows.find(store, article_id) if article_id else None


def _may_replace(known: Article, reading: Reading | None) -> bool:
    """Return whether what is found at a second look may be a new version of a known article.

    A page that now leads elsewhere (a login, the front page) is not the article that was read.
    """
    if known.quality is not Quality.FULL:
        return True
    if reading is None:
        return False
    return reading.article.id == known.id and reading.article.quality is Quality.FULL


def _unchanged(entry: Entry, known: Article) -> Outcome:
    return Outcome(entry_id=entry.id, article=known, is_new_version=False)


def _record(walk: Walk, entry: Entry, reading: Reading, found: Found, now: datetime) -> int:
    outcome = decide(walk, reading, entry=entry, now=now, tell=not entry.backlog)
    with writing(walk.store) as db:
        record(walk.store, walk.settings, outcome, now, entry=entry)
        if found.seen is not None and reading.article.quality is Quality.FULL:
            sightings.keep_seen(db, entry.id, found.seen)
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


def _put_off(store: Store, entry: Entry, reason: str, now: datetime) -> bool:
    """Postpone an entry; False where it was postponed often enough."""
    if entry.attempts > len(RETRY_AFTER):
        return False
    due_at = now + RETRY_AFTER[entry.attempts - 1 if entry.attempts else 0]
    entry_rows.postpone(store, entry.id, due_at, reason)
    return True


def _give_up(store: Store, entry: Entry, reason: str, now: datetime) -> None:
    known = _known(store, entry)
    state = EntryState.FAILED if known is None else EntryState.READ
    entry_rows.settle_entry(store, entry.id, state, reason, now)
