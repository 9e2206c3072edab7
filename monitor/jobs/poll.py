"""The poll leg: due feeds are leased, fetched with their validators, parsed, planned, settled.

Each feed is settled when its own answer is there, and others are leased in its place: a server
that drips keeps one feed of its host busy and delays no other host.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from monitor.errors import ParseError, StoreError
from monitor.feeds.cadence import PollFacts, body_hash, is_full_poll, jitter, plan, validators
from monitor.feeds.nouns import ParsedFeed
from monitor.fetch.children import Children
from monitor.fetch.flow import Flow
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.jobs.doors import parse_feed
from monitor.jobs.tasks import FeedTask
from monitor.jobs.walk import Walk
from monitor.model.collecting import Feed, Page, PollResult
from monitor.store import feeds as feed_rows
from monitor.store import sightings
from monitor.store.open import Store
from monitor.urls import host as host_of

log = structlog.get_logger(__name__)

#: Longer than one feed can take: deadline of fetching, and of parsing twice.
LEASE = timedelta(minutes=15)
#: Feeds under way at a time, one of a host.
_MOST = 48
#: How long to wait for an answer before looking what is due by now.
_LOOK_S = 0.5
#: The child failed, not the feed: see ParseError.reason.
_CHILD_FAILED = frozenset({"parser_died", "deadline", "memory", "raised"})


def run(walk: Walk) -> int:
    """Poll everything that is due; return how many entries are new.

    Raises StoreError where the database cannot be used; what was under way is done again.
    """
    assert walk.fetcher is not None, "polling needs the network"
    _give_back(walk.store)
    flow = Flow(walk.fetcher)
    under_way: dict[str, Feed] = {}
    new = 0
    try:
        while not walk.stop.is_set() and not walk.fetcher.closed:
            walk.pulse("poll")
            _top_up(walk, flow, under_way)
            if not under_way:
                break
            taken = flow.take(_LOOK_S)
            if taken is not None:
                key, outcome = taken
                new += _settle_safely(walk, under_way.pop(str(key)), outcome)
    finally:
        flow.close()
        with contextlib.suppress(StoreError):
            _give_back(walk.store)
    return new


def _give_back(store: Store) -> None:
    """Free the leases of a leg that broke off: there is only one leg, so they are nobody's."""
    if store.exclusive:
        feed_rows.release_all(store)


def _top_up(walk: Walk, flow: Flow, under_way: dict[str, Feed]) -> None:
    room = _MOST - len(under_way)
    if room <= 0:
        return
    now = walk.clock.now()
    busy = {host_of(feed.url) for feed in under_way.values()}
    for feed in feed_rows.lease_due(walk.store, now, room, LEASE, each=1, busy=busy):
        under_way[feed.id] = feed
        flow.add(feed.id, _request(feed, now))


def _request(feed: Feed, now: datetime) -> FetchRequest:
    etag, last_modified = validators(feed, now)
    return FetchRequest(url=feed.url, kind="feed", etag=etag, last_modified=last_modified)


def _settle_safely(walk: Walk, feed: Feed, outcome: FetchOutcome) -> int:
    with structlog.contextvars.bound_contextvars(feed=feed.url):
        try:
            return settle(walk, feed, outcome)
        except StoreError:
            raise
        except Exception:
            # One odd feed must not stop the others: it is due again, and the log has the trace.
            log.exception("feed not settled")
            feed_rows.hold_back(walk.store, feed.id, walk.clock.now() + timedelta(hours=1))
            return 0


def settle(walk: Walk, feed: Feed, outcome: FetchOutcome) -> int:
    """Store what one fetch of a feed brought; return how many entries are new.

    A fetch or parse that we broke off ourselves counts for nothing: the feed stays due.
    """
    now = walk.clock.now()
    try:
        result = (
            None if outcome.failure is FetchFailure.CLOSED else plan_poll(walk, feed, outcome, now)
        )
    except ParseError:  # only "closed" comes up to here
        result = None
    if result is None:
        feed_rows.hold_back(walk.store, feed.id, feed.due_at or now)
        return 0
    oldest = now - walk.settings.poll.max_entry_age
    new = feed_rows.settle_poll(walk.store, result, now, oldest=oldest)
    _log(result, new)
    return new


def plan_poll(walk: Walk, feed: Feed, outcome: FetchOutcome, now: datetime) -> PollResult:
    """Return what one fetch of a feed means; writes nothing. Raises ParseError("closed") only."""
    facts = _facts(walk, feed, outcome, now)
    return plan(feed, facts, walk.settings.poll, now, jitter(feed.url, now))


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
    return _parsed(walk, feed, outcome, page, digest)


def _parsed(walk: Walk, feed: Feed, outcome: FetchOutcome, page: Page, digest: str) -> PollFacts:
    """Return what stands in a feed that was fetched. Raises ParseError("closed") only."""
    try:
        parsed = parse(walk.children, page, feed.id, limit=walk.settings.poll.max_entries_per_poll)
    except ParseError as error:
        if error.reason == "closed":
            raise
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


def parse(children: Children, page: Page, feed_id: str, *, limit: int) -> ParsedFeed:
    """Return what a fetched feed holds, `limit` entries at most. Raises ParseError.

    Where the quick way kills or stalls the child, the feed is read once more entry by entry: one
    poisoned entry must not hide the others.
    """
    task = FeedTask(page=page, feed_id=feed_id, limit=limit)
    try:
        return children.call(parse_feed, task, url=page.url)
    except ParseError as error:
        if error.reason not in _CHILD_FAILED:
            raise
    return children.call(parse_feed, replace(task, careful=True), url=page.url)


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
