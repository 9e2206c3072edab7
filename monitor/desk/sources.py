"""Whom reports lean on: credited for texts, quoted, claiming."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.store import sources as source_rows
from monitor.store.open import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source, and how often reports lean on it in each way."""

    name: str
    source_class: str
    family: str
    country: str
    credits: int
    attributions: int
    claims: int


def list_sources(store: Store, *, name: str = "", limit: int = 50) -> tuple[SourceLine, ...]:
    """Return the sources whose name holds `name`, most used first."""
    found = source_rows.list_sources(store, name=name, limit=limit)
    return tuple(SourceLine(**row) for row in found)
