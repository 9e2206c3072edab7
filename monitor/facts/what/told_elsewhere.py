"""The characters of an article that tell of other incidents than its own, or of other times.

What matching compares of an incident is told by its own clauses: "four days after the bomb on a
bus killed two" makes no bomb outside a bakery look like the one on the bus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from monitor.facts.nouns import Clause, Group, Moment
from monitor.facts.what.clause_events import event_moment

#: A clause dated so much before the article's own day tells of something else.
_BEFORE = timedelta(days=2)


def told_elsewhere(
    found: Sequence[Clause], groups: Sequence[Group], main: Moment | None
) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the text's stretches that tell of something else, in order, merged.

    `groups`: the other incidents that were found; `main`: the day of the article's own.
    """
    others = {id(c) for group in groups if _is_apart(group, main) for c in group.clauses}
    away = (c for c in _spread(found, others, main) if c.prose.field == "text")
    return _merged((c.prose.starts[c.first], c.prose.ends[c.past - 1]) for c in away)


def _is_apart(group: Group, main: Moment | None) -> bool:
    """Whether another incident's days are known, and not the article's own."""
    interval = group.interval
    if interval is None or main is None or main.start is None or main.end is None:
        return False
    return interval[1] < main.start or interval[0] > main.end


def _spread(found: Sequence[Clause], others: set[int], main: Moment | None) -> Iterator[Clause]:
    """Yield the clauses told elsewhere, and what goes on from one in its sentence without a day."""
    before: Clause | None = None
    for clause in found:
        goes_on = before is not None and before.rank == clause.rank and not clause.moments
        if id(clause) in others or _is_earlier(clause, main) or goes_on:
            before = clause
            yield clause
        else:
            before = None


def _is_earlier(clause: Clause, main: Moment | None) -> bool:
    """Whether its day lies well before the article's own."""
    if clause.rank == 0 or main is None or main.start is None:
        return False
    moment = event_moment(clause)
    return moment is not None and moment.end is not None and moment.end <= main.start - _BEFORE


def _merged(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches with those that touch (but for blanks and marks) as one."""
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        if found and start <= found[-1][1] + 2:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
