"""How many in all: the tolls of several sentences as one, without counting anybody twice.

A lead and a later sentence say the same: the fullest telling stands. Where one verb tells of
several groups ("three of its troops … and two Iraqi troops") they are added, and kept apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.facts.clauses import Clause
from monitor.facts.tolls import Tally
from monitor.model.facts import Count

_FIELDS = ("killed", "injured", "missing", "arrested", "kidnapped", "displaced")
_FEWEST_GROUPS = 2
_KIN = frozenset(("his", "her", "their"))
#: Nouns that tell one person from another, where "victim" and "he" do not.
_SORTS = frozenset(
    (
        *("man", "woman", "boy", "girl", "baby", "infant", "toddler", "mother", "father", "son"),
        *("daughter", "brother", "sister", "husband", "wife", "officer", "soldier", "driver"),
        *("grandmother", "grandfather", "uncle", "nephew", "cousin", "bystander", "clerk"),
    )
)
_SINGULAR = {"children": "child", "troops": "troops"}
_VAGUE = (3, 12, 20, 100, 1000)
#: Title and lead first; then further down, to the end.
_TIERS = (3, 8, 14, 999)
Told = dict[str, list["Telling"]]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one clause tells of one field."""

    rank: int
    tallies: list[Tally]


def counts(found: Sequence[Clause], *, closed: bool, last_rank: int = 999) -> tuple[Count, ...]:
    """Return the tolls of one incident.

    `last_rank`: later sentences of a report add up other things ("24 killed this year").
    `closed`: the report counts its victims one by one (a crime), so that the dead it does not
    tell of are none where it tells of the wounded, and the other way round.
    """
    told = _told(found, last_rank)
    killed = _killed(told, by_name=closed)
    injured = _injured(told, killed)
    if closed and _total(killed) == 1 and _is_same_person(injured, killed[0]):
        injured = []
    made: list[Count] = []
    for name in _FIELDS:
        chosen = {"killed": killed, "injured": injured}.get(name)
        made += _as_counts(name, _fullest(told[name]) if chosen is None else chosen)
    return tuple(made + (_implied(killed, injured) if closed else []))


def _told(found: Sequence[Clause], last_rank: int) -> Told:
    """Field → what each clause tells of it, to be added up within a clause only."""
    told: Told = defaultdict(list)
    for clause in found:
        if clause.rank > last_rank or clause.has("statistic"):
            continue
        here: dict[str, list[Tally]] = defaultdict(list)
        for tally in clause.tallies:
            here[tally.field].append(tally)
        for name, tallies in here.items():
            told[name].append(Telling(clause.rank, _of_one_clause(tallies)))
    return told


def _of_one_clause(tallies: list[Tally]) -> list[Tally]:
    """Those to be added up: of one verb, or "others" besides; else the most of one verb."""
    by_cue: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_cue[tally.cue].append(tally)
    parts = sorted(by_cue.values(), key=lambda part: -_total(part))
    added = parts[0]
    for part in parts[1:]:
        seen = {t.persons.first for t in added}
        names = {t.persons.name for t in added}
        new = all(t.persons.name and t.persons.name not in names for t in part) and all(names)
        if not seen & {t.persons.first for t in part} and (
            new or any(t.persons.more for t in part)
        ):
            added = added + part
    return added


def _total(tallies: Sequence[Tally]) -> int:
    return sum(t.best for t in tallies)


def _is_vague(tallies: Sequence[Tally]) -> bool:
    return any(
        t.persons.high is None and t.persons.low == t.best and t.best in _VAGUE for t in tallies
    )


def _fullest(told: Sequence[Telling]) -> list[Tally]:
    """The telling with the most persons among the first sentences that count them at all.

    A number outweighs a vague word; one person told alone yields to a number told later.
    """
    for last in _TIERS:
        tier = [one.tallies for one in told if one.rank <= last]
        best = max(tier, key=lambda t: (not _is_vague(t), _total(t)), default=[])
        if best and (_total(best) > 1 or last == _TIERS[-1]):
            return best
    return []


def _killed(told: Told, *, by_name: bool) -> list[Tally]:
    """The dead, those told one by one by name where they are more, and who killed himself."""
    best = _fullest(told["killed"])
    names: dict[str, Tally] = {}
    for tallies in told["killed"] if by_name else ():
        for tally in tallies.tallies:
            if tally.persons.name:
                names.setdefault(tally.persons.name.split()[-1], tally)
    if len(names) > _total(best) and not _is_vague(best):
        best = list(names.values())
    if told["self"] and not best and told["shot"]:
        others = [
            Telling(one.rank, [t for t in one.tallies if not _is_reflexive(t)])
            for one in told["shot"]
        ]
        best = [replace(t, field="killed") for t in _fullest([o for o in others if o.tallies])]
    if told["self"] and not best:
        return [replace(told["self"][0].tallies[0], field="killed")]
    if told["self"] and best and _is_active(best):
        best = [*best, replace(told["self"][0].tallies[0], field="killed")]
    return best


def _is_reflexive(tally: Tally) -> bool:
    return tally.prose.words[tally.persons.first] in ("himself", "herself", "themselves")


def _is_active(tallies: Sequence[Tally]) -> bool:
    """ "killed his wife": the verb before its persons, so that the killer is not among them."""
    return all(t.persons.first > t.cue for t in tallies)


def _is_same_person(injured: Sequence[Tally], dead: Tally) -> bool:
    """One person wounded, told without name or "another", beside one dead: the one who died."""
    if len(injured) != 1 or not injured[0].persons.single or injured[0].persons.more:
        return False
    return not _is_another(injured[0], dead)


def _is_another(one: Tally, dead: Tally) -> bool:
    """ "A girl died and her father is in hospital": two nouns of one sentence, two persons."""
    prose = one.prose
    if dead.prose is not prose or prose.sentence_of[one.cue] != prose.sentence_of[dead.cue]:
        return False
    if one.persons.first == dead.persons.first:
        return False
    mine, theirs = prose.words[one.persons.past - 1], prose.words[dead.persons.past - 1]
    kin = prose.words[one.persons.first] in _KIN and one.persons.past - one.persons.first > 1
    return kin or (mine != theirs and {mine, theirs} <= _SORTS)


def _injured(told: Told, killed: list[Tally]) -> list[Tally]:
    """The wounded; of those only said to be shot, the ones who did not die."""
    injured, shot = _fullest(told["injured"]), _fullest(told["shot"])
    treated = _fullest(told["treated"])
    apart = len(treated) == 1 and len(killed) == 1 and _is_another(treated[0], killed[0])
    if not injured and (not killed or _total(treated) > 1 or apart):
        # One person taken to hospital beside one dead is mostly the one who died there.
        injured = [replace(t, field="injured") for t in treated]
    if not shot:
        return injured
    apart = any(t.persons.more for t in shot)
    rest = _total(shot) - (0 if apart else _total(killed))
    if rest <= 0 or _total(injured) >= rest:
        return injured
    if rest == _total(shot):
        return shot
    one = shot[0]
    left = replace(one.persons, low=rest, best=rest, high=rest)
    return [replace(one, field="injured", persons=left)]


def _as_counts(name: str, tallies: Sequence[Tally]) -> Iterable[Count]:
    if not tallies:
        return
    same = [t for t in tallies if t.prose is tallies[0].prose]
    near = [t for t in same if t.prose.sentence_of[t.cue] == same[0].prose.sentence_of[same[0].cue]]
    first = min(min(t.persons.first, t.cue) for t in near)
    past = max(max(t.persons.past, t.cue + 1) for t in near)
    yield Count(
        field=name,
        low=_sum(t.persons.low for t in tallies),
        best=_total(tallies),
        high=_sum(t.persons.high for t in tallies),
        span=tallies[0].prose.span(first, past),
    )
    yield from _by_group(name, tallies)


def _by_group(name: str, tallies: Sequence[Tally]) -> Iterable[Count]:
    """Each group by itself, where one verb tells of several ("two Danes and a British nurse")."""
    labels = [_group(t) for t in tallies]
    one_verb = len({(id(t.prose), t.cue) for t in tallies}) == 1
    if len(labels) < _FEWEST_GROUPS or not one_verb or "" in labels:
        return
    if len(set(labels)) < len(labels) or all(t.best == 1 for t in tallies):
        return
    for label, tally in zip(labels, tallies, strict=True):
        persons = tally.persons
        yield Count(
            field=name,
            low=persons.low,
            best=persons.best,
            high=persons.high,
            span=tally.prose.span(persons.first, persons.past),
            group=label,
        )


def _group(tally: Tally) -> str:
    """Of whom a number is told: a people ("Iraqi"), else what they are ("civilian"), or ""."""
    persons, prose = tally.persons, tally.prose
    if persons.name or persons.more or persons.past - persons.first < _FEWEST_GROUPS:
        return ""
    inside = range(persons.first + 1, persons.past)
    people = [i for i in inside if prose.is_name(i)] if not prose.uncased else []
    if people:
        raw = prose.text[prose.starts[people[0]] : prose.ends[people[0]]]
        return raw.removesuffix("s")
    noun = prose.words[persons.past - 1]
    if noun.endswith("men"):
        return noun.removesuffix("men") + "man"
    return _SINGULAR.get(noun, noun.removesuffix("s"))


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _implied(killed: list[Tally], injured: list[Tally]) -> list[Count]:
    """Nobody else: 0 dead beside told wounded, 0 wounded beside told dead."""
    told = killed or injured
    if not told or (killed and injured):
        return []
    span = next(iter(_as_counts("", told))).span
    return [Count(field="injured" if killed else "killed", low=0, best=0, high=None, span=span)]
