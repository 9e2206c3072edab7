"""Requests that come one by one and are handed out as they are done: a leg's view of the network.

Only one request of a host is given to the fetcher at a time; the others wait here, where they can
still be dropped. A leg that takes outcomes promptly holds few pages, and no host holds up another.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass

from monitor.fetch.client import Asked, Fetcher
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.urls import host as host_of

#: How often a waiting caller looks whether the fetcher was closed.
_LOOK_S = 0.25


@dataclass(slots=True)
class _Wish:
    key: Hashable
    request: FetchRequest
    asked: Asked | None = None


class Flow:
    """Used by one thread. `add` with a key, `take` (key, outcome) pairs, `close` at the end."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._done: queue.SimpleQueue[FetchOutcome] = queue.SimpleQueue()
        #: Host → its wishes; the first one is being asked.
        self._lanes: dict[str, deque[_Wish]] = {}
        #: The host of the outcome handed out last: its next request is asked at the next `take`.
        self._freed = ""

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    def add(self, key: Hashable, request: FetchRequest) -> None:
        """Have `request` fetched after those of its host that were added before."""
        lane = self._lanes.setdefault(host_of(request.url), deque())
        lane.append(_Wish(key, request))
        self._ask(lane)

    def take(self, timeout_s: float) -> tuple[Hashable, FetchOutcome] | None:
        """Return the next one that is done, None where none is within `timeout_s`.

        Once the fetcher is closed each that is left comes back as `closed`.
        """
        until = time.monotonic() + timeout_s
        if self._freed in self._lanes:
            # Not before its caller saw the outcome: it may want to drop the rest.
            self._ask(self._lanes[self._freed])
        while self._lanes:
            closed = self._fetcher.closed
            left = 0.0 if closed else until - time.monotonic()
            try:
                outcome = self._done.get(timeout=max(0.0, min(left, _LOOK_S)))
            except queue.Empty:
                if closed:
                    return self._give_up()
                if left <= 0:
                    return None
                continue
            key = self._finish(outcome)
            if key is not None:
                return key[0], outcome
        return None

    def drop(self, host: str) -> list[Hashable]:
        """Forget what waits for `host` and was not asked yet; return the keys."""
        lane = self._lanes.get(host, deque())
        dropped = [wish.key for wish in lane if wish.asked is None]
        kept = deque(wish for wish in lane if wish.asked is not None)
        if kept:
            self._lanes[host] = kept
        else:
            self._lanes.pop(host, None)
        return dropped

    def close(self) -> None:
        """Break off what is under way; nothing is handed out any more."""
        for lane in self._lanes.values():
            for wish in lane:
                if wish.asked is not None:
                    wish.asked.cancel()
        self._lanes.clear()

    def _ask(self, lane: deque[_Wish]) -> None:
        if lane and lane[0].asked is None:
            lane[0].asked = self._fetcher.begin(lane[0].request, self._done)

    def _finish(self, outcome: FetchOutcome) -> tuple[Hashable] | None:
        host = host_of(outcome.request.url)
        lane = self._lanes.get(host)
        if lane is None or lane[0].request is not outcome.request:
            return None  # its caller walked away
        wish = lane.popleft()
        self._freed = host
        if not lane:
            del self._lanes[host]
        return (wish.key,)

    def _give_up(self) -> tuple[Hashable, FetchOutcome]:
        host, lane = next(iter(self._lanes.items()))
        wish = lane.popleft()
        if not lane:
            del self._lanes[host]
        return wish.key, FetchOutcome(request=wish.request, failure=FetchFailure.CLOSED)
