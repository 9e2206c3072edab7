"""Scorers of two profiles. Absolute: nothing here depends on which other news is at hand.

Each returns a float, NaN where one side is silent: silence is no contradiction.
"""

from __future__ import annotations

import math
from operator import mul

from monitor import scenes
from monitor.matching.profile import CountMark, PlaceMark, Profile
from monitor.matching.word_weights import Bag
from monitor.model.deciding import Sketch, Toll

UNKNOWN = math.nan
arc_km = scenes.arc_km


def dice(a: Bag, b: Bag) -> float:
    """Return the weighed share of words in common, 0–1; NaN where one side has none."""
    if not a.total or not b.total:
        return UNKNOWN
    return 2 * shared(a, b) / (a.total + b.total)


def containment(a: Bag, b: Bag) -> float:
    """Return the weighed share of `a` that `b` holds, 0–1; NaN where one side has none."""
    if not a.total or not b.total:
        return UNKNOWN
    return shared(a, b) / a.total


def shared(a: Bag, b: Bag) -> int:
    """Return the weight, in tenths of a nat, of the words in common."""
    return sum(map(a.words.__getitem__, a.held & b.held))


def shorter_in_longer(a: Bag, b: Bag) -> float:
    """Return the weighed share of the bag of fewer words that the other holds."""
    if not a.total or not b.total:
        return UNKNOWN
    fewer = a if len(a.words) <= len(b.words) else b
    return sum(map(fewer.words.__getitem__, a.held & b.held)) / fewer.total


def cosine(a: Bag, b: Bag) -> float:
    """Return the cosine of the two bags."""
    if not a.total or not b.total:
        return UNKNOWN
    both = a.held & b.held
    squares = map(mul, map(a.words.__getitem__, both), map(b.words.__getitem__, both))
    return float(sum(squares) / (a.norm * b.norm))


def bigrams_shared(a: Profile, b: Profile) -> float:
    """Return how many pairs of neighbouring telling words both leads hold (at most 12)."""
    return float(min(12, len(a.bigram_set & b.bigram_set)))


def day_gap(a: Profile, b: Profile | Sketch) -> float:
    """Return days between the two intervals (0 where they touch); NaN where one is unknown."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return UNKNOWN
    return float(max(0, a.start - b.end, b.start - a.end))


def exact_day_gap(a: Profile, b: Profile) -> float:
    """Return as `day_gap`, only where both days are known to a week or better."""
    return day_gap(a, b) if a.day_known and b.day_known else UNKNOWN


def published_gap(a: Profile, b: Profile) -> float:
    """Return days between the two publications; NaN where one is undated."""
    if a.published is None or b.published is None:
        return UNKNOWN
    return float(abs(a.published - b.published))


def told_before(a: Profile, b: Profile) -> float:
    """Return days by which one report came out before the other's incident: above 0 = another."""
    gaps = []
    if a.day_known and a.start is not None and b.published is not None:
        gaps.append(a.start - b.published)
    if b.day_known and b.start is not None and a.published is not None:
        gaps.append(b.start - a.published)
    return float(max(gaps)) if gaps else UNKNOWN


def report_lag(a: Profile, b: Profile) -> float:
    """Return days from one's known day to the other's publication, the least; NaN = unknown.

    Below 0 it came out before: `told_before` says so.
    """
    lags = []
    if a.day_known and a.end is not None and b.published is not None:
        lags.append(b.published - a.end)
    if b.day_known and b.end is not None and a.published is not None:
        lags.append(a.published - b.end)
    return float(max(0, min(lags))) if lags else UNKNOWN


def distance_km(a: PlaceMark, b: PlaceMark) -> float:
    """Return the great-circle distance; NaN without coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return UNKNOWN
    return arc_km(a.latitude, a.longitude, b.latitude, b.longitude)


def place_gap_km(a: Profile, b: Profile, *, first_only: bool = False) -> float:
    """Return km between the nearest two fine places (or the first of each); NaN where unknown."""
    most = 1 if first_only else 3
    ours, theirs = a.fine_places[:most], b.fine_places[:most]
    for x in ours:
        for y in theirs:
            if x.id == y.id:
                return 0.0
    known = [gap for x in ours for y in theirs if (gap := distance_km(x, y)) == gap]
    return min(known) if known else UNKNOWN


def same_country(a: Profile, b: Profile) -> float:
    """Return 1 where the places share a country, 0 where none is shared, NaN where unknown."""
    if not a.countries or not b.countries:
        return UNKNOWN
    return float(not a.countries.isdisjoint(b.countries))


def same_region(a: Profile, b: Profile) -> float:
    """Return 1 where a province is shared, 0 where none is, NaN where unknown."""
    if not a.regions or not b.regions:
        return UNKNOWN
    return float(not a.regions.isdisjoint(b.regions))


def persons_agree(a: Profile, b: Profile) -> float:
    """Return shared persons killed, injured or suspected: 1 full name, .6 surname; NaN = silent."""
    ours, theirs = a.told_of, b.told_of
    if not ours or not theirs:
        return UNKNOWN
    if ours & theirs:
        return 1.0 + 0.5 * min(2, len(ours & theirs) - 1)
    return 0.0 if a.told_last.isdisjoint(b.told_last) else 0.6


def persons_named(a: Profile, b: Profile) -> float:
    """Return how many persons, of whatever role, both name by first and last name (at most 5)."""
    return float(min(5, len(a.person_names & b.person_names)))


def victims_differ(a: Profile, b: Profile) -> float:
    """Return 1 where both name the dead or hurt and no surname is shared, else 0; NaN = silent."""
    if not a.victims or not b.victims:
        return UNKNOWN
    return float(not a.victims & b.victims)


def names_share(a: Profile, b: Profile) -> float:
    """Return shared names over the fewer names, 0–1; NaN where one side has none."""
    fewer = min(len(a.name_set), len(b.name_set))
    return len(a.name_set & b.name_set) / fewer if fewer else UNKNOWN


def ages_agree(a: Profile, b: Profile) -> float:
    """Return how many ages both tell (at most 3), 0 where none is shared; NaN = silent."""
    if not a.ages or not b.ages:
        return UNKNOWN
    return float(min(3, len(a.age_set & b.age_set)))


def numbers_share(a: Profile, b: Profile) -> float:
    """Return shared figures over those of the side with fewer, 0–1; NaN where one has none."""
    fewer = min(len(a.number_set), len(b.number_set))
    return len(a.number_set & b.number_set) / fewer if fewer else UNKNOWN


def streets_agree(a: Profile, b: Profile) -> float:
    """Return 1 for a shared street, 0 where both tell streets and none is; NaN = silent."""
    if not a.street_cores or not b.street_cores:
        return UNKNOWN
    return float(not a.street_cores.isdisjoint(b.street_cores))


def shared_share(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Return shared values over the fewer, 0–1; NaN where one side has none."""
    if not a or not b:
        return UNKNOWN
    ours, theirs = set(a), set(b)
    return len(ours & theirs) / min(len(ours), len(theirs))


def count_gap(a: Profile, b: Profile, field: str) -> float:
    """Return |difference| of a count's best figures, as log ratio of (n + 1); NaN = silent.

    0 where the ranges meet.
    """
    ours, theirs = a.tolls.get(field), b.tolls.get(field)
    if ours is None or theirs is None:
        return UNKNOWN
    return bounds_gap(ours, theirs)


def bounds_gap(a: CountMark | Toll, b: CountMark | Toll) -> float:
    """Return the log ratio by which two figures fall apart, 0 where their bounds meet."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    if low_a <= high_b and low_b <= high_a:
        return 0.0
    near, far = (high_a, low_b) if high_a < low_b else (high_b, low_a)
    return math.log((far + 1) / (near + 1))


def _bounds(one: CountMark | Toll) -> tuple[float, float]:
    best = one.best
    low = one.low if one.low is not None else best
    high = one.high if one.high is not None else best
    return (0.0 if low is None else float(low), math.inf if high is None else float(high))
