"""Scorers of fine marks: names spelled otherwise, victims in the other's words, clock times.

Each returns a float, NaN where one side is silent, as in `compare`.
"""

from __future__ import annotations

from monitor.matching.background import stem
from monitor.matching.compare import UNKNOWN
from monitor.matching.profile import Profile
from monitor.matching.spelling import skeleton

#: Minutes by which two tellings of one time differ.
_SAME_TIME = 20
_DAY = 24 * 60
#: Digits from which a figure is a house number, a block, a sum: hardly shared by chance.
LONG = 3


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
    hits = sum(stem(name) in held or skeleton(name) in bones for name in one.told_last)
    return hits / len(one.told_last)


def place_names(a: Profile, b: Profile) -> float:
    """Return 1 where a fine place is called the same, wherever each was put on the map; else 0."""
    ours = {p.name for p in a.fine_places}
    theirs = {p.name for p in b.fine_places}
    if not ours or not theirs:
        return UNKNOWN
    return float(bool(ours & theirs))


def place_in_words(a: Profile, b: Profile) -> float:
    """Return whether one's main place is named in the other's words: 1, .5 one way only, 0."""
    told = [_named(one, other) for one, other in ((a, b), (b, a)) if one.fine_places]
    return sum(told) / len(told) if told else UNKNOWN


def _named(one: Profile, other: Profile) -> float:
    first = one.fine_places[0]
    if any(p.id == first.id for p in other.places):
        return 1.0
    words = [stem(word) for word in first.name.split() if len(word) > 2]
    return float(bool(words) and all(word in other.body_bag.words for word in words))


def long_numbers(a: Profile, b: Profile) -> float:
    """Return how many figures of three digits and more both tell (at most 3); NaN = silent."""
    ours = {n for n in a.number_set if len(n) >= LONG}
    theirs = {n for n in b.number_set if len(n) >= LONG}
    if not ours or not theirs:
        return UNKNOWN
    return float(min(3, len(ours & theirs)))


def clock_gap(a: Profile, b: Profile) -> float:
    """Return 0 where a time of day is told by both, else the least hours between; NaN = silent."""
    if not a.clocks or not b.clocks:
        return UNKNOWN
    gaps = [abs(x - y) for x in a.clocks for y in b.clocks]
    least = min(min(gap, _DAY - gap) for gap in gaps)
    return 0.0 if least <= _SAME_TIME else least / 60
