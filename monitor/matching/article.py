"""All mentions of one article decided together: what it looks back to is not what it reports.

"The third attack in a week" shares its words with the first two; but an article that tells of them
with their own day and place tells of another one first-hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.matching import compare
from monitor.matching.decide import Constraints, decide
from monitor.matching.features import Candidate
from monitor.matching.model import Model, Thresholds
from monitor.matching.profile import Profile
from monitor.model.deciding import Verdict
from monitor.model.names import Decision, Role

#: Tolls that tell one attack from the next.
_TOLLS = ("killed", "injured", "munitions")
_APART_KM = 10.0


def decide_article(
    profiles: Sequence[Profile],
    shortlists: Sequence[Sequence[Candidate]],
    model: Model,
    thresholds: Thresholds | None = None,
    constraints: Sequence[Constraints] | None = None,
) -> tuple[Verdict, ...]:
    """Return one verdict per mention, in their order; no incident is given to two of them.

    The primary mention comes first, without those that the article looks back to by day and place
    although the primary mention has another day, and another place or toll.
    """
    told = tuple(constraints or (Constraints(),) * len(profiles))
    verdicts: dict[int, Verdict] = {}
    taken: set[str] = set()
    order = sorted(range(len(profiles)), key=lambda i: profiles[i].role != Role.PRIMARY)
    for i in order:
        barred = set(taken)
        if profiles[i].role == Role.PRIMARY:
            barred |= _looked_back_to(i, profiles, shortlists, model)
        allowed = [c for c in shortlists[i] if c.incident.id not in barred]
        verdicts[i] = decide(profiles[i], allowed, model, thresholds, told[i])
        chosen = verdicts[i].incident_id
        if chosen is not None:
            taken.add(chosen)
    return tuple(verdicts[i] for i in range(len(profiles)))


def _looked_back_to(
    primary: int,
    profiles: Sequence[Profile],
    shortlists: Sequence[Sequence[Candidate]],
    model: Model,
) -> set[str]:
    """Return the incidents that the article tells of as background, with a day of their own."""
    found: set[str] = set()
    for i, profile in enumerate(profiles):
        if profile.role == Role.BACKGROUND and _has_own_day(profiles[primary], profile):
            verdict = decide(profile, shortlists[i], model)
            sure = {part.name: part.contribution for part in verdict.parts}
            if verdict.decision is Decision.SAME and sure.get("day") == sure.get("place") == 3.0:
                found |= _unlike(profiles[primary], shortlists[i], verdict.incident_id)
    return found


def _has_own_day(primary: Profile, background: Profile) -> bool:
    gap = compare.exact_day_gap(primary, background)
    return gap == gap and gap >= 1


def _unlike(primary: Profile, shortlist: Sequence[Candidate], chosen: str | None) -> set[str]:
    """Return the chosen incident, unless the primary mention tells its very toll and place.

    The day of a late report is often misread as that of its news: "charged on Monday".
    """
    for candidate in shortlist:
        if candidate.incident.id == chosen and not any(
            _alike(primary, other) for other in candidate.profiles
        ):
            return {candidate.incident.id}
    return set()


def _alike(ours: Profile, theirs: Profile) -> bool:
    gaps = [compare.count_gap(ours, theirs, field) for field in _TOLLS]
    counted = any(c.best for c in ours.counts if c.field in _TOLLS)
    kilometres = compare.place_gap_km(ours, theirs, first_only=True)
    near = not kilometres >= _APART_KM
    return near and counted and any(gap == 0.0 for gap in gaps) and not any(g > 0 for g in gaps)
