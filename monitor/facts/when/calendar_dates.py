"""Dates by month: "11 March", "March 11, 2020", "last December", 2020-03-11, holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.facts.lexical.time_words import FIRST_YEAR, LAST_YEAR, a_date, month_end
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Moment
from monitor.facts.when.moments import Telling
from monitor.model.names import DatePrecision

_ORDINAL_ENDS = bags("when.calendar_dates")["ordinal_ends"]


@dataclass(frozen=True, slots=True)
class MonthReader:
    """One text being read for dates that name a month."""

    telling: Telling
    #: 3/4 is March 4th (else 3 April).
    month_first: bool

    def month(self, index: int, month: int) -> Moment | None:
        """Return the date or month told at a month's name."""
        words, times = self.telling.prose.words, self.telling.times
        day, first, past = self._day_beside(index)
        year, past = self._year_beside(past)
        if day:
            return self._month_day(first, past, year, month, day)
        if words[index] in times.doubtful and not self._is_lead_in(index) and year is None:
            return None
        if not self.telling.prose.is_name(index) and words[index] in ("may", "march"):
            return None
        return self._whole_month(index, past, year, month)

    def _day_beside(self, index: int) -> tuple[int | None, int, int]:
        """The day's number before ("11 March", "3 de marzo") or after ("March 11") a month."""
        words = self.telling.prose.words
        at = index - 1
        while at >= max(0, index - 2) and words[at] in self.telling.times.joiners:
            at -= 1
        past = index + 1
        after = day_of(words[past]) if past < len(words) else None
        if after and self.telling.prose.gap(index).strip() in ("", ".", "the"):
            before = day_of(words[at]) if at == index - 1 and at >= 0 else None
            if not before or not self._is_day_gap(at):
                return after, index, past + 1
        if at >= 0 and self._is_day_gap(at):
            day = day_of(words[at])
            if day:
                return day, at, past
        return None, index, past

    def _is_day_gap(self, at: int) -> bool:
        return self.telling.prose.gap(at).strip() in ("", ".", "-", "º", "°")

    def _year_beside(self, past: int) -> tuple[int | None, int]:
        words = self.telling.prose.words
        at = past
        while at < min(past + 2, len(words)) and words[at] in self.telling.times.joiners:
            at += 1
        if at >= len(words) or self.telling.prose.gap(at - 1).strip() not in (
            "",
            ",",
            ".",
            ".,",
            "-",
        ):
            return None, past
        word = words[at]
        if len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR:
            return int(word), at + 1
        if len(word) == 2 and word.isdigit() and self.telling.prose.uncased and int(word) > 31:
            return 1900 + int(word), at + 1
        return None, past

    def _is_lead_in(self, index: int) -> bool:
        before = self.telling.prose.words[index - 1] if index else ""
        times = self.telling.times
        return before in times.lead_in or before in times.last or before in times.this

    def _month_day(
        self, first: int, past: int, year: int | None, month: int, day: int
    ) -> Moment | None:
        if year is not None:
            told = a_date(year, month, day)
            return self.telling.moment(first, past, "date", told, told) if told else None
        if self.telling.anchor is None:
            return None
        told = a_date(self.telling.anchor.year, month, day)
        if told is None:
            return None
        named = self._named_weekday(first)
        if (
            named is not None
            and told.weekday() == named
            and (told - self.telling.anchor).days < 200
        ):
            return self.telling.moment(first, past, "date", told, told)
        if told > self.telling.anchor:
            ahead = (told - self.telling.anchor).days
            if ahead < 330 and (self.telling.is_ahead(first) or self._is_due(first, ahead)):
                return self.telling.moment(first, past, "date", told, told, future=True)
            told = a_date(self.telling.anchor.year - 1, month, day)
        elif ((self.telling.anchor - told).days > 200 and self._is_due(first, 0)) or (
            (self.telling.anchor - told).days > 300 and self.telling.is_ahead(first)
        ):
            told = a_date(self.telling.anchor.year + 1, month, day)
        return self.telling.moment(first, past, "date", told, told) if told else None

    def _named_weekday(self, first: int) -> int | None:
        """The weekday told right before a date, which says the year."""
        for word in self.telling.prose.words[max(0, first - 2) : first]:
            kind, value = self.telling.times.words.get(word, ("", 0))
            if kind == "weekday":
                return value
        return None

    def _is_due(self, first: int, ahead: int) -> bool:
        before = self.telling.prose.words[max(0, first - 2) : first]
        return ahead < 120 and any(word in self.telling.times.future_before for word in before)

    def _whole_month(self, index: int, past: int, year: int | None, month: int) -> Moment | None:
        before = self.telling.prose.words[index - 1] if index else ""
        first = index - 1 if before in self.telling.times.last else index
        if year is None:
            if self.telling.anchor is None:
                return None
            year = self.telling.anchor.year
            late = month > self.telling.anchor.month
            if late and self.telling.is_ahead(index):
                start = date(year, month, 1)
                return self.telling.moment(
                    first, past, "month", start, month_end(year, month), future=True
                )
            same = month == self.telling.anchor.month and before in self.telling.times.last
            year -= 1 if late or same else 0
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        start, end = date(year, month, 1), month_end(year, month)
        return self.telling.moment(first, past, "month", start, end, precision=DatePrecision.MONTH)

    def numeric(self, index: int) -> Moment | None:
        """Return 2020-03-11 or 2020/03/11."""
        words = self.telling.prose.words
        if index + 2 >= len(words) or self.telling.prose.gap(index) not in ("-", "/", "."):
            return None
        month, day = day_of(words[index + 1]), day_of(words[index + 2][:2])
        if (
            not month
            or not day
            or self.telling.prose.gap(index + 1) != self.telling.prose.gap(index)
        ):
            return None
        told = a_date(int(words[index]) if words[index].isdigit() else 0, month, day)
        return self.telling.moment(index, index + 3, "date", told, told) if told else None

    def slashes(self, index: int) -> Moment | None:
        """Return 11/03/2020, 11.03.2020; 3/11/2020 in the United States."""
        words, gap = self.telling.prose.words, self.telling.prose.gap
        if index + 2 >= len(words) or gap(index) not in ("/", ".") or gap(index + 1) != gap(index):
            return None
        one, two, year = day_of(words[index]), day_of(words[index + 1]), words[index + 2]
        if not one or not two or len(year) != 4 or not year.isdigit():
            return None
        month, day = (one, two) if self.month_first and one <= 12 else (two, one)
        told = a_date(int(year), month, day) or a_date(int(year), day, month)
        return self.telling.moment(index, index + 3, "date", told, told) if told else None

    def year(self, index: int) -> Moment | None:
        """Return a year that stands for itself: only after "in", "since" and the like."""
        word = self.telling.prose.words[index]
        if not word.isdigit() or not FIRST_YEAR <= int(word) <= LAST_YEAR:
            return None
        if index == 0 or self.telling.prose.words[index - 1] not in self.telling.times.lead_in:
            return None
        year = int(word)
        start, end = date(year, 1, 1), date(year, 12, 31)
        return self.telling.moment(
            index, index + 1, "year", start, end, precision=DatePrecision.YEAR
        )

    def holiday(self, index: int) -> Moment | None:
        """Return a holiday of fixed date."""
        words = self.telling.prose.words
        for length in (3, 2):
            told = self.telling.times.holidays.get(tuple(words[index : index + length]))
            if told:
                return self._month_day(index, index + length, None, *told)
        return None


def day_of(word: str) -> int | None:
    """Return 1–31 of "11", "11th", "1er", "3rd"; None for anything else."""
    digits = word[:-2] if word[-2:] in _ORDINAL_ENDS else word
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 2:
        return None
    return int(digits) if 1 <= int(digits) <= 31 else None
