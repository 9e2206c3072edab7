"""Who is dead and who is wounded, of all that the clauses of one report tell of it.

A lead and a later sentence say the same: the fullest telling stands. Of those only said to be shot,
the ones who did not die are wounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.facts.casualties.least_victims import least
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Tally

_WORDS = bags("casualties.victims")

_KIN = _WORDS["kin"]
#: Nouns that tell one person from another, where "victim" and "he" do not.
_SORTS = _WORDS["sorts"]
_VAGUE = (3, 12, 20, 100, 1000)
#: Title and lead first; then further down, to the end.
_TIERS = (3, 8, 14, 999)
_ALSO_REACH = 2
#: A death told in one word counts so far down a text.
_FATAL_RANK = 8
Told = dict[str, list["Telling"]]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one clause tells of one field."""

    rank: int
    tallies: list[Tally]


def total(tallies: Sequence[Tally]) -> int:
    return sum(t.best for t in tallies)


def is_vague(tallies: Sequence[Tally]) -> bool:
    return any(
        t.persons.high is None and t.persons.low == t.best and t.best in _VAGUE for t in tallies
    )


def fullest(told: Sequence[Telling]) -> list[Tally]:
    """The telling with the most persons among the first sentences that count them at all.

    A number outweighs a vague word, also a later one that is no smaller; one person told alone
    yields to a number told later.
    """
    best: list[Tally] = []
    for last in _TIERS:
        tier = [one.tallies for one in told if one.rank <= last]
        now = max(tier, key=lambda t: (not is_vague(t), total(t)), default=[])
        if not is_vague(best) or (not is_vague(now) and total(now) >= total(best)):
            best = now
        if total(best) > 1 and not is_vague(best):
            break
    return best


def killed_of(told: Told, *, by_name: bool) -> list[Tally]:
    """The dead, those told one by one by name where they are more, and who killed himself."""
    best = _with_others(told["killed"])
    names = _by_name(told["killed"]) if by_name else []
    if len(names) > total(best) and not is_vague(best):
        best = names
    if not told["self"]:
        return best
    oneself = replace(told["self"][0].tallies[0], field="killed")
    best = best or _shot_by_him(told["shot"])
    if not best:
        return [oneself]
    return [*best, oneself] if _is_active(best) and not any(map(_is_reflexive, best)) else best


def _by_name(told: Sequence[Telling]) -> list[Tally]:
    """The dead that are told by name, each last name once."""
    names: dict[str, Tally] = {}
    for tally in (tally for one in told for tally in one.tallies):
        if tally.persons.name:
            names.setdefault(tally.persons.name.split()[-1], tally)
    return list(names.values())


def _shot_by_him(told: Sequence[Telling]) -> list[Tally]:
    """Whom somebody shot who then killed himself: dead, where nothing else is told of them."""
    others = [Telling(one.rank, [t for t in one.tallies if not _is_reflexive(t)]) for one in told]
    return [replace(t, field="killed") for t in fullest([one for one in others if one.tallies])]


def _with_others(told: Sequence[Telling]) -> list[Tally]:
    """The fullest telling; where it names each, with those "also killed" in another sentence."""
    plain = [one for one in told if not any(map(is_also, one.tallies))]
    best, others = fullest(plain), fullest([one for one in told if one not in plain])
    if not best or not others:
        return best or others
    by_one = all(t.best == 1 and (t.persons.name or t.persons.single) for t in best)
    if by_one and not is_vague(others):
        return [*best, *others]
    return max(best, others, key=total)


def is_also(tally: Tally) -> bool:
    """ "two were also killed": besides those told before."""
    if tally.persons.first > tally.cue:
        return False
    return "also" in tally.prose.words[max(0, tally.cue - _ALSO_REACH) : tally.cue]


def fatal_of(told: Told) -> list[Tally]:
    """Who died in a "fatal shooting": the one who was shot, else somebody, one at least."""
    signs = [one for one in told["fatal"] if one.rank <= _FATAL_RANK]
    if not signs:
        return []
    shot = fullest(told["shot"])
    one = shot if total(shot) == 1 else signs[0].tallies[:1]
    return [replace(t, field="killed", reason=signs[0].tallies[0].reason) for t in one]


def _is_reflexive(tally: Tally) -> bool:
    return tally.prose.words[tally.persons.first] in ("himself", "herself", "themselves")


def _is_own_hand(tally: Tally) -> bool:
    """Whether it is who killed himself, told by the verb alone."""
    return tally.persons.first == tally.cue


def _is_active(tallies: Sequence[Tally]) -> bool:
    """ "killed his wife": the verb before its persons, so that the killer is not among them."""
    return all(t.persons.first > t.cue for t in tallies)


def is_same_person(injured: Sequence[Tally], dead: Tally) -> bool:
    """One person wounded, told without name or "another", beside one dead: the one who died."""
    if len(injured) != 1 or not injured[0].persons.single or injured[0].persons.more:
        return False
    return not _is_another(injured[0], dead)


def _is_another(one: Tally, dead: Tally) -> bool:
    """ "A girl died and her father is in hospital": two nouns of one sentence, two persons."""
    prose = one.prose
    ages = _age(one), _age(dead)
    if all(ages):
        return ages[0] != ages[1]
    if dead.prose is not prose or prose.sentence_of[one.cue] != prose.sentence_of[dead.cue]:
        return False
    if one.persons.first == dead.persons.first:
        return False
    mine, theirs = prose.words[one.persons.past - 1], prose.words[dead.persons.past - 1]
    kin = prose.words[one.persons.first] in _KIN and one.persons.past - one.persons.first > 1
    return kin or (mine != theirs and {mine, theirs} <= _SORTS)


def _age(tally: Tally) -> str:
    """The age told with one person, "" where none is."""
    words = tally.prose.words[tally.persons.first : tally.persons.past]
    return next((word for word in words if word.isdigit()), "") if tally.best == 1 else ""


def injured_of(told: Told, killed: list[Tally]) -> list[Tally]:
    """The wounded; of those only said to be shot, the ones who did not die."""
    injured, shot = fullest(told["injured"]), fullest(told["shot"])
    treated = fullest(told["treated"])
    apart = len(treated) == 1 and len(killed) == 1 and _is_another(treated[0], killed[0])
    more = not killed and not is_vague(treated) and total(treated) > total(injured)
    if more or (not injured and (not killed or total(treated) > 1 or apart)):
        # One person taken to hospital beside one dead is mostly the one who died there.
        injured = [replace(t, field="injured", reason=f"{t.reason} of treatment") for t in treated]
    if not shot:
        return injured
    apart = _is_besides(shot, killed)
    dead = [t for t in killed if not _is_own_hand(t) or any(map(_is_reflexive, shot))]
    rest = total(shot) - (0 if apart else total(dead))
    if rest <= 0 or total(injured) >= rest:
        return injured
    if rest == total(shot):
        return shot
    one = shot[0]
    left = replace(one.persons, low=rest, best=rest, high=rest, single=False)
    return [replace(one, field="injured", persons=left, reason="shot and not told dead")]


def _is_besides(shot: Sequence[Tally], killed: Sequence[Tally]) -> bool:
    """Whether "others" were shot; but not "a boy and six others", of whom the boy died."""
    if not any(t.persons.more for t in shot):
        return False
    alone = [t for t in shot if t.persons.single and not t.persons.more]
    dead = {_noun(t) for t in killed if t.best == 1}
    return len(killed) != 1 or all(_noun(t) not in dead for t in alone)


def _noun(tally: Tally) -> str:
    return tally.prose.words[tally.persons.past - 1]


def counted_up(found: Sequence[Clause], killed: list[Tally], injured: list[Tally]) -> list[Tally]:
    """The wounded, more where the victims are numbered to more than the dead and they are."""
    victims = least(found)
    if victims is None or is_vague(killed):
        return injured
    rest = victims.best - total(killed)
    if rest <= 0 or (rest <= total(injured) and not is_vague(injured)):
        return injured
    left = replace(victims.persons, low=rest, best=rest)
    return [replace(victims, field="injured", persons=left)]
