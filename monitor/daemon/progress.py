"""Which loops still move. The watchdog is fed only while every one of them does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable


class Progress:
    """Remembers when each loop last came round, on the monotonic clock."""

    def __init__(
        self, names: Iterable[str], limit_s: float, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._tick = tick
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._last = dict.fromkeys(names, tick())

    def moved(self, name: str) -> None:
        """Note that a loop did a step."""
        with self._lock:
            self._last[name] = self._tick()

    def stuck(self) -> tuple[str, ...]:
        """Return the loops that did not move within the limit."""
        now = self._tick()
        with self._lock:
            return tuple(name for name, at in self._last.items() if now - at > self._limit_s)
