"""Dates as pages write them, with their precision. Machine forms only; prose is htmldate's.

Source: ISO 8601, RFC 3339, RFC 5322.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: Younger than the web, and not from the future (clocks and zones may be a day off).
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time and how finely it was told: "second" (with a zone) or "day"."""

    at: datetime
    precision: str
    #: The same moment as it was written, where its day there is another than in UTC, else "".
    local: str = ""


def read(text: str, now: datetime) -> Moment | None:
    """Return the date that `text` (an attribute's value) tells, or None; never after `now` + 2 d.

    A time without a zone is precise to the day only; it is kept as if it were UTC.
    """
    text = text.strip()[:80]
    return _checked(_iso(text) or _mail(text), now)


def of_day(text: str, now: datetime) -> Moment | None:
    """Return the day of a "YYYY-MM-DD" text."""
    return _checked(_iso(text[:10]), now)


def from_time(at: datetime | None, now: datetime) -> Moment | None:
    """Return an aware time (a feed's) as a moment, if it is a sane one."""
    return _checked(None if at is None else Moment(at=at.astimezone(UTC), precision="second"), now)


def _checked(moment: Moment | None, now: datetime) -> Moment | None:
    if moment is None or not EARLIEST <= moment.at <= now + AHEAD:
        return None
    return moment


def _iso(text: str) -> Moment | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        at = datetime(int(year), int(month), int(day), tzinfo=UTC)
        if hour is None:
            return Moment(at=at, precision="day")
        at = at.replace(hour=int(hour) % 24, minute=int(minute), second=min(int(second or 0), 59))
        if not zone:
            return Moment(at=at, precision="day")
        utc = at - _offset(zone)
        local = text[: found.end()] if utc.date() != at.date() else ""
        return Moment(at=utc, precision="second", local=local)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -size if zone[0] == "-" else size


def _mail(text: str) -> Moment | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        return Moment(at=at.replace(tzinfo=UTC), precision="day")
    try:
        return Moment(at=at.astimezone(UTC), precision="second")
    except OverflowError:
        return None
