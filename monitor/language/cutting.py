"""Raw words cut further, in languages that write several words as one. No lists here.

Japanese and Chinese are written without blanks: a run is cut by the longest word known at each
place, else letter by letter. Arabic writes "and", "in", "for", "the" onto the next word, Turkish a
name's case behind an apostrophe. What is cut off keeps its place in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

#: Word as look-up, where it starts and ends in the raw word.
Piece = tuple[str, int, int]
Cut = Callable[[str], Iterator[Piece]]
#: The first letter that is written without blanks.
_CJK = "\u2e80"
_POSITIONAL = "〇零"


@dataclass(frozen=True, slots=True)
class Unspaced:
    """Cuts runs of Japanese or Chinese."""

    #: First letter → the words that start with it, longest first.
    known: Mapping[str, tuple[str, ...]]
    #: Numeral → what it counts; "" of 0 where none are read.
    numerals: Mapping[str, int]
    #: Words that make numerals before them a number: "人", "日".
    counters: tuple[str, ...]

    def __call__(self, raw: str) -> Iterator[Piece]:
        """Yield the words of a raw word, numerals before a counter as digits."""
        at, size, digits = 0, len(raw), False
        while at < size:
            past, word = self._plain(raw, at) or self._numeral(raw, at, digits) or (0, "")
            if not past:
                past = self._longest(raw, at)
                word = raw[at:past]
            yield word, at, past
            digits = word[0].isdigit()
            at = past

    def _plain(self, raw: str, at: int) -> tuple[int, str] | None:
        """A run of digits, or of letters of a script with blanks."""
        if raw[at] >= _CJK:
            return None
        digit, past = raw[at].isdigit(), at + 1
        while past < len(raw) and raw[past] < _CJK and raw[past].isdigit() == digit:
            past += 1
        return past, raw[at:past].replace("'", "")

    def _numeral(self, raw: str, at: int, digits: bool) -> tuple[int, str] | None:
        if digits or raw[at] not in self.numerals:
            return None
        past = at
        while past < len(raw) and raw[past] in self.numerals:
            past += 1
        if not raw.startswith(self.counters, past) or self._longest(raw, at) > past + 1:
            return None
        value = _value(raw[at:past], self.numerals)
        return (past, str(value)) if value else None

    def _longest(self, raw: str, at: int) -> int:
        for word in self.known.get(raw[at], ()):
            if raw.startswith(word, at):
                return at + len(word)
        return at + 1


def unspaced(
    words: Container[str] | frozenset[str], numerals: Mapping[str, int], counters: tuple[str, ...]
) -> Unspaced:
    """Return what cuts texts into `words`, a set of look-ups."""
    assert isinstance(words, frozenset), "built from a set"
    known: dict[str, list[str]] = {}
    for word in words:
        if len(word) > 1 and word[0] >= _CJK:
            known.setdefault(word[0], []).append(word)
    ordered = {head: tuple(sorted(row, key=lambda w: (-len(w), w))) for head, row in known.items()}
    return Unspaced(ordered, numerals, counters)


def _value(numerals: str, values: Mapping[str, int]) -> int:
    """ "三十五" → 35, "二〇二六" → 2026, "百二十" → 120."""
    each = [values[letter] for letter in numerals]
    if max(each) < 10 and len(each) > 1:
        return int("".join(map(str, each)))
    total = section = now = 0
    for value in each:
        if value < 10:
            now = value
        elif value < 10_000:
            section, now = section + (now or 1) * value, 0
        else:
            total, section, now = total + (section + now or 1) * value, 0, 0
    return total + section + now


@dataclass(frozen=True, slots=True)
class Clitics:
    """Cuts off what Arabic and Persian write onto a word, where the rest is a word they know."""

    knows: Callable[[str], bool]
    #: Written onto the next word, words of their own: "و", "ب".
    before: tuple[str, ...]
    #: Left out: the article.
    articles: tuple[str, ...]
    #: Left out at the end: "ها", "های".
    ends: tuple[str, ...]

    def __call__(self, raw: str) -> Iterator[Piece]:
        """Yield the words of a raw word."""
        at = 0
        while True:
            rest = raw[at:]
            found = self._known(rest)
            if found:
                yield found, at, len(raw)
                return
            letter = next((one for one in self.before if rest.startswith(one)), "")
            if not letter or at or not self._goes_on(rest[len(letter) :]):
                yield rest, at, len(raw)
                return
            yield letter, at, at + len(letter)
            at += len(letter)

    def _goes_on(self, rest: str) -> bool:
        """Whether a word is known after one letter, or after two ("وبال…")."""
        return bool(self._known(rest)) if len(rest) > 1 else False

    def _known(self, word: str) -> str:
        """The known word that this one is a form of, "" for none."""
        if self.knows(word):
            return word
        for article in self.articles:
            bare = word[len(article) :]
            if word.startswith(article) and len(bare) > 1 and self.knows(bare):
                return bare
        for end in self.ends:
            bare = word[: -len(end)]
            if word.endswith(end) and len(bare) > 2 and self.knows(bare):
                return bare
        return ""


def at_apostrophe(raw: str) -> Iterator[Piece]:
    """Yield the parts of a raw word around its apostrophes: "dell'esplosione" of Italian."""
    at = 0
    for part in raw.split("'"):
        if part:
            yield part, at, at + len(part)
        at += len(part) + 1


def before_apostrophe(raw: str) -> Iterator[Piece]:
    """Yield a raw word without what Turkish adds to a name or number: "Bolu'da", "60'tan"."""
    stem, _, _ = raw.partition("'")
    yield stem, 0, len(stem)
