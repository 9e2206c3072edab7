"""The read leg: waiting entries leased, pages fetched, read in a child, decided, recorded.

Pages are read as they come, so that few are held at a time; decisions are made in the order of
publication (see `line`).
"""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import timedelta

import structlog

from monitor.errors import StoreError
from monitor.fetch.flow import Flow
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.fetch.robots import Permission, rules_request
from monitor.jobs.publication_order import Line
from monitor.jobs.settling import CLOSED, Found, found_in, settle_safely
from monitor.jobs.walk import Walk
from monitor.model.collecting import Entry, Feed
from monitor.store import entries as entry_rows
from monitor.store import feeds as feed_rows
from monitor.store import sightings
from monitor.store.open import Store
from monitor.urls import host as host_of
from monitor.urls import is_web

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=20)
#: Entries under way at a time, and those of one feed among them.
_MOST = 192
_MOST_OF_FEED = 48
#: How long to wait for a page before looking what is due by now.
_LOOK_S = 0.5
#: A page that takes longer no longer holds up the decisions on later ones.
PATIENCE_S = 30.0
#: After so many of these in a row a host is left alone for this time.
_STRIKES = 2
_DOWN = frozenset(
    {
        FetchFailure.TIMEOUT,
        FetchFailure.CONNECT_TIMEOUT,
        FetchFailure.REFUSED,
        FetchFailure.UNREACHABLE,
        FetchFailure.DNS,
        FetchFailure.HTTP_429,
    }
)


def run(walk: Walk) -> int:
    """Read everything that waits; return how many articles or new versions were recorded.

    Raises StoreError where the database cannot be used; what was under way is done again.
    """
    leg = _Leg(walk)
    try:
        return leg.run()
    finally:
        leg.close()


class _Leg:
    """One run of the leg: what it holds."""

    def __init__(self, walk: Walk) -> None:
        assert walk.robots is not None, "reading needs the network"
        assert walk.fetcher is not None
        self._walk = walk
        self._robots = walk.robots
        self._fetcher = walk.fetcher
        self._flow = Flow(walk.fetcher)
        self._line: Line[Found] = Line(PATIENCE_S)
        #: Address of a robots.txt that is being asked for → entries that wait for it.
        self._asking: dict[str, list[Entry]] = {}
        self._strikes: dict[str, int] = defaultdict(int)
        self._feeds: Mapping[str, Feed] = {}
        #: The clock of the line: seconds spent waiting for pages. That we are slow ourselves
        #: must not change who is next.
        self._waited_s = 0.0

    def run(self) -> int:
        _give_back(self._walk.store)
        recorded, idle = 0, True
        while not self._walk.stop.is_set() and not self._fetcher.closed:
            self._walk.pulse("read")
            if idle or len(self._line) <= _MOST // 2:
                self._top_up()
            recorded += self._settle_ready()
            if not self._line:
                if idle:
                    break
                idle = True
                continue
            idle = not self._take()
        return recorded

    def close(self) -> None:
        self._flow.close()
        with contextlib.suppress(StoreError):
            _give_back(self._walk.store)

    def _top_up(self) -> None:
        room = _MOST - len(self._line)
        if room <= 0:
            return
        store, now = self._walk.store, self._walk.clock.now()
        full = [feed for feed, count in self._line.per_feed().items() if count >= _MOST_OF_FEED]
        leased = entry_rows.lease_waiting(store, now, room, LEASE, each=_MOST_OF_FEED, busy=full)
        if leased:
            self._feeds = {feed.id: feed for feed in feed_rows.all_feeds(store)}
        for entry in leased:
            self._line.add(entry, self._waited_s)
            self._admit(entry)

    def _admit(self, entry: Entry) -> None:
        if not is_web(entry.url):
            self._line.put(entry.id, Found(failure="no_link"))
            return
        permission = self._robots.known(entry.url)
        if permission is None:
            self._ask_rules(entry)
        elif permission is Permission.ALLOWED:
            seen = sightings.page_seen(self._walk.store, entry.id)
            etag, last_modified = (seen.etag, seen.last_modified) if seen else (None, None)
            request = FetchRequest(url=entry.url, etag=etag, last_modified=last_modified)
            self._flow.add(entry.id, request)
        else:
            again = permission is Permission.UNREACHABLE
            self._line.put(entry.id, Found(failure="robots", again=again))

    def _ask_rules(self, entry: Entry) -> None:
        request = rules_request(entry.url)
        waiting = self._asking.setdefault(request.url, [])
        waiting.append(entry)
        if len(waiting) == 1:
            self._flow.add((request.url,), request)

    def _take(self) -> bool:
        began = time.monotonic()
        taken = self._flow.take(_LOOK_S)
        self._waited_s += time.monotonic() - began
        if taken is None:
            return False
        key, outcome = taken
        if isinstance(key, str):
            entry = self._line.entry(key)
            with structlog.contextvars.bound_contextvars(entry=entry.id, url=entry.url):
                feed = self._feeds.get(entry.feed_id)
                self._line.put(key, found_in(self._walk, entry, feed, outcome))
        else:
            self._learn_rules(outcome)
        self._count(outcome)
        return True

    def _learn_rules(self, outcome: FetchOutcome) -> None:
        self._robots.learn(outcome)
        for entry in self._asking.pop(outcome.request.url, []):
            if outcome.failure is FetchFailure.CLOSED:
                self._line.put(entry.id, CLOSED)
            else:
                self._admit(entry)

    def _count(self, outcome: FetchOutcome) -> None:
        """Leave a host alone that does not answer: its other pages are put off like this one."""
        host = host_of(outcome.request.url)
        self._strikes[host] = self._strikes[host] + 1 if outcome.failure in _DOWN else 0
        if self._strikes[host] >= _STRIKES:
            self._put_off(self._flow.drop(host), str(outcome.failure))

    def _put_off(self, keys: list[Hashable], failure: str) -> None:
        found = Found(failure=failure, again=True)
        for key in keys:
            if isinstance(key, str):
                self._line.put(key, found)
            elif isinstance(key, tuple):
                for entry in self._asking.pop(key[0], []):
                    self._line.put(entry.id, found)

    def _settle_ready(self) -> int:
        recorded = 0
        while not self._walk.stop.is_set():
            due = self._line.ready(self._waited_s)
            if due is None:
                break
            self._walk.pulse("read")
            entry, found = due
            with structlog.contextvars.bound_contextvars(entry=entry.id, url=entry.url):
                feed = self._feeds.get(entry.feed_id)
                recorded += settle_safely(self._walk, entry, feed, found)
        return recorded


def _give_back(store: Store) -> None:
    """Free the leases of a leg that broke off: there is only one leg, so they are nobody's."""
    if store.exclusive:
        entry_rows.release_all(store)
