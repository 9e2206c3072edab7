"""What a name is told as where no cue of blame or claim says it: by the grammar around it.

"FMLN units ambushed …", "killed by members of the …", "an attack on the …". English.
"""

from __future__ import annotations

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Actor, Clause, Tally
from monitor.facts.who.hedging import doubt

_WORDS = bags("who.semantic_roles")

_BY = _WORDS["by"]
#: What is done by somebody: "perpetrated by", "an action by".
_DONE = _WORDS["done"]
#: Of these an army or the police do much that is no violence: "captured by", "operations by".
_LAWFUL = _WORDS["lawful"]
_DONE_AMISS = _DONE - _LAWFUL
#: "Not carried out by the".
_DONE_REACH, _BY_REACH, _NOT_REACH = 12, 3, 5
#: "The murder of John Doe, for years the head of …, by the …": as far as no other "by" stands.
_DEED_REACH = 24
_ARTICLES = _WORDS["articles"]
#: "by armed members of the …"
_MEN = _WORDS["men"]
_MEN_REACH = 4
_OF = _WORDS["of"]
_OF_WHOM = _OF | _WORDS["of_whom"]
_OF_REACH = 5
_HARM = ("killed", "injured", "shot", "kidnapped", "missing")
_FIGHTERS = _WORDS["fighters"]
#: Between a name and a violent word: the name only tells of it, or suffers it.
_PASSIVE = _WORDS["passive"]
#: What follows these is another's doing: "talks with the rebels after gunmen killed …".
_ELSEWHERE = _WORDS["elsewhere"]
#: "The murder of …" told as "the Green Front leader's murder": a member suffers it.
_LEADERS = _WORDS["leaders"]
_DEATHS = _WORDS["deaths"]
#: "condemned by": what stands before is not done by the name.
_NOT_DONE = _WORDS["not_done"]
#: "Were released yesterday by", but "a statement that was released by".
_FREED, _BEEN = _WORDS["freed"], _WORDS["been"]
_PAPERS = _WORDS["papers"]
_FREED_REACH = 5
_SAID = _WORDS["said"]
_AGENT_REACH = 8
_ON = _WORDS["on"]
_AGAINST = _WORDS["against"]


def plain_role(clause: Clause, hit: Hit[Actor]) -> str:
    """Return "victim", "target", "suspected", "possible", "actor", "claimed" or "named"."""
    tallies = [t for t in clause.tallies if t.field != "arrested" and t.best]
    if any(_is_among(clause, t, hit) for t in tallies):
        return "victim"
    before = clause.prose.words[max(clause.first, hit.first - 2) : hit.first]
    if before and before[-1] in ("the", "a", "an"):
        before.pop()
    if before and (before[-1] in _AGAINST or _is_of_target(clause, hit)):
        return "target"
    by = hit.first if before and before[-1] in _BY else _by_men_of(clause, hit)
    fights = hit.value.kind == "armed_group"
    if not (_is_done_by(clause, by, fights=fights) if by >= 0 else _is_agent(clause, hit)):
        return "named"
    return doubt(clause, hit) or _as_told_by(clause, hit)


def _is_among(clause: Clause, tally: Tally, hit: Hit[Actor]) -> bool:
    """ "Six men of the so-called Green Front died": whom it harmed are of the group."""
    persons = tally.persons
    if persons.first <= hit.first <= persons.past:
        return True
    between = clause.prose.words[persons.past : hit.first]
    near = persons.past < hit.first <= persons.past + _OF_REACH
    return near and between[0] in _OF and _OF_WHOM.issuperset(between)


def _as_told_by(clause: Clause, hit: Hit[Actor]) -> str:
    """Whose word it is: "the Front said that men of the Front attacked" claims it.

    What police or an army say of their enemy was tried as an accusation: it is a fact as often.
    """
    words = clause.prose.words
    said = next((i for i in range(hit.first - 1, clause.first - 1, -1) if words[i] in _SAID), -1)
    if said < 0:
        return "actor"
    if any(a.value.id == hit.value.id and a.past <= said for a in clause.actors):
        return "claimed"
    return "actor"


def is_someones(clause: Clause, hit: Hit[Actor]) -> bool:
    """Whether a name only says whose leader is meant: "the chief of the Green Front died"."""
    words, index = clause.prose.words, hit.first
    while index > clause.first and (words[index - 1] in _ARTICLES or words[index - 1] == "ruling"):
        index -= 1
    return index - 2 >= clause.first and words[index - 1] == "of" and words[index - 2] in _LEADERS


def _is_of_target(clause: Clause, hit: Hit[Actor]) -> bool:
    """ "An attack on positions of the", "against the offices of"."""
    words = clause.prose.words
    index = hit.first
    while index > clause.first and words[index - 1] in _ARTICLES:
        index -= 1
    if index - 3 < clause.first or words[index - 1] != "of":
        return False
    return not _ON.isdisjoint(words[max(clause.first, index - 4) : index - 2])


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


def _is_done_by(clause: Clause, end: int, *, fights: bool) -> bool:
    """Whether something violent is told before "by", which ends at `end`.

    "Condemned by" tells of nothing.
    """
    first = max(clause.first, end - _DONE_REACH)
    if fights and _is_letting_go(clause, first, end):
        return True
    near = clause.prose.words[max(first, end - _BY_REACH) : end]
    if (
        not _NOT_DONE.isdisjoint(near)
        or "not" in clause.prose.words[max(first, end - _NOT_REACH) : end]
    ):
        return False
    if not (_DONE if fights else _DONE_AMISS).isdisjoint(clause.prose.words[first:end]):
        return True
    deeds = [k.past - 1 for k in clause.hard]
    cues = deeds + [t.cue for t in clause.tallies if t.best]
    if any(first <= at < end for at in cues):
        return True
    last = max((at for at in deeds if at < end), default=-1)
    between = clause.prose.words[last + 1 : end - 1]
    return last >= max(clause.first, end - _DEED_REACH) and _BY.isdisjoint(between)


def _is_letting_go(clause: Clause, first: int, end: int) -> bool:
    """ "The hostages were released by": who lets people go had taken them."""
    words = clause.prose.words[first:end]
    near = words[-_FREED_REACH:]
    freed = not _FREED.isdisjoint(near) and not _BEEN.isdisjoint(words)
    return freed and _PAPERS.isdisjoint(words)


def _harms(clause: Clause, hit: Hit[Actor]) -> bool:
    """Whether persons who do not fight are told as killed, hurt or taken right after it."""
    for tally in clause.tallies:
        persons = tally.persons
        harmed = tally.prose.words[persons.first : persons.past]
        near = 0 <= tally.cue - hit.past <= _AGENT_REACH and persons.first > tally.cue
        if near and tally.best and tally.field in _HARM and _FIGHTERS.isdisjoint(harmed):
            return True
    return False


def _is_agent(clause: Clause, hit: Hit[Actor]) -> bool:
    """Whether a violent word follows it, with no other actor between: "FMLN units ambushed …".

    Who is no armed group (an army, a party) is so only where it is told whom it harmed: "the army
    said of the attack", "the police were at the scene of the shooting".
    """
    if _is_heading(clause, hit) or is_someones(clause, hit):
        return False
    if hit.value.kind != "armed_group" and not _harms(clause, hit):
        return False
    nearest = _next_deed(clause, hit.past)
    if not 0 <= nearest - hit.past <= _AGENT_REACH:
        return False
    between = clause.prose.words[hit.past : nearest]
    if any(word in _PASSIVE or word in _ELSEWHERE for word in between):
        return False
    if not _LEADERS.isdisjoint(between) and clause.prose.words[nearest] in _DEATHS:
        return False
    others = [a for a in clause.actors if a.value.id != hit.value.id]
    return not any(hit.past <= other.first < nearest for other in others)


def _next_deed(clause: Clause, index: int) -> int:
    """The next violent word from a word on, else the next verb with a toll; -1 = none."""
    deeds = [cue.first for cue in clause.cues if cue.value == "deed"]
    return min(
        (at for at in (*(kind.first for kind in clause.hard), *deeds) if at >= index),
        default=min((t.cue for t in clause.tallies if t.cue >= index), default=-1),
    )


def _is_heading(clause: Clause, hit: Hit[Actor]) -> bool:
    """ "[Communique] [Green Front] [Text] Regarding the attack on …": whose words follow."""
    text, words = clause.prose, clause.prose.words
    before = text.gap(hit.first - 1) if hit.first else ""
    after = text.gap(hit.past - 1)
    return "[" in before and "] [" in " ".join(after.split()) and words[hit.past :] != []
