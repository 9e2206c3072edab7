"""Phrases of a lexicon found in a text's words. A trailing "*" stands for any ending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from monitor.facts.prose import key

T = TypeVar("T")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase at words first … past-1."""

    first: int
    past: int
    value: T


@dataclass(slots=True)
class Phrases(Generic[T]):
    """A lexicon: phrases and what each means. The longest one at a word wins."""

    #: First word → (further words, value), longest first.
    heads: dict[str, list[tuple[tuple[str, ...], T]]] = field(default_factory=dict)
    #: Stems of single words that end in "*".
    stems: dict[str, T] = field(default_factory=dict)
    #: Shortest and longest stem.
    stem_sizes: tuple[int, int] = (99, 0)
    #: Beginnings of the stems, as long as the shortest one.
    openings: frozenset[str] = frozenset()

    def find(self, words: Sequence[str], first: int = 0, past: int | None = None) -> list[Hit[T]]:
        """Return the phrases among words first … past-1, in order, none overlapping."""
        past = len(words) if past is None else past
        found: list[Hit[T]] = []
        heads, openings, least = self.heads, self.openings, self.stem_sizes[0]
        taken = first
        starts = [
            index
            for index in range(first, past)
            if (word := words[index]) in heads or word[:least] in openings
        ]
        for index in starts:
            if index < taken:
                continue
            word = words[index]
            may_be_stem = word[:least] in openings
            hit = self._at(words, index, past, heads[word]) if word in heads else None
            if hit is None and may_be_stem:
                hit = self._stem(words[index], index)
            if hit is not None:
                found.append(hit)
                taken = hit.past
        return found

    def _at(
        self,
        words: Sequence[str],
        index: int,
        past: int,
        options: list[tuple[tuple[str, ...], T]],
    ) -> Hit[T] | None:
        following = words[index + 1] if index + 1 < past else None
        for rest, value in options:
            if not rest:
                return Hit(index, index + 1, value)
            end = index + 1 + len(rest)
            if rest[0] == following and end <= past and tuple(words[index + 1 : end]) == rest:
                return Hit(index, end, value)
        return None

    def _stem(self, word: str, index: int) -> Hit[T] | None:
        low, high = self.stem_sizes
        for size in range(min(high, len(word)), low - 1, -1):
            value = self.stems.get(word[:size])
            if value is not None:
                return Hit(index, index + 1, value)
        return None


def phrases(pairs: Iterable[tuple[str, T]]) -> Phrases[T]:
    """Build a lexicon from (phrase, meaning); the first meaning of a phrase stays."""
    made: Phrases[T] = Phrases()
    for phrase, value in pairs:
        words = tuple(key(phrase.rstrip("*")).split())
        if not words:
            continue
        if phrase.endswith("*") and len(words) == 1 and len(words[0]) >= _SHORTEST_STEM:
            made.stems.setdefault(words[0], value)
            continue
        options = made.heads.setdefault(words[0], [])
        if all(rest != words[1:] for rest, _ in options):
            options.append((words[1:], value))
    for options in made.heads.values():
        options.sort(key=lambda option: -len(option[0]))
    sizes = [len(stem) for stem in made.stems]
    if sizes:
        made.stem_sizes = (min(sizes), max(sizes))
        made.openings = frozenset(stem[: min(sizes)] for stem in made.stems)
    return made
