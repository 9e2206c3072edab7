"""What Retry-After and Cache-Control mean, in all the forms that servers write. Never raises.

Source: RFC 9110 §10.2.3, RFC 9111 §5.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from monitor.feeds.dates import read_date

_SECONDS = re.compile(r"\d{1,20}")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_LONGEST = timedelta(days=3650)
_TEN_YEARS_S = int(_LONGEST.total_seconds())


def retry_after(text: str | None, now: datetime) -> timedelta | None:
    """Return the pause that a Retry-After header asks for, None where it asks for none.

    Seconds or an HTTP date; a past date, a sign, a fraction, "1e3", "NaN" and "" ask for nothing.
    """
    text = (text or "").strip()[:100]
    if _SECONDS.fullmatch(text) and text.isascii():
        return timedelta(seconds=min(int(text), _TEN_YEARS_S)) if int(text) else None
    if not re.search("[A-Za-z]{3}", text):
        return None
    # Read against a far "now": a date in the future is what is wanted here.
    moment = read_date(text, now + _LONGEST)
    return moment - now if moment is not None and moment > now else None


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long the server says its answer stays fresh, less its age; None = not said."""
    control = headers.get("cache-control", "")[:500].lower()
    found = _MAX_AGE.search(control)
    if not found or "no-cache" in control or "no-store" in control:
        return None
    seconds = min(int(found[1]), _TEN_YEARS_S)
    age = headers.get("age", "").strip()
    if age.isascii() and age.isdigit() and len(age) < 10:
        seconds -= int(age)
    return timedelta(seconds=seconds) if seconds > 0 else None
