"""A text as clauses, each with the times, places, tolls and words of happenings told in it.

A sentence is one clause, unless it reaches back ("days after two soldiers were killed …") or tells
of two days ("killed on 11 March in a strike on the base, which was hit again on 14 March").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from monitor.facts.attachment import is_dateline
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Moment, Told
from monitor.model.names import DatePrecision

_WORDS = bags("clauses.clauses")

_LINKS = _WORDS["links"]
_COUNTED = _WORDS["counted"]
T = TypeVar("T")
_DAY_LEVEL = (DatePrecision.DAY, DatePrecision.DAYS)


class _Placed(Protocol):
    """What stands at a word."""

    @property
    def first(self) -> int: ...


def clauses(fields: Iterable[Told]) -> list[Clause]:
    """Return the clauses of an article in order, filled."""
    found: list[Clause] = []
    for told in fields:
        days = [m for m in told.moments if m.precision in _DAY_LEVEL and not is_dateline(m)]
        base = 0 if told.prose.field == "title" else 1
        cues = [cue for cue in told.cues if cue.value == "past_before"]
        cut = [
            (base + number, begin, end, back)
            for number, (first, past) in enumerate(told.prose.sentences)
            for begin, end, back in _split(told.prose, first, past, days, cues)
        ]
        found += _filled(cut, told)
    return found


def _filled(cut: Sequence[tuple[int, int, int, str]], told: Told) -> Iterator[Clause]:
    """Yield each clause (rank, first, past, why it reaches back) with what stands in it."""
    starts = [begin for _, begin, _, _ in cut]

    def shares(found: Sequence[T], first: Callable[[T], int]) -> list[tuple[T, ...]]:
        shared: list[list[T]] = [[] for _ in cut]
        for one in found:
            shared[bisect_right(starts, first(one)) - 1].append(one)
        return [tuple(own) for own in shared]

    moments = shares(told.moments, _first)
    toponyms = shares([t for t in told.toponyms if not t.hint], _first)
    hints = shares([t for t in told.toponyms if t.hint], _first)
    tallies = shares(told.tallies, lambda tally: tally.cue)
    types = shares(told.types, _first)
    cues = shares(told.cues, _first)
    terms = shares(told.terms, _first)
    actors = shares(told.actors, _first)
    people = shares(told.people, _first)
    for number, (rank, begin, end, back) in enumerate(cut):
        yield Clause(
            told.prose,
            rank,
            begin,
            end,
            back,
            moments=moments[number],
            toponyms=toponyms[number],
            hints=hints[number],
            tallies=tallies[number],
            types=types[number],
            hard=tuple(hit for hit in types[number] if hit.value[0] in told.hard),
            cues=cues[number],
            terms=terms[number],
            actors=actors[number],
            people=people[number],
        )


def _first(one: _Placed) -> int:
    return one.first


def _split(
    prose: Prose, first: int, past: int, days: list[Moment], cues: Sequence[Hit[str]]
) -> list[tuple[int, int, str]]:
    """Cut a sentence; `cues` are those of "past_before" in the whole field."""
    cuts: dict[int, str] = {first: ""}
    for cue in cues:
        if first <= cue.first < past:
            cuts[_count_before(prose, cue.first, first)] = "past_before"
            break
    cause = _cause_end(prose, first, past, cues)
    if cause:
        cuts[cause] = "after_cause"
    told = [m for m in days if first <= m.first < past]
    for one, two in pairwise(told):
        if one.start != two.start:
            cut = _boundary(prose, one.past, two.first)
            if cut:
                cuts.setdefault(cut, "")
    starts = sorted(cuts)
    return [
        (start, end, cuts[start]) for start, end in zip(starts, [*starts[1:], past], strict=True)
    ]


def _cause_end(prose: Prose, first: int, past: int, cues: Sequence[Hit[str]]) -> int:
    """Where "In retaliation for Wednesday's attack, …" comes to the answer, or 0."""
    if not any(c.first == first for c in cues):
        return 0
    for index in range(first + 3, min(past, first + 20)):
        if prose.gap(index - 1).strip() == ",":
            return index
    return 0


def _count_before(prose: Prose, index: int, first: int) -> int:
    """Take "two", "a", "just" before "days after" along."""
    while index > first and prose.words[index - 1] in _COUNTED:
        index -= 1
    return index


def _boundary(prose: Prose, first: int, past: int) -> int:
    """The last place between two times where a clause may begin, or 0."""
    for index in range(past - 1, first - 1, -1):
        if prose.words[index] in _LINKS and index > first:
            return index
        if index > first and prose.gap(index - 1).strip() in (",", ";", "—", "–", ":"):
            return index
    return 0
