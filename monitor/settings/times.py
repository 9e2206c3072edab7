"""Times as people write them: durations, times of day, week days, quiet hours, zones."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from monitor.settings.problems import hint, shown

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(
    r"(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?"
)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_duration(text: str) -> timedelta:
    """Return the duration "90s", "15m", "1h30m", "7d", "2w" means. Raises ValueError."""
    match = _DURATION.fullmatch(text.replace(" ", "").lower())
    if not match or not any(match.groups()):
        raise ValueError(f'{shown(text)} is no duration; write "90s", "15m", "2h", "1h30m", "7d"')
    parts = zip(match.groups(), (604800, 86400, 3600, 60, 1), strict=True)
    seconds = sum(int(number) * unit for number, unit in parts if number)
    return timedelta(seconds=min(seconds, 86400 * 100_000))


def duration_text(duration: timedelta) -> str:
    """Return a duration as the configuration writes it: "15m", "1h30m", "7d"."""
    left = round(duration.total_seconds())
    text = ""
    for unit in ("d", "h", "m", "s"):
        number, left = divmod(left, _UNITS[unit])
        text += f"{number}{unit}" if number else ""
    return text or "0s"


def read_clock(text: str) -> str:
    """Return a time of day, "00:00" to "23:59". Raises ValueError."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(f'{shown(text)} is no time of day; write "07:00" to "23:59"')
    return text


def read_day(text: str) -> str:
    """Return a week day as its first three letters. Raises ValueError."""
    for day in _WEEKDAYS:
        if text.lower() in (day, day[:3]):
            return day[:3]
    days = ", ".join(day[:3] for day in _WEEKDAYS)
    raise ValueError(f"{shown(text)} is no week day; write one of: {days}")


def read_quiet_hours(text: str) -> str:
    """Return "22:00-06:30", "" for "". Raises ValueError."""
    hours = text.replace(" ", "")
    start, _, end = hours.partition("-")
    if hours and not (_CLOCK.fullmatch(start) and _CLOCK.fullmatch(end) and start != end):
        raise ValueError(f'{shown(text)} are no quiet hours; write "22:00-06:30"')
    return hours


def read_zone(name: str) -> str:
    """Return the name of an IANA time zone of this machine. Raises ValueError."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        close = hint(name, available_timezones())
        raise ValueError(f"{shown(name)} is no time zone{close}") from None
    return name
