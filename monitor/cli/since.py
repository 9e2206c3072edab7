"""A moment on the command line: a date, a time, or an age like "7d"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

_AGE = re.compile(r"(\d{1,6})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Since(click.ParamType[datetime | timedelta]):
    """Converts "2026-03-01", "2026-03-01T12:00" (UTC unless it says a zone), "7d", "12h"."""

    name = "when"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | timedelta:
        """Return an aware UTC time, or an age."""
        if isinstance(value, datetime | timedelta):
            return value
        age = _AGE.fullmatch(str(value).strip().lower())
        if age:
            return timedelta(**{_UNITS[age[2]]: int(age[1])})
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f'{value!r} is no date ("2026-03-01", "2026-03-01T12:00") and no age ("7d")')
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


SINCE = Since()
