"""When a digest is due: wall times at a place, over clock changes. Pure: `now` comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def last_due(
    at: Sequence[str], days: Sequence[str], zone: ZoneInfo, now: datetime
) -> datetime | None:
    """Return the latest moment (UTC) at or before `now` for which a digest is scheduled.

    `at` are wall times "HH:MM"; `days` limits the days of the week, empty = every day. A wall time
    that the clocks skip counts at the moment they jump over it; one that they repeat counts at its
    first occurrence: exactly one a local date. None where nothing is scheduled within a week.
    """
    today = now.astimezone(zone).date()
    for back in range(9):
        day = today - timedelta(days=back)
        if days and _DAYS[day.weekday()] not in days:
            continue
        moments = (
            datetime.combine(day, time.fromisoformat(clock), tzinfo=zone).astimezone(UTC)
            for clock in at
        )
        past = [moment for moment in moments if moment <= now]
        if past:
            return max(past)
    return None
