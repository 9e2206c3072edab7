"""Expressions of time in a text, resolved against the day of publication.

A bare weekday is the most recent one not after publication; a month and day without a year the
most recent such date. What is told as still to come is marked `future` and never an incident's day.
Source: TimeML (what an expression is); the rule of the most recent weekday holds for 78 % of
reports by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from monitor.facts.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    TimeWords,
    a_date,
    month_end,
    months_back,
    weekday_before,
)
from monitor.facts.numbers import NumberWords, amount
from monitor.facts.prose import Prose
from monitor.model.facts import When
from monitor.model.names import DatePrecision

_MOST = 200
_ONE_DAY = timedelta(days=1)
_FUTURE_REACH = 14
_HOLIDAYS = {
    ("new", "years", "eve"): (12, 31),
    ("new", "years", "day"): (1, 1),
    ("new", "year", "eve"): (12, 31),
    ("new", "year", "day"): (1, 1),
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("valentines", "day"): (2, 14),
    ("fourth", "of", "july"): (7, 4),
    ("boxing", "day"): (12, 26),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time told at words first … past-1; `start` None where it cannot be resolved."""

    prose: Prose
    first: int
    past: int
    #: "weekday", "date", "month", "year", "today", "relative", "overnight".
    kind: str
    start: date | None
    end: date | None
    precision: DatePrecision
    part: str = ""
    future: bool = False

    @property
    def sentence(self) -> int:
        return self.prose.sentence_of[self.first]

    def when(self) -> When | None:
        """Return it as a When with its characters, or None."""
        if self.start is None or self.end is None:
            return None
        return When(
            start=self.start,
            end=self.end,
            precision=self.precision,
            part_of_day=self.part,
            span=self.prose.span(self.first, self.past),
        )


@dataclass(frozen=True, slots=True)
class DateReader:
    """One text being read for its times."""

    prose: Prose
    times: TimeWords
    numbers: NumberWords
    anchor: date | None
    #: 3/4 is March 4th (else 3 April).
    month_first: bool

    def find(self) -> tuple[Moment, ...]:
        """Return the times told, in order, at most 200."""
        found: list[Moment] = []
        words, table, units = self.prose.words, self.times.words, self.times.units
        index = 0
        while index < len(words) and len(found) < _MOST:
            word = words[index]
            moment = None
            if word in table:
                moment = self._worded(index, *table[word])
            elif word in self.times.this and index + 1 < len(words) and words[index + 1] in self.times.parts:
                moment = self._days(index, index + 2, 0, 0, "today", self.times.parts[words[index + 1]])
            elif word in self.times.last and words[index + 1 : index + 2] == ["night"]:
                moment = self._days(index, index + 2, -1, -1, "today", "night")
            elif word in units:
                moment = self._counted(index)
            elif word[0].isdigit() and len(word) == 4:
                moment = self._numeric(index) or self._year(index)
            elif word[0].isdigit() and len(word) <= 2:
                moment = self._slashes(index)
            elif word in ("new", "christmas", "valentines", "fourth", "boxing"):
                moment = self._holiday(index)
            if moment:
                found.append(moment)
            index = max(index + 1, moment.past if moment else 0)
        return tuple(found)

    def _worded(self, index: int, kind: str, value: int) -> Moment | None:
        if kind == "month":
            return self._month(index, value)
        if kind == "weekday":
            return self._weekday(index, value)
        if kind == "overnight":
            return self._days(index, index + 1, -1, 0, "overnight", "night")
        if kind == "future":
            return self._moment(index, index + 1, "relative", None, None, future=True)
        return self._days(index, index + 1, value, value, "today")

    def _days(
        self, first: int, past: int, low: int, high: int, kind: str, part: str = ""
    ) -> Moment | None:
        if self.anchor is None:
            return None
        start = self.anchor + timedelta(days=low)
        end = self.anchor + timedelta(days=high)
        return self._moment(first, past, kind, start, end, part=part)

    def _moment(
        self,
        first: int,
        past: int,
        kind: str,
        start: date | None,
        end: date | None,
        *,
        precision: DatePrecision | None = None,
        part: str = "",
        future: bool = False,
    ) -> Moment:
        if precision is None:
            precision = DatePrecision.DAY if start == end else DatePrecision.DAYS
        found, past = self._part(first, past)
        if self.anchor is not None and start is not None and end is not None:
            future = future or start > self.anchor
            end = max(start, min(end, self.anchor)) if not future else end
        return Moment(
            self.prose, first, past, kind, start, end, precision, found or part, future
        )

    def _part(self, first: int, past: int) -> tuple[str, int]:
        """Part of the day told right beside: "Saturday morning", "late on Monday night"."""
        words, parts = self.prose.words, self.times.parts
        if past < len(words) and words[past] in parts and self.prose.gap(past - 1) == " ":
            return parts[words[past]], past + 1
        for before in range(max(0, first - 3), first):
            if words[before] in parts and words[before] not in self.times.words:
                return parts[words[before]], past
        return "", past

    def _weekday(self, index: int, day: int) -> Moment | None:
        words, times = self.prose.words, self.times
        if words[index] in times.doubtful and not self._is_short_form(index):
            return None
        if self._month_follows(index):
            return None
        if self.anchor is None:
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
            ahead = (day - self.anchor.weekday()) % 7 or 7
            start = self.anchor + timedelta(days=ahead)
            return self._moment(first, past, "weekday", start, start, future=True)
        start = weekday_before(day, self.anchor, strictly=strictly)
        if not strictly and self._is_ahead(index):
            ahead = (day - self.anchor.weekday()) % 7
            start = self.anchor + timedelta(days=ahead)
            return self._moment(first, past, "weekday", start, start, future=ahead > 0)
        return self._moment(first, past, "weekday", start, start)

    def _is_short_form(self, index: int) -> bool:
        prose = self.prose
        large = prose.text[prose.starts[index]].isupper()
        follow = prose.text[prose.ends[index] : prose.ends[index] + 2]
        return large and not prose.uncased and follow[:1] in (".", ",")

    def _month_follows(self, index: int) -> bool:
        """ "Monday, March 16": the date says more than the weekday."""
        words, table = self.prose.words, self.times.words
        near = words[index + 1 : index + 4]
        if self.prose.gap(index).strip() not in ("", ",", ",.", ".,"):
            return False
        for offset, word in enumerate(near):
            kind = table.get(word, ("", 0))[0]
            if kind == "month":
                return self._has_day(index + 1 + offset)
            if not (word[0].isdigit() or word in self.times.joiners):
                return False
        return False

    def _has_day(self, index: int) -> bool:
        words = self.prose.words
        around = words[max(0, index - 2) : index] + words[index + 1 : index + 2]
        return any(_day_of(word) for word in around)

    def _is_ahead(self, index: int) -> bool:
        """Whether the sentence tells it as still to come ("will meet on Friday")."""
        prose = self.prose
        first = prose.sentences[prose.sentence_of[index]][0]
        start = max(first, index - _FUTURE_REACH)
        words = prose.words[start:index]
        if words and (words[-1] in self.times.reporting or words[-2:-1] and words[-2] in self.times.reporting):
            return False
        return any(word in self.times.future for word in words) or _is_set_to(words)

    def _month(self, index: int, month: int) -> Moment | None:
        words, times = self.prose.words, self.times
        day, first, past = self._day_beside(index)
        year, past = self._year_beside(past)
        if day:
            return self._month_day(first, past, year, month, day)
        if words[index] in times.doubtful and not self._is_lead_in(index) and year is None:
            return None
        if not self.prose.is_name(index) and words[index] in ("may", "march"):
            return None
        return self._whole_month(index, past, year, month)

    def _day_beside(self, index: int) -> tuple[int | None, int, int]:
        """The day's number before ("11 March", "3 de marzo") or after ("March 11") a month."""
        words = self.prose.words
        at = index - 1
        while at >= max(0, index - 2) and words[at] in self.times.joiners:
            at -= 1
        past = index + 1
        after = _day_of(words[past]) if past < len(words) else None
        if after and self.prose.gap(index).strip() in ("", ".", "the"):
            before = _day_of(words[at]) if at == index - 1 and at >= 0 else None
            if not before or not self._is_day_gap(at):
                return after, index, past + 1
        if at >= 0 and self._is_day_gap(at):
            day = _day_of(words[at])
            if day:
                return day, at, past
        return None, index, past

    def _is_day_gap(self, at: int) -> bool:
        return self.prose.gap(at).strip() in ("", ".", "-", "º", "°")

    def _year_beside(self, past: int) -> tuple[int | None, int]:
        words = self.prose.words
        at = past
        while at < min(past + 2, len(words)) and words[at] in self.times.joiners:
            at += 1
        if at >= len(words) or self.prose.gap(at - 1).strip() not in ("", ",", ".", ".,", "-"):
            return None, past
        word = words[at]
        if len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR:
            return int(word), at + 1
        if len(word) == 2 and word.isdigit() and self.prose.uncased and int(word) > 31:
            return 1900 + int(word), at + 1
        return None, past

    def _is_lead_in(self, index: int) -> bool:
        before = self.prose.words[index - 1] if index else ""
        times = self.times
        return before in times.lead_in or before in times.last or before in times.this

    def _month_day(
        self, first: int, past: int, year: int | None, month: int, day: int
    ) -> Moment | None:
        if year is not None:
            told = a_date(year, month, day)
            return self._moment(first, past, "date", told, told) if told else None
        if self.anchor is None:
            return None
        told = a_date(self.anchor.year, month, day)
        if told is None:
            return None
        named = self._named_weekday(first)
        if named is not None and told.weekday() == named and (told - self.anchor).days < 200:
            return self._moment(first, past, "date", told, told)
        if told > self.anchor:
            ahead = (told - self.anchor).days
            if ahead < 330 and (self._is_ahead(first) or self._is_due(first, ahead)):
                return self._moment(first, past, "date", told, told, future=True)
            told = a_date(self.anchor.year - 1, month, day)
        elif (self.anchor - told).days > 200 and self._is_due(first, 0):
            told = a_date(self.anchor.year + 1, month, day)
        elif (self.anchor - told).days > 300 and self._is_ahead(first):
            told = a_date(self.anchor.year + 1, month, day)
        return self._moment(first, past, "date", told, told) if told else None

    def _named_weekday(self, first: int) -> int | None:
        """The weekday told right before a date, which says the year."""
        for word in self.prose.words[max(0, first - 2) : first]:
            kind, value = self.times.words.get(word, ("", 0))
            if kind == "weekday":
                return value
        return None

    def _is_due(self, first: int, ahead: int) -> bool:
        before = self.prose.words[max(0, first - 2) : first]
        return ahead < 120 and any(word in self.times.future_before for word in before)

    def _whole_month(self, index: int, past: int, year: int | None, month: int) -> Moment | None:
        before = self.prose.words[index - 1] if index else ""
        first = index - 1 if before in self.times.last else index
        if year is None:
            if self.anchor is None:
                return None
            year = self.anchor.year
            late = month > self.anchor.month
            if late and self._is_ahead(index):
                start = date(year, month, 1)
                return self._moment(
                    first, past, "month", start, month_end(year, month), future=True
                )
            same = month == self.anchor.month and before in self.times.last
            year -= 1 if late or same else 0
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        start, end = date(year, month, 1), month_end(year, month)
        return self._moment(first, past, "month", start, end, precision=DatePrecision.MONTH)

    def _counted(self, index: int) -> Moment | None:
        """ "two weeks ago", "last month", "this week", "il y a deux jours"."""
        words, times = self.prose.words, self.times
        if self.anchor is None:
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
            return self._moment(index - 1, index + 1, "relative", None, None, future=True)
        return self._ago(index, unit, after)

    def _ago(self, index: int, unit: str, after: str) -> Moment | None:
        words, times = self.prose.words, self.times
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
            found = amount(self.prose, first, self.numbers)
            if found and found.past == index and found.best < 200:
                return found.best, first
        before = self.prose.words[index - 1] if index else ""
        return (1, index - 1) if before in ("a", "an") else (None, index)

    def _unit(self, first: int, past: int, unit: str, count: int) -> Moment | None:
        anchor = self.anchor
        assert anchor is not None, "asked only with an anchor"
        if unit == "day":
            start = end = anchor - timedelta(days=count)
            return self._moment(first, past, "relative", start, end)
        if unit == "week":
            monday = anchor - timedelta(days=anchor.weekday() + 7 * count)
            end = monday + timedelta(days=6)
            return self._moment(
                first, past, "relative", monday, end, precision=DatePrecision.WEEK
            )
        if unit == "month":
            year, month = months_back(anchor, count)
            start, end = date(year, month, 1), month_end(year, month)
            return self._moment(
                first, past, "relative", start, end, precision=DatePrecision.MONTH
            )
        year = max(anchor.year - count, FIRST_YEAR)
        start, end = date(year, 1, 1), date(year, 12, 31)
        return self._moment(first, past, "relative", start, end, precision=DatePrecision.YEAR)

    def _numeric(self, index: int) -> Moment | None:
        """2020-03-11, 2020/03/11."""
        words = self.prose.words
        if index + 2 >= len(words) or self.prose.gap(index) not in ("-", "/", "."):
            return None
        month, day = _day_of(words[index + 1]), _day_of(words[index + 2][:2])
        if not month or not day or self.prose.gap(index + 1) != self.prose.gap(index):
            return None
        told = a_date(int(words[index]) if words[index].isdigit() else 0, month, day)
        return self._moment(index, index + 3, "date", told, told) if told else None

    def _slashes(self, index: int) -> Moment | None:
        """11/03/2020, 11.03.2020, 3/11/2020 in the United States."""
        words, gap = self.prose.words, self.prose.gap
        if index + 2 >= len(words) or gap(index) not in ("/", ".") or gap(index + 1) != gap(index):
            return None
        one, two, year = _day_of(words[index]), _day_of(words[index + 1]), words[index + 2]
        if not one or not two or len(year) != 4 or not year.isdigit():
            return None
        month, day = (one, two) if self.month_first and one <= 12 else (two, one)
        told = a_date(int(year), month, day) or a_date(int(year), day, month)
        return self._moment(index, index + 3, "date", told, told) if told else None

    def _year(self, index: int) -> Moment | None:
        """A year stands for itself only after "in", "since" and the like."""
        word = self.prose.words[index]
        if not word.isdigit() or not FIRST_YEAR <= int(word) <= LAST_YEAR:
            return None
        if index == 0 or self.prose.words[index - 1] not in self.times.lead_in:
            return None
        year = int(word)
        start, end = date(year, 1, 1), date(year, 12, 31)
        return self._moment(index, index + 1, "year", start, end, precision=DatePrecision.YEAR)

    def _holiday(self, index: int) -> Moment | None:
        words = self.prose.words
        for length in (3, 2):
            told = _HOLIDAYS.get(tuple(words[index : index + length]))
            if told:
                return self._month_day(index, index + length, None, *told)
        return None


def _is_set_to(words: list[str]) -> bool:
    """ "is set to resume Monday"."""
    return any(a in ("set", "is", "are") and b == "to" for a, b in zip(words, words[1:], strict=False))


def _day_of(word: str) -> int | None:
    """Return 1–31 of "11", "11th", "1er", "3rd"; None for anything else."""
    digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th", "er") else word
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 2:
        return None
    return int(digits) if 1 <= int(digits) <= 31 else None
