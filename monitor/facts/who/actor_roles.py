"""Who did it, who is blamed and by whom, who claims and who denies, who suffered.

Blame by one side is not a claim of responsibility; "no group has claimed" claims nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Actor, Clause
from monitor.facts.who.responsibility import cued_roles, is_joined
from monitor.facts.who.semantic_roles import plain_role
from monitor.model.facts import ActorRole, Mention

_MOST = 16


class Standing(StrEnum):
    """Roles, weightiest first: what a name is told as once outlasts where it is merely named."""

    CLAIMED = "claimed"
    DENIED = "denied"
    SUSPECTED = "suspected"
    ACTOR = "actor"
    VICTIM = "victim"
    #: Told of as planning or perhaps doing it: where nothing else is told.
    POSSIBLE = "possible"
    TARGET = "target"
    NAMED = "named"


_RANK = tuple(Standing)
#: Roles of those who did it.
_DOERS = ("claimed", "suspected", "actor", "possible")
#: As others are told of it.
_OUTWARD = {"possible": "suspected"}
#: What a denial answers.
_CHARGES = ("suspected", "actor", "possible")
#: Told plainly in so many times more sentences than as a suspect, it is one who did it.
_PLAINLY = 2
_BETWEEN_REACH = 3
_CUED = {
    "claimed": "a word of claiming",
    "denied": "a word of denying",
    "suspected": "a word of blame",
}
_BY_GRAMMAR = {
    "claimed": "says it did it",
    "denied": "says it did not",
    "suspected": "told to have done it, with a doubt",
    "actor": "the doer of the deed",
    "victim": "among those harmed",
    "possible": "told that it may have done it",
    "target": "after “on”, “against” or a deed",
    "named": "only named",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """One place where an actor is told in a role."""

    clause: int
    role: str
    by: str
    hit: Hit[Actor]
    prose: Prose
    #: By a word of blame, claim or denial, rather than by the grammar around it.
    cued: bool

    def as_role(self) -> ActorRole:
        """Return it as an actor's role."""
        span = self.prose.span(self.hit.first, self.hit.past)
        actor = self.hit.value
        return ActorRole(
            actor_id=actor.id,
            name=actor.name,
            role=_OUTWARD.get(self.role, self.role),
            span=span,
            by=self.by,
            reason=_CUED.get(self.role, "") if self.cued else _BY_GRAMMAR[self.role],
        )


def roles(found: Sequence[Clause]) -> tuple[ActorRole, ...]:
    """Return the actors of these clauses with the weightiest role each is told in."""
    told: dict[str, list[_Telling]] = {}
    for number, clause in enumerate(found):
        if not clause.actors:
            continue
        cued = cued_roles(clause)
        for hit, role, by in _told_in(clause, cued):
            if hit.value.implied and (role not in _DOERS or _is_ruler(hit, cued)):
                continue
            telling = _Telling(number, role, by, hit, clause.prose, hit.first in cued)
            told.setdefault(hit.value.id, []).append(telling)
        if len(told) >= _MOST:
            break
    return tuple(role for one in list(told.values())[:_MOST] for role in _standing(one))


def _told_in(
    clause: Clause, cued: Mapping[int, tuple[str, str]]
) -> list[tuple[Hit[Actor], str, str]]:
    """Each actor with its role and who says so; those of one list share what one of them did."""
    told = [cued.get(hit.first) or (plain_role(clause, hit), "") for hit in clause.actors]
    for number, (one, other) in enumerate(pairwise(clause.actors)):
        first, second = told[number : number + 2]
        if "named" not in (first[0], second[0]) or not _is_shared(clause, one, other):
            continue
        if first[0] in _DOERS or second[0] in _DOERS:
            told[number : number + 2] = [first if first[0] in _DOERS else second] * 2
    return [(hit, *role) for hit, role in zip(clause.actors, told, strict=True)]


def _is_shared(clause: Clause, one: Hit[Actor], other: Hit[Actor]) -> bool:
    """ "The army and the Front", but not "between the army and the Front"."""
    before = clause.prose.words[max(clause.first, one.first - _BETWEEN_REACH) : one.first]
    return other.first > one.past and "between" not in before and is_joined(clause, one, other)


def _standing(tellings: Sequence[_Telling]) -> tuple[ActorRole, ...]:
    """The role that counts, with the first place where it is told; what is denied stays a charge.

    One "presumed" or "blamed" does not make a suspect of who is told plainly twice as often.
    """
    sentences = {str(r): len({t.clause for t in tellings if t.role == r}) for r in _RANK}
    if sentences["denied"] and not sentences["claimed"]:
        charge = min((t for t in tellings if t.role in _CHARGES), key=_weight, default=None)
        denial = next(t for t in tellings if t.role == "denied")
        charges = [replace(charge.as_role(), role="suspected")] if charge else []
        return (*charges, denial.as_role())
    if 0 < _PLAINLY * sentences["suspected"] <= sentences["actor"]:
        tellings = [t for t in tellings if t.role != "suspected"]
    return (min(tellings, key=_weight).as_role(),)


def _weight(telling: _Telling) -> int:
    return _RANK.index(Standing(telling.role))


def with_doers(
    mentions: tuple[Mention, ...],
    told: Sequence[tuple[Clause, float]],
    roots: Mapping[str, str],
) -> tuple[Mention, ...]:
    """Give an act told in passing who did it, where only other sentences on acts say so."""
    number = next((n for n, m in enumerate(mentions) if roots.get(m.incident_type) == "violent"), 0)
    act = mentions[number]
    if not number or any(a.role in _DOERS for a in act.actors):
        return mentions
    doers = [a for a in roles([c for c, score in told if score > 0]) if a.role in _DOERS]
    names = {a.actor_id for a in doers}
    kept = [a for a in act.actors if a.actor_id not in names]
    act = replace(act, actors=(*kept, *doers))
    return (*mentions[:number], act, *mentions[number + 1 :])


def _is_ruler(hit: Hit[Actor], cued: Mapping[int, tuple[str, str]]) -> bool:
    """A government that no cue blames: it speaks, is asked, or investigates."""
    return hit.value.kind == "government" and hit.first not in cued
