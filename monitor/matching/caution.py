"""What holds a tie back: contradictions that were read, and how crowded the neighbourhood is.

The forest adds up what two tellings share; in a crowded stream (a city's shootings, a brigade's
releases in one template) likeness outvotes what they contradict each other in. A logit over the
forest's log odds weighs a few named contradictions and the number of rivals once more. Its weights
are fitted on sets that the forest had not seen, and never let a contradiction speak for a tie.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.matching import compare, name_scorers
from monitor.matching.crowding import NEAR_KM
from monitor.matching.features import Echoes
from monitor.matching.profile import Profile
from monitor.model.deciding import Part

#: Hours between the told times of day from which they are two times.
_HOURS = 1.5
#: Parts smaller than this (log odds) say nothing to a person.
_SMALL = 0.05
#: Days beyond which more days say no more.
_FAR_DAYS = 60
#: Kinds that are not taken for one another: what a quake did, no gunman did.
_FAMILIES = {
    kind: number
    for number, kinds in enumerate(
        (
            ("air_strike", "armed_attack", "assault", "bombing", "clash", "drone_strike",
             "kidnapping", "robbery", "rocket_attack", "shooting", "stabbing", "suicide_bombing"),
            ("earthquake", "flood", "heat_or_drought", "landslide", "storm", "volcano",
             "wildfire"),
            ("air_crash", "rail_crash", "road_crash", "ship_accident"),
        )
    )
    for kind in kinds
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    name: str
    #: What a person calls it.
    words: str


TERMS: tuple[Term, ...] = (
    Term("near", "other incidents there in these weeks"),
    Term("near_unpinned", "other incidents there, and no person or street in common"),
    Term("alike_unplaced", "other incidents of the kind in this week, and no place in common"),
    Term("days_apart", "another day"),
    Term("days_far", "days between the two"),
    Term("fresh_apart", "news of another day"),
    Term("again_apart", "its headline says that it happened again, and of another day"),
    Term("streets_apart", "another street"),
    Term("hours_apart", "another time of day"),
    Term("victims_apart", "other victims"),
    Term("ages_apart", "other ages"),
    Term("kind_apart", "another kind of happening"),
    Term("family_apart", "violence, a force of nature or traffic: not the same of them"),
    Term("twofold", "contradicted in two ways"),
    Term("echoed", "what they share stands in reports of other days, too"),
    Term("own", "much of what they share stands in no report of another day"),
)
#: The terms that speak for a tie; all others speak against it or not at all.
FOR = frozenset(("own",))
NAMES = tuple(term.name for term in TERMS)


@dataclass(frozen=True, slots=True)
class Caution:
    """Weights: of the forest's log odds, of nothing at all, of each term (by its direction)."""

    base: float = 1.0
    start: float = 0.0
    weights: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(NAMES, 0.0))

    def probability(self, score: float, terms: Sequence[float]) -> float:
        """Return how probable one incident is, by the forest's probability and the terms."""
        return 1 / (1 + math.exp(-self.start - self.base * logit(score) - sum(self.held(terms))))

    def held(self, terms: Sequence[float]) -> tuple[float, ...]:
        """Return what each term takes from the log odds."""
        return tuple(self.weights[name] * value for name, value in zip(NAMES, terms, strict=True))


def read_caution(raw: Mapping[str, Any]) -> Caution:
    """Return the weights of the file. Raises ValueError where a term is missing or speaks for."""
    weights = {name: float(raw["weights"][name]) for name in NAMES}
    if any(weight < 0 if name in FOR else weight > 0 for name, weight in weights.items()):
        raise ValueError("a contradiction must not speak for a tie")
    return Caution(float(raw["base"]), float(raw["start"]), weights)


def held_parts(
    caution: Caution,
    profile: Profile,
    others: Sequence[Profile],
    crowd: tuple[int, int],
    echoes: Echoes | None,
) -> list[Part]:
    """Return what holds the tie back, named, for `why`."""
    told = terms(profile, others, crowd, echoes)
    return [
        Part(name=term.name, value=round(value, 4), contribution=round(gain, 4), words=term.words)
        for term, value, gain in zip(TERMS, told, caution.held(told), strict=True)
        if abs(gain) >= _SMALL
    ]


def logit(probability: float) -> float:
    """Return the log odds of a probability, bounded at ±14."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def terms(
    profile: Profile,
    others: Sequence[Profile],
    crowd: tuple[int, int],
    echoes: Echoes | None = None,
) -> tuple[float, ...]:
    """Return the value of each term, in the order of `NAMES`; all are 0 or more.

    `others` are the candidate's reports, `crowd` how many other incidents stand near, and alike;
    `echoes` is the candidate's (echoes.py).
    """
    near, alike = map(math.log1p, crowd)
    gaps = [
        (gap, profile.day_share * other.day_share)
        for other in others
        if (gap := compare.exact_day_gap(profile, other)) == gap
    ]
    gap, sure = min(gaps, default=(0.0, 0.0))
    apart = sure if gap >= 2 else 0.0
    streets = _all_apart(compare.streets_agree, profile, others)
    hours = _least(name_scorers.clock_gap, profile, others)
    victims = _least(compare.victims_differ, profile, others) == 1.0
    ages = _all_apart(compare.ages_agree, profile, others)
    kinds = {profile.incident_type, "other"}
    kind = bool(others) and all(other.incident_type not in (*kinds, "other") for other in others)
    pinned = _is_named(profile, others) or _is_any(compare.streets_agree, profile, others)
    placed = 0.0 <= _least(compare.place_gap_km, profile, others) < NEAR_KM
    told = (apart > 0, streets, hours >= _HOURS, victims, ages, kind)
    return (
        near,
        0.0 if pinned else near,
        0.0 if placed else alike,
        apart,
        apart * math.log(min(gap, _FAR_DAYS)) if apart else 0.0,
        apart**2 if apart and _is_fresh(profile) else 0.0,
        sure if gap >= 1 and _is_again(profile, others) else 0.0,
        float(streets),
        float(hours >= _HOURS),
        float(victims),
        float(ages),
        float(kind),
        float(_is_of_another_family(profile, others)),
        float(sum(told) >= 2),
        0.0 if echoes is None else echoes.echoed,
        0.0 if echoes is None else echoes.own,
    )


def _is_of_another_family(profile: Profile, others: Sequence[Profile]) -> bool:
    ours = _FAMILIES.get(profile.incident_type)
    theirs = {_FAMILIES.get(other.incident_type) for other in others}
    return ours is not None and bool(theirs) and theirs.isdisjoint((ours, None))


def _is_again(profile: Profile, others: Sequence[Profile]) -> bool:
    """Whether one's headline says that the like happened before, and no other's does."""
    return profile.again and not any(other.again for other in others)


def _is_fresh(profile: Profile) -> bool:
    """Whether it came out on the one day that it tells of, or on the next."""
    if profile.published is None or profile.start is None or profile.precision != "day":
        return False
    return profile.start == profile.end and 0 <= profile.published - profile.start <= 1


def _is_named(profile: Profile, others: Sequence[Profile]) -> bool:
    return _is_any(compare.persons_agree, profile, others)


def _is_any(
    score: Callable[[Profile, Profile], float], profile: Profile, others: Sequence[Profile]
) -> bool:
    return any(score(profile, other) > 0 for other in others)


def _least(
    score: Callable[[Profile, Profile], float], profile: Profile, others: Sequence[Profile]
) -> float:
    """The mildest contradiction; below 0 where nobody tells."""
    known = [value for other in others if (value := score(profile, other)) == value]
    return min(known, default=-1.0)


def _all_apart(
    score: Callable[[Profile, Profile], float], profile: Profile, others: Sequence[Profile]
) -> bool:
    """Whether some tell, and none agrees."""
    known = [value for other in others if (value := score(profile, other)) == value]
    return bool(known) and max(known) == 0.0
