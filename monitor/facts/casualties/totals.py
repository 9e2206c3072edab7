"""How many in all: the tolls of several sentences as one, without counting anybody twice.

A lead and a later sentence say the same: the fullest telling stands. Where one verb tells of
several groups ("three of its troops … and two Iraqi troops") they are added, and kept apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from monitor.facts.casualties.least_victims import bodies
from monitor.facts.casualties.victims import (
    Telling,
    Told,
    counted_up,
    fatal_of,
    fullest,
    injured_of,
    is_also,
    is_same_person,
    is_vague,
    killed_of,
    total,
)
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Tally
from monitor.model.facts import Count

_FIELDS = ("killed", "injured", "missing", "arrested", "kidnapped", "displaced")
_FEWEST_GROUPS = 2
_WHOLE = bags("casualties.totals")["whole"]
#: Words of a shooting, looked for so far down.
_COUNTING = ("", "en")
_SHOTS, _LEAD = bags("casualties.totals")["shots"], 3
_SINGULAR = {"children": "child", "troops": "troops"}


def counts(found: Sequence[Clause], *, closed: bool, last_rank: int = 999) -> tuple[Count, ...]:
    """Return the tolls of one incident.

    `last_rank`: later sentences of a report add up other things ("24 killed this year").
    `closed`: the report counts its victims one by one (a crime), so that the dead it does not
    tell of are none where it tells of the wounded, and the other way round.
    """
    told = _told(found, last_rank)
    killed = killed_of(told, by_name=closed)
    if closed and not killed:
        killed = fatal_of(told)
    numbered = max(bodies(c for c in found if c.rank <= last_rank), key=_best, default=None)
    if numbered is not None and numbered.best > total(killed):
        killed = [numbered]
    injured = injured_of(told, killed)
    if closed and total(killed) == 1 and is_same_person(injured, killed[0]):
        injured = []
    if closed:
        injured = counted_up(found, killed, injured)
    made: list[Count] = []
    for name in _FIELDS:
        chosen = {"killed": killed, "injured": injured}.get(name)
        made += _as_counts(name, fullest(told[name]) if chosen is None else chosen)
    return tuple(made + (_implied(found, killed, injured) if closed else []))


def _is_shooting(found: Sequence[Clause]) -> bool:
    """Whether the lead tells of a shooting or stabbing: its reports tell of every victim."""
    lead = [c for c in found if c.rank <= _LEAD]
    return any(not _SHOTS.isdisjoint(c.prose.words[c.first : c.past]) for c in lead)


def _best(tally: Tally) -> int:
    return tally.best


def _told(found: Sequence[Clause], last_rank: int) -> Told:
    """Field → what each clause tells of it, to be added up within a clause only."""
    told: Told = defaultdict(list)
    for clause in found:
        if clause.rank > last_rank or clause.has("statistic") or _is_of_years(clause):
            continue
        here: dict[str, list[Tally]] = defaultdict(list)
        for tally in clause.tallies:
            here[tally.field].append(tally)
        for name, tallies in here.items():
            told[name].append(Telling(clause.rank, _of_one_clause(tallies)))
    return told


def _is_of_years(clause: Clause) -> bool:
    """ "have been killed since 1980"."""
    words = clause.prose.words
    return any(
        m.kind == "year" and m.first and words[m.first - 1] == "since" for m in clause.moments
    )


def _of_one_clause(tallies: list[Tally]) -> list[Tally]:
    """Those to be added up: of one verb, or "others" besides; else the most of one verb."""
    by_cue: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_cue[tally.cue].append(tally)
    parts = sorted(by_cue.values(), key=lambda part: -total(part))
    whole = next((part for part in parts if _is_whole(part[0])), None)
    if whole is not None:
        # "Two more have died, bringing the number of dead to 12": those two are among them.
        # A headline's grammar reads the same total once more.
        return list({tally.persons.first: tally for tally in whole}.values())
    added = parts[0]
    for part in parts[1:]:
        seen = {t.persons.first for t in added}
        names = {t.persons.name for t in added}
        new = all(t.persons.name and t.persons.name not in names for t in part) and all(names)
        if not seen & {t.persons.first for t in part} and (
            new or any(t.persons.more for t in part) or any(map(is_also, [*part, *added]))
        ):
            added = added + part
    return added


def _is_whole(tally: Tally) -> bool:
    """Whether its words name the number of all: "death toll", "number of dead"."""
    return not _WHOLE.isdisjoint(tally.prose.words[tally.cue : tally.cue + 2])


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
        best=total(tallies),
        high=_sum(t.persons.high for t in tallies),
        span=tallies[0].prose.span(first, past),
        reason=_reason(tallies),
    )
    yield from _by_group(name, tallies)


def _reason(tallies: Sequence[Tally]) -> str:
    told = " and ".join(dict.fromkeys(t.reason for t in tallies))
    return f"{told}, {len(tallies)} added" if len(tallies) > 1 else told


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
            reason=f"{tally.reason}, this group of it",
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


def _implied(found: Sequence[Clause], killed: list[Tally], injured: list[Tally]) -> list[Count]:
    """Nobody else: 0 dead beside told wounded, 0 wounded beside told dead; in English only."""
    told = killed or injured
    if not told or (killed and injured) or told[0].prose.language[:2] not in _COUNTING:
        return []
    if injured and (not _is_shooting(found) or is_vague(injured)):
        # Of blows it tells who was hurt, of the dead elsewhere nothing.
        return []
    name = "injured" if killed else "killed"
    span = next(iter(_as_counts("", told))).span
    reason = "nobody else told of where victims are counted one by one"
    return [Count(field=name, low=0, best=0, high=None, span=span, reason=reason)]
