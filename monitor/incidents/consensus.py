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
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from monitor.incidents.ballots import Ballot, Electorate
from monitor.model.deciding import Origins
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision

_ORDER = tuple(DatePrecision)
#: Weights measured on reports of shootings; only their order matters much.
_PART_TOLD, _SAME_DAY, _AFTERWARDS = 0.2, -0.2, 0.1
#: Less for each day between it and the first report, up to a most.
_BEFORE, _MOST_BEFORE = 0.15, 0.6

T = TypeVar("T")
#: For what, how much of a vote.
Vote = tuple[T, float]


def voter_of(version_id: str, article_id: str, origins: Origins) -> str:
    """Return whose vote a version carries: its origin, else its own article."""
    return origins.by_version.get(version_id) or article_id


def when_of(told: Electorate, origins: Origins) -> When | None:
    """Return when it was, as most tell it; of equals, what was told first."""
    firsts = [one for one, _, _ in told.firsts]
    first = min((one.day for one in firsts if one.day is not None), default=None)
    finest = min((one.rank for one in firsts if one.when is not None), default=None)
    if finest is None:
        return None if first is None else _by_publication(first)

    def votes(one: Ballot) -> Sequence[Vote[When]]:
        if one.when is None or one.rank != finest:
            return ()
        return ((one.when, _weight_of_day(one, one.when, first)),)

    return _elected(told, votes, origins, lambda when: (when.start, when.end))


def _by_publication(day: date) -> When:
    return When(start=day, end=day, precision=DatePrecision.UNKNOWN)


def _weight_of_day(one: Ballot, when: When, first: date | None) -> float:
    if first is not None and when.start > first:
        return _AFTERWARDS
    before = min(_MOST_BEFORE, _BEFORE * (first - when.start).days) if first else 0.0
    return 1.0 + _PART_TOLD * bool(when.part_of_day) + _SAME_DAY * one.is_same_day - before


def finer_when(known: When | None, told: When | None) -> When | None:
    """Return the register's day unless it is coarser than what the reports say within it."""
    if known is None or told is None:
        return known or told
    finer = _ORDER.index(told.precision) < _ORDER.index(known.precision)
    return told if finer and known.start <= told.start <= known.end else known


def place_of(told: Electorate, origins: Origins) -> Place | None:
    """Return where it was, as most tell it; of equals, what was told first."""
    any_fine = any(one.is_fine for one, _, _ in told.firsts)

    def votes(one: Ballot) -> Sequence[Vote[Place]]:
        return one.places if one.is_fine or not any_fine else ()

    return _elected(told, votes, origins, lambda place: place.id)


def _elected(
    told: Electorate,
    votes: Callable[[Ballot], Sequence[Vote[T]]],
    origins: Origins,
    key: Callable[[T], Hashable],
) -> T | None:
    """Return the value of most votes, a voter's best for each; of equals, the one told first."""
    values: dict[Hashable, T] = {}
    sums: dict[Hashable, float] = defaultdict(float)
    of_kind: dict[str, Sequence[tuple[Hashable, float]]] = {}
    for one, _, alone in told.firsts:
        own = votes(one)
        of_kind[one.kind] = [(key(value), weight) for value, weight in own]
        for value, weight in own:
            values.setdefault(key(value), value)
            sums[key(value)] += weight * alone
    best: dict[Hashable, dict[str, float]] = defaultdict(dict)
    for one in told.shared:
        voter = voter_of(one.version_id, one.article_id, origins)
        for name, weight in of_kind[one.kind]:
            best[name][voter] = max(weight, best[name].get(voter, 0.0))
    if not values:
        return None
    return values[max(values, key=lambda k: round(sums[k] + sum(best[k].values()), 6))]
