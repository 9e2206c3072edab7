"""Blocking keys: what two tellings of one incident are likely to share, bounded in number.

A key carries its own time (a bucket of days) where time must bound it, so that a look-up costs the
same after ten years; keys of names, rare words and pairs of words are unbounded, for late reports
and undated texts. The store looks at the latest incidents of a key only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, islice

from monitor.matching.profile import TOLD_OF, Profile
from monitor.matching.word_weights import stem
from monitor.model.names import Role
from monitor.text import fold

MAX_KEYS = 48
MAX_PROBES = 110
#: Days a bucket spans: an article meets its own bucket and its neighbours.
_PLACE_DAYS, _WORD_DAYS, _ACTOR_DAYS = 8, 10, 3
#: Tenths of a nat: words that say something, and words that hardly anyone uses.
_TELLING, _RARE = 45, 58
#: Days after an incident on which most of its reports come out.
_PROMPT = (0, -1, -2, -3)

#: Kinds of keys that say when and where news came out, and days that are looked back.
_OF_NEWS, _BACK = "dcrta", 400

Keys = tuple[tuple[str, int], ...]


def keys(profile: Profile) -> Keys:
    """Return the keys an incident is found by later, each with the day ordinal it stands at.

    The day is the event's, else the publication's, else 0; at most `MAX_KEYS`.
    """
    day = _day(profile)
    found = dict.fromkeys((*_months(profile), *_all(profile, (0,), (0,))))
    return tuple((key, day) for key in islice(found, MAX_KEYS))


def probes(profile: Profile) -> Keys:
    """Return the keys to ask the store for: as `keys`, and those of the neighbouring buckets."""
    day = _day(profile)
    months = () if profile.day_known else _months(profile)
    found = dict.fromkeys((*months, *_all(profile, (0, -1, 1), _PROMPT)))
    return tuple((key, day) for key in islice(found, MAX_PROBES))


def probes_back(profile: Profile) -> Keys:
    """Return the keys to ask for what an article follows up: of no day of news, its place in every
    bucket of the last year (where no day of the happening is told)."""
    told = probes(profile)
    if profile.day_known or profile.published is None:
        return told
    day = profile.published
    kept = [(key, at) for key, at in told if key[0] not in _OF_NEWS]
    back = (
        (f"p:{place.id}@{day // _PLACE_DAYS - ago}", day)
        for place in profile.fine_places[:1]
        for ago in range(_BACK // _PLACE_DAYS)
    )
    return tuple(dict.fromkeys((*kept, *back)))


def _day(profile: Profile) -> int:
    if profile.day_known and profile.start is not None:
        return profile.start
    return profile.published or profile.start or 0


def _all(profile: Profile, shifts: tuple[int, ...], prompt: tuple[int, ...]) -> Iterator[str]:
    rare = _rarest(profile)
    yield from _persons(profile)
    yield from _names(profile)
    yield from _pairs(profile, rare)
    days = _days(profile)
    for day in days:
        yield from _places(profile, day, shifts)
        yield from _prompt(profile, day, prompt)
    for day in days[-1:]:
        yield from _words(rare, day, shifts)
        yield from _actors(profile, day, shifts)


def _days(profile: Profile) -> tuple[int, ...]:
    """Return the event's first and last day and the publication's, where they fall apart."""
    days = [profile.start, profile.end] if profile.day_known else []
    # What a text looks back to did not happen when it came out.
    if profile.role != Role.BACKGROUND:
        days.append(profile.published)
    return tuple(dict.fromkeys(day for day in days if day is not None))


def _months(profile: Profile) -> Iterator[str]:
    """Country, or else type, in the months it may have happened in: for "in January"."""
    if profile.start is None or profile.end is None or profile.precision == "year":
        return
    countries = list(dict.fromkeys(p.country for p in profile.places if p.country))[:2]
    for month in dict.fromkeys((_month(profile.start), _month(profile.end))):
        for country in countries:
            yield f"m:{country}@{month}"
        yield f"m:{profile.incident_type}@{month}"


def _month(ordinal: int) -> str:
    return date.fromordinal(ordinal).strftime("%Y-%m")


def _persons(profile: Profile) -> Iterator[str]:
    """Full names of persons, those it happened to first."""
    ranked = sorted(profile.persons, key=lambda p: p.role not in TOLD_OF)
    for name in [p.name.split() for p in ranked if " " in p.name][:6]:
        yield f"n:{name[0]} {name[-1]}"


def _names(profile: Profile) -> Iterator[str]:
    """Names as the text writes them, those of rare words first."""

    def says(name: str) -> int:
        return sum(profile.body_bag.words.get(stem(part), 0) for part in name.split())

    for name in sorted(profile.names[:16], key=lambda n: -says(n))[:5]:
        parts = name.split()
        yield f"n:{parts[0]} {parts[-1]}"


def _rarest(profile: Profile) -> list[str]:
    """Return the words that say most, of the title first where it has enough."""
    own = profile.title if len(profile.title) > 3 else profile.lead

    def by_weight(words: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        return sorted(words, key=lambda entry: (-entry[1], entry[0]))

    ranked = by_weight(own)[:6] + by_weight(profile.lead)[:6] + by_weight(own)[6:]
    return [word for word, weight in dict.fromkeys(ranked) if weight >= _TELLING - 10]


def _pairs(profile: Profile, rare: list[str]) -> Iterator[str]:
    """Pairs are selective without any time: of words, of a place and a word, a place and a toll."""
    for one, other in combinations(sorted(rare[:5]), 2):
        yield f"w:{one}|{other}"
    for place in profile.fine_places[:2]:
        for word in rare[:3]:
            yield f"x:{place.id}|{word}"
        for count in profile.counts[:3]:
            if count.field in ("killed", "injured") and (count.best or 0) > 1:
                yield f"x:{place.id}|{count.field}{count.best}"
    weights = profile.body_bag.words
    for word in [w for w in rare[:8] if weights.get(w, 0) >= _RARE][:4]:
        yield f"u:{word}"


def _places(profile: Profile, day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    for shift in shifts:
        for place in profile.fine_places:
            yield f"p:{place.id}@{day // _PLACE_DAYS + shift}"
            if place.latitude is not None and place.longitude is not None:
                cell = f"{round(place.latitude * 2)},{round(place.longitude * 2)}"
                yield f"g:{cell}@{day // _PLACE_DAYS + shift}"


def _prompt(profile: Profile, day: int, prompt: tuple[int, ...]) -> Iterator[str]:
    """Country, province and bare day: for reports of the same few days."""
    countries = list(dict.fromkeys(p.country for p in profile.places if p.country))[:2]
    provinces = list(dict.fromkeys(p.admin1 for p in profile.places if p.admin1))[:2]
    for shift in prompt:
        for country in countries:
            yield f"c:{country}@{day + shift}"
        for province in provinces:
            yield f"r:{province}@{day + shift}"
        yield f"d:@{day + shift}"


def _words(rare: list[str], day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    for shift in shifts:
        for word in rare[:7]:
            yield f"t:{word}@{day // _WORD_DAYS + shift}"


def _actors(profile: Profile, day: int, shifts: tuple[int, ...]) -> Iterator[str]:
    for shift in shifts:
        for actor in profile.actors[:2]:
            yield f"a:{actor}@{day // _ACTOR_DAYS + shift}"
        for street in profile.streets[:2]:
            yield f"s:{fold(street)}@{day // _PLACE_DAYS + shift}"
