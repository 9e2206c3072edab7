"""Which loops still move. The watchdog is fed only while every one of them does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping


class Progress:
    """Remembers when each loop last came round, on the monotonic clock.

    A loop at work must move within the limit; one that waits, within its pause and the limit.
    """

    def __init__(
        self,
        every_s: Mapping[str, float],
        limit_s: float,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tick = tick
        self._limit_s = limit_s
        self._every_s = every_s
        self._lock = threading.Lock()
        self._at_work: set[str] = set()
        self._last = dict.fromkeys(every_s, tick())

    def began(self, name: str) -> None:
        """Note that a loop is at work from now on."""
        with self._lock:
            self._at_work.add(name)
            self._last[name] = self._tick()

    def moved(self, name: str) -> None:
        """Note that a loop did a step."""
        with self._lock:
            self._last[name] = self._tick()

    def ended(self, name: str) -> None:
        """Note that a loop waits for its next turn."""
        with self._lock:
            self._at_work.discard(name)
            self._last[name] = self._tick()

    def stuck(self) -> tuple[str, ...]:
        """Return the loops that did not move in time."""
        now = self._tick()
        with self._lock:
            return tuple(name for name, at in self._last.items() if now - at > self._patience(name))

    def _patience(self, name: str) -> float:
        return self._limit_s + (0.0 if name in self._at_work else self._every_s[name])
