"""The only place that reads the clock. Everything else takes `now`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class SteppedClock:
    """A clock that stands still until it is set: the demo's fast days, and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the moment it was last set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Set the clock; it may only go forward."""
        assert now >= self._now, "a stepped clock goes forward"
        self._now = now
