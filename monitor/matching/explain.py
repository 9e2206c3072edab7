"""Words for `monitor why`: the parts of a score, and what would have changed the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.matching.decide import limits_for, parts_of, rank
from monitor.matching.features import NAMES, WORDS, Candidate
from monitor.matching.model import Model, Thresholds, probability
from monitor.matching.profile import Profile
from monitor.model.deciding import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One candidate of the shortlist as a person reads it."""

    incident_id: str
    title: str
    score: float
    parts: tuple[Part, ...]
    #: "would be the same incident if the days met (0.91)".
    changes: tuple[str, ...]


def explain(
    profile: Profile,
    candidates: Sequence[Candidate],
    model: Model,
    thresholds: Thresholds | None = None,
    limit: int = 5,
) -> tuple[Explained, ...]:
    """Return the best candidates, each with its parts and the single changes that would decide."""
    limits = thresholds or model.thresholds
    return tuple(
        Explained(
            incident_id=candidate.incident.id,
            title=candidate.incident.given_name or candidate.incident.title,
            score=round(score, 4),
            parts=parts_of(profile, candidate, model, row),
            changes=_changes(row, score, model, limits_for(row, limits)),
        )
        for score, candidate, row in rank(profile, candidates, model)[:limit]
    )


#: Feature → (value that would speak for it, words), (value against, words).
_IF: dict[str, tuple[tuple[float, str], tuple[float, str]]] = {
    "day_gap": ((0.0, "the days met"), (7.0, "the days were a week apart")),
    "place_km": ((0.0, "the places were the same"), (300.0, "the places were 300 km apart")),
    "persons": ((1.0, "both named the same person"), (0.0, "they named other persons")),
    "victims_differ": ((0.0, "the victims were the same"), (1.0, "the victims were others")),
    "killed": ((0.0, "the number killed agreed"), (1.5, "the number killed differed widely")),
    "told_before": (
        (-1.0, "neither came out before the other happened"),
        (3.0, "one came out three days before the other happened"),
    ),
    "body": ((0.7, "they shared most of their words"), (0.05, "they shared hardly a word")),
    "rare": ((60.0, "they shared many rare words"), (0.0, "they shared no rare word")),
    "type": ((1.0, "they told of one type"), (0.0, "they told of different types")),
}


def _changes(
    row: Sequence[float], score: float, model: Model, limits: Thresholds
) -> tuple[str, ...]:
    """Return the single changes that carry the score over its threshold."""
    is_same = score >= limits.same_above
    found = []
    for name, (agrees, differs) in _IF.items():
        value, words = differs if is_same else agrees
        changed = list(row)
        changed[NAMES.index(name)] = value
        other = probability(model, changed)
        if (other >= limits.same_above) is not is_same:
            verdict = "not be the same" if is_same else "be the same"
            found.append(f"would {verdict} if {words} ({other:.2f})")
    return tuple(found)


def part_line(part: Part) -> str:
    """Return one part as a line: "+1.32  distance: the same place (camp taji)"."""
    return f"{part.contribution:+.2f}  {WORDS.get(part.name, part.name)}: {part.words}"
