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

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar

from monitor.incidents.ballots import Ballot, firsts
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


def when_of(voters: Sequence[Ballot], origins: Origins) -> When | None:
    """Return when it was, as most tell it; of equals, what was told first."""
    told = [one for one in voters if one.when is not None]
    first = min([one.day for one in voters if one.day is not None], default=None)
    finest = min([one.rank for one in told], default=None)
    if finest is None:
        return None if first is None else _by_publication(first)
    best = [one for one in told if one.rank == finest]
    votes = {
        name: ((one.when, _weight_of_day(one, one.when, first)),)
        for name, one in firsts(best, "day_class").items()
        if one.when is not None
    }
    return _elected(best, "day_class", votes, origins, lambda when: (when.start, when.end))


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


def place_of(voters: Sequence[Ballot], origins: Origins) -> Place | None:
    """Return where it was, as most tell it; of equals, what was told first."""
    told = [one for one in voters if one.places]
    fine = [one for one in told if one.is_fine] or told
    votes = {name: one.places for name, one in firsts(fine, "place_class").items()}
    return _elected(fine, "place_class", votes, origins, lambda place: place.id)


def _elected(
    voters: Sequence[Ballot],
    kind: str,
    votes: Mapping[str, Sequence[Vote[T]]],
    origins: Origins,
    key: Callable[[T], Hashable],
) -> T | None:
    """Return the value of most votes, a voter's best for each; of equals, the one told first.

    `votes` are those of each class of ballots, in the order of its first one.
    """
    shared = {version for version, origin in origins.by_version.items() if origin}
    # Who stands for an origin may vote with others; all else is one voter each, and is counted.
    alone = Counter(map(attrgetter(kind), [b for b in voters if b.version_id not in shared]))
    best: dict[Hashable, dict[str, float]] = defaultdict(dict)
    for one in [b for b in voters if b.version_id in shared]:
        voter = voter_of(one.version_id, one.article_id, origins)
        for value, weight in votes[getattr(one, kind)]:
            voted = best[key(value)]
            voted[voter] = max(weight, voted.get(voter, 0.0))
    values: dict[Hashable, T] = {}
    sums: dict[Hashable, float] = defaultdict(float)
    for name, own in votes.items():
        for value, weight in own:
            values.setdefault(key(value), value)
            sums[key(value)] += weight * alone[name]
    if not values:
        return None
    return values[max(values, key=lambda k: round(sums[k] + sum(best[k].values()), 6))]
