"""A text as clauses, each with the times, places, tolls and words of happenings told in it.

A sentence is one clause, unless it reaches back ("days after two soldiers were killed …") or tells
of two days ("killed on 11 March in a strike on the base, which was hit again on 14 March").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from monitor.facts.dates import Moment
from monitor.facts.kinds import TypeHit
from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose
from monitor.facts.tolls import Tally
from monitor.facts.toponyms import Toponym
from monitor.model.names import DatePrecision
from monitor.model.spans import Span

_LINKS = frozenset("which while after before when and as und et y и".split())
_DAY_LEVEL = (DatePrecision.DAY, DatePrecision.DAYS)


@dataclass(slots=True)
class Clause:
    """Words first … past-1 of one field, and what they tell."""

    prose: Prose
    #: 0 the title, then 1, 2, … the sentences of the text.
    rank: int
    first: int
    past: int
    #: Why it reaches back from what the article tells first, "" = it does not.
    back: str = ""
    moments: list[Moment] = field(default_factory=list)
    toponyms: list[Toponym] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    types: list[TypeHit] = field(default_factory=list)
    cues: list[Hit[str]] = field(default_factory=list)

    def span(self) -> Span:
        """Return its characters."""
        return self.prose.span(self.first, self.past)

    def has(self, cue: str) -> bool:
        """Whether a cue of this kind stands in it."""
        return any(hit.value == cue for hit in self.cues)

    @property
    def is_fragment(self) -> bool:
        """A line of metadata ("March 25, 2014 12:45 PM", "3 min read") rather than a sentence."""
        return self.rank > 0 and self.past - self.first <= 9 and not self.types


def clauses(
    fields: Iterable[Prose],
    moments: Sequence[Moment],
    toponyms: Sequence[Toponym],
    tallies: Sequence[Tally],
    types: dict[str, list[TypeHit]],
    cues: dict[str, list[Hit[str]]],
) -> list[Clause]:
    """Return the clauses of an article in order, filled."""
    found: list[Clause] = []
    for prose in fields:
        days = [m for m in moments if m.prose is prose and m.precision in _DAY_LEVEL]
        base = 0 if prose.field == "title" else 1
        for number, (first, past) in enumerate(prose.sentences):
            for begin, end, back in _split(prose, first, past, days, cues[prose.field]):
                found.append(Clause(prose, base + number, begin, end, back))
    owner = _owners(found)
    for moment in moments:
        owner[moment.prose.field][moment.first].moments.append(moment)
    for toponym in toponyms:
        owner[toponym.prose.field][toponym.first].toponyms.append(toponym)
    for tally in tallies:
        owner[tally.prose.field][tally.cue].tallies.append(tally)
    for name, of_clause in owner.items():
        for kind in types[name]:
            of_clause[kind.first].types.append(kind)
        for cue in cues[name]:
            of_clause[cue.first].cues.append(cue)
    for before, clause in zip(found, found[1:], strict=False):
        tells = any(strong for kind in before.types for _, strong in (kind.value,)) or before.tallies
        if clause.back == "past_before" and not tells:
            clause.back = ""
    return found


def _owners(found: list[Clause]) -> dict[str, list[Clause]]:
    """Field → the clause of each of its words."""
    owner: dict[str, list[Clause]] = {}
    for clause in found:
        owner.setdefault(clause.prose.field, []).extend([clause] * (clause.past - clause.first))
    return owner


def _split(
    prose: Prose, first: int, past: int, days: list[Moment], cues: list[Hit[str]]
) -> list[tuple[int, int, str]]:
    cuts: dict[int, str] = {first: ""}
    for cue in cues:
        if cue.value == "past_before" and first <= cue.first < past:
            cuts[_count_before(prose, cue.first, first)] = "past_before"
            break
    told = [m for m in days if first <= m.first < past]
    for one, two in zip(told, told[1:], strict=False):
        if one.start != two.start:
            cut = _boundary(prose, one.past, two.first)
            if cut:
                cuts.setdefault(cut, "")
    starts = sorted(cuts)
    return [
        (start, end, cuts[start]) for start, end in zip(starts, [*starts[1:], past], strict=True)
    ]


def _count_before(prose: Prose, index: int, first: int) -> int:
    """Take "two", "a", "just" before "days after" along."""
    while index > first and prose.words[index - 1] in ("a", "two", "three", "few", "just", "several"):
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
