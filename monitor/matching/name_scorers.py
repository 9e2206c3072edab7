"""Scorers of fine marks: names spelled otherwise, victims in the other's words, clock times.

Each returns a float, NaN where one side is silent, as in `compare`.
"""

from __future__ import annotations

from monitor.matching.compare import UNKNOWN
from monitor.matching.profile import Profile

#: Minutes by which two tellings of one time differ.
_SAME_TIME = 20
_DAY = 24 * 60


def spelled_alike(a: Profile, b: Profile) -> float:
    """Return the weight (nats) of words of names that only their skeletons share."""
    ours, theirs = a.skeletons, b.skeletons
    both = ours.keys() & theirs.keys()
    return sum(ours[bones][1] for bones in both if ours[bones][0] != theirs[bones][0]) / 10


def victims_told(a: Profile, b: Profile) -> float:
    """Return the share of last names of those told of on one side that the other's words hold.

    The side with the greater share counts; NaN where no side names any.
    """
    shares = [_told(one, other) for one, other in ((a, b), (b, a)) if one.told_last]
    return max(shares) if shares else UNKNOWN


def _told(one: Profile, other: Profile) -> float:
    held = other.proper_bag.words
    bones = other.skeletons
    hits = sum(stemmed in held or bone in bones for stemmed, bone in one.told_stems)
    return hits / len(one.told_stems)


def place_names(a: Profile, b: Profile) -> float:
    """Return 1 where a fine place is called the same, wherever each was put on the map; else 0."""
    if not a.fine_names or not b.fine_names:
        return UNKNOWN
    return float(not a.fine_names.isdisjoint(b.fine_names))


def place_in_words(a: Profile, b: Profile) -> float:
    """Return whether one's main place is named in the other's words: 1, .5 one way only, 0."""
    told = [_named(one, other) for one, other in ((a, b), (b, a)) if one.fine_places]
    return sum(told) / len(told) if told else UNKNOWN


def _named(one: Profile, other: Profile) -> float:
    if one.fine_places[0].id in other.place_ids:
        return 1.0
    return float(bool(one.main_place_words) and one.main_place_words <= other.body_bag.held)


def clock_gap(a: Profile, b: Profile) -> float:
    """Return 0 where a time of day is told by both, else the least hours between; NaN = silent."""
    if not a.clocks or not b.clocks:
        return UNKNOWN
    gaps = [abs(x - y) for x in a.clocks for y in b.clocks]
    least = min(min(gap, _DAY - gap) for gap in gaps)
    return 0.0 if least <= _SAME_TIME else least / 60
