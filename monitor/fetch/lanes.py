"""One lane a host: never two requests at once, and a pause between. Lives on the fetch loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: A host that is spoken to for longer no longer counts among the parallel ones: a few dozen that
#: drip must not keep all others waiting.
SLOW_S = 3.0
#: Above this many lanes, those long idle are forgotten.
_MANY = 2000


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    pause_s: float = 0.0
    users: int = 0


@dataclass(slots=True)
class _Place:
    """A place among the parallel hosts, given back once."""

    hosts: asyncio.Semaphore
    held: bool = True

    def free(self) -> None:
        if self.held:
            self.held = False
            self.hosts.release()


class Lanes:
    """Shared by every caller; at most `parallel` hosts are spoken to at the same time,
    not counting those that are slow."""

    def __init__(self, pause_s: float, parallel: int) -> None:
        self._pause_s = pause_s
        self._hosts = asyncio.Semaphore(max(1, parallel))
        self._lanes: dict[str, _Lane] = {}

    def slow_down(self, host: str, pause_s: float) -> None:
        """Make the pause of `host` at least `pause_s` (robots.txt asked for it)."""
        self._lane(host).pause_s = max(self._pause_s, pause_s)

    @asynccontextmanager
    async def hold(self, host: str) -> AsyncIterator[None]:
        """Wait for the lane of `host`, its pause and a free place; then it is ours."""
        lane = self._lane(host)
        lane.users += 1
        loop = asyncio.get_running_loop()
        try:
            async with lane.lock:
                wait = lane.free_at - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                await self._hosts.acquire()
                place = _Place(self._hosts)
                slow = loop.call_later(SLOW_S, place.free)
                try:
                    yield
                finally:
                    slow.cancel()
                    place.free()
                    lane.free_at = loop.time() + lane.pause_s
        finally:
            lane.users -= 1

    def _lane(self, host: str) -> _Lane:
        lane = self._lanes.get(host)
        if lane is None:
            if len(self._lanes) >= _MANY:
                self._forget()
            lane = self._lanes[host] = _Lane(pause_s=self._pause_s)
        return lane

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        idle = [h for h, lane in self._lanes.items() if not lane.users and lane.free_at < now]
        for host in idle:
            del self._lanes[host]
