"""Where and when a telling has something happen, and whether two tellings can be of one happening.

Silence contradicts nothing, nor does a country beside a town in it. Pure: on the ground, because
cards and matching must mean the same by "another place".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision
from monitor.text import fold

_EARTH_KM = 6371.0
#: Places so far from each other are two: towns of one conurbation, a county and its farthest town
#: are nearer. Sumy and Kharkiv, the nearest pair of regional capitals there, are 140 km apart.
FAR_KM = 100.0
#: Days between two exact ones from which they are two days: a night, a time zone and "on Tuesday"
#: written on Wednesday make one of difference.
DAYS_APART = 2
#: A day that facts are less sure of contradicts nothing.
SURE_DAY = 0.75
#: UCDP where_prec: a district or finer.
FINE = 3
#: What parts a report from its incident's core; that its day is later and fresh does not.
ODD = ("place", "day")
_EXACT = (DatePrecision.DAY, DatePrecision.DAYS)


class Spot(NamedTuple):
    """A place, as far as it can contradict another."""

    id: str
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    is_fine: bool


class Scene(NamedTuple):
    """The places that a telling names, the likeliest first, and its days where they are exact."""

    spots: tuple[Spot, ...] = ()
    #: First and last (date.toordinal).
    days: tuple[int, int] | None = None
    #: They are those of publication or the day before: perhaps of what followed, an arrest, a
    #: funeral.
    is_fresh: bool = False


def scene(when: When | None, places: Iterable[Place], published: date | None = None) -> Scene:
    """Return the scene of a day and places; a day that is no exact or no sure one is left out."""
    spots = tuple(map(_spot, places))
    if when is None or when.precision not in _EXACT or when.confidence < SURE_DAY:
        return Scene(spots)
    days = (when.start.toordinal(), when.end.toordinal())
    return Scene(spots, days, is_fresh(days, published.toordinal() if published else None))


def is_fresh(days: tuple[int, int], published: int | None) -> bool:
    """Return whether days end with that of publication or the one before."""
    return published is not None and 0 <= published - days[1] <= 1


def contradiction(told: Scene, core: Scene) -> str:
    """Return in what a scene cannot be that of the core: "place", "day", "" = in nothing.

    A later day that is fresh may be that of what followed: "later", which is no contradiction yet.
    """
    if _places_apart(told.spots, core.spots):
        return "place"
    if days_between(told, core) < DAYS_APART:
        return ""
    assert told.days is not None
    assert core.days is not None
    return "later" if told.is_fresh and told.days[0] > core.days[1] else "day"


def agrees(told: Scene, core: Scene) -> bool:
    """Return whether a place or an exact day of both meets, and nothing contradicts."""
    if contradiction(told, core):
        return False
    return days_between(told, core) >= 0 or 0.0 <= nearest_km(told.spots, core.spots) <= FAR_KM


def days_between(one: Scene, other: Scene) -> int:
    """Return the days between two exact ones, 0 where they touch, -1 where one is not told."""
    if one.days is None or other.days is None:
        return -1
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def nearest_km(ours: Iterable[Spot], theirs: tuple[Spot, ...]) -> float:
    """Return km between the nearest two fine places, -1 where that is not known."""
    found = [
        arc_km(a.latitude, a.longitude, b.latitude, b.longitude)
        for a in ours
        for b in theirs
        if a.is_fine
        and b.is_fine
        and a.latitude is not None
        and a.longitude is not None
        and b.latitude is not None
        and b.longitude is not None
    ]
    return min(found, default=-1.0)


#: The same few places are measured again and again: card, main place, nearest place.
@lru_cache(maxsize=4096)
def arc_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance of two points in degrees."""
    p, q = math.radians(lat_a), math.radians(lat_b)
    half = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _places_apart(ours: tuple[Spot, ...], theirs: tuple[Spot, ...]) -> bool:
    """Whether the likeliest place of one is a town, and all its towns are far from the other's.

    Places of one name are one: which Springfield is meant is misread more often than told.
    """
    if not ours or not theirs or not ours[0].is_fine:
        return False
    if any(_is_one(a, b) for a in ours for b in theirs):
        return False
    countries = {one.country for one in ours if one.country}
    others = {one.country for one in theirs if one.country}
    if countries and others and countries.isdisjoint(others):
        return True
    return nearest_km(ours, theirs) > FAR_KM


def _is_one(a: Spot, b: Spot) -> bool:
    return a.id == b.id or a.name in b.name or b.name in a.name


def _spot(place: Place) -> Spot:
    fine = place.precision <= FINE
    return Spot(place.id, fold(place.name), place.country, place.latitude, place.longitude, fine)
