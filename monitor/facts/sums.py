"""How many in all: the tolls of several sentences as one, without counting anybody twice.

A lead and a later sentence say the same: the fullest telling stands. Where one sentence tells of
several groups ("three of its troops … and two Iraqi troops") they are added, and kept apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from monitor.facts.clauses import Clause
from monitor.facts.tolls import Tally
from monitor.model.facts import Count

_FIELDS = ("killed", "injured", "missing", "arrested", "kidnapped", "displaced")
#: Later sentences add up other things ("24 killed this year").
_LAST_RANK = 14


def counts(found: Sequence[Clause], *, closed: bool) -> tuple[Count, ...]:
    """Return the tolls of one incident.

    `closed`: the report counts its victims one by one (a crime), so that the dead it does not
    tell of are none where it tells of the wounded, and the other way round.
    """
    by_field: dict[str, list[list[Tally]]] = defaultdict(list)
    for clause in found:
        if clause.rank > _LAST_RANK or clause.has("statistic"):
            continue
        told: dict[str, list[Tally]] = defaultdict(list)
        for tally in clause.tallies:
            told[tally.field].append(tally)
        for name, tallies in told.items():
            by_field[name].append(tallies)
    made: list[Count] = []
    killed = _fullest(by_field["killed"])
    injured = _injured(by_field, killed)
    for name in _FIELDS:
        chosen = {"killed": killed, "injured": injured}.get(name) if name in ("killed", "injured") else _fullest(by_field[name])
        if chosen:
            made += _as_counts(name, chosen)
    return tuple(made + (_implied(killed, injured, by_field) if closed else []))


def _total(tallies: Sequence[Tally]) -> int:
    return sum(t.best for t in tallies)


def _is_vague(tallies: Sequence[Tally]) -> bool:
    return any(t.high is None and t.low is not None and t.low == t.best and t.best in (3, 12, 100, 1000) for t in tallies)


def _fullest(told: Sequence[list[Tally]]) -> list[Tally]:
    """The telling with the most persons; a number outweighs a vague word."""
    best: list[Tally] = []
    for tallies in told:
        if not best or (_is_vague(best), _total(tallies)) > (_is_vague(tallies), _total(best)):
            if best and not _is_vague(best) and _is_vague(tallies):
                continue
            best = tallies
    return best


def _injured(by_field: dict[str, list[list[Tally]]], killed: list[Tally]) -> list[Tally]:
    injured = _fullest(by_field["injured"])
    shot = _fullest(by_field["shot"])
    if not shot:
        return injured
    rest = _total(shot) - (_total(killed) if not _apart(shot, killed) else 0)
    if rest <= 0 or _total(injured) >= rest:
        return injured
    if len(shot) == 1 and rest != shot[0].best:
        one = shot[0]
        return [
            Tally(one.prose, "injured", one.first, one.past, rest, rest, rest, one.noun, False, one.cue)
        ]
    return shot


def _apart(shot: Sequence[Tally], killed: Sequence[Tally]) -> bool:
    """Whether the shot are others than the dead: "one killed, three others shot"."""
    return any(t.more for t in shot)


def _as_counts(name: str, tallies: Sequence[Tally]) -> Iterable[Count]:
    first = min(min(t.first, t.cue) for t in tallies)
    past = max(max(t.noun[1], t.cue + 1) for t in tallies)
    yield Count(
        field=name,
        low=_sum(t.low for t in tallies),
        best=_total(tallies),
        high=_sum(t.high for t in tallies),
        span=tallies[0].prose.span(first, past),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _implied(
    killed: list[Tally], injured: list[Tally], by_field: dict[str, list[list[Tally]]]
) -> list[Count]:
    """Nobody else: 0 dead beside told wounded, 0 wounded beside told dead."""
    told = killed or injured
    if not told or (killed and injured):
        return []
    name = "injured" if killed else "killed"
    one = told[0]
    span = one.prose.span(min(one.first, one.cue), max(one.noun[1], one.cue + 1))
    return [Count(field=name, low=0, best=0, high=None, span=span)]
