"""Blocking keys: what two tellings of one incident are likely to share, bounded in number.

A key carries its own time (a bucket of days) where time must bound it, so that a look-up costs the
same after ten years; keys of names and of pairs of rare words are unbounded, for late reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from monitor.matching.profile import Profile
from monitor.text import fold

MAX_KEYS = 40
MAX_PROBES = 110
#: Days a bucket spans: an article meets its own bucket and its neighbours.
_PLACE_DAYS, _WORD_DAYS, _ACTOR_DAYS = 8, 10, 3
_RARE = 45
_TOLD_OF = ("killed", "injured", "arrested", "suspect")

Keys = tuple[tuple[str, int], ...]


def keys(profile: Profile) -> Keys:
    """Return the keys an incident is found by later, each with the day ordinal it stands at.

    The day is the event's, else the publication's, else 0; at most `MAX_KEYS`.
    """
    day = _day(profile)
    found = dict.fromkeys(key for key in _all(profile, (0,)))
    return tuple((key, day) for key in islice(found, MAX_KEYS))


def probes(profile: Profile) -> Keys:
    """Return the keys to ask the store for: as `keys`, and those of the neighbouring buckets."""
    day = _day(profile)
    found = dict.fromkeys(key for key in _all(profile, (0, -1, 1)))
    return tuple((key, day) for key in islice(found, MAX_PROBES))


def _day(profile: Profile) -> int:
    if profile.day_known and profile.start is not None:
        return profile.start
    return profile.published or profile.start or 0


def _all(profile: Profile, shifts: tuple[int, ...]) -> Iterator[str]:
    yield from _persons(profile)
    yield from _pairs(profile)
    for day in _days(profile):
        yield from _places(profile, day, shifts)
        yield from _words(profile, day, shifts)
        yield from _actors(profile, day, shifts)


def _days(profile: Profile) -> tuple[int, ...]:
    """Return the event's day and the publication's, where they fall apart."""
    event = profile.start if profile.day_known else None
    days = [day for day in (event, profile.published) if day is not None]
    if len(days) == 2 and abs(days[0] - days[1]) <= 2:
        return (days[0],)
    if not days and profile.start is not None:
        return (profile.start, profile.end) if profile.end is not None else (profile.start,)
    return tuple(days)


def _persons(profile: Profile) -> Iterator[str]:
    told = [p.name for p in profile.persons if p.role in _TOLD_OF and " " in p.name]
    for name in told[:6]:
        parts = name.split()
        yield f"n:{parts[0]} {parts[-1]}"


def _pairs(profile: Profile) -> Iterator[str]:
    """Pairs of the words that say most: selective without any time."""
    rare = _rare(profile)[:5]
    for one, other in combinations(sorted(word for word, _ in rare), 2):
        yield f"w:{one}|{other}"


def _rare(profile: Profile) -> list[tuple[str, int]]:
    own = profile.title if len(profile.title) > 3 else profile.lead
    rare = sorted(own, key=lambda entry: (-entry[1], entry[0]))
    if len(rare) < 5:
        rare += sorted(profile.lead, key=lambda entry: (-entry[1], entry[0]))
    return list(dict.fromkeys(rare))


def _places(profile: Profile, day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    fine = [p for p in profile.places if p.precision <= 3][:3]
    coarse = [p for p in profile.places if p.precision > 3][:1] if not fine else []
    for shift in shifts:
        for place in fine:
            yield f"p:{place.id}@{day // _PLACE_DAYS + shift}"
            if place.latitude is not None and place.longitude is not None:
                cell = f"{round(place.latitude * 2)},{round(place.longitude * 2)}"
                yield f"g:{cell}@{day // _PLACE_DAYS + shift}"
    country = next((p.country for p in profile.places if p.country), "")
    for shift in (0, -1, -2) if len(shifts) > 1 else (0,):
        if country:
            yield f"c:{country}@{day + shift}"
        for place in coarse:
            yield f"p:{place.id}@d{day + shift}"


def _words(profile: Profile, day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    telling = [word for word, weight in _rare(profile) if weight >= _RARE][:7]
    names = [f"_{name}" for name in profile.names[:4]]
    for shift in shifts:
        for word in telling + names:
            yield f"t:{word}@{day // _WORD_DAYS + shift}"


def _actors(profile: Profile, day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    for shift in shifts:
        for actor in profile.actors[:2]:
            yield f"a:{actor}@{day // _ACTOR_DAYS + shift}"
        for street in profile.streets[:2]:
            yield f"s:{fold(street)}@{day // _PLACE_DAYS + shift}"
