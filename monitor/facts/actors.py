"""Who did it, who is blamed and by whom, who claims and who denies, who suffered.

Blame by one side is not a claim of responsibility; "no group has claimed" claims nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

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
_BE = bag("was were is are been being")
_BY = bag("by par von por durch")
#: What is done by somebody: "perpetrated by", "an action by".
_DONE = bag(
    "perpetrated carried out staged launched committed planted placed made conducted set planned "
    "ordered led mounted executed organized organised done held detained captured abducted taken "
    "seized action actions operation act acts work fired thrown hurled left laid commis perpetre "
    "cometido perpetrado verubt"
)
_DONE_REACH, _BY_REACH = 12, 3
_ARTICLES = bag("the a an")
#: "by armed members of the …"
_MEN = bag(
    "members member units unit guerrillas rebels terrorists fighters militants insurgents "
    "soldiers troops elements commandos commando gunmen militiamen subversives cadres men squads "
    "wing faction front branch column columns forces"
)
_MEN_REACH = 4
#: Right before a name or "members of" it: nobody is sure.
_UNSURE = bag(
    "alleged allegedly presumed presumably suspected reportedly apparently possibly supposed "
    "supposedly likely probably purported purportedly mutmaßlich mutmaßliche présumé présumés "
    "presunto presuntos"
)
_UNSURE_REACH = 5
#: Anywhere before it: told as a possibility.
_MAYBE = bag("may might could if whether possibility hinted believe believes believed opinion")
_MAYBE_REACH = 8
#: Of what follows these with "that", a party is convinced: it accuses.
_ACCUSES = bag(
    "claim claims claimed charge charges charged charging insist insists insisted maintain "
    "maintains maintained allege alleges alleged believe believes believed convinced think thinks "
    "assert asserts asserted argue argues argued stress stressed suspect suspects versions "
    "accuse accuses accused denounce denounced"
)
_OF_SUBJECT = bag("responsible implicated involved behind")
_HARM = ("killed", "injured", "shot", "kidnapped", "missing")
_FIGHTERS = bag(
    "guerrillas guerrilla rebels rebel insurgents insurgent militants militant terrorists "
    "terrorist fighters fighter subversives subversive soldiers soldier troops gunmen gunman"
)
#: Between a name and a violent word: the name only tells of it, or suffers it.
_PASSIVE = bag(
    "was were been being said says told reported reports announced insisted stated states "
    "confirmed denied accused condemned warned urged demanded called added communique statement "
    "spokesman spokeswoman spokesmen issued claimed claims radio"
)
#: "condemned by": what stands before is not done by the name.
_NOT_DONE = bag(
    "condemned announced reported issued said denied repelled broadcast published released signed "
    "confirmed quoted described called convened sponsored investigated rescued freed provided "
    "used controlled owned reports report communique statement demanded proposed declared"
)
_AGENT_REACH = 8
#: "…, which claimed it": said of what stands right before.
_RELATIVE_REACH = 3
_AGAINST = bag("on against at targeting targeted hit struck attacked attack contre gegen contra")


def roles(found: Sequence[Clause]) -> tuple[ActorRole, ...]:
    """Return the actors of these clauses with the weightiest role each is told in."""
    made: dict[str, ActorRole] = {}
    for clause in found:
        cued = _cued(clause)
        for hit in clause.actors:
            role, by = cued.get(hit.first) or (_plain_role(clause, hit), "")
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
            before = clause.prose.words[cue.first - 1] if cue.first > clause.first else ""
            blamed = _before(clause, cue) if before in _BE else _after(clause, cue)
            if before not in _BE and _is_held(clause, cue):
                blamed = _before(clause, cue)
            for hit in blamed:
                made.setdefault(hit.first, ("suspected", by))
    return made


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


def _plain_role(clause: Clause, hit: Hit[Actor]) -> str:
    tallies = [t for t in clause.tallies if t.field != "arrested" and t.best]
    if any(t.persons.first <= hit.first <= t.persons.past for t in tallies):
        return "victim"
    before = clause.prose.words[max(clause.first, hit.first - 2) : hit.first]
    if before and before[-1] in ("the", "a", "an"):
        before.pop()
    if before and before[-1] in _AGAINST:
        return "target"
    by = hit.first if before and before[-1] in _BY else _by_men_of(clause, hit)
    if not (_is_done_by(clause, by) if by >= 0 else _is_agent(clause, hit)):
        return "named"
    return "suspected" if _is_unsure(clause, hit) else "actor"


def _by_men_of(clause: Clause, hit: Hit[Actor]) -> int:
    """Past "by" in "by armed members of the" right before a group, -1 where it is not there."""
    words = clause.prose.words
    index = hit.first
    while index > clause.first and words[index - 1] in _ARTICLES:
        index -= 1
    if index - 2 < clause.first or words[index - 1] != "of" or words[index - 2] not in _MEN:
        return -1
    for at in range(index - 2, max(clause.first, index - 2 - _MEN_REACH) - 1, -1):
        if words[at] in _BY:
            return at + 1
        if at < index - 2 and clause.prose.gap(at).strip():
            break
    return -1


def _is_done_by(clause: Clause, end: int) -> bool:
    """Whether something violent is told before "by", which ends at `end`.

    "Condemned by" tells of nothing.
    """
    first = max(clause.first, end - _DONE_REACH)
    near = clause.prose.words[max(first, end - _BY_REACH) : end]
    if not _NOT_DONE.isdisjoint(near):
        return False
    if not _DONE.isdisjoint(clause.prose.words[first:end]):
        return True
    cues = [k.past - 1 for k in clause.hard] + [t.cue for t in clause.tallies if t.best]
    return any(first <= at < end for at in cues)


def _harms(clause: Clause, hit: Hit[Actor]) -> bool:
    """Whether persons who do not fight are told as killed, hurt or taken right after it."""
    for tally in clause.tallies:
        persons = tally.persons
        harmed = tally.prose.words[persons.first : persons.past]
        near = 0 <= tally.cue - hit.past <= _AGENT_REACH and persons.first > tally.cue
        if near and tally.best and tally.field in _HARM and _FIGHTERS.isdisjoint(harmed):
            return True
    return False


def _is_unsure(clause: Clause, hit: Hit[Actor]) -> bool:
    words = clause.prose.words
    near = words[max(clause.first, hit.first - _UNSURE_REACH) : hit.first]
    far = words[max(clause.first, hit.first - _MAYBE_REACH) : hit.first]
    if not (_UNSURE.isdisjoint(near) and _MAYBE.isdisjoint(far)):
        return True
    return not _ACCUSES.isdisjoint(words[clause.first : hit.first])


def _is_agent(clause: Clause, hit: Hit[Actor]) -> bool:
    """Whether a violent word follows it, with no other actor between: "FMLN units ambushed …".

    Who is no armed group (an army, a party) is so only where it is told whom it harmed: "the army
    said of the attack", "the police were at the scene of the shooting".
    """
    if hit.value.kind != "armed_group" and not _harms(clause, hit):
        return False
    deeds = [cue.first for cue in clause.cues if cue.value == "deed"]
    nearest = min(
        (at for at in (*(k.first for k in clause.hard), *deeds) if at >= hit.past),
        default=min((t.cue for t in clause.tallies if t.cue >= hit.past), default=-1),
    )
    if not 0 <= nearest - hit.past <= _AGENT_REACH:
        return False
    between = clause.prose.words[hit.past : nearest]
    if any(word in _PASSIVE for word in between):
        return False
    return not any(hit.past <= other.first < nearest for other in clause.actors)
