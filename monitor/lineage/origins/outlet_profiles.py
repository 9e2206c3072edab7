"""What an outlet is like over many reports: how late, how much its own, whom it copies, its edits.

Every figure is a bound: a lag lies between two, and text that no credit or match gives away counts
as an outlet's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


Lag = tuple[timedelta, timedelta]


@dataclass(slots=True)
class _Told:
    """What is counted of one outlet."""

    lags: list[Lag] = field(default_factory=list)
    incidents: int = 0
    first: int = 0
    copies: Counter[str] = field(default_factory=Counter)
    borrowed: set[str] = field(default_factory=set)
    edits: Counter[str] = field(default_factory=Counter)


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
    told: dict[str, _Told] = defaultdict(_Told)
    _count_lags(sightings, told)
    for one in taken:
        told[one.outlet].copies[one.whom] += 1
        told[one.outlet].borrowed.add(one.article_id)
    for edit in edits:
        told[edit.outlet].edits[edit_kind(edit)] += 1
    made = [_profile(outlet, name, number, told[outlet]) for outlet, name, number in articles]
    return tuple(sorted(made, key=lambda p: (-p.articles, p.outlet)))


def _profile(outlet: str, name: str, articles: int, told: _Told) -> OutletProfile:
    least = [low for low, _ in told.lags]
    return OutletProfile(
        outlet=outlet,
        name=name or outlet,
        articles=articles,
        incidents=told.incidents,
        shared=len(least),
        may_be_first=sum(low == timedelta(0) for low in least),
        first=told.first,
        lag_least=_median(least),
        lag_most=_median([high for _, high in told.lags]),
        own_text=round(1 - len(told.borrowed) / articles, 3) if articles else 0.0,
        copies=tuple(told.copies.most_common(5)),
        edits=sum(told.edits.values()),
        corrections=told.edits["correction"],
        silent=told.edits["silent"],
    )


def _count_lags(sightings: Sequence[Sighting], told: dict[str, _Told]) -> None:
    """Count each outlet's lags behind the first known report of the incidents it shares."""
    by_incident: dict[str, dict[str, Sighting]] = defaultdict(dict)
    for one in sorted(sightings, key=lambda s: (s.latest, s.outlet)):
        by_incident[one.incident_id].setdefault(one.outlet, one)
    for seen in by_incident.values():
        for outlet, own in seen.items():
            told[outlet].incidents += 1
            others = [other for name, other in seen.items() if name != outlet]
            if others:
                told[outlet].lags.append(_lag(own, others))
                starts = [other.earliest for other in others]
                told[outlet].first += all(s is not None and s > own.latest for s in starts)


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
