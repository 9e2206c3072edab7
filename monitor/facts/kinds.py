"""What kind of incident a stretch of text tells of, from its words' weights. No places, no dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from monitor.facts.phrases import Hit

if TYPE_CHECKING:
    from monitor.facts.clauses import Clause

TypeHit = Hit[tuple[str, bool]]
#: A title's and lead's words say what the report is about; later ones less and less.
_BY_RANK = (3.5, 3.0, 2.0, 1.5, 1.0, 0.7, 0.5, 0.4, 0.3)
_WEAK = 0.3
#: A violent or disaster type needs this much: one strong word in title or lead, or several later.
_ENOUGH = 1.9
_HARD_LEAD = 2.0
_ABOUT_IT = frozenset(("law", "politics", "civil"))


def weigh(found: Sequence[Clause]) -> Counter[str]:
    """Return each type's weight over title and first sentences; a word counts once a clause."""
    weights: Counter[str] = Counter()
    for clause in found:
        if clause.rank >= len(_BY_RANK):
            break
        for name, strong in {hit.value for hit in clause.types}:
            weights[name] += _BY_RANK[clause.rank] * (1.0 if strong else _WEAK)
    return weights


def main_kind(weights: Counter[str], groups: Mapping[str, str], *, hurt: bool) -> str:
    """Return the incident type that weighs most, "other" where none is told strongly enough.

    `hurt`: the title or lead tells of dead or wounded, so that a violent word is meant as such.
    """
    best, most = "other", 0.0
    hard = max((w for n, w in weights.items() if groups[n] == "violent"), default=0.0)
    for name, weight in sorted(weights.items()):
        parent = groups[name]
        if parent in ("violent", "disaster", "accident"):
            weight *= 1.5 if hurt else 0.8
            if weight < _ENOUGH:
                continue
        elif hard >= _HARD_LEAD and (parent == "law" or (hurt and parent in _ABOUT_IT)):
            # An arrest, a trial or a statement about it: the incident is what they are about.
            continue
        if weight > most:
            best, most = name, weight
    return best
