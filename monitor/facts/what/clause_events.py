"""What one clause tells by itself: the kind of its happening, and when that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from monitor.facts.attachment import attached, is_dateline
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import HARD, Clause, Moment

#: Types whose words do not say what it was: they agree with any violent one.
GENERIC = frozenset(("armed_attack", "explosion", "clash"))


_ENOUGH = 1.5


_NOT_DATING = bags("what.other_incidents")["not_dating"]


def event_moment(clause: Clause) -> Moment | None:
    """Return the time that a clause gives its happening, the finest one."""
    options = []
    for moment in clause.moments:
        before = clause.prose.words[moment.first - 1] if moment.first else ""
        if moment.future or moment.start is None or before in _NOT_DATING:
            continue
        if is_dateline(moment):
            continue
        if attached(clause, moment) in ("speech", "law", "aftermath"):
            continue
        options.append(moment)
    return min(options, key=lambda m: (m.end or date.max) - (m.start or date.min), default=None)


def clause_kind(clause: Clause, roots: Mapping[str, str]) -> str:
    """Return the hard type (violent, disaster, accident) a clause tells of, "" for none."""
    weights: dict[str, float] = defaultdict(float)
    for name, strong in {hit.value for hit in clause.types}:
        if roots[name] in HARD:
            weights[name] += (2.0 if strong else 1.0) - 0.5 * (name in GENERIC)
    hurt = any(t.field in ("killed", "injured", "kidnapped") and t.best for t in clause.tallies)
    best = max(sorted(weights), key=lambda name: weights[name], default="")
    if best and (sum(weights.values()) >= _ENOUGH or hurt):
        near = _kind_of_toll(clause, weights)
        return near or best
    return "armed_attack" if hurt and any(t.field == "killed" for t in clause.tallies) else ""


def _kind_of_toll(clause: Clause, weights: Mapping[str, float]) -> str:
    """The type nearest to the first killing: "killed by a rocket, leading to air strikes"."""
    cue = next((t.cue for t in clause.tallies if t.best), None)
    if cue is None:
        return ""
    kinds = [
        h
        for h in clause.types
        if h.value[0] in weights and h.value[0] not in GENERIC and h.value[1]
    ]
    nearest = min(kinds, key=lambda h: abs(h.first - cue), default=None)
    return nearest.value[0] if nearest else ""


def disjoint(one: Moment, other: Moment) -> bool:
    """Return whether two times cannot be one."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.end < other.start or one.start > other.end
