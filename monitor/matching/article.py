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
    although the primary mention has a later day, and another place or toll.
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
    """Return the incidents that the article tells of as background, with an earlier day."""
    found: set[str] = set()
    for i, profile in enumerate(profiles):
        if profile.role == Role.BACKGROUND and _is_earlier(profile, profiles[primary]):
            verdict = decide(profile, shortlists[i], model)
            sure = {part.name: part.contribution for part in verdict.parts}
            if verdict.decision is Decision.SAME and sure.get("day") == sure.get("place") == 3.0:
                chosen = next(c for c in shortlists[i] if c.incident.id == verdict.incident_id)
                if _is_told_of(profile, profiles[primary], chosen):
                    found.add(chosen.incident.id)
    return found


def _is_earlier(background: Profile, primary: Profile) -> bool:
    gap = compare.exact_day_gap(primary, background)
    return gap >= 1 and (background.start or 0) < (primary.start or 0)


def _is_told_of(background: Profile, primary: Profile, candidate: Candidate) -> bool:
    """Return whether the candidate is the background mention's and not the primary's as well.

    Reports are misread: one that mixes two incidents up must not keep an article from its own. And
    the day of a late report is often misread as that of its news: "charged on Monday".
    """
    met = any(_same_day(background, p) and _is_near(background, p) for p in candidate.profiles)
    return met and not any(_alike(primary, other) for other in candidate.profiles)


def _same_day(ours: Profile, theirs: Profile) -> bool:
    return compare.exact_day_gap(ours, theirs) == 0.0


def _is_near(ours: Profile, theirs: Profile) -> bool:
    return not compare.place_gap_km(ours, theirs, first_only=True) >= _APART_KM


def _alike(ours: Profile, theirs: Profile) -> bool:
    """Return whether both tell one place, and one day or toll."""
    gaps = [compare.count_gap(ours, theirs, field) for field in _TOLLS]
    counted = any(c.best for c in ours.counts if c.field in _TOLLS)
    tolls = counted and any(gap == 0.0 for gap in gaps) and not any(g > 0 for g in gaps)
    return _is_near(ours, theirs) and (tolls or _same_day(ours, theirs))
