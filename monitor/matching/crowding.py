"""How many other incidents an incident could be mistaken for: the same kind, place and days.

A score means something else at each density: of world news two alike are one, of a brigade's fires
hardly ever. Counted among the cards that a mention's blocking keys bring up anyhow.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from monitor.matching import compare
from monitor.matching.profile import FINE, Profile
from monitor.model.deciding import Sketch

T = TypeVar("T", bound=Hashable)
#: Days and kilometres within which another incident stands near a mention; days for its kind.
NEAR_DAYS, NEAR_KM, KIND_DAYS = 14, 25.0, 7
#: More than so many say no more: a busy store has always more of a kind than can be looked at.
MOST = 10


@dataclass(frozen=True, slots=True)
class Crowd:
    """The incidents around a mention, each set with the candidates among them."""

    #: Of one place and about the same days.
    near: frozenset[Hashable] = frozenset()
    #: Of one kind, wherever, in the same week.
    alike: frozenset[Hashable] = frozenset()

    def beside(self, *ones: Hashable) -> tuple[int, int]:
        """Return how many others than `ones` are near, and are of the kind; at most `MOST`."""
        return min(MOST, len(self.near - {*ones})), min(MOST, len(self.alike - {*ones}))


def crowd(profile: Profile, sketches: Mapping[T, Sketch]) -> Crowd:
    """Return what stands around a mention; one without any day has no crowd."""
    day = profile.start if profile.day_known else profile.published
    if day is None:
        return Crowd()
    near, alike = set(), set()
    for one, sketch in sketches.items():
        gap = _days(day, sketch)
        if gap is None or gap > NEAR_DAYS:
            continue
        if _is_near(profile, sketch):
            near.add(one)
        if gap <= KIND_DAYS and sketch.incident_type == profile.incident_type:
            alike.add(one)
    return Crowd(frozenset(near), frozenset(alike))


def _days(day: int, sketch: Sketch) -> int | None:
    other = sketch.start if sketch.start is not None else sketch.published
    return None if other is None else abs(day - other)


def _is_near(profile: Profile, sketch: Sketch) -> bool:
    if sketch.latitude is None or sketch.longitude is None or (sketch.place_precision or 9) > FINE:
        return False
    return any(
        compare.arc_km(place.latitude, place.longitude, sketch.latitude, sketch.longitude) < NEAR_KM
        for place in profile.fine_places
        if place.latitude is not None and place.longitude is not None
    )
