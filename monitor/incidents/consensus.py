"""The day and the place of an incident, voted for by its reports. Pure; called by `card` only.

Every independent origin has one vote for each day that it tells, the finest precision alone counts.
A day told with its part ("Saturday night") weighs a little more, the day of publication itself a
little less (it is often only that of the telling), and one after the first report next to nothing.
News comes soon: the longer a day lies before the first report, the less it weighs (a misread
weekday, the day of an earlier incident told beside it).
Where no report tells a time, it was by the day of the first report, of unknown precision.

For the place, the likeliest one of a report has a full vote and its others a part of one: what all
of them name somewhere is where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from monitor.model.deciding import Origins, Report
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision

_EXACT = (DatePrecision.DAY, DatePrecision.DAYS)
_ORDER = tuple(DatePrecision)
#: Weights measured on reports of shootings; only their order matters much.
_PART_TOLD, _SAME_DAY, _AFTERWARDS = 0.2, -0.2, 0.1
#: Less for each day between it and the first report, up to a most.
_BEFORE, _MOST_BEFORE = 0.15, 0.6
#: UCDP where_prec: a district or finer.
_FINE = 3
_OTHER_PLACES = (0.3, 0.15)

T = TypeVar("T")
#: Whose vote, for what, how much of one.
Vote = tuple[str, T, float]


def voter_of(version_id: str, article_id: str, origins: Origins) -> str:
    """Return whose vote a version carries: its origin, else its own article."""
    return origins.by_version.get(version_id) or article_id


def when_of(reports: Sequence[Report], origins: Origins) -> When | None:
    """Return when it was, as most tell it; of equals, what was told first."""
    told = [(r, r.mention.when) for r in reports if r.mention and r.mention.when]
    exact = [(r, w) for r, w in told if w.precision in _EXACT]
    finest = min((_ORDER.index(w.precision) for _, w in exact or told), default=None)
    if finest is None:
        return _by_publication(reports)
    first = _first_published(reports)
    best = [(r, w) for r, w in exact or told if _ORDER.index(w.precision) == finest]
    votes = [(_voter(r, origins), w, _weight_of_day(r, w, first)) for r, w in best]
    return _most(votes, lambda w: (w.start, w.end))


def _by_publication(reports: Sequence[Report]) -> When | None:
    day = _first_published(reports)
    if day is None:
        return None
    return When(start=day, end=day, precision=DatePrecision.UNKNOWN)


def _first_published(reports: Sequence[Report]) -> date | None:
    return min((r.published.date() for r in reports if r.published and r.mention), default=None)


def _weight_of_day(report: Report, when: When, first: date | None) -> float:
    if first is not None and when.start > first:
        return _AFTERWARDS
    same = report.published is not None and report.published.date() == when.start
    before = min(_MOST_BEFORE, _BEFORE * (first - when.start).days) if first else 0.0
    return 1.0 + _PART_TOLD * bool(when.part_of_day) + _SAME_DAY * same - before


def finer_when(known: When | None, told: When | None) -> When | None:
    """Return the register's day unless it is coarser than what the reports say within it."""
    if known is None or told is None:
        return known or told
    finer = _ORDER.index(told.precision) < _ORDER.index(known.precision)
    return told if finer and known.start <= told.start <= known.end else known


def place_of(reports: Sequence[Report], origins: Origins) -> Place | None:
    """Return where it was, as most tell it; of equals, what was told first."""
    told = [(r, r.mention.where) for r in reports if r.mention and r.mention.where]
    fine = [(r, where) for r, where in told if where[0].place.precision <= _FINE] or told
    votes: list[Vote[Place]] = []
    for report, where in fine:
        voter = _voter(report, origins)
        votes.append((voter, where[0].place, 1.0))
        others = zip(where[1:], _OTHER_PLACES, strict=False)
        votes += [(voter, one.place, part) for one, part in others if one.place.precision <= _FINE]
    return _most(votes, lambda place: place.id)


def _voter(report: Report, origins: Origins) -> str:
    return voter_of(report.version_id, report.article_id, origins)


def _most(votes: Sequence[Vote[T]], key: Callable[[T], Hashable]) -> T | None:
    """Return the value of most votes, a voter's best for each; of equals, the one told first."""
    best: dict[Hashable, dict[str, float]] = defaultdict(dict)
    values: dict[Hashable, T] = {}
    for voter, value, weight in votes:
        voted = best[key(value)]
        voted[voter] = max(weight, voted.get(voter, 0.0))
        values.setdefault(key(value), value)
    if not values:
        return None
    return values[max(values, key=lambda k: _sum(best[k].values()))]


def _sum(weights: Iterable[float]) -> float:
    return round(sum(weights), 6)
