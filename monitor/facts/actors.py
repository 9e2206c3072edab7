"""Who did it, who is blamed and by whom, who claims and who denies, who suffered.

Blame by one side is not a claim of responsibility; "no group has claimed" claims nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.facts.agents import plain_role
from monitor.facts.clauses import Clause
from monitor.facts.phrases import Hit
from monitor.facts.prose import bag
from monitor.facts.register import Actor
from monitor.model.facts import ActorRole, Mention

_MOST = 16
#: A name stands so near to the cue that it belongs to.
_REACH = 12
#: Roles, weightiest first: what a name is told as once outlasts where it is merely named.
_RANK = ("claimed", "denied", "suspected", "victim", "actor", "target", "named")
#: Roles of those who did it.
_DOERS = ("claimed", "suspected", "actor")
_BE = bag("was were is are been being be")
_OF_SUBJECT = bag("responsible implicated involved behind participated took")
#: "…, which claimed it": said of what stands right before.
_RELATIVE_REACH = 3
#: "was attributed to", "is blamed on", "was the work of": the blamed follows.
_POINTING = bag("to on of by")
_POINTED = (["to"], ["on"])


def roles(found: Sequence[Clause]) -> tuple[ActorRole, ...]:
    """Return the actors of these clauses with the weightiest role each is told in."""
    made: dict[str, ActorRole] = {}
    for clause in found:
        cued = _cued(clause)
        for hit in clause.actors:
            role, by = cued.get(hit.first) or (plain_role(clause, hit), "")
            if hit.value.implied and (role not in _DOERS or _is_ruler(hit, cued)):
                continue
            known = made.get(hit.value.id)
            if known is None or _RANK.index(role) < _RANK.index(known.role):
                made[hit.value.id] = ActorRole(
                    actor_id=hit.value.id,
                    name=hit.value.name,
                    role=role,
                    span=clause.prose.span(hit.first, hit.past),
                    by=by,
                )
        if len(made) >= _MOST:
            break
    return tuple(made.values())[:_MOST]


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


def _cued(clause: Clause) -> dict[int, tuple[str, str]]:
    """First word of an actor → its role, where a cue gives it one."""
    made: dict[int, tuple[str, str]] = {}
    unclaimed = clause.has("unclaimed")
    for cue in clause.cues:
        if cue.value == "claim" and not unclaimed:
            for hit in _claimants(clause, cue):
                made[hit.first] = ("claimed", "")
        elif cue.value == "deny":
            for hit in _before(clause, cue):
                made.setdefault(hit.first, ("denied", ""))
        elif cue.value == "blame":
            by = _accuser(clause, cue)
            is_before = _is_passive(clause, cue) or _is_held(clause, cue)
            blamed = _before(clause, cue) if is_before else _after(clause, cue)
            for hit in blamed:
                made.setdefault(hit.first, ("suspected", by))
    return made


def _is_passive(clause: Clause, cue: Hit[str]) -> bool:
    """ "The army is blamed", but "it was blamed on the army"."""
    words = clause.prose.words
    pointing = words[cue.past - 1] in _POINTING or words[cue.past : cue.past + 1] in _POINTED
    return cue.first > clause.first and words[cue.first - 1] in _BE and not pointing


def _is_held(clause: Clause, cue: Hit[str]) -> bool:
    """ "They hold the army responsible", "soldiers involved in it": the blamed stands before."""
    if clause.prose.words[cue.first] not in _OF_SUBJECT:
        return False
    return any(0 <= cue.first - a.past <= _RELATIVE_REACH for a in clause.actors)


def _claimants(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    words = clause.prose.words
    if words[cue.past - 1] == "by" or words[cue.past : cue.past + 1] == ["by"]:
        return _after(clause, cue)
    return _before(clause, cue)


def _before(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    """The actor that is the subject of a cue: the nearest, or the one before an aside."""
    before = [a for a in clause.actors if 0 <= cue.first - a.past <= _REACH]
    if not before:
        return []
    last = clause.prose.words[cue.first - 1]
    if last in ("which", "who") and cue.first - before[-1].past > _RELATIVE_REACH:
        return []
    aside = cue.first > clause.first and clause.prose.gap(cue.first - 1).strip() == ","
    return [before[0] if aside else before[-1]]


def _after(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    """The actors that a cue points at: the nearest, and those joined to it."""
    after = [a for a in clause.actors if 0 <= a.first - cue.past <= _REACH]
    chosen = after[:1]
    for hit in after[1:]:
        between = clause.prose.words[chosen[-1].past : hit.first]
        if len(between) > 2 or not set(between) <= {"and", "or", "the", "y", "o", "et", "und"}:
            break
        chosen.append(hit)
    return chosen


def _accuser(clause: Clause, cue: Hit[str]) -> str:
    """The actor or capital right before "blamed"."""
    before = [a for a in clause.actors if a.past <= cue.first]
    if before:
        return before[-1].value.name
    places = [t for t in clause.toponyms if t.past <= cue.first and not t.adjective]
    if places and cue.first - places[-1].past <= 2:
        return clause.prose.span(places[-1].first, places[-1].past).text
    return ""
