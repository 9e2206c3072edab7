"""Phrases of a lexicon found in a text's words. A trailing "*" stands for any ending."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Generic, TypeVar

from monitor.language.tokens import key

T = TypeVar("T")
_SHORTEST_STEM = 3
#: Words remembered by a lexicon.
_REMEMBERED = 8_192


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase at words first … past-1."""

    first: int
    past: int
    value: T


class _Begins(dict[str, bool]):
    """Word → whether a phrase may begin with it: a text's words are the same few thousand."""

    def __init__(self, heads: Container[str], openings: Container[str], least: int) -> None:
        super().__init__()
        self._heads, self._openings, self._least = heads, openings, least

    def __missing__(self, word: str) -> bool:
        begins = word in self._heads or word[: self._least] in self._openings
        if len(self) < _REMEMBERED:
            self[word] = begins
        return begins


@dataclass(slots=True)
class Phrases(Generic[T]):
    """A lexicon: phrases and what each means. The longest one at a word wins."""

    #: First word → second word → (further words, value), longest first.
    heads: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = field(default_factory=dict)
    #: Phrases of one word.
    singles: dict[str, T] = field(default_factory=dict)
    #: Stems of single words that end in "*".
    stems: dict[str, T] = field(default_factory=dict)
    #: Shortest and longest stem.
    stem_sizes: tuple[int, int] = (99, 0)
    #: Beginnings of the stems, as long as the shortest one.
    openings: frozenset[str] = frozenset()
    #: Filled when built.
    begins: _Begins = field(default_factory=lambda: _Begins((), (), 0))

    def find(self, words: Sequence[str], first: int = 0, past: int | None = None) -> list[Hit[T]]:
        """Return the phrases among words first … past-1, in order, none overlapping."""
        past = len(words) if past is None else past
        found: list[Hit[T]] = []
        heads, singles, begins = self.heads, self.singles, self.begins
        least, openings = self.stem_sizes[0], self.openings
        some = words if first == 0 and past == len(words) else words[first:past]
        taken = first
        # Without a Python loop: a dozen lexicons look at every word.
        for index in compress(range(first, past), map(begins.__getitem__, some)):
            if index < taken:
                continue
            word = words[index]
            further = heads.get(word)
            options = further.get(words[index + 1]) if further and index + 1 < past else None
            hit = _longest(words, index, past, options) if options else None
            if hit is None and word in singles:
                hit = Hit(index, index + 1, singles[word])
            if hit is None and word[:least] in openings:
                hit = self._stem(word, index)
            if hit is not None:
                found.append(hit)
                taken = hit.past
        return found

    def vocabulary(self) -> frozenset[str]:
        """Return every word of its phrases; stems are none."""
        longer = (
            rest for by_second in self.heads.values() for o in by_second.values() for rest, _ in o
        )
        return (
            frozenset(self.heads)
            | frozenset(self.singles)
            | frozenset(w for r in longer for w in r)
        )

    def _stem(self, word: str, index: int) -> Hit[T] | None:
        low, high = self.stem_sizes
        for size in range(min(high, len(word)), low - 1, -1):
            value = self.stems.get(word[:size])
            if value is not None:
                return Hit(index, index + 1, value)
        return None


def _longest(
    words: Sequence[str], index: int, past: int, options: list[tuple[tuple[str, ...], T]]
) -> Hit[T] | None:
    for rest, value in options:
        end = index + 1 + len(rest)
        if end <= past and tuple(words[index + 1 : end]) == rest:
            return Hit(index, end, value)
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
        if len(words) == 1:
            made.singles.setdefault(words[0], value)
            continue
        options = made.heads.setdefault(words[0], {}).setdefault(words[1], [])
        if all(rest != words[1:] for rest, _ in options):
            options.append((words[1:], value))
    for further in made.heads.values():
        for options in further.values():
            options.sort(key=lambda option: -len(option[0]))
    sizes = [len(stem) for stem in made.stems]
    if sizes:
        made.stem_sizes = (min(sizes), max(sizes))
        made.openings = frozenset(stem[: min(sizes)] for stem in made.stems)
    heads = made.heads.keys() | made.singles.keys()
    made.begins = _Begins(heads, made.openings, made.stem_sizes[0])
    return made


class _Stems(frozenset[str]):
    """Words, some of which stand for every word that begins so."""

    stems: tuple[str, ...] = ()

    def __contains__(self, word: object) -> bool:
        if frozenset.__contains__(self, word):
            return True
        return isinstance(word, str) and word.startswith(self.stems)


def word_set(words: Iterable[str]) -> frozenset[str]:
    """Return words as a set of look-ups; one that ends in "*" stands for any ending."""
    words = list(words)
    stems = tuple(key(word[:-1]) for word in words if word.endswith("*"))
    plain = [key(word) for word in words if not word.endswith("*")]
    if not stems:
        return frozenset(plain)
    made = _Stems(plain)
    made.stems = stems
    return made
