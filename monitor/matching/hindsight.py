"""Two incidents looked at again with all their reports: are they one after all?

A report is decided by what was known that minute; a day later both sides have more reports. Joined
is what all of them, seen together, say is one (the mean of the log odds each way: average link), a
fragment sooner than a second large incident, and never what contradictions part: exact days that
cannot meet, two rows of registers, two contradictions in most reports (another street and another
hour), news of two days.
Pure: no database here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.matching.apart import stays_apart
from monitor.matching.caution import FOR, logit, terms
from monitor.matching.caution import NAMES as HELD
from monitor.matching.compare import exact_day_gap
from monitor.matching.decide import ABROAD, is_abroad
from monitor.matching.echoes import with_echoes
from monitor.matching.features import Candidate, features
from monitor.matching.model import Model, probabilities
from monitor.matching.profile import Profile

#: From which probability two incidents are joined. Chosen on sets left out of the fit.
JOIN = 0.2
#: Reports of a side that are asked, the first and the latest, and those they are compared with.
ASKED, AGAINST = 6, 5
#: Days between the last report of one and the first of the other beyond which nothing is joined.
WITHIN_DAYS = 14

_TWOFOLD = HELD.index("twofold")
#: The terms where nothing speaks against a tie.
_MILDEST = tuple(float(name in FOR) for name in HELD)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a report, the two incidents left out."""

    #: How many other incidents stand near it, and how many are of its kind.
    crowd: tuple[int, int] = (0, 0)
    #: Others on its shortlist.
    others: tuple[Candidate, ...] = ()


Surroundings = Callable[[Profile], Around]


@dataclass(frozen=True, slots=True)
class Side:
    """An incident with its reports' profiles, by publication."""

    candidate: Candidate
    profiles: tuple[Profile, ...]

    @property
    def asked(self) -> tuple[Profile, ...]:
        """The reports that speak for the incident."""
        return ends(self.alone, ASKED)

    @property
    def alone(self) -> tuple[Profile, ...]:
        """The reports without those that tell of several happenings at once: both sides' own."""
        return tuple(one for one in self.profiles if not one.several) or self.profiles

    @property
    def against(self) -> Candidate:
        """The incident as another's report is compared with it."""
        return Candidate(incident=self.candidate.incident, profiles=ends(self.alone, AGAINST))


def ends(profiles: Sequence[Profile], most: int) -> tuple[Profile, ...]:
    """Return the first and the latest of them, at most so many."""
    if len(profiles) <= most:
        return tuple(profiles)
    late = most // 2
    return (*profiles[: most - late], *profiles[-late:])


def parted(one: Side, other: Side) -> str:
    """Return why the two are never joined, "" = nothing parts them."""
    ids = {s.candidate.incident.external_id for s in (one, other)} - {None}
    if len(ids) == 2:
        return "a register has both"
    if _weeks_between(one, other):
        return f"more than {WITHIN_DAYS} days lie between their reports"
    gaps = [
        gap
        for ours in one.profiles
        for theirs in other.profiles
        if ours.precision == theirs.precision == "day"
        and (gap := exact_day_gap(ours, theirs)) == gap
    ]
    if gaps and 2 * sum(gap > 1 for gap in gaps) > len(gaps):
        return "their days contradict each other"
    told = [terms(profile, other.against.profiles, (0, 0))[_TWOFOLD] for profile in one.asked]
    if told and 2 * sum(told) > len(told):
        return "they contradict each other in two ways"
    apart = [bool(stays_apart(profile, other.against.profiles)) for profile in one.asked]
    if 2 * sum(apart) > len(apart):
        return "each was news of its own day"
    return ""


def likely(one: Side, other: Side, model: Model) -> float:
    """Return the most that `joined` could be: contradictions and crowding only lower it."""
    return _mean(one, other, model, None)


def joined(one: Side, other: Side, model: Model, around: Surroundings) -> float:
    """Return how probable it is, 0–1, that the two are one."""
    return _mean(one, other, model, around)


def _mean(one: Side, other: Side, model: Model, around: Surroundings | None) -> float:
    told: list[float] = []
    for ours, theirs in ((one, other), (other, one)):
        against = theirs.against
        rows = [features(profile, against) for profile in ours.asked]
        scores = probabilities(model, rows)
        for profile, row, score in zip(ours.asked, rows, scores, strict=True):
            held = _MILDEST if around is None else _held(profile, against, around(profile))
            odds = logit(model.caution.probability(score, held))
            told.append(odds - logit(ABROAD) + logit(JOIN) if is_abroad(row) else odds)
    if not told:
        return 0.0
    # The more reports told them as two, the surer: what a wrong join costs grows with them.
    fewer = min(len(one.profiles), len(other.profiles))
    return 1 / (1 + math.exp(math.log(fewer) - sum(told) / len(told)))


def _held(profile: Profile, against: Candidate, around: Around) -> tuple[float, ...]:
    echoes = with_echoes(profile, (against, *around.others))[0].echoes
    return terms(profile, against.profiles, around.crowd, echoes)


def _weeks_between(one: Side, other: Side) -> bool:
    ours, theirs = ([p.published for p in side.profiles if p.published] for side in (one, other))
    if not ours or not theirs:
        return False
    return max(min(theirs) - max(ours), min(ours) - max(theirs)) > WITHIN_DAYS
