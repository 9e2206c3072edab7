"""Which incident a background mention looks back to: a sum of plain facts, no model.

Such a mention is a sentence or two ("days after three soldiers were killed at…"): its words are
those of the article around it, so that only day, place, toll, persons and type can tell. The points
are few and readable; what is needed for `same`, and the lead over the next best, stand here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from monitor.matching import compare
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile, day_text
from monitor.model.deciding import Part, Verdict
from monitor.model.names import Decision

#: Points for `same`; below the second it is new; between, or without the lead, unsure.
SAME_AT, NEW_BELOW, LEAD = 4.5, 3.0, 1.0
#: Types that reports mix up.
_VIOLENT = frozenset(
    ("armed_attack", "rocket_attack", "air_strike", "drone_strike", "bombing", "suicide_bombing",
     "explosion", "clash", "shooting", "assault", "security_operation", "vehicle_attack")
)  # fmt: skip
_NEAR_KM, _FAR_KM = 15.0, 60.0
#: A toll of one or two is told of too many incidents to weigh much.
_FEW = 2

Points = tuple[float, str]


def look_back(profile: Profile, candidates: Sequence[Candidate]) -> Verdict:
    """Return the verdict on a background mention: same, unsure or new."""
    scored = sorted(
        ((*_best(profile, candidate), candidate) for candidate in candidates),
        key=lambda entry: (-entry[0], entry[2].incident.id),
    )
    if not scored:
        return _verdict(Decision.NEW, None, 0.0, "new: no known incident shares a day or a place")
    points, parts, candidate = scored[0]
    second = scored[1][0] if len(scored) > 1 else -math.inf
    every = tuple((c.incident.id, _share(p)) for p, _, c in scored[:6])
    others = every[1:]
    name = candidate.incident.given_name or candidate.incident.title
    words = ", ".join(part.words for part in parts if part.contribution > 0) or "nothing"
    if points >= SAME_AT and points - second >= LEAD:
        reason = f"looks back to “{name}”: {words}"
        return _verdict(Decision.SAME, candidate.incident.id, points, reason, parts, others)
    if points >= NEW_BELOW:
        why = "another fits as well" if points >= SAME_AT else "too little to be sure"
        reason = f"unsure: may look back to “{name}” ({words}): {why}"
        return _verdict(Decision.UNSURE, None, points, reason, parts, every[:5])
    against = ", ".join(part.words for part in parts if part.contribution < 0)
    reason = f"new: nearest is “{name}”, but {against or 'little that is told agrees'}"
    return _verdict(Decision.NEW, None, points, reason, parts, every[:5])


def points_of(profile: Profile, candidate: Candidate) -> tuple[float, float, tuple[Part, ...]]:
    """Return what a candidate earns: its score 0–1, its points, and what they were given for."""
    points, parts = _best(profile, candidate)
    return _share(points), points, parts


def _best(profile: Profile, candidate: Candidate) -> tuple[float, tuple[Part, ...]]:
    """Return the points of the candidate's profile that fits best, with their parts."""
    tried = [_parts(profile, other) for other in candidate.profiles] or [()]
    return max(((sum(p.contribution for p in parts), parts) for parts in tried), key=lambda t: t[0])


def _parts(ours: Profile, theirs: Profile) -> tuple[Part, ...]:
    rules: tuple[tuple[str, Callable[[Profile, Profile], Points]], ...] = (
        ("day", day),
        ("place", place),
        ("killed", lambda a, b: toll(a, b, "killed")),
        ("injured", lambda a, b: toll(a, b, "injured")),
        ("persons", persons),
        ("type", kind),
        ("actors", actors),
    )
    found = ((name, rule(ours, theirs)) for name, rule in rules)
    return tuple(
        Part(name=name, value=points, contribution=points, words=words)
        for name, (points, words) in found
        if points
    )


def day(ours: Profile, theirs: Profile) -> Points:
    """Return what their days say."""
    gap = compare.day_gap(ours, theirs)
    if gap != gap:
        return 0.0, ""
    told = " and ".join(dict.fromkeys((_when(ours), _when(theirs))))
    if ours.day_known and theirs.day_known:
        if gap == 0:
            return 3.0, f"the same day ({told})"
        return (1.0, f"a day apart ({told})") if gap == 1 else (-5.0, f"other days ({told})")
    # A month holds many days: it speaks a little for, and as clearly against.
    return (1.0, f"days that may be one ({told})") if gap == 0 else (-4.0, f"other times ({told})")


def _when(profile: Profile) -> str:
    assert profile.start is not None, "a gap was measured"
    return day_text(profile.start)[: 7 if profile.precision == "month" else 10]


def place(ours: Profile, theirs: Profile) -> Points:
    """Return what their places say."""
    kilometres = compare.place_gap_km(ours, theirs)
    if kilometres <= _NEAR_KM:
        return 3.0, f"the same place ({ours.fine_places[0].name})"
    if compare.same_country(ours, theirs) == 1.0:
        if kilometres > _FAR_KM:
            return -2.0, f"{kilometres:.0f} km apart"
        return 1.0, "the same country"
    # A mention without a town often names the country that acted: no contradiction.
    return (-3.0, "another country") if ours.fine_places and theirs.fine_places else (0.0, "")


def toll(ours: Profile, theirs: Profile, field: str) -> Points:
    """Return what a figure says."""
    gap = compare.count_gap(ours, theirs, field)
    if gap != gap:
        return 0.0, ""
    figure = max((c.best or 0 for c in ours.counts if c.field == field), default=0)
    full = 2.0 if field == "killed" else 1.0
    if gap == 0.0:
        return (full if figure > _FEW else full / 2), f"the number {field} agrees ({figure})"
    return (-full, f"another number {field} ({figure})") if gap > math.log(2) else (0.0, "")


def persons(ours: Profile, theirs: Profile) -> Points:
    """Return what the persons told of say."""
    names = {n.split()[-1] for n in theirs.person_names}
    told = [n for n in ours.person_names if n.split()[-1] in names]
    words = sorted(names & {word for word, _ in ours.body})
    shared = sorted(told) or words
    return (3.0, f"the same person ({shared[0]})") if shared else (0.0, "")


def kind(ours: Profile, theirs: Profile) -> Points:
    """Return what the kinds of happening say."""
    a, b = ours.incident_type, theirs.incident_type
    if "other" in (a, b):
        return 0.0, ""
    if a == b:
        return 1.0, f"both {a.replace('_', ' ')}"
    if a in _VIOLENT and b in _VIOLENT:
        return 0.5, f"{a} and {b}, often mixed up".replace("_", " ")
    return -2.0, f"{a} against {b}".replace("_", " ")


def actors(ours: Profile, theirs: Profile) -> Points:
    """Return what the actors say."""
    both = sorted(set(ours.actors) & set(theirs.actors))
    named = [f" ({name})" for name in both if not name.startswith("actor_")] or [""]
    return (1.0, f"the same actor{named[0]}") if both else (0.0, "")


def _share(points: float) -> float:
    """Return points as a score 0–1: half at the bound of `same`."""
    return round(1 / (1 + math.exp(SAME_AT - points)), 4)


def _verdict(
    decision: Decision,
    incident_id: str | None,
    points: float,
    reason: str,
    parts: tuple[Part, ...] = (),
    others: tuple[tuple[str, float], ...] = (),
) -> Verdict:
    return Verdict(
        decision=decision,
        incident_id=incident_id,
        score=_share(points),
        reason=reason,
        parts=parts,
        others=others,
        decided_by="rule:look_back",
    )
