"""Which few of the incidents that share blocking keys with a mention are compared in full.

A first ranking that costs microseconds: what kinds of keys are shared and how rare they are, then
what the incident's card says of day, place, toll and type. Its weights were fitted so that the
right incident comes first (softmax over the incidents found, every labelled set weighing the same);
they are absolute, nothing depends on the news at hand. No database here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from monitor.matching import compare
from monitor.matching.profile import FINE, CountMark, Profile
from monitor.model.deciding import Sketch, Toll

T = TypeVar("T", bound=Hashable)
#: Incidents whose cards are looked at; of them the best few are compared in full.
FIRST = 64
#: An incident that stands so many log odds behind the best is not compared: of 4,300 labelled
#: reports the one chosen stood at most 6 behind; with them a third to two thirds are left.
WITHIN = 6.5
#: Weight of a shared key by its kind (see keys.py): unshared by others 1, by many less.
_KINDS = {
    "n": 2.8,
    "w": 0.45,
    "x": 0.9,
    "u": 0.45,
    "p": 0.35,
    "g": 1.75,
    "t": 1.8,
    "c": 2.2,
    "r": 0.45,
    "d": 3.2,
    "s": 0.3,
    "m": 0.55,
}
_SAME_DAY, _NO_DAY, _PUBLISHED = 2.0, 1.2, -0.23
_DISTANCE, _NEAR, _OTHER_COUNTRY = -2.6, 0.55, -0.7
_KILLED, _OTHER_KILLED, _INJURED, _TYPE = 1.4, -1.0, 0.45, 0.8
_NEAR_KM, _FAR_KM, _YEAR = 15.0, 2000.0, 365
_LOG_YEAR, _LOG_FAR = math.log1p(_YEAR), math.log1p(_FAR_KM)


def by_keys(hits: Mapping[str, Sequence[T]], limit: int = FIRST) -> dict[T, float]:
    """Return the incidents that `hits` (incidents by blocking key) name, with a first score.

    The best `limit` of them, best first; of equals the one that was met first.
    """
    scores: dict[T, float] = defaultdict(float)
    for key, found in hits.items():
        weight = _KINDS.get(key[0], 0.0) / (1 + math.log2(1 + len(found)))
        for one in found:
            scores[one] += weight
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:limit]
    return {one: scores[one] for one in best}


def best(
    profile: Profile, scores: Mapping[T, float], sketches: Mapping[T, Sketch], limit: int
) -> list[T]:
    """Return the incidents most like the mention, best first: `limit` and `WITHIN` bound them.

    `scores` are those of `by_keys`; an incident without a sketch is left out.
    """
    ranked = {
        one: score + likeness(profile, sketches[one])
        for one, score in scores.items()
        if one in sketches
    }
    least = max(ranked.values(), default=0.0) - WITHIN
    near = [one for one, score in ranked.items() if score >= least]
    return sorted(near, key=ranked.__getitem__, reverse=True)[:limit]


def likeness(profile: Profile, other: Sketch) -> float:
    """Return how far the card speaks for the mention being of it, in log odds."""
    return _time(profile, other) + _place(profile, other) + _toll(profile, other)


def sketch_of(profile: Profile) -> Sketch:
    """Return the sketch of an incident that only this profile tells of."""
    place = profile.places[0] if profile.places else None
    killed, injured = (profile.tolls.get(field) for field in ("killed", "injured"))
    return Sketch(
        start=profile.start,
        end=profile.end,
        published=profile.published,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        place_precision=place.precision if place else None,
        country=place.country if place else "",
        incident_type=profile.incident_type,
        killed=Toll(low=killed.low, best=killed.best, high=killed.high) if killed else None,
        injured=Toll(low=injured.low, best=injured.best, high=injured.high) if injured else None,
    )


def _time(profile: Profile, other: Sketch) -> float:
    gap = compare.day_gap(profile, other)
    score = _NO_DAY if gap != gap else _SAME_DAY if gap == 0 else 0.0
    if profile.published and other.published:
        apart = min(_YEAR, abs(profile.published - other.published))
        return score + _PUBLISHED * math.log1p(apart) / _LOG_YEAR
    return score + _PUBLISHED / 2


def _place(profile: Profile, other: Sketch) -> float:
    score = 0.0
    if other.country and profile.countries and other.country not in profile.countries:
        score += _OTHER_COUNTRY
    kilometres = _kilometres(profile, other)
    if kilometres is None:
        return score + _DISTANCE / 2
    score += _NEAR if kilometres <= _NEAR_KM else 0.0
    return score + _DISTANCE * math.log1p(min(kilometres, _FAR_KM)) / _LOG_FAR


def _kilometres(profile: Profile, other: Sketch) -> float | None:
    if other.place_precision is None or other.place_precision > FINE:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    gaps = [
        compare.arc_km(ours.latitude, ours.longitude, other.latitude, other.longitude)
        for ours in profile.fine_places
        if ours.latitude is not None and ours.longitude is not None
    ]
    return min(gaps, default=None)


def _toll(profile: Profile, other: Sketch) -> float:
    kind = profile.incident_type
    score = _TYPE if kind == other.incident_type and kind != "other" else 0.0
    killed = _gap(profile.tolls.get("killed"), other.killed)
    if killed is not None:
        score += _KILLED if killed == 0.0 else _OTHER_KILLED * min(2.0, killed)
    injured = _gap(profile.tolls.get("injured"), other.injured)
    return score + (_INJURED if injured == 0.0 else 0.0)


def _gap(ours: CountMark | None, theirs: Toll | None) -> float | None:
    return None if ours is None or theirs is None else compare.bounds_gap(ours, theirs)
