"""What an outlet is like over many reports: how late, how much its own, whom it copies, its edits.

Every figure is a bound: a lag lies between two, and text that no credit or match gives away counts
as an outlet's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from monitor.notices import owns_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One report of an incident by an outlet, with the interval in which it appeared."""

    incident_id: str
    outlet: str
    earliest: datetime | None
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A text of an outlet that is known to be another's."""

    outlet: str
    article_id: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A later version of an article."""

    outlet: str
    older: str
    newer: str
    #: Whether claims of the older version were superseded or retracted by it.
    changed_claims: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletProfile:
    """An outlet over what is stored of it."""

    outlet: str
    name: str
    articles: int
    #: Incidents that it reported, and those of them that others reported too.
    incidents: int
    shared: int
    #: Of the shared ones, those that it may have had first, and that it had first for sure.
    may_be_first: int
    first: int
    #: Median time behind the first known report, at least and at most; None = nothing shared.
    lag_least: timedelta | None
    lag_most: timedelta | None
    #: Share of its articles that are not known to be another's, 0-1: at most so much is its own.
    own_text: float
    #: Whom it takes text from, most often first.
    copies: tuple[tuple[str, int], ...]
    edits: int
    #: Edits that say what was wrong; those that change what is claimed and say nothing.
    corrections: int
    silent: int


def edit_kind(edit: Edit) -> str:
    """Return "correction" (owned up to), "silent" (other claims, no word of it), else "edit"."""
    if owns_up(edit.older, edit.newer):
        return "correction"
    return "silent" if edit.changed_claims else "edit"


def profiles(
    articles: Iterable[tuple[str, str, int]],
    sightings: Sequence[Sighting],
    taken: Iterable[Taken],
    edits: Iterable[Edit],
) -> tuple[OutletProfile, ...]:
    """Return the profile of every outlet of `articles` (outlet, name, how many), most first."""
    lags, counts = _lags(sightings)
    copies: dict[str, Counter[str]] = defaultdict(Counter)
    borrowed: dict[str, set[str]] = defaultdict(set)
    for one in taken:
        copies[one.outlet][one.whom] += 1
        borrowed[one.outlet].add(one.article_id)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for edit in edits:
        kinds[edit.outlet][edit_kind(edit)] += 1
    made = []
    for outlet, name, number in articles:
        least = [low for low, _ in lags[outlet]]
        most = [high for _, high in lags[outlet]]
        made.append(
            OutletProfile(
                outlet=outlet,
                name=name or outlet,
                articles=number,
                incidents=counts[outlet]["incidents"],
                shared=len(least),
                may_be_first=sum(low == timedelta(0) for low in least),
                first=counts[outlet]["first"],
                lag_least=_median(least),
                lag_most=_median(most),
                own_text=round(1 - len(borrowed[outlet]) / number, 3) if number else 0.0,
                copies=tuple(copies[outlet].most_common(5)),
                edits=sum(kinds[outlet].values()),
                corrections=kinds[outlet]["correction"],
                silent=kinds[outlet]["silent"],
            )
        )
    return tuple(sorted(made, key=lambda p: (-p.articles, p.outlet)))


Lag = tuple[timedelta, timedelta]


def _lags(
    sightings: Sequence[Sighting],
) -> tuple[dict[str, list[Lag]], dict[str, Counter[str]]]:
    """Return each outlet's lags behind the first known report of the incidents it shares."""
    lags: dict[str, list[Lag]] = defaultdict(list)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    by_incident: dict[str, dict[str, Sighting]] = defaultdict(dict)
    for one in sorted(sightings, key=lambda s: (s.latest, s.outlet)):
        by_incident[one.incident_id].setdefault(one.outlet, one)
    for seen in by_incident.values():
        for outlet, own in seen.items():
            counts[outlet]["incidents"] += 1
            others = [other for name, other in seen.items() if name != outlet]
            if others:
                low, high = _lag(own, others)
                lags[outlet].append((low, high))
                starts = [other.earliest for other in others]
                is_sure = all(start is not None and start > own.latest for start in starts)
                counts[outlet]["first"] += is_sure
    return lags, counts


def _lag(own: Sighting, others: Sequence[Sighting]) -> Lag:
    """Return the least and the greatest time by which `own` was behind the first of `others`."""
    zero = timedelta(0)
    first_latest = min(other.latest for other in others)
    first_earliest = min(other.earliest or other.latest for other in others)
    least = zero if own.earliest is None else max(zero, own.earliest - first_latest)
    return least, max(zero, own.latest - first_earliest)


def _median(lags: Sequence[timedelta]) -> timedelta | None:
    if not lags:
        return None
    return timedelta(seconds=median(lag.total_seconds() for lag in lags))
