"""Words for `monitor why`: the parts of a score, and what would have changed the verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.matching import caution, one_row_each
from monitor.matching.decide import REGISTERED, limits_for, parts_of, rank
from monitor.matching.evidence import kind_of
from monitor.matching.features import NAMES, Candidate
from monitor.matching.lookback import LEAD, SAME_AT, points_of
from monitor.matching.model import Model, Thresholds, probability
from monitor.matching.profile import Profile
from monitor.model.deciding import Part
from monitor.model.names import Role

#: The words listed in "rare words in common: …" and "few rare words in common (…)".
_IN_COMMON = re.compile(r"(?<= in common: )[^;]*|(?<= in common \()[^;)]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One candidate of the shortlist as a person reads it."""

    incident_id: str
    title: str
    score: float
    #: The score beside what was asked for: "score 0.91: the same from 0.26 on".
    says: str
    parts: tuple[Part, ...]
    #: "would be the same incident if the days met (0.91)".
    changes: tuple[str, ...]


def explain(
    profile: Profile,
    candidates: Sequence[Candidate],
    model: Model,
    thresholds: Thresholds | None = None,
    limit: int = 5,
    spelled: Mapping[str, str] | None = None,
) -> tuple[Explained, ...]:
    """Return the best candidates, each with its parts and the single changes that would decide.

    What is told in passing is decided by the points of `look_back`, and explained by them.
    `spelled`: stem → the word as the article writes it.
    """
    if profile.role == Role.BACKGROUND:
        return _looked_back(profile, candidates)[:limit]
    limits = thresholds or model.thresholds
    return tuple(
        Explained(
            incident_id=candidate.incident.id,
            title=candidate.incident.given_name or candidate.incident.title,
            score=round(score, 4),
            says=_says(score, _limits(row, limits, candidate)),
            parts=_spelled_out(parts_of(profile, candidate, model, row, score), spelled or {}),
            changes=_changes(
                profile, candidate, row, score, model, _limits(row, limits, candidate)
            ),
        )
        for score, candidate, row in rank(profile, candidates, model)[:limit]
    )


def _limits(row: Sequence[float], limits: Thresholds, candidate: Candidate) -> Thresholds:
    return limits_for(row, limits, complete=candidate.incident.of_complete)


def spell_out(words: str, spelled: Mapping[str, str]) -> str:
    """Return a saying with the words in common as they are written, not as stems."""

    def whole(listed: re.Match[str]) -> str:
        return ", ".join(spelled.get(word, word) for word in listed[0].split(", "))

    return _IN_COMMON.sub(whole, words)


def _spelled_out(parts: Sequence[Part], spelled: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(replace(part, words=spell_out(part.words, spelled)) for part in parts)


def _says(score: float, limits: Thresholds) -> str:
    new = f", new below {limits.new_below:.2f}" if limits.new_below < limits.same_above else ""
    return f"score {score:.2f}: the same from {limits.same_above:.2f} on{new}"


def _looked_back(profile: Profile, candidates: Sequence[Candidate]) -> tuple[Explained, ...]:
    found = ((*points_of(profile, one), one) for one in candidates)
    return tuple(
        Explained(
            incident_id=one.incident.id,
            title=one.incident.given_name or one.incident.title,
            score=share,
            says=f"{points:g} points: the same from {SAME_AT:g} on, {LEAD:g} ahead of the next",
            parts=tuple(sorted(parts, key=lambda part: -abs(part.contribution))),
            changes=(),
        )
        for share, points, parts, one in sorted(found, key=lambda e: (-e[1], e[3].incident.id))
    )


#: Feature → (value that would speak for it, words), (value against, words).
_IF: dict[str, tuple[tuple[float, str], tuple[float, str]]] = {
    "day_gap": ((0.0, "the days met"), (7.0, "the days were a week apart")),
    "place_km": ((0.0, "the places were the same"), (300.0, "the places were 300 km apart")),
    "persons": ((1.0, "both named the same person"), (0.0, "they named other persons")),
    "victims_differ": ((0.0, "the victims were the same"), (1.0, "the victims were others")),
    "killed": ((0.0, "the number killed agreed"), (1.5, "the number killed differed widely")),
    "told_before": (
        (-1.0, "neither report came before what the other tells of"),
        (3.0, "one report came three days before what the other tells of"),
    ),
    "body": ((0.7, "they shared most of their words"), (0.05, "they shared hardly a word")),
    "names_share": ((1.0, "they shared all their names"), (0.0, "they shared no name")),
    "type": ((1.0, "they told of one type"), (0.0, "they told of different types")),
}


#: Feature → the terms of caution.py that say the same.
_WITH = {"day_gap": ("days_apart", "days_far", "fresh_apart"), "victims_differ": ("victims_apart",)}


def _changes(
    profile: Profile,
    candidate: Candidate,
    row: Sequence[float],
    score: float,
    model: Model,
    limits: Thresholds,
) -> tuple[str, ...]:
    """Return the single changes that carry the score over its threshold."""
    is_same = score >= limits.same_above
    alone, found = probability(model, row), []
    held = caution.terms(profile, candidate.profiles, candidate.crowd, candidate.echoes)
    for name, (agrees, differs) in _IF.items():
        value, words = differs if is_same else agrees
        changed = list(row)
        changed[NAMES.index(name)] = value
        other = probability(model, changed)
        if row[REGISTERED] == 1.0:
            other = one_row_each.anew(other, alone, score)
        else:
            gone = () if is_same else _WITH.get(name, ())
            told = [0.0 if n in gone else v for n, v in zip(caution.NAMES, held, strict=True)]
            other = model.caution.probability(other, told)
        if (other >= limits.same_above) is not is_same:
            verdict = "not be the same" if is_same else "be the same"
            found.append(f"would {verdict} if {words} ({other:.2f})")
    return tuple(found)


def part_lines(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return parts as lines, the weightiest first: "+1.32  the same place (camp taji)".

    Comparisons of one kind are one line, in the words of the side that weighs more; parts without
    words are left out.
    """
    kinds: dict[str, list[Part]] = {}
    for part in sorted(parts, key=lambda part: -abs(part.contribution)):
        if part.words:
            kinds.setdefault(kind_of(part.words), []).append(part)
    found = []
    for alike in kinds.values():
        gain = sum(part.contribution for part in alike)
        words = next((p.words for p in alike if (p.contribution > 0) is (gain > 0)), "")
        found.append((gain, words))
    ranked = sorted(found, key=lambda entry: -abs(entry[0]))
    return tuple(f"{gain:+.2f}  {words}" for gain, words in ranked if words)
