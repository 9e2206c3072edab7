"""What a pattern finds: a credit before it is known whether it is the host's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.lineage.lines import Line
from monitor.lineage.registers import Named
from monitor.model.names import Relation
from monitor.model.reading import Source
from monitor.model.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of one pattern; fields as in Credit."""

    source: Source
    kind: str
    relation: Relation
    span: Span
    confidence: float


def text_from(
    names: Iterable[Named], line: Line, start: int, kind: str, confidence: float
) -> Iterator[Found]:
    """Yield names that stand in the part of `line` from `start` on as credits of its text."""
    for name in names:
        span = line.span(start + name.start, start + name.end)
        yield Found(name.source, kind, Relation.TEXT_FROM, span, confidence)
