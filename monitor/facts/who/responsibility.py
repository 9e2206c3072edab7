"""Whom words of blame, claim and denial point at.

"The army was blamed for it", "it was blamed on the army", "the Front claimed responsibility",
"the Front said it killed …". Word order is English; other languages share its plainest forms.
"""

from __future__ import annotations

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Actor, Clause
from monitor.facts.who.semantic_roles import is_someones

_WORDS = bags("who.responsibility")

#: A name stands so near to the cue that it belongs to.
_REACH = 12
_BE = _WORDS["be"]
_OF_SUBJECT = _WORDS["of_subject"]
#: "…, which claimed it": said of what stands right before.
_RELATIVE_REACH = 3
#: "was attributed to", "is blamed on", "it is presumed that": the blamed follows.
_POINTING = _WORDS["pointing"]
_POINTED = (["to"], ["on"], ["that"])
#: "Accused by the army of …": what follows accuses.
_ACCUSED = _WORDS["accused"]
_PRONOUNS = _WORDS["pronouns"]
#: "Attributed the attack on the camp to the Front".
_ASCRIBING = _WORDS["ascribing"]
#: Past these a name is no longer whom a word of blame points at: "alleged men near the army post".
_BREAKS = _WORDS["breaks"]
#: Between names of one list: "blamed the army, the police and its allies".
_JOINING = _WORDS["joining"]
_JOINED = _WORDS["joined"]
_LONGEST_JOIN = 5
_TARGETED = _WORDS["targeted"]
#: "Neither the rebels nor any other group has claimed it".
_NOBODY = _WORDS["nobody"]
_NOT = _WORDS["not"]
_SAID = _WORDS["said"]
_ITSELF = _WORDS["itself"]
_HELD = _WORDS["held"]
_CONNECTED = ("in", "connection", "with")
#: "It said it was not …": nothing that it did.
_UNDONE = _BE | _NOT
_SUBJECT_REACH, _DEED_REACH = 3, 5


def cued_roles(clause: Clause) -> dict[int, tuple[str, str]]:
    """Return the first word of an actor → its role and who says so, where a cue gives it one."""
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
            for hit in _blamed(clause, cue):
                made.setdefault(hit.first, ("suspected", by))
    for hit in _held_for_it(clause):
        made.setdefault(hit.first, ("suspected", ""))
    for hit in _own_words(clause):
        made.setdefault(hit.first, ("claimed", ""))
    return made


def _blamed(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    words = clause.prose.words
    if cue.first > clause.first and words[cue.first - 1] in _NOT:
        return []
    after = words[cue.past : cue.past + 1] if words[cue.past - 1] in _ACCUSED else []
    if after == ["by"] or _is_passive(clause, cue) or _is_held(clause, cue):
        return _before(clause, cue)
    return _after(clause, cue) if _PRONOUNS.isdisjoint(after) else []


def _is_passive(clause: Clause, cue: Hit[str]) -> bool:
    """ "The army is blamed", "is to blame", but "it was blamed on the army", "is blaming it"."""
    words = clause.prose.words
    if cue.first == clause.first:
        return False
    before, last = words[cue.first - 1], words[cue.past - 1]
    if before == "to" and last == "blame":
        return True
    pointing = last in _POINTING or words[cue.past : cue.past + 1] in _POINTED
    return before in _BE and not pointing and not last.endswith("ing")


def _is_held(clause: Clause, cue: Hit[str]) -> bool:
    """ "They hold the army responsible", "soldiers involved in it": the blamed stands before."""
    if clause.prose.words[cue.first] not in _OF_SUBJECT:
        return False
    return any(0 <= cue.first - a.past <= _RELATIVE_REACH for a in clause.actors)


def _claimants(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    words = clause.prose.words
    if words[cue.past - 1] == "by" or words[cue.past : cue.past + 1] == ["by"]:
        return _after(clause, cue)
    if words[cue.past : cue.past + 1] == ["that"] or not _NOBODY.isdisjoint(
        words[max(clause.first, cue.first - _REACH) : cue.first]
    ):
        return []
    return _before(clause, cue)


def _held_for_it(clause: Clause) -> list[Hit[Actor]]:
    """ "Two members of the Front were arrested in connection with the attack"."""
    words = clause.prose.words
    phrases = range(clause.first, clause.past - len(_CONNECTED))
    at = next((i for i in phrases if tuple(words[i : i + len(_CONNECTED)]) == _CONNECTED), -1)
    if not any(deed > at for deed in _deeds(clause)):
        return []
    held = next((i for i in range(clause.first, at) if words[i] in _HELD), -1)
    if held <= clause.first or words[held - 1] not in _BE:
        return []
    return [a for a in clause.actors if 0 <= held - a.past <= _SUBJECT_REACH][-1:]


def _own_words(clause: Clause) -> list[Hit[Actor]]:
    """Who says that it did something itself: "the Front said it killed two soldiers"."""
    words, found, deeds = clause.prose.words, [], _deeds(clause)
    for said in [i for i in range(clause.first + 1, clause.past - 2) if words[i] in _SAID]:
        subject = said + 1 + (words[said + 1] == "that")
        told = words[subject + 1 : subject + 1 + _DEED_REACH]
        done = any(subject < deed <= subject + _DEED_REACH for deed in deeds)
        if done and words[subject] in _ITSELF and _UNDONE.isdisjoint(told[:_SUBJECT_REACH]):
            found += [a for a in clause.actors if 0 <= said - a.past <= _SUBJECT_REACH][-1:]
    return found


def _deeds(clause: Clause) -> list[int]:
    """Where something violent is told."""
    cues = [cue.first for cue in clause.cues if cue.value == "deed"]
    return cues + [k.first for k in clause.hard] + [t.cue for t in clause.tallies if t.best]


def _before(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    """The actor that is the subject of a cue: the nearest, or the one before an aside."""
    words = clause.prose.words
    before = [
        a for a in clause.actors if 0 <= cue.first - a.past <= _REACH and not _is_target(clause, a)
    ]
    if not before:
        return []
    last = words[cue.first - 1]
    if last in ("which", "who") and cue.first - before[-1].past > _RELATIVE_REACH:
        return []
    aside = cue.first > clause.first and clause.prose.gap(cue.first - 1).strip() == ","
    if aside:
        return [before[0]]
    chosen = before[-1:]
    for hit in reversed(before[:-1]):
        if not is_joined(clause, hit, chosen[-1]):
            break
        chosen.append(hit)
    return chosen


def _is_target(clause: Clause, hit: Hit[Actor]) -> bool:
    """ "An attack on the army was claimed": what stands after "on" is no subject."""
    words, at = clause.prose.words, hit.first - 1
    while at > clause.first and words[at] in ("the", "a", "an"):
        at -= 1
    return at >= clause.first and words[at] in _TARGETED


def _after(clause: Clause, cue: Hit[str]) -> list[Hit[Actor]]:
    """The actors that a cue points at: the nearest, and those joined to it."""
    words, begin = clause.prose.words, cue.past
    if words[cue.past - 1] in _ASCRIBING:
        ahead = words[cue.past : min(clause.past, cue.past + _REACH)]
        begin += ahead.index("to") + 1 if "to" in ahead else 0
    after = [a for a in clause.actors if 0 <= a.first - begin <= _REACH]
    if not after or not _BREAKS.isdisjoint(words[begin : after[0].first]):
        return []
    if not _NOT.isdisjoint(words[begin : after[0].first]):
        return []
    if is_someones(clause, after[0]) and after[0].value.kind != "armed_group":
        return []
    chosen = after[:1]
    for hit in after[1:]:
        if not is_joined(clause, chosen[-1], hit):
            break
        chosen.append(hit)
    return chosen


def is_joined(clause: Clause, one: Hit[Actor], other: Hit[Actor]) -> bool:
    """Whether two names stand in one list: "the army and members of its death squads"."""
    between = clause.prose.words[one.past : other.first]
    if not between or one.value.id == other.value.id:
        return clause.prose.gap(one.past - 1).strip() in ("[", "(", ",", ", [", "/")
    listed = _JOINING.issuperset(between) and len(between) <= _LONGEST_JOIN
    return listed and not _JOINED.isdisjoint(between)


def _accuser(clause: Clause, cue: Hit[str]) -> str:
    """The actor or capital right before "blamed"."""
    before = [a for a in clause.actors if a.past <= cue.first]
    if before:
        return before[-1].value.name
    places = [t for t in clause.toponyms if t.past <= cue.first and not t.adjective]
    if places and cue.first - places[-1].past <= 2:
        return clause.prose.span(places[-1].first, places[-1].past).text
    return ""
