"""A time told in a text, and what it is read against: the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.time_words import TimeWords, a_date
from monitor.facts.lexical.word_lists import bags, phrases_of
from monitor.facts.nouns import Moment
from monitor.model.names import DatePrecision

_WORDS = bags("when.moments")

#: "will" and the like count for a time so many words after them.
_FUTURE_REACH = 14


#: Between "meet" and "Monday" at most.
_PLAN_REACH = 5
_NO_SUBJECT = _WORDS["no_subject"]
_MANY = _WORDS["many"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One text told on one day."""

    prose: Prose
    times: TimeWords
    #: Local day of publication, None = unknown.
    anchor: date | None

    def moment(
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
        """Return a time told at words first … past-1, never after publication unless `future`."""
        if precision is None:
            precision = DatePrecision.DAY if start == end else DatePrecision.DAYS
        # A name of several words ("Christmas Eve") may be known by more words than stand here.
        found, past = self._part(first, min(past, len(self.prose.words)))
        if self.anchor is not None and start is not None and end is not None:
            future = future or start > self.anchor
            end = max(start, min(end, self.anchor)) if not future else end
        return Moment(self.prose, first, past, kind, start, end, precision, found or part, future)

    def _part(self, first: int, past: int) -> tuple[str, int]:
        """Part of the day told right beside: "Saturday morning", "late on Monday night"."""
        words, parts = self.prose.words, self.times.parts
        if past < len(words) and words[past] in parts and self.prose.gap(past - 1) == " ":
            return parts[words[past]], past + 1
        for before in range(max(0, first - 3), first):
            if words[before] in parts and words[before] not in self.times.words:
                return parts[words[before]], past
        return "", past

    def is_ahead(self, index: int) -> bool:
        """Whether the sentence tells it as still to come ("will meet on Friday")."""
        prose = self.prose
        first = prose.sentences[prose.sentence_of[index]][0]
        start = max(first, index - _FUTURE_REACH)
        words = prose.words[start:index]
        if words and (
            words[-1] in self.times.reporting
            or (words[-2:-1] and words[-2] in self.times.reporting)
        ):
            return False
        if any(word in self.times.future for word in words) or _is_set_to(words):
            return True
        return self._is_scheduled(start, index)

    def _is_scheduled(self, start: int, index: int) -> bool:
        """Whether a plan is told in the present: "the leaders meet separately Monday".

        Headlines tell the past so, captions arrivals and shots ("gunmen open fire"); "a meet", "to
        meet", "did not meet" are no present.
        """
        prose, verbs = self.prose, self.times.scheduled
        if prose.field == "title" or prose.uncased:
            return False
        at = next((i for i in range(index - 1, start, -1) if prose.words[i] in verbs), -1)
        if at < max(1, index - _PLAN_REACH) or any("," in prose.gap(i) for i in range(at, index)):
            return False
        subject = prose.words[at - 1]
        if prose.large[at] or prose.gap(at - 1) != " " or prose.words[at + 1] == "fire":
            return False
        if prose.words[at].endswith("s"):
            return subject not in _NO_SUBJECT
        return subject in _MANY or prose.large[at - 1] or _is_plural(subject)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_set_to(words: list[str]) -> bool:
    """ "is set to resume Monday"."""
    return any(a in ("set", "is", "are") and b == "to" for a, b in pairwise(words))


#: "(Published Monday, Sept. 23, 2013)", "Posted: Tuesday, May 5, 2015 5:36 PM EDT".
_STAMP = re.compile(
    r"\b(?:Published|Posted|PUBLISHED|POSTED)(?: on)?:? {0,2}(?:[A-Za-z]{3,9}\.?, )?"
    r"([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{1,2}), (\d{4})\b"
)
_STAMP_REACH = 4000
_MONTHS = [month for (month,) in phrases_of("when.moments")["stamp_months"]]


def stamped(text: str) -> date | None:
    """Return the latest day that a text says itself it was published on, None where it does not.

    A page fetched long after tells its weekdays against that day.
    """
    found = [
        a_date(int(year), _MONTHS.index(month) + 1, int(day))
        for month, day, year in _STAMP.findall(text[:_STAMP_REACH])
        if month in _MONTHS
    ]
    return max((day for day in found if day), default=None)
