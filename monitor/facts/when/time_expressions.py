"""Expressions of time in a text, resolved against the day of publication.

A bare weekday is the most recent one not after publication; a month and day without a year the
most recent such date. What is told as still to come is marked `future` and never an incident's day.
Source: TimeML (what an expression is); the rule of the most recent weekday holds for 78 % of
reports by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.facts.lexical.numbers import NumberWords, amount
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.time_words import (
    FIRST_YEAR,
    TimeWords,
    month_end,
    months_back,
    weekday_before,
)
from monitor.facts.nouns import Moment
from monitor.facts.when.calendar_dates import MonthReader, day_of
from monitor.facts.when.marked_dates import MarkedReader
from monitor.facts.when.moments import Telling
from monitor.model.names import DatePrecision

_MOST = 200


@dataclass(frozen=True, slots=True)
class DateReader:
    """One text being read for its times."""

    telling: Telling
    numbers: NumberWords
    months: MonthReader
    marked: MarkedReader | None

    def find(self) -> tuple[Moment, ...]:
        """Return the times told, in order, at most 200."""
        found: list[Moment] = []
        past = 0
        for index in self._starts():
            moment = self._at(index) if index >= past else None
            if moment:
                found.append(moment)
                past = moment.past
            if len(found) == _MOST:
                break
        return tuple(found)

    def _starts(self) -> list[int]:
        """Words that a time may start with."""
        heads = self.telling.times.heads
        words = enumerate(self.telling.prose.words)
        return [i for i, word in words if word in heads or word[0].isdigit()]

    def _at(self, index: int) -> Moment | None:
        word, times = self.telling.prose.words[index], self.telling.times
        named = self._named(index) if times.names else None
        if named is not None:
            return named
        if word in times.words:
            return self._worded(index, *times.words[word])
        if word in times.this or word in times.last:
            return self._part_of_day(index, word)
        if word in times.units:
            return self._counted(index)
        if word[0].isdigit():
            marked = self.marked.at(index) if self.marked is not None else None
            if marked is not None:
                return marked
            if len(word) == 4:
                return self.months.numeric(index) or self.months.year(index)
            return self.months.slashes(index) if len(word) <= 2 else None
        return self.months.holiday(index)

    def _named(self, index: int) -> Moment | None:
        """A day named by several words: "antes de ontem", "پنج شنبه"."""
        words = self.telling.prose.words
        for name, (kind, value) in self.telling.times.names:
            past = index + len(name)
            if words[index] == name[0] and tuple(words[index:past]) == name:
                if kind != "weekday":
                    told = self._worded(index, kind, value)
                    return replace(told, past=max(told.past, past)) if told else None
                anchor = self.telling.anchor
                start = weekday_before(value, anchor, strictly=False) if anchor else None
                return self.telling.moment(index, past, kind, start, start) if start else None
        return None

    def _part_of_day(self, index: int, word: str) -> Moment | None:
        """ "this morning", "last night"."""
        words, times = self.telling.prose.words, self.telling.times
        after = words[index + 1] if index + 1 < len(words) else ""
        part = times.parts.get(after)
        if part is None:
            return self._counted(index) if word in times.units else None
        back = -1 if word in times.last else 0
        if back and part != "night":
            return None
        return self._days(index, index + 2, back, back, "today", part)

    def _worded(self, index: int, kind: str, value: int) -> Moment | None:
        if kind == "month":
            return self.months.month(index, value)
        if kind == "weekday":
            return self._weekday(index, value)
        if kind == "overnight":
            return self._overnight(index)
        if kind == "future":
            return self.telling.moment(index, index + 1, "relative", None, None, future=True)
        return self._days(index, index + 1, value, value, "today")

    def _overnight(self, index: int) -> Moment | None:
        """The night into the day of publication: after midnight in 16 of 20 reports measured."""
        day = self.telling.anchor
        if day is None:
            return None
        days = DatePrecision.DAYS
        return self.telling.moment(
            index, index + 1, "overnight", day, day, precision=days, part="night"
        )

    def _days(
        self, first: int, past: int, low: int, high: int, kind: str, part: str = ""
    ) -> Moment | None:
        if self.telling.anchor is None:
            return None
        start = self.telling.anchor + timedelta(days=low)
        end = self.telling.anchor + timedelta(days=high)
        return self.telling.moment(first, past, kind, start, end, part=part)

    def _weekday(self, index: int, day: int) -> Moment | None:
        words, times = self.telling.prose.words, self.telling.times
        if words[index] in times.doubtful and not self._is_short_form(index):
            return None
        if self._month_follows(index):
            return None
        if self.telling.anchor is None:
            return None
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        first, past = index, index + 1
        strictly = before in times.last
        if strictly:
            first -= 1
        elif after in times.last and after not in ("last", "past"):
            past, strictly = past + 1, False
        if before in times.next or after in times.next - {"next", "coming", "following"}:
            ahead = (day - self.telling.anchor.weekday()) % 7 or 7
            start = self.telling.anchor + timedelta(days=ahead)
            return self.telling.moment(first, past, "weekday", start, start, future=True)
        start = weekday_before(day, self.telling.anchor, strictly=strictly)
        if not strictly and self.telling.is_ahead(index):
            ahead = (day - self.telling.anchor.weekday()) % 7
            start = self.telling.anchor + timedelta(days=ahead)
            return self.telling.moment(first, past, "weekday", start, start, future=ahead > 0)
        return self.telling.moment(first, past, "weekday", start, start)

    def _is_short_form(self, index: int) -> bool:
        prose = self.telling.prose
        large = prose.text[prose.starts[index]].isupper()
        follow = prose.text[prose.ends[index] : prose.ends[index] + 2]
        return large and not prose.uncased and follow[:1] in (".", ",")

    def _month_follows(self, index: int) -> bool:
        """ "Monday, March 16": the date says more than the weekday."""
        words, table = self.telling.prose.words, self.telling.times.words
        near = words[index + 1 : index + 4]
        if self.telling.prose.gap(index).strip() not in ("", ",", ",.", ".,"):
            return False
        for offset, word in enumerate(near):
            kind = table.get(word, ("", 0))[0]
            if kind == "month":
                return self._has_day(index + 1 + offset)
            if not (word[0].isdigit() or word in self.telling.times.joiners):
                return False
        return False

    def _has_day(self, index: int) -> bool:
        words = self.telling.prose.words
        around = words[max(0, index - 2) : index] + words[index + 1 : index + 2]
        return any(day_of(word) for word in around)

    def _counted(self, index: int) -> Moment | None:
        """ "two weeks ago", "last month", "this week", "il y a deux jours"."""
        words, times = self.telling.prose.words, self.telling.times
        if self.telling.anchor is None:
            return None
        unit = times.units[words[index]]
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if before in times.last or after in times.last:
            first, past = (index - 1, index + 1) if before in times.last else (index, index + 2)
            return self._unit(first, past, unit, 1) if unit != "day" else None
        if before in times.this:
            return self._unit(index - 1, index + 1, unit, 0)
        if before in times.next or after in times.next - {"next", "coming", "following"}:
            return self.telling.moment(index - 1, index + 1, "relative", None, None, future=True)
        return self._ago(index, unit, after)

    def _ago(self, index: int, unit: str, after: str) -> Moment | None:
        words, times = self.telling.prose.words, self.telling.times
        count, first = self._count_before(index)
        if count is None:
            return None
        past = index + 1
        if after in times.ago:
            return self._unit(first, past + 1, unit, count)
        for phrase in times.before_ago:
            start = first - len(phrase)
            if start >= 0 and tuple(words[start:first]) == phrase:
                return self._unit(start, past, unit, count)
        return None

    def _count_before(self, index: int) -> tuple[int | None, int]:
        for first in range(index - 1, max(-1, index - 4), -1):
            found = amount(self.telling.prose, first, self.numbers)
            if found and found.past == index and found.best < 200:
                return found.best, first
        before = self.telling.prose.words[index - 1] if index else ""
        return (1, index - 1) if before in ("a", "an") else (None, index)

    def _unit(self, first: int, past: int, unit: str, count: int) -> Moment | None:
        anchor = self.telling.anchor
        assert anchor is not None, "asked only with an anchor"
        if unit == "day":
            start = end = anchor - timedelta(days=count)
            return self.telling.moment(first, past, "relative", start, end)
        if unit == "week":
            monday = anchor - timedelta(days=anchor.weekday() + 7 * count)
            end = monday + timedelta(days=6)
            return self.telling.moment(
                first, past, "relative", monday, end, precision=DatePrecision.WEEK
            )
        if unit == "month":
            year, month = months_back(anchor, count)
            start, end = date(year, month, 1), month_end(year, month)
            return self.telling.moment(
                first, past, "relative", start, end, precision=DatePrecision.MONTH
            )
        year = max(anchor.year - count, FIRST_YEAR)
        start, end = date(year, 1, 1), date(year, 12, 31)
        return self.telling.moment(
            first, past, "relative", start, end, precision=DatePrecision.YEAR
        )


def date_reader(
    prose: Prose,
    times: TimeWords,
    numbers: NumberWords,
    anchor: date | None,
    *,
    month_first: bool = False,
) -> DateReader:
    """Return a reader for one text told on the day `anchor` (None = unknown)."""
    telling = Telling(prose, times, anchor)
    marked = MarkedReader(telling, times.marks) if times.marks else None
    return DateReader(telling, numbers, MonthReader(telling, month_first), marked)
