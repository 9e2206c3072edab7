"""From a mention and its shortlist to a verdict with named parts. People's decisions come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.matching import caution, one_row_each
from monitor.matching.apart import stays_apart
from monitor.matching.caution import held_parts, terms
from monitor.matching.core import contradicts, shut_reason, why_shut
from monitor.matching.echoes import with_echoes
from monitor.matching.evidence import evidence, kind_of, nearest
from monitor.matching.features import NAMES, Candidate, features
from monitor.matching.lookback import look_back
from monitor.matching.model import Model, Thresholds, contributions, probabilities, probability
from monitor.matching.profile import Profile
from monitor.model.deciding import Part, Verdict
from monitor.model.names import Decision, Role

#: Others named beside the best.
_OTHERS = 5
REGISTERED = NAMES.index("register_only")
_COUNTRY, _KM = NAMES.index("country"), NAMES.index("first_place_km")
#: A report of a place so far away, in another country, must be met by so sure a score. Of 4,300
#: labelled reports one was tied across such a distance with less, of made-up news of many towns
#: most wrong ties were.
ABROAD_KM, ABROAD = 300.0, 0.6
#: A row of a register that may lack the incident must be met by so great a share: with half of the
#: rows taken out, a headline of an absent one is tied to another half as often.
OF_PART = 0.66
_SAME = Decision.SAME
#: Score, candidate, its row.
Scored = tuple[float, Candidate, tuple[float, ...]]
#: The score at most where two happenings are plain.
_FORBIDDEN = 0.02
#: Parts smaller than this (log odds) say nothing to a person.
_SMALL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What people decided about this article: incident id → who."""

    same: Mapping[str, str] = field(default_factory=dict)
    not_same: Mapping[str, str] = field(default_factory=dict)


def decide(
    profile: Profile,
    candidates: Sequence[Candidate],
    model: Model,
    thresholds: Thresholds | None = None,
    constraints: Constraints | None = None,
) -> Verdict:
    """Return the verdict on one mention: same, new or unsure, and why.

    `thresholds` None = those fitted with the model. A person's "same" wins over any score; an
    incident under "not same" is never chosen.
    """
    limits = thresholds or model.thresholds
    told = constraints or Constraints()
    allowed = [c for c in candidates if c.incident.id not in told.not_same]
    if profile.role == Role.BACKGROUND and not told.same:
        return look_back(profile, allowed)
    scored = rank(profile, allowed, model)
    others = tuple((c.incident.id, round(p, 4)) for p, c, _ in scored)
    if told.same:
        return _by_person(next(iter(told.same.items())), others)
    if not scored:
        return _new_without_candidates(model, bool(candidates))
    best, candidate, row = _nearest(profile, scored, limits)
    limits = limits_for(row, limits, complete=candidate.incident.of_complete)
    parts = parts_of(profile, candidate, model, row, best)
    decision = _decision(best, limits)
    shut = why_shut(candidate.incident, profile) if decision is Decision.SAME else ""
    if shut:
        decision = Decision.NEW if contradicts(candidate.incident, profile) else Decision.UNSURE
    beside = [one for one in others if one[0] != candidate.incident.id or decision is not _SAME]
    return Verdict(
        decision=decision,
        incident_id=candidate.incident.id if decision is _SAME else None,
        score=round(best, 4),
        reason=shut_reason(decision, candidate.incident, best, shut)
        if shut
        else _reason(decision, candidate, best, parts, limits),
        parts=parts,
        others=tuple(beside[:_OTHERS]),
        decided_by=f"model:{model.fingerprint}",
    )


def _nearest(profile: Profile, scored: Sequence[Scored], limits: Thresholds) -> Scored:
    """Return the likeliest; of those that take a mention no more, the next that is the same."""
    for one in scored:
        score, candidate, row = one
        told = limits_for(row, limits, complete=candidate.incident.of_complete)
        if _decision(score, told) is not _SAME:
            break
        if not why_shut(candidate.incident, profile):
            return one
    return scored[0]


def not_incident(reason: str, words: str = "", share: float = 0.0) -> Verdict:
    """Return the verdict on an article that reports no incident, with facts' reason for it.

    `share`: how surely, where that was weighed.
    """
    told = {
        "opinion": "an opinion piece",
        "listing": "a listing",
        "roundup": "a round-up of several incidents",
        "evergreen": "a text that tells of no day",
        "no_happening": "nothing that happened is told",
        "analysis": "an analysis",
        "profile": "a portrait",
        "horoscope": "a horoscope",
        "newsletter": "a newsletter",
        "service": "a service text",
        "unread_language": "in a language that is not read",
        "drill": "a drill or a false alarm",
        "hoax": "a hoax or a false alarm",
        "fiction": "a made-up story",
        "anniversary": "a look back at something long past",
        "sport": "a text on sport",
        "consent_wall": "a consent wall stands in place of the article",
    }.get(reason, reason.replace("_", " ") or "no incident is told")
    return Verdict(
        decision=Decision.NOT_INCIDENT,
        incident_id=None,
        score=round(share, 4),
        reason=f"no incident: {told}" + (f" (“{words}”)" if words else ""),
        decided_by=f"rule:{reason or 'no_happening'}",
    )


def on_incident(told: Verdict, on: Verdict) -> Verdict:
    """Return the verdict `told` on an article that reports nothing new, on what `on` says."""
    return replace(
        told,
        incident_id=on.incident_id,
        reason=f"{told.reason}; on what is known: {on.reason}",
        parts=on.parts,
        others=on.others,
    )


def rank(profile: Profile, candidates: Sequence[Candidate], model: Model) -> list[Scored]:
    """Return (score, candidate, its row), best first.

    The score of an incident that articles told of is held back by caution.py, that of a register's
    row is its share among all that fit (one_row_each.py).
    """
    candidates = with_echoes(profile, candidates)
    rows = [features(profile, candidate) for candidate in candidates]
    alone = [
        score if row[REGISTERED] == 1.0 else held_back(profile, candidate, model, score)
        for score, candidate, row in zip(probabilities(model, rows), candidates, rows, strict=True)
    ]
    told = one_row_each.shares(alone, [row[REGISTERED] == 1.0 for row in rows])
    scored = zip(told, candidates, rows, strict=True)
    return sorted(scored, key=lambda entry: (-entry[0], entry[1].incident.id))


def held_back(profile: Profile, candidate: Candidate, model: Model, score: float) -> float:
    """Return the forest's score with contradictions and crowding weighed once more, next to
    nothing where apart.py forbids the tie."""
    told = terms(profile, candidate.profiles, candidate.crowd, candidate.echoes)
    found = model.caution.probability(score, told)
    return min(found, _FORBIDDEN) if stays_apart(profile, candidate.profiles) else found


def parts_of(
    profile: Profile, candidate: Candidate, model: Model, row: Sequence[float], score: float
) -> tuple[Part, ...]:
    """Return the named parts of a score, the weightiest first."""
    theirs = nearest(profile, candidate)
    registered = row[REGISTERED] == 1.0
    share = 1.0 if registered else model.caution.base
    found = [
        Part(
            name=NAMES[i],
            value=round(row[i], 4),
            contribution=round(gain * share, 4),
            words=evidence(NAMES[i], row[i], profile, theirs, gain),
        )
        for i, gain in enumerate(contributions(model, row))
        if abs(gain) >= _SMALL and row[i] == row[i]
    ]
    if registered:
        found += one_row_each.part(probability(model, row), score)
    else:
        found += held_parts(
            model.caution, profile, candidate.profiles, candidate.crowd, candidate.echoes
        )
        found += _forbidden(profile, candidate)
    return tuple(sorted(found, key=lambda part: -abs(part.contribution)))


def _forbidden(profile: Profile, candidate: Candidate) -> list[Part]:
    words = stays_apart(profile, candidate.profiles)
    most = -caution.logit(1 - _FORBIDDEN)
    return [Part(name="apart", value=1.0, contribution=most, words=words)] if words else []


def limits_for(row: Sequence[float], limits: Thresholds, *, complete: bool = True) -> Thresholds:
    """Return the thresholds for a candidate: others for a register's row and for one abroad.

    `complete`: of a row, whether its register has every incident of its kind.
    """
    if row[REGISTERED] == 1.0:
        same = min(1.0, max(0.0, limits.same_above + limits.row_more))
        same = same if complete else max(same, OF_PART)
        limits = replace(limits, same_above=same, new_below=min(same, limits.new_below))
    if is_abroad(row) and limits.same_above < ABROAD:
        width = limits.same_above - limits.new_below
        return replace(limits, same_above=ABROAD, new_below=ABROAD - width)
    return limits


def is_abroad(row: Sequence[float]) -> bool:
    """Return whether a candidate lies far away, in another country."""
    return row[_COUNTRY] == 0.0 and row[_KM] > ABROAD_KM


def _decision(score: float, limits: Thresholds) -> Decision:
    if score >= limits.same_above:
        return Decision.SAME
    return Decision.NEW if score < limits.new_below else Decision.UNSURE


def _by_person(decided: tuple[str, str], others: tuple[tuple[str, float], ...]) -> Verdict:
    incident_id, who = decided
    return Verdict(
        decision=Decision.SAME,
        incident_id=incident_id,
        score=1.0,
        reason=f"{who} decided that it reports this incident",
        others=tuple(entry for entry in others if entry[0] != incident_id)[:_OTHERS],
        decided_by=f"person:{who}",
    )


def _new_without_candidates(model: Model, forbidden: bool) -> Verdict:
    why = (
        "a person ruled out the only incidents it could report"
        if forbidden
        else "no known incident shares a place, a name, a day or rare words with it"
    )
    return Verdict(
        decision=Decision.NEW,
        incident_id=None,
        score=0.0,
        reason=f"new: {why}",
        decided_by=f"model:{model.fingerprint}",
    )


def _reason(
    decision: Decision,
    candidate: Candidate,
    score: float,
    parts: Sequence[Part],
    limits: Thresholds,
) -> str:
    """Return one sentence: the weightiest words for and against."""
    speaks_for = _first(p.words for p in parts if p.contribution > 0)
    against = _first(p.words for p in parts if p.contribution < 0)
    name = candidate.incident.given_name or candidate.incident.title or candidate.incident.id
    if decision is Decision.SAME:
        but = f"; although {against[0]}" if against else ""
        return f"same as “{name}” ({score:.2f}): {_list(speaks_for)}{but}"
    if decision is Decision.NEW:
        return f"new: nearest is “{name}” ({score:.2f}), but {_list(against)}"
    between = f"between {limits.new_below:.2f} and {limits.same_above:.2f}"
    return (
        f"unsure: “{name}” scores {score:.2f}, {between}: "
        f"for it: {_list(speaks_for)}; against it: {_list(against)}"
    )


def _first(words: Iterable[str], most: int = 3) -> list[str]:
    """Return the first sayings, each kind of saying once ("title words in common" of all such)."""
    found: dict[str, str] = {}
    for one in words:
        if one:
            found.setdefault(kind_of(one), one)
    return list(found.values())[:most]


def _list(words: Sequence[str]) -> str:
    return "; ".join(words) if words else "little that is known"
