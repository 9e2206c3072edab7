"""Which known incident an article follows up: an arrest, a trial, hostages freed, a later toll.

The day of such an article is its news', and the like of it may be told of many; so day (an earlier
one, where it is told), place, toll, persons, kind and telling words of the happening itself are
added up in readable points, as in lookback.py. It ties where one incident is ahead of all others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from monitor.matching import compare, lookback
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile
from monitor.matching.word_weights import stem
from monitor.model.deciding import Part, Verdict
from monitor.model.names import Decision, Role

RULE = "rule:follow_up"
#: Points for a tie, and the lead over the next best.
SAME_AT, LEAD = 5.75, 1.5
#: A province in common, where one side tells no more; without that much nothing is tied.
_SAME_REGION = 2.0
#: Nor is it without words in common that earn so much, or a person.
_ENOUGH_WORDS = 0.8
#: Kinds of an aftermath's news: no contradiction to what it follows.
_SOFT = frozenset(
    ("arrest", "verdict", "statement", "legislation", "rescue", "death", "other", "protest",
     "diplomacy", "security_operation", "culture", "business")
)  # fmt: skip
#: Kinds told of one happening in other words: what burned, collapsed or sank was an accident.
_KIN = (
    frozenset(("fire", "explosion", "structure_collapse", "accident", "rescue")),
    frozenset(("landslide", "flood", "storm", "structure_collapse")),
    frozenset(("road_crash", "vehicle_attack")),
    frozenset(("ship_accident", "rescue", "accident")),
    frozenset(("sabotage", "bombing", "fire")),
)
#: Violence whose words do not say what it was.
_PLAIN = "armed_attack"
_ARMED = frozenset(("stabbing", "sabotage", "kidnapping", "vehicle_attack", "robbery"))
#: Share of the fewer telling words of title and lead that is chance, and that gives all points.
_CHANCE, _FULL, _MOST = 0.12, 0.42, 3.0
#: Tenths of a nat from which a word tells one happening from the next; letters it has.
_TELLING, _SHORTEST = 25, 3
#: An incident so few days ago with none beside it is likelier meant.
_SOON = 14
#: Days after which less is tied where no day or person agrees, and next to nothing.
_LATE, _LONG = 60, 400
#: A number from which it tells one happening from the next.
_MANY = 10
#: What one or two dead in common say to a mention in a sentence; of a city's many it says less.
_OF_FEW = 1.0
_NOTHING: lookback.Points = (0.0, "")


def follow(profile: Profile, candidates: Sequence[Candidate]) -> Verdict | None:
    """Return that an article follows up one of the candidates, None where none is clearly it.

    `profile`: of what is followed up, its day only where an earlier one is told.
    """
    scored = sorted(
        ((*_best(profile, candidate), candidate) for candidate in candidates),
        key=lambda entry: (-entry[0], entry[2].incident.id),
    )
    if not scored or scored[0][0] < SAME_AT:
        return None
    points, parts, candidate = scored[0]
    if len(scored) > 1 and points - scored[1][0] < LEAD:
        return None
    name = candidate.incident.given_name or candidate.incident.title
    words = ", ".join(part.words for part in parts if part.contribution > 0)
    return Verdict(
        decision=Decision.SAME,
        incident_id=candidate.incident.id,
        score=_share(points),
        reason=f"follows up “{name}”: {words}",
        parts=parts,
        others=tuple((c.incident.id, _share(p)) for p, _, c in scored[1:6]),
        decided_by=RULE,
    )


def come_home(
    verdicts: Sequence[Verdict], profiles: Sequence[Profile], follows: Verdict
) -> tuple[Verdict, ...]:
    """Return the verdicts on an article's mentions with the primary one as `follows` says.

    What it tells in passing of the same happening, or of its news' day, is not another one.
    """
    fresh = max((p.published or 0 for p in profiles), default=0) - 1
    told = []
    for verdict, profile in zip(verdicts, profiles, strict=True):
        if profile.role == Role.PRIMARY:
            told.append(follows)
        elif verdict.incident_id == follows.incident_id or (
            verdict.decision is Decision.NEW and (profile.start or fresh) >= fresh
        ):
            told.append(_of_the_primary(verdict))
        else:
            told.append(verdict)
    return tuple(told)


def _of_the_primary(verdict: Verdict) -> Verdict:
    return replace(
        verdict,
        decision=Decision.NOT_INCIDENT,
        incident_id=None,
        reason="told with what the article follows up",
        decided_by=RULE,
    )


def _best(profile: Profile, candidate: Candidate) -> tuple[float, tuple[Part, ...]]:
    alone = candidate.crowd[0] == 0
    tried = [_parts(profile, other, alone=alone) for other in candidate.profiles] or [()]
    return max(((sum(p.contribution for p in parts), parts) for parts in tried), key=lambda t: t[0])


def _parts(ours: Profile, theirs: Profile, *, alone: bool) -> tuple[Part, ...]:
    found = {
        "day": _day(ours, theirs),
        "place": _place(ours, theirs),
        "killed": _toll(ours, theirs, "killed"),
        "injured": _toll(ours, theirs, "injured"),
        "number": _number(ours, theirs),
        "persons": _persons(ours, theirs),
        "type": _kind(ours, theirs),
        "words": _words(ours, theirs),
        "soon": (1.0, "the only one there these days")
        if alone and _is_soon(ours, theirs)
        else _NOTHING,
    }
    named = found["persons"][0] > 0 or found["number"][0] > 0
    telling = named or found["words"][0] >= _ENOUGH_WORDS
    if found["place"][0] < _SAME_REGION or not telling:
        return ()
    return tuple(
        Part(name=name, value=points, contribution=points, words=words)
        for name, (points, words) in found.items()
        if points
    )


def _day(ours: Profile, theirs: Profile) -> lookback.Points:
    """What the days say; what came out later than this article is not followed up by it."""
    began = theirs.start if theirs.start is not None else theirs.published
    if began is None or ours.published is None:
        return lookback.day(ours, theirs)
    if began > ours.published:
        return -9.0, "came later"
    points, words = lookback.day(ours, theirs)
    gap = ours.published - began
    if points < 2.0 and gap > _LATE and not ours.told_of & theirs.told_of:
        return points - (4.0 if gap > _LONG else 1.0), words or "long before"
    return points, words


def _place(ours: Profile, theirs: Profile) -> lookback.Points:
    if not (ours.fine_places and theirs.fine_places) and compare.same_region(ours, theirs) == 1.0:
        return _SAME_REGION, f"the same province ({ours.places[0].admin1})"
    return lookback.place(ours, theirs)


def _toll(ours: Profile, theirs: Profile, field: str) -> lookback.Points:
    """What a figure says: one that has risen speaks for nothing and against nothing."""
    points, words = lookback.toll(ours, theirs, field)
    if field == "killed" and points == _OF_FEW:
        points /= 2
    if points > 0 and not any(c.best for c in ours.counts if c.field == field):
        return _NOTHING
    if points >= 0:
        return points, words
    a, b = ours.tolls.get(field), theirs.tolls.get(field)
    has_risen = a is not None and b is not None and (a.best or 0) > (b.best or 0)
    return _NOTHING if has_risen or a is None or not a.best else (-1.0, words)


def _number(ours: Profile, theirs: Profile) -> lookback.Points:
    """What a number of theirs says that ours has in its lead: "the last of the 60 pupils"."""
    lead = ours.lead_bag.held
    told = {str(one.best) for one in theirs.counts if (one.best or 0) >= _MANY}
    shared = sorted(number for number in told if stem(number) in lead)
    return (2.0, f"its number ({shared[0]}) is told") if shared else _NOTHING


def _kind(ours: Profile, theirs: Profile) -> lookback.Points:
    both = {ours.incident_type, theirs.incident_type}
    if len(both) == 1:
        return _NOTHING if both <= _SOFT else lookback.kind(ours, theirs)
    if both & _SOFT or any(both <= kin for kin in _KIN) or (_PLAIN in both and both & _ARMED):
        return _NOTHING
    return lookback.kind(ours, theirs)


def _persons(ours: Profile, theirs: Profile) -> lookback.Points:
    """What the dead, hurt, held and suspected say; reporters and officials say nothing."""
    shared = sorted(ours.told_of & theirs.told_of)
    if shared:
        return 3.0, f"the same person ({shared[0]})"
    if compare.victims_differ(ours, theirs) == 1.0:
        return -4.0, "other victims"
    return _NOTHING


def _words(ours: Profile, theirs: Profile) -> lookback.Points:
    """What words of both titles and leads say that are no names of the place."""
    places = {stem(w) for p in (*ours.places, *theirs.places) for w in p.name.split()}
    told, other = _telling(ours, places), _telling(theirs, places)
    shared = told.keys() & other.keys()
    fewer = min(sum(told.values()), sum(other.values()))
    share = sum(told[word] for word in shared) / fewer if fewer else 0.0
    points = _MOST * max(0.0, min(1.0, (share - _CHANCE) / (_FULL - _CHANCE)))
    first = sorted(shared, key=lambda word: (-told[word], word))[:4]
    return (points, f"words in common: {', '.join(first)}") if points else _NOTHING


def _telling(one: Profile, places: set[str]) -> dict[str, int]:
    return {
        word: weight
        for word, weight in one.lead
        if weight >= _TELLING and (len(word) >= _SHORTEST or word.isdigit()) and word not in places
    }


def _is_soon(ours: Profile, theirs: Profile) -> bool:
    began = theirs.start if theirs.start is not None else theirs.published
    return began is not None and 0 <= (ours.published or 0) - began <= _SOON


def _share(points: float) -> float:
    return round(1 / (1 + math.exp(SAME_AT - points)), 4)
