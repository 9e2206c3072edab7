"""Values of the configuration: each kind of the schema, from TOML to what the nouns hold.

A reader returns the value or raises ValueError, one argument a problem. No file is read here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn

from monitor.settings import addresses, incident_values, patterns, times
from monitor.settings.codes import check_country, check_language
from monitor.settings.problems import hint, shown
from monitor.settings.schema import Key
from monitor.settings.times import read_duration

MAX_TEXT = 300
MAX_LONG_TEXT = 5000
MAX_LIST = 2000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_value(value: Any, key: Key) -> Any:
    """Return `value` as the noun's field holds it. Raises ValueError, one argument a problem."""
    return _READERS[key.kind](value, key)


def _wrong(value: object, wanted: str) -> NoReturn:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    is_what = names.get(type(value), "a table" if isinstance(value, dict) else "a date or time")
    raise ValueError(f"{wanted}, not {is_what}")


def _text(value: Any, key: Key, most: int = MAX_TEXT) -> str:
    if not isinstance(value, str):
        _wrong(value, "wants text in quotes")
    if _CONTROL.search(value):
        raise ValueError("holds a line break or control character")
    if len(value) > most:
        raise ValueError(f"is longer than {most} characters")
    text = value.strip()
    if key.required and not text:
        raise ValueError("is empty")
    return text


def _long_text(value: Any, key: Key) -> str:
    if isinstance(value, str):
        value = re.sub(r"[\n\t]+", " ", value)
    return _text(value, key, MAX_LONG_TEXT)


def _flag(value: Any, _: Key) -> bool:
    if not isinstance(value, bool):
        _wrong(value, "wants true or false")
    return value


def _int(value: Any, key: Key) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _wrong(value, "wants a whole number")
    _in_bounds(value, key)
    return value


def _number(value: Any, key: Key) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong(value, "wants a number")
    if not math.isfinite(value):
        raise ValueError("wants a finite number")
    _in_bounds(value, key)
    return float(value)


def _in_bounds(value: float, key: Key) -> None:
    low, high = key.low, key.high
    assert not isinstance(low, str), key
    assert not isinstance(high, str), key
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{shown(value)} is not between {low} and {high}")


def _duration(value: Any, key: Key) -> timedelta:
    if not isinstance(value, str):
        _wrong(value, 'wants a duration in quotes ("90s", "15m", "2h", "7d")')
    duration = read_duration(value)
    low, high = read_duration(str(key.low)), read_duration(str(key.high))
    if not low <= duration <= high:
        raise ValueError(f"{shown(value)} is not between {key.low} and {key.high}")
    return duration


def _seconds(value: Any, key: Key) -> float:
    return _duration(value, key).total_seconds()


def _choice(value: Any, key: Key) -> str:
    text = _text(value, key)
    if text not in key.choices:
        close = hint(text, key.choices)
        raise ValueError(f"{shown(text)} is not one of {', '.join(key.choices)}{close}")
    return text


def _word(value: Any, key: Key) -> str:
    text = _text(value, key)
    if not _WORD.fullmatch(text):
        suggestion = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:40]
        close = f' (did you mean "{suggestion}"?)' if _WORD.fullmatch(suggestion) else ""
        raise ValueError(f"{shown(text)} is no plain word of a–z, 0–9 and _{close}")
    return text


def _many(one: Callable[[Any, Key], Any]) -> Callable[[Any, Key], tuple[Any, ...]]:
    """Return a reader of lists whose elements `one` reads; all their problems at once."""

    def read(value: Any, key: Key) -> tuple[Any, ...]:
        if not isinstance(value, list):
            _wrong(value, 'wants a list, as in ["one", "two"]')
        if len(value) > MAX_LIST:
            raise ValueError(f"has more than {MAX_LIST} elements")
        done: list[Any] = []
        wrong: list[str] = []
        for number, element in enumerate(value, start=1):
            try:
                done.append(one(element, key))
            except ValueError as error:
                at = f"element {number}: " if len(value) > 1 else ""
                wrong.extend(f"{at}{what}" for what in error.args)
        if wrong:
            raise ValueError(*wrong)
        return tuple(dict.fromkeys(done))

    return read


def _filled(value: Any, key: Key) -> str:
    text = _text(value, key)
    if not text:
        raise ValueError("is empty")
    return text


def _pattern(value: Any, key: Key) -> str:
    if not isinstance(value, str):
        _wrong(value, "wants text in quotes")
    try:
        patterns.check_pattern(value)
    except ValueError as error:
        raise ValueError(f"{shown(value)} {error}") from error
    return value


def _country(value: Any, key: Key) -> str:
    return check_country(_text(value, key))


def _country_or_name(value: Any, key: Key) -> str:
    text = _text(value, key)
    return check_country(text) if len(text) == 2 else text


def _language(value: Any, key: Key) -> str:
    return check_language(_text(value, key))


def _plain(read: Callable[[str], Any]) -> Callable[[Any, Key], Any]:
    """Return a reader of one line of text, not empty, that `read` understands."""
    return lambda value, key: read(_filled(value, key))


_READERS: dict[str, Callable[[Any, Key], Any]] = {
    "text": _text,
    "long_text": _long_text,
    "texts": _many(_filled),
    "word": _word,
    "words": _many(_word),
    "flag": _flag,
    "int": _int,
    "number": _number,
    "duration": _duration,
    "durations": _many(_duration),
    "seconds": _seconds,
    "choice": _choice,
    "choices": _many(_choice),
    "clock_times": _many(_plain(times.read_clock)),
    "days": _many(_plain(times.read_day)),
    "quiet_hours": lambda value, key: times.read_quiet_hours(_text(value, key)),
    "zone": _plain(times.read_zone),
    "country": _country,
    "countries": _many(_country),
    "country_or_name": _country_or_name,
    "language": _language,
    "patterns": _many(_pattern),
    "path": _filled,
    "header": _text,
    "channel_names": _many(_filled),
    "contact": _text,
    "host": _plain(addresses.check_host),
    "email": _plain(addresses.check_email),
    "emails": _many(_plain(addresses.check_email)),
    "url": _plain(addresses.check_url),
    "webhook_url": _plain(addresses.check_url),
    "reference": _text,
    "domains": _many(_plain(addresses.check_domain)),
    "networks": _many(_plain(addresses.check_network)),
    "near": lambda value, _: incident_values.read_near(value),
    "date": lambda value, _: incident_values.read_date(value),
    "toll": lambda value, _: incident_values.read_toll(value),
}
