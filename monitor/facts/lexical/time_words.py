"""A language's words of time as look-ups, and days counted from a day. No text is read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from monitor.language.tokens import key

#: News is not older than the printing press, and years beyond this are numbers.
FIRST_YEAR, LAST_YEAR = 1800, 2100
#: Lists of words for one day each → (kind, days from today).
_NAMED_DAYS = {
    "today": ("today", 0),
    "yesterday": ("yesterday", -1),
    "before_yesterday": ("before_yesterday", -2),
    "tomorrow": ("future", 1),
    "overnight": ("overnight", 0),
}
#: Short forms of weekdays make no compounds.
_SHORT = 5


#: Name in words → (month, day).
Holidays = Mapping[tuple[str, ...], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language's words of time."""

    #: Word → (kind, value): ("weekday", 0) Monday, ("month", 3) March, ("today", 0), …
    words: dict[str, tuple[str, int]]
    doubtful: frozenset[str]
    units: dict[str, str]
    parts: dict[str, str]
    last: frozenset[str]
    this: frozenset[str]
    next: frozenset[str]
    ago: frozenset[str]
    before_ago: tuple[tuple[str, ...], ...]
    future: frozenset[str]
    #: Right before a date these make it one to come ("payable Jan. 3").
    future_before: frozenset[str]
    #: Verbs whose present is a plan: "the ministers meet on Monday".
    scheduled: frozenset[str]
    #: "said Friday" tells of the past, whatever is promised before it.
    reporting: frozenset[str]
    joiners: frozenset[str]
    lead_in: frozenset[str]
    #: Those of a fixed date, in every language: a name is a name.
    holidays: Holidays
    #: Every word that a time may start with, numbers aside.
    heads: frozenset[str]
    #: Days named by several words ("antes de ontem"), longest first → the same as `words`.
    names: tuple[tuple[tuple[str, ...], tuple[str, int]], ...] = ()
    #: Words behind the numbers of a date (年, 月, 日) and before it (去年), by what they say.
    marks: Mapping[str, frozenset[str]] | None = None


def holidays_of(tables: Mapping[str, Mapping[str, Any]]) -> Holidays:
    """Return the holidays of all languages of dates.toml."""
    return {
        tuple(name.split()): (int(told[:2]), int(told[3:]))
        for table in tables.values()
        for told, names in table.get("holidays", {}).items()
        for name in names
    }


def _days_by_name(table: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Words that name a day by themselves, with what they count to (see `TimeWords.words`)."""
    words = {key(w): told for name, told in _NAMED_DAYS.items() for w in table[name]}
    for kind, start in (("weekday", 0), ("month", 1)):
        rows = enumerate(table[kind].values(), start)
        words |= {key(w): (kind, n) for n, row in rows for w in row}
    # "Mittwochabend" is a Wednesday.
    ends = [key(w) for row in table["parts"].values() for w in row]
    days = [(w, told) for w, told in words.items() if told[0] == "weekday" and len(w) > _SHORT]
    return words | {w + end: told for w, told in days for end in ends}


def time_words(table: Mapping[str, Any], holidays: Holidays) -> TimeWords:
    """Build one language's words from its table in dates.toml; `holidays` are those of all."""
    words = _days_by_name(table)
    several = sorted((name for name in words if " " in name), key=lambda n: -len(n.split()))
    names = tuple((tuple(name.split()), words.pop(name)) for name in several)

    def bag(name: str) -> frozenset[str]:
        return frozenset(key(w) for w in table.get(name, ()))

    units = {key(w): unit for unit, row in table["units"].items() for w in row}
    return TimeWords(
        words=words,
        doubtful=bag("doubtful"),
        units=units,
        heads=bag("last")
        | bag("this")
        | frozenset(units)
        | frozenset(words)
        | {name[0] for name in holidays}
        | {name[0] for name, _ in names},
        parts={key(w): part for part, row in table["parts"].items() for w in row},
        last=bag("last"),
        this=bag("this"),
        next=bag("next"),
        ago=bag("ago"),
        before_ago=tuple(tuple(key(p).split()) for p in table["before_ago"]),
        future=bag("future"),
        future_before=bag("future_before"),
        scheduled=bag("scheduled"),
        reporting=bag("reporting"),
        joiners=bag("joiners"),
        lead_in=bag("in"),
        holidays=holidays,
        names=names,
        marks=_marks(table),
    )


def _marks(table: Mapping[str, Any]) -> Mapping[str, frozenset[str]] | None:
    marks = table.get("marks")
    return {name: frozenset(map(key, row)) for name, row in marks.items()} if marks else None


def weekday_before(day: int, anchor: date, *, strictly: bool) -> date:
    """Return the most recent `day` (Monday 0) not after `anchor` (strictly before it)."""
    back = (anchor.weekday() - day) % 7
    return anchor - timedelta(days=back or (7 if strictly else 0))


def a_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def months_back(anchor: date, count: int) -> tuple[int, int]:
    """Return (year, month) `count` months before the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 - count
    return index // 12, index % 12 + 1
