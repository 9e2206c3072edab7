"""Who is next: entries wait in the order of publication until their page is there. No clock here.

What was published first is decided first, whatever order pages come in, so that a run that was
killed and taken up again decides alike. But a page holds up the others for a bounded time only.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from monitor.model.collecting import Entry

F = TypeVar("F")


@dataclass(slots=True)
class _Place(Generic[F]):
    order: tuple[datetime | None, str]
    entry: Entry
    since_s: float
    found: F | None = None


class Line(Generic[F]):
    """Entries under way; `ready` hands them out, each with what was found for it."""

    def __init__(self, patience_s: float) -> None:
        """After `patience_s` in the line an entry is overtaken by those that are ready."""
        self._patience_s = patience_s
        self._line: list[_Place[F]] = []
        self._places: dict[str, _Place[F]] = {}

    def __len__(self) -> int:
        return len(self._line)

    def add(self, entry: Entry, now_s: float) -> None:
        """Put `entry` where it belongs; `now_s` is any clock that does not go back."""
        place: _Place[F] = _Place((entry.published or entry.first_seen, entry.id), entry, now_s)
        self._places[entry.id] = place
        insort(self._line, place, key=lambda one: one.order)

    def put(self, entry_id: str, found: F) -> None:
        """Note what was found for an entry of the line."""
        self._places[entry_id].found = found

    def entry(self, entry_id: str) -> Entry:
        """Return an entry of the line."""
        return self._places[entry_id].entry

    def per_feed(self) -> Counter[str]:
        """Return how many entries of each feed are in the line."""
        return Counter(place.entry.feed_id for place in self._line)

    def ready(self, now_s: float) -> tuple[Entry, F] | None:
        """Take out and return the next entry whose turn has come, None where none has."""
        for number, place in enumerate(self._line):
            if place.found is not None:
                del self._line[number], self._places[place.entry.id]
                return place.entry, place.found
            if now_s - place.since_s < self._patience_s:
                return None
        return None
