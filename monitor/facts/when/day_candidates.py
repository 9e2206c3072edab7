"""The times told that may be a happening's, and the two readings that no words tell.

A candidate is an interval of days with all its moments in the text. Beside those told stand two
that are not: that it happened on the day of publication or the day before ("the fresh window": news
is about today and yesterday), and that the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor.facts.attachment import attached
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Moment
from monitor.facts.when.stamps import stamp_kind
from monitor.model.names import DatePrecision

_WORDS = bags("when.day_candidates")
_BETWEEN, _JOINERS = _WORDS["between"], _WORDS["joiners"]
_LAST, _EARLY = _WORDS["last"], _WORDS["early"]
#: Days before publication of which a text tells as new.
FRESH = 1
#: Sentences of the lead.
LEAD = 3
#: Times told later than this in a text are not weighed.
_LAST_RANK = 40
#: A weekday that is tomorrow's where the outlet is may be today's where it happened.
_WEEK = 6
#: Degrees of longitude from which on that is so.
_EAST = 90.0
_DAYS = DatePrecision.DAYS
#: A range of days at most, and words between its ends.
_WIDEST, _JOINED = 6, 3


@dataclass(frozen=True, slots=True)
class Told:
    """One moment with the clause it stands in and the verb it belongs to."""

    clause: Clause
    moment: Moment
    #: "happening", "speech", "law", "aftermath" or "".
    of: str
    #: What makes it a time of the text itself, "" = nothing.
    stamp: str


@dataclass(frozen=True, slots=True)
class DayCandidate:
    """An interval of days, and where it is told; for the fresh window and "none" nowhere."""

    start: date | None
    end: date | None
    told: tuple[Told, ...]


def candidates(found: Sequence[Clause], published: date | None) -> list[DayCandidate]:
    """Return the times that may be meant: those told, the fresh window, none of them."""
    by_days: dict[tuple[date, date], list[Told]] = {}
    for clause, moment in _weighed(found, published):
        if moment.start is not None and moment.end is not None:
            one = Told(clause, moment, attached(clause, moment), stamp_kind(clause, moment))
            by_days.setdefault((moment.start, moment.end), []).append(one)
    made = [DayCandidate(start, end, tuple(told)) for (start, end), told in by_days.items()]
    if published is not None and (made or not _tells_a_year(found, published)):
        made.append(DayCandidate(published - timedelta(days=FRESH), published, ()))
    return [*made, DayCandidate(None, None, ())]


def _weighed(found: Sequence[Clause], published: date | None) -> Iterator[tuple[Clause, Moment]]:
    """The times told that may be a happening's, ranges and other readings of a weekday with them.

    "In the night from Friday to Saturday" is both; a weekday that is tomorrow's where the outlet is
    may be today's where it happened.
    """
    before: Moment | None = None
    east = _is_east(found)
    for clause in found:
        if clause.rank > _LAST_RANK:
            return
        for moment in clause.moments:
            if moment.future or moment.start is None or moment.end is None:
                continue
            if _is_coarse(clause, moment) or _is_written(clause, moment, published):
                continue
            yield clause, moment
            span = _range(before, moment)
            if span is not None:
                yield clause, span
            if published is not None and east and _may_be_ahead(moment, published):
                yield clause, _ahead(moment, published)
            before = moment


def _is_written(clause: Clause, moment: Moment, published: date | None) -> bool:
    """Whether a time is the day the text was written, which says nothing of its own."""
    if published is None or moment.end is None or (published - moment.end).days > FRESH:
        return False
    return stamp_kind(clause, moment) in ("posted", "dateline")


def _range(one: Moment | None, other: Moment) -> Moment | None:
    """The days from one time to the other: "between Friday and Sunday", "vom 2. auf den 3. Mai"."""
    if one is None or one.prose is not other.prose or one.start is None or other.start is None:
        return None
    days = (other.start - one.start).days
    words = one.prose.words
    if not 0 < days <= _WIDEST or not 0 < other.first - one.past <= _JOINED:
        return None
    opened = not _BETWEEN.isdisjoint(words[max(0, one.first - 2) : one.first])
    if not opened or _JOINERS.isdisjoint(words[one.past : other.first]):
        return None
    return replace(other, first=one.first, kind="range", start=one.start, precision=_DAYS)


def _is_east(found: Sequence[Clause]) -> bool:
    """Whether the lead names a place where the day begins hours before most outlets' own."""
    return any(
        t.chosen is not None and (t.chosen.place.longitude or 0.0) > _EAST
        for clause in found
        if clause.rank <= LEAD
        for t in clause.toponyms
    )


def _may_be_ahead(moment: Moment, published: date) -> bool:
    """Whether a weekday of six days ago may be tomorrow's."""
    if moment.kind != "weekday" or moment.start is None:
        return False
    before = moment.prose.words[moment.first - 1 : moment.first + 1] if moment.first else ()
    return _LAST.isdisjoint(before) and (published - moment.start).days == _WEEK


def _ahead(moment: Moment, published: date) -> Moment:
    """Its other reading; "early on Tuesday", "Tuesday, local time" is likelier to be that."""
    near = moment.prose.words[max(0, moment.first - 3) : moment.past + 3]
    early = moment.part == "morning" or not _EARLY.isdisjoint(near)
    end, kind = published + timedelta(days=1), "ahead, early" if early else "ahead"
    return replace(moment, kind=kind, start=published, end=end, precision=_DAYS)


def _is_coarse(clause: Clause, moment: Moment) -> bool:
    """Whether a time is never that of a happening: a year; a month of no verb in the lead."""
    if moment.precision is DatePrecision.YEAR:
        return True
    if moment.precision is not DatePrecision.MONTH:
        return False
    return not _is_of_lead(clause, moment, LEAD)


def _tells_a_year(found: Sequence[Clause], published: date) -> bool:
    """ "Two men were shot in 2021": an older year of the first happening, and no day."""
    return any(
        moment.precision is DatePrecision.YEAR
        and moment.end is not None
        and moment.end.year < published.year
        and _is_of_lead(clause, moment, 1)
        for clause in found
        for moment in clause.moments
    )


def _is_of_lead(clause: Clause, moment: Moment, last: int) -> bool:
    aside = clause.has("statistic") or bool(clause.back)
    of_happening = attached(clause, moment) == "happening" and not aside
    return clause.rank <= last and of_happening
