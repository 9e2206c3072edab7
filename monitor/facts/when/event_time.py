"""Which of the times told is that of the happening, not of its telling.

"Police said Tuesday that a man was shot Saturday night": Saturday. A time belongs to the nearest
verb before it; the lead outweighs what follows; several of one day speak for that day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.facts.attachment import attached, is_stamp, names_it
from monitor.facts.nouns import Clause, Moment
from monitor.model.facts import When
from monitor.model.names import DatePrecision

_HOUR = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
_CLOCK_RANK = 8
_CLOCK_BEFORE = re.compile(
    r"\d{1,2}(?::\d\d)? ?[ap]\.?m\.?,? (?:on |local time |late |early )*$", re.IGNORECASE
)
_A_WEEK = 6
_VOTE, _MOST_VOTES, _LAST = 0.4, 3, 99
#: A verdict's own day against the deed's, on top of the weights of `_weight`.
_COURT = {"law": 6.0, "happening": -3.0}
_DAY_KINDS = ("weekday", "date", "today", "overnight")


def main_when(
    found: Sequence[Clause], published: date | None, *, court: bool = False
) -> Moment | None:
    """Return the moment of what the article tells first, None where it tells none.

    `court`: it tells of a verdict, so that the court's day is meant, not that of the deed.
    """
    weighed = _weighed(found, published, court=court)
    _, of, best = max(weighed, key=lambda told: told[0], default=(0.0, "", None))
    if best is None:
        return _clock_time(found, published)
    if court:
        return best
    deeds = [told for told in weighed if told[1] not in ("law", "speech", "aftermath")]
    if of == "law":
        # The day of an arrest or a trial is not that of the deed.
        dated = [told for told in deeds if told[2].kind in ("date", "month")]
        return max(dated, key=lambda told: told[0])[2] if dated else None
    return _finer(best, deeds) or best


def _weighed(
    found: Sequence[Clause], published: date | None, *, court: bool
) -> list[tuple[float, str, Moment]]:
    """Each time told with its weight and what it belongs to; several of one day speak for it."""
    options = [
        (clause, moment, attached(clause, moment))
        for clause in found
        for moment in clause.moments
        if not moment.future and moment.start is not None and not _is_aside(clause, moment)
    ]
    happening = [(clause, moment) for clause, moment, of in options if of == "happening"]
    votes = Counter(moment.start for _, moment in happening)
    first_rank = min((c.rank for c, m in happening if m.kind in _DAY_KINDS), default=_LAST)
    return [
        (
            _weight(clause, moment, published, first_rank)
            + _VOTE * min(votes[moment.start], _MOST_VOTES)
            + court * _COURT.get(of, 0.0),
            of,
            moment,
        )
        for clause, moment, of in options
    ]


def _is_aside(clause: Clause, moment: Moment) -> bool:
    """A month or a year that others are counted in, or reached back to: no time of this one."""
    coarse = moment.precision in (DatePrecision.MONTH, DatePrecision.YEAR)
    aside = clause.has("statistic") or clause.back == "past_before"
    return coarse and clause.rank > 0 and aside


def _finer(best: Moment, deeds: Sequence[tuple[float, str, Moment]]) -> Moment | None:
    """The day told besides a vaguer time of the same: "last month … on Feb. 12"."""
    if best.start is None or best.end is None:
        return None
    low, high = best.start, best.end
    if best.kind == "overnight":
        # "killed overnight. It happened Saturday night": the night into Sunday.
        low -= timedelta(days=1)
    elif best.precision in (DatePrecision.DAY, DatePrecision.DAYS):
        return None
    inside = [
        told
        for told in deeds
        if told[2].start is not None
        and told[2].kind in ("weekday", "date", "today")
        and (told[1] or best.kind != "overnight")
        and low <= told[2].start <= high
    ]
    return max(inside, key=lambda told: told[0])[2] if inside else None


def _clock_time(found: Sequence[Clause], published: date | None) -> Moment | None:
    """Of a report that tells the hour and no day ("around 3:30 a.m."): the day it appeared."""
    if published is None:
        return None
    for clause in found:
        if clause.rank > _CLOCK_RANK or clause.is_fragment or not (clause.hard or clause.cues):
            continue
        match = _HOUR.search(
            clause.prose.text, clause.prose.starts[clause.first], clause.prose.ends[clause.past - 1]
        )
        if match is None:
            continue
        first = bisect_left(clause.prose.starts, match.start())
        past = max(first + 1, bisect_left(clause.prose.starts, match.end()))
        return Moment(clause.prose, first, past, "clock", published, published, DatePrecision.DAYS)
    return None


def _weight(clause: Clause, moment: Moment, published: date | None, first_rank: int) -> float:
    value = 3.0 if moment.kind in _DAY_KINDS or moment.precision is DatePrecision.DAY else 0.4
    if moment.precision in (DatePrecision.MONTH, DatePrecision.WEEK):
        value = 0.9
    value -= 0.3 * min(clause.rank, 6) + 0.15 * max(0, min(clause.rank, 16) - 6)
    kind = attached(clause, moment)
    value += {"happening": 2.2, "speech": -3.0, "law": -3.2, "aftermath": -1.5}.get(kind, 0.0)
    value += 0.6 * bool(moment.part)
    start = clause.prose.starts[moment.first]
    if _CLOCK_BEFORE.search(clause.prose.text[max(0, start - 24) : start]):
        value += 1.5
    if names_it(clause, moment):
        value += 1.2 if clause.rank < 4 else 0.5
    if kind == "happening" and moment.kind == "date" and published and clause.rank <= first_rank:
        # A full date is told where the weekday no longer would do: of an older incident.
        value += 0.8 * (moment.start is not None and (published - moment.start).days > _A_WEEK)
    if clause.back:
        value -= 3.0
    if is_stamp(clause, moment, published):
        value -= 4.0
    return value


#: What `attached` calls the words nearest to a time, in words.
_ATTACHED = {
    "happening": "of the verb that tells it",
    "speech": "of who tells it",
    "law": "of an arrest or trial",
    "aftermath": "of what followed",
    "": "no verb near it",
}


def when_of(moment: Moment | None, found: Sequence[Clause]) -> When | None:
    """Return a moment of these clauses as When, with how it was read."""
    when = moment.when() if moment else None
    if moment is None or when is None:
        return None
    if moment.kind == "clock":
        return replace(when, reason="an hour told and no day: the day of publication")
    clause = next((one for one in found if any(m is moment for m in one.moments)), None)
    tie = _ATTACHED[attached(clause, moment)] if clause else _ATTACHED[""]
    return replace(when, reason=f"{moment.kind}, {tie}")
