"""Which tolls are of what the article reports, and which of a war, a year, an earlier attack.

"The shelling killed three. More than 150,000 people have died in the war": three. Each telling is
weighed by signs that a reader can name (`lists/weights/tolls.json`); what is rather another's is
left out before the tolls are added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.facts.lexical.choice import Choice
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import HARD, Clause, Moment, Tally

_WORDS = bags("casualties.own_tolls")
#: Upper ends of the classes of a rank (0 the title) and of a number.
_RANKS = (0, 1, 2, 3, 5, 8, 14)
_SIZES = (0, 1, 100)
#: Words looked at before a toll's verb, and on both sides of a single person.
_REACH, _NEAR = 6, 3
_LEAD = 3
_DEATH, _OTHER, _COURT = "death", "other", "verdict"
_NEVER = 1.1
_MANY = 20
#: The fields that are weighed.
WEIGHED = ("killed", "injured")
#: Somebody who just died was not killed.
_ENOUGH_OF_DEATH = 0.8
#: A telling is left out below this share, one of title or first sentence below the second,
#: one of an earlier day or against the headline below the third.
_ENOUGH, _ENOUGH_OF_LEAD, _ENOUGH_AGAINST = 0.4, 0.25, 0.6


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of the article's own happening."""

    kind: str
    #: Of its type: "violent", "law", …
    group: str
    main: Moment | None
    #: Incident type → its group.
    groups: Mapping[str, str]


def of_report(found: Sequence[Clause], report: Report, weights: Choice) -> list[Clause]:
    """Return the clauses without the tallies of the dead and wounded that are another's."""
    made: list[Clause] = []
    for clause in found:
        told = {t.field for t in clause.tallies if t.field in WEIGHED}
        other = {
            field
            for field in told
            if share(signs(clause, field, found, report), weights)
            < enough(clause, field, found, report)
        }
        kept = tuple(t for t in clause.tallies if t.field not in other)
        made.append(replace(clause, tallies=kept) if other else clause)
    return made


def enough(clause: Clause, field: str, found: Sequence[Clause], report: Report) -> float:
    """Return the share a telling needs: more of an earlier day or against the headline."""
    if report.kind == _DEATH and field == "killed" and _whole(clause, field) == 1:
        return _ENOUGH_OF_DEATH
    if report.kind == _COURT and field == "killed" and not _is_execution(clause):
        # A court's ruling costs nobody's life: what it tells of is the deed's.
        return _NEVER
    times = set(_of_times(clause, report.main))
    if "an earlier time told" in times and "the same time told" not in times:
        return _ENOUGH_AGAINST
    headline = [t for c in found if c.rank == 0 for t in c.tallies if t.field == field]
    exact = headline and all(t.persons.high is not None for t in headline)
    if exact and clause.rank and _whole(clause, field) > sum(t.best for t in headline):
        return _ENOUGH_AGAINST
    return _ENOUGH_OF_LEAD if clause.rank <= 1 else _ENOUGH


def _is_execution(clause: Clause) -> bool:
    return any(
        t.prose.words[t.cue] in _WORDS["executed"] for t in clause.tallies if t.field == "killed"
    )


def _whole(clause: Clause, field: str) -> int:
    return sum(t.best for t in clause.tallies if t.field == field)


def share(told: Mapping[str, float], weights: Choice) -> float:
    """Return how probable it is that a telling with these signs is the report's own."""
    return weights.shares([told, {}])[0]


def signs(clause: Clause, field: str, found: Sequence[Clause], report: Report) -> dict[str, float]:
    """Return what speaks for or against a clause's tallies of a field being the report's own."""
    tallies = [t for t in clause.tallies if t.field == field]
    whole = sum(t.best for t in tallies)
    rank = _class(clause.rank, _RANKS)
    size = _class(whole, _SIZES)
    # Nobody's death alone is told of several.
    kind, group = (
        (_OTHER, _OTHER) if report.kind == _DEATH and whole > 1 else (report.kind, report.group)
    )
    sort = "hard" if group in HARD else group
    told = {
        "always",
        f"rank {rank}",
        f"size {size}",
        f"{sort}, rank {rank}",
        f"sort {sort}",
        f"type {kind}",
        *_of_clause(clause, report),
        *_of_place(tallies, found),
        *(sign for tally in tallies for sign in _of_tally(clause, tally)),
    }
    return dict.fromkeys(sorted(told), 1.0)


def _of_clause(clause: Clause, report: Report) -> Iterator[str]:
    near = "lead" if clause.rank <= _LEAD else "later"
    if clause.back:
        yield f"reaches back: {clause.back}"
    yield from (f"beside {cue.value}, {near}" for cue in clause.cues)
    kinds = {hit.value[0] for hit in clause.types}
    if report.kind in kinds:
        yield f"its type told, {near}"
    if any(report.groups.get(k) in HARD and k != report.kind for k in kinds):
        yield f"another hard type told, {near}"
    yield from _of_times(clause, report.main)


def _of_times(clause: Clause, main: Moment | None) -> Iterator[str]:
    for moment in clause.moments:
        if moment.start is None or moment.end is None or main is None:
            yield "a time told"
        elif main.start is not None and main.end is not None:
            apart = moment.end < main.start or moment.start > main.end
            yield f"{'another' if apart else 'the same'} time told"
            if apart and moment.end < main.start:
                yield "an earlier time told"


def _of_place(tallies: Sequence[Tally], found: Sequence[Clause]) -> Iterator[str]:
    """Whether it is the first telling, and whether another clause tells the same number."""
    field, whole = tallies[0].field, sum(t.best for t in tallies)
    every = [
        (c.rank, sum(t.best for t in c.tallies if t.field == field))
        for c in found
        if any(t.field == field for t in c.tallies)
    ]
    if every and every[0][1] == whole:
        yield "the number told first"
    same = {rank for rank, number in every if number == whole}
    if len(same) > 1:
        yield "told more than once"
        if 0 in same:
            yield "told in the title too"
    if whole and whole == max((number for _, number in every), default=0):
        yield "the largest number told"


def _of_tally(clause: Clause, tally: Tally) -> Iterator[str]:
    prose, persons = tally.prose, tally.persons
    begin = prose.sentences[prose.sentence_of[tally.cue]][0]
    first = min(tally.cue, persons.first)
    before = prose.words[max(begin, first - _REACH) : first]
    beside = prose.words[max(begin, tally.cue - _NEAR) : tally.cue + 1 + _NEAR]
    yield f"tied as {tally.reason}"
    if persons.name:
        yield "a person by name"
    elif persons.single:
        yield "one person"
    elif persons.high is None:
        yield "a vague number"
    if persons.more:
        yield "others besides"
    for name, words in _WORDS.items():
        if not words.isdisjoint(before):
            yield f"{name} before"
        if not words.isdisjoint(beside):
            yield f"{name} beside"
    if tally.cue > first and prose.words[tally.cue - 1] in _WORDS["perfect"]:
        yield "in the perfect"
        if tally.best > _MANY:
            yield "many in the perfect"


def _class(value: int, ends: Sequence[int]) -> str:
    for end in ends:
        if value <= end:
            return f"to {end}"
    return f"over {ends[-1]}"
