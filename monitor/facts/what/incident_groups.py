"""Clauses that tell of one other incident, joined: same kind, times that meet, no other place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.facts.nouns import Group
from monitor.facts.what.clause_events import GENERIC

_FROM_ABOVE = frozenset(("air_strike", "drone_strike"))


_NEAR_RANKS = 3


def merged(
    group: Group, groups: Sequence[Group], carried: Group | None
) -> tuple[list[Group], Group]:
    """Join a clause's group to one that tells of the same, or add it; return where it went, too."""
    if carried is not None and group.interval is None and group.kind in GENERIC:
        return _with(groups, carried, replace(carried, clauses=carried.clauses + group.clauses))
    known = next((one for one in groups if _same(one, group)), None)
    if known is None:
        return [*groups, group], group
    finer = known.moment is None or (group.moment is not None and _width(group) < _width(known))
    joined = Group(
        kind=group.kind if known.kind in GENERIC else known.kind,
        moment=(group.moment or known.moment) if finer else known.moment,
        relative=known.relative,
        clauses=known.clauses + group.clauses,
    )
    return _with(groups, known, joined)


def _with(groups: Sequence[Group], old: Group, new: Group) -> tuple[list[Group], Group]:
    return [new if one is old else one for one in groups], new


def _width(group: Group) -> timedelta:
    interval = group.interval
    return interval[1] - interval[0] if interval else timedelta.max


def _same(one: Group, other: Group) -> bool:
    if not _agree(one.kind, other.kind) or _apart(one, other):
        return False
    mine, theirs = one.interval, other.interval
    if mine and theirs:
        overlap = mine[0] <= theirs[1] and theirs[0] <= mine[1]
        day = one.moment is not None and other.moment is not None
        return overlap and (not day or _width(one) == _width(other) or one.kind == other.kind)
    ranks = other.clauses[0].rank - one.clauses[-1].rank
    alike = one.kind == other.kind or one.kind in GENERIC or other.kind in GENERIC
    return ranks <= _NEAR_RANKS and alike


def _agree(one: str, other: str) -> bool:
    if one == other:
        return True
    if (one in _FROM_ABOVE) != (other in _FROM_ABOVE):
        return False
    return one in GENERIC or other in GENERIC or {one, other} <= _FROM_ABOVE


def _apart(one: Group, other: Group) -> bool:
    """Whether both name exact places, and none in common."""
    mine, theirs = exact_places(one), exact_places(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def exact_places(group: Group) -> set[str]:
    return {
        t.chosen.place.id
        for clause in group.clauses
        for t in clause.toponyms
        if t.chosen and t.chosen.place.precision <= 3 and not t.weak
    }
