"""Values about incidents as people write them: dates with a precision, tolls, points."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor.model.names import DatePrecision
from monitor.settings.problems import shown

Toll = tuple[int | None, int | None, int | None]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TOLL_KEYS = ("low", "best", "high")
_MOST_PEOPLE = 100_000_000


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days a written date means, and how exact it is."""

    start: date
    end: date
    precision: DatePrecision


def read_date(value: Any) -> DateRange:
    """Return the days of "2020-03-11", "2020-03", "2020" or a TOML date. Raises ValueError."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return DateRange(value, value, DatePrecision.DAY)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(f'{shown(value)} is no date; write 2020-03-11, "2020-03" or "2020"')
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return DateRange(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return DateRange(date(year, month, 1), date(year, month, last), DatePrecision.MONTH)
        return DateRange(date(year, month, day), date(year, month, day), DatePrecision.DAY)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{shown(value)} is no day of the calendar") from None


def precision_of(start: date, end: date) -> DatePrecision:
    """Return how exact the interval is by its length."""
    days = (end - start).days + 1
    steps = ((1, DatePrecision.DAY), (7, DatePrecision.DAYS), (31, DatePrecision.MONTH))
    for most, precision in steps:
        if days <= most:
            return precision
    return DatePrecision.YEAR if days <= 366 else DatePrecision.UNKNOWN


def read_toll(value: Any) -> Toll:
    """Return (low, best, high) of 3, [2, 3, 5] or {low = 2, best = 3}. Raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        parts: list[Any] = [value, value, value]
    elif isinstance(value, list) and len(value) == 3:
        parts = value
    elif isinstance(value, dict) and value and set(value) <= set(_TOLL_KEYS):
        parts = [value.get(key) for key in _TOLL_KEYS]
    else:
        raise ValueError("wants 3, [low, best, high], or { low = 2, best = 3, high = 5 }")
    for part in parts:
        if part is None:
            continue
        if isinstance(part, bool) or not isinstance(part, int) or not 0 <= part <= _MOST_PEOPLE:
            raise ValueError(f"{shown(part)} is no number of people")
    told = [part for part in parts if part is not None]
    if told != sorted(told):
        raise ValueError(f"wants low ≤ best ≤ high, not {told}")
    return parts[0], parts[1], parts[2]


def read_near(value: Any) -> tuple[float, float, float]:
    """Return (latitude, longitude, kilometres). Raises ValueError, one argument a problem."""
    if isinstance(value, dict) and set(value) == {"latitude", "longitude", "km"}:
        value = [value["latitude"], value["longitude"], value["km"]]
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError("wants [latitude, longitude, kilometres]")
    wrong: list[str] = []
    limits = (("latitude", -90, 90), ("longitude", -180, 180), ("kilometres", 0.1, 20000))
    for number, (what, low, high) in zip(value, limits, strict=True):
        if isinstance(number, bool) or not isinstance(number, int | float):
            wrong.append(f"{what} wants a number")
        elif not low <= number <= high:
            wrong.append(f"{what} {shown(number)} is not between {low} and {high}")
    if wrong:
        raise ValueError(*wrong)
    return float(value[0]), float(value[1]), float(value[2])
