"""The poll leg: due feeds are leased, fetched with their validators, parsed, planned, settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from monitor.errors import ParseError
from monitor.feeds.cadence import PollFacts, body_hash, is_full_poll, jitter, plan, validators
from monitor.feeds.nouns import ParsedFeed
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.jobs.reading import FeedTask, parse_feed
from monitor.jobs.walk import Walk
from monitor.model.collecting import Feed, Page, PollResult
from monitor.store import feeds as feed_rows
from monitor.store import sightings

log = structlog.get_logger(__name__)

#: Longer than one batch can take: deadline × feeds of one host in it.
LEASE = timedelta(minutes=15)
_BATCH = 64
#: The child failed, not the feed: see ParseError.reason.
_CHILD_FAILED = frozenset({"parser_died", "deadline", "memory", "raised"})


def run(walk: Walk) -> int:
    """Poll everything that is due; return how many entries are new."""
    assert walk.fetcher is not None, "polling needs the network"
    new = 0
    while not walk.stop.is_set():
        now = walk.clock.now()
        leased = feed_rows.lease_due(walk.store, now, _BATCH, LEASE)
        if not leased:
            break
        new += _poll_batch(walk, leased)
    return new


def _poll_batch(walk: Walk, leased: Sequence[Feed]) -> int:
    assert walk.fetcher is not None
    now = walk.clock.now()
    feeds = {feed.id: feed for feed in leased}
    requests = [_request(feed, now) for feed in leased]
    of_request = {id(request): feed for request, feed in zip(requests, leased, strict=True)}
    new = 0
    for outcome in walk.fetcher.fetch_all(requests):
        feed = feeds.pop(of_request[id(outcome.request)].id)
        if outcome.failure is FetchFailure.CLOSED:
            feed_rows.hold_back(walk.store, feed.id, now)
            continue
        new += _settle_safely(walk, feed, outcome)
    return new


def _request(feed: Feed, now: datetime) -> FetchRequest:
    etag, last_modified = validators(feed, now)
    return FetchRequest(url=feed.url, kind="feed", etag=etag, last_modified=last_modified)


def _settle_safely(walk: Walk, feed: Feed, outcome: FetchOutcome) -> int:
    with structlog.contextvars.bound_contextvars(feed=feed.url):
        try:
            return settle(walk, feed, outcome)
        except Exception:
            # One odd feed must not stop the others: it is due again, and the log has the trace.
            log.exception("feed not settled")
            feed_rows.hold_back(walk.store, feed.id, walk.clock.now() + timedelta(hours=1))
            return 0


def settle(walk: Walk, feed: Feed, outcome: FetchOutcome) -> int:
    """Store what one fetch of a feed brought; return how many entries are new."""
    now = walk.clock.now()
    result = plan_poll(walk, feed, outcome, now)
    oldest = now - walk.settings.poll.max_entry_age
    new = feed_rows.settle_poll(walk.store, result, now, oldest=oldest)
    _log(result, new)
    return new


def plan_poll(walk: Walk, feed: Feed, outcome: FetchOutcome, now: datetime) -> PollResult:
    """Return what one fetch of a feed means; writes nothing."""
    facts = _facts(walk, feed, outcome, now)
    return plan(feed, facts, walk.settings.poll, now, jitter(feed.id, now))


def _facts(walk: Walk, feed: Feed, outcome: FetchOutcome, now: datetime) -> PollFacts:
    page = outcome.page
    if page is None:
        return PollFacts(
            status=outcome.status,
            failure=str(outcome.failure or FetchFailure.INTERNAL),
            detail=outcome.detail,
            retry_after=outcome.retry_after,
            took_s=outcome.elapsed,
        )
    if page.status == 304:
        return PollFacts(status=304, headers=page.headers, took_s=outcome.elapsed)
    digest = body_hash(page.body)
    if digest == feed.body_hash and not is_full_poll(feed, now):
        return PollFacts(
            status=page.status, headers=page.headers, body_hash=digest, took_s=outcome.elapsed
        )
    try:
        parsed = parse(walk, page, feed.id)
    except ParseError as error:
        return PollFacts(
            status=page.status,
            failure=error.reason,
            detail=error.detail,
            headers=page.headers,
            took_s=outcome.elapsed,
        )
    known = sightings.known_ids(walk.store, [entry.id for entry in parsed.entries])
    return PollFacts(
        status=page.status,
        headers=page.headers,
        parsed=parsed,
        body_hash=digest,
        permanent_url=outcome.permanent_url,
        known_ids=known,
        took_s=outcome.elapsed,
    )


def parse(walk: Walk, page: Page, feed_id: str) -> ParsedFeed:
    """Return what a fetched feed holds. Raises ParseError.

    Where the quick way kills or stalls the child, the feed is read once more entry by entry: one
    poisoned entry must not hide the others.
    """
    limit = walk.settings.poll.max_entries_per_poll
    task = FeedTask(page=page, feed_id=feed_id, limit=limit)
    try:
        return walk.children.call(parse_feed, task, url=page.url)
    except ParseError as error:
        if error.reason not in _CHILD_FAILED:
            raise
    return walk.children.call(parse_feed, replace(task, careful=True), url=page.url)


def _log(result: PollResult, new: int) -> None:
    if result.outcome in ("failed", "gone"):
        log.warning(
            "feed not polled",
            reason=result.reason,
            detail=result.detail,
            again_at=str(result.due_at),
        )
    elif new:
        log.info("feed polled", new=new, seen=len(result.entries))
    else:
        log.debug("feed polled", outcome=result.outcome)
    if result.gap:
        log.warning("feed moved on since the last poll; some entries may be lost")
