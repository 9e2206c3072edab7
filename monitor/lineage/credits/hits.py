"""What a pattern finds: a credit before it is known whether it is the host's own."""

from __future__ import annotations

from dataclasses import dataclass

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
