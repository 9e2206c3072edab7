"""Dates with a word behind each number: 2026年4月13日, 去年9月, 12日. Nothing is chosen here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.facts.lexical.time_words import FIRST_YEAR, LAST_YEAR, a_date, month_end
from monitor.facts.nouns import Moment
from monitor.facts.when.moments import Telling
from monitor.model.names import DatePrecision

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class MarkedReader:
    """One text being read for dates of which each number stands before its mark."""

    telling: Telling
    #: "year", "month", "day", "last_year", … → the words that say it.
    marks: Mapping[str, frozenset[str]]

    def at(self, index: int) -> Moment | None:
        """Return the date that starts with the number at word `index`."""
        year, past = self._number(index, "year")
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        month, past = self._number(past, "month")
        day, past = self._number(past, "day")
        if day is not None and self._is(past, "not_day"):
            return None
        if month is not None and not 1 <= month <= _MONTHS:
            return None
        year = self._year(index, month) if year is None else year
        return self._told(index, past, year, month, day)

    def _number(self, index: int, mark: str) -> tuple[int | None, int]:
        words = self.telling.prose.words
        if index + 1 < len(words) and words[index + 1] in self.marks[mark]:
            word = words[index]
            if word.isascii() and word.isdigit() and len(word) <= 4:
                return int(word), index + 2
        return None, index

    def _is(self, index: int, mark: str) -> bool:
        words = self.telling.prose.words
        return 0 <= index < len(words) and words[index] in self.marks[mark]

    def _year(self, index: int, month: int | None) -> int | None:
        """The year that a word before a month says: "去年9月"."""
        anchor = self.telling.anchor
        if anchor is None or month is None:
            return None
        if self._is(index - 1, "last_year"):
            return anchor.year - 1
        return anchor.year if self._is(index - 1, "this_year") else None

    def _told(
        self, first: int, past: int, year: int | None, month: int | None, day: int | None
    ) -> Moment | None:
        if day is not None:
            told = self._day(first, year, month, day)
            return self.telling.moment(first, past, "date", told, told) if told else None
        if month is not None:
            return self._month(first, past, year, month)
        if year is None:
            return None
        start, end = date(year, 1, 1), date(year, 12, 31)
        return self.telling.moment(first, past, "year", start, end, precision=DatePrecision.YEAR)

    def _day(self, first: int, year: int | None, month: int | None, day: int) -> date | None:
        """The day: of the year told, else the most recent one that is not to come."""
        anchor = self.telling.anchor
        if year is not None and month is not None:
            return a_date(year, month, day)
        if anchor is None:
            return None
        if month is not None:
            told = a_date(anchor.year, month, day)
            return told if told and told <= anchor else a_date(anchor.year - 1, month, day)
        back = 1 if self._is(first - 1, "last_month") else 0
        return _recent(anchor, day, back)

    def _month(self, first: int, past: int, year: int | None, month: int) -> Moment | None:
        anchor = self.telling.anchor
        if year is None:
            if anchor is None:
                return None
            year = anchor.year - (month > anchor.month)
        start, end = date(year, month, 1), month_end(year, month)
        return self.telling.moment(first, past, "month", start, end, precision=DatePrecision.MONTH)


def _recent(anchor: date, day: int, back: int) -> date | None:
    """The latest day of this number not after `anchor`, or of the month before ("先月12日")."""
    for months in range(back, back + 3):
        index = anchor.year * _MONTHS + anchor.month - 1 - months
        told = a_date(index // _MONTHS, index % _MONTHS + 1, day)
        if told and told <= anchor:
            return told
    return None
