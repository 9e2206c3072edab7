"""Features of the attribution models: what is seen around a word. Used alike to fit and to read.

An example is a tuple of keys, one a slot; a model holds a table key → weight for every slot. A key
is a word or a tuple of words, which costs a third of what joined strings do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from monitor.language.sentences import sentences
from monitor.language.tokens import Token
from monitor.lineage.data import grammar
from monitor.lineage.lexicon import CueWords, Key

Place = tuple[int, int]

_QUOTES = frozenset('"“”„«»') | {"''", "``"}
_PUNCTUATION = frozenset(".,;:!?()[]{}-–—…'’‘|/•*")
_WORDS = frozenset("xXAI9")
_NUMBER = tuple(str(number) for number in range(60))
#: How far from its cue a source is looked for, in words to the left and to the right.
LEFT, RIGHT = 14, 8


class Seen:
    """A sentence as the models see it: folded words, shapes, quotation state."""

    __slots__ = (
        "edged",
        "edged_shapes",
        "has_quote",
        "in_quote",
        "low",
        "new_line",
        "shapes",
        "starts_quoted",
        "tokens",
        "words",
    )

    def __init__(
        self,
        tokens: list[Token],
        words: CueWords,
        *,
        in_quote: bool = False,
        new_line: bool = True,
    ) -> None:
        self.tokens = tokens
        #: The lexicon of the sentence's language.
        self.words = words
        #: Whether it begins inside a quotation, and whether it begins a line.
        self.starts_quoted = in_quote
        self.new_line = new_line
        self.low = [token.text.lower() for token in tokens]
        self.shapes = [_shape(token.text) for token in tokens]
        #: Words and shapes with two signs for "beyond" at either end: `edged[at + 2]` is `low[at]`.
        self.edged = ["<", "<", *self.low, ">", ">"]
        self.edged_shapes = ["<", "<", *self.shapes, ">", ">"]
        #: Whether the quotation is open after each word.
        self.in_quote: list[bool] = []
        self.has_quote = "Q" in self.shapes
        if not self.has_quote:
            self.in_quote = [in_quote] * len(tokens)
            return
        for word, shape in zip(self.low, self.shapes, strict=True):
            if shape == "Q":
                in_quote = _opens(word, in_quote)
            self.in_quote.append(in_quote)

    def word(self, at: int) -> str:
        """Return the folded word at `at`, "<" or ">" beyond the ends."""
        if at < 0:
            return "<"
        return self.low[at] if at < len(self.low) else ">"

    def shape(self, at: int) -> str:
        """Return the shape at `at`, "<" or ">" beyond the ends."""
        if at < 0:
            return "<"
        return self.shapes[at] if at < len(self.shapes) else ">"


def seen_sentences(text: str, limit: int, words: CueWords, language: str) -> list[Seen]:
    """Return the first `limit` sentences as the models see them; a paragraph carries its quote."""
    found: list[Seen] = []
    in_quote = False
    end = 0
    for tokens in sentences(text, language)[:limit]:
        new_line = not found or "\n" in text[end : tokens[0].start]
        seen = Seen(tokens, words, in_quote=in_quote and not new_line, new_line=new_line)
        in_quote = seen.in_quote[-1]
        end = tokens[-1].end
        found.append(seen)
    return found


#: Slots of `cue_features`.
CUE_SLOTS = 22


def cue_features(seen: Seen, at: int, *, before: bool) -> tuple[Key, ...]:
    """Return the keys of "the word at `at` is (part of) a cue"; `before`: the last one was."""
    two, one, word, next_one, next_two = seen.edged[at : at + 5]
    far_left, left, shape, right = seen.edged_shapes[at : at + 4]
    quoted = "q" if seen.in_quote[at] else "n"
    is_before = "1" if before else "0"
    is_verb = "V" if word in seen.words.verbs else "A" if word in seen.words.ends else "-"
    rest = len(seen.low) - at
    return (
        word,
        word[-3:],
        shape,
        (one, word),
        (word, next_one),
        one,
        next_one,
        two,
        next_two,
        (two, one),
        (next_one, next_two),
        (left, right, quoted),
        (word, left),
        (word, right),
        (word, quoted, "Q" if seen.has_quote else ""),
        (shape, left, far_left),
        (word[-4:], left),
        (is_before, word),
        (is_before, shape),
        (_NUMBER[at if at < 3 else 3], _NUMBER[rest if rest < 3 else 3]),
        (is_verb, left, right),
        (is_verb, quoted, "Q" if seen.has_quote else "", is_before),
    )


#: Slots of `source_examples`.
SOURCE_SLOTS = 16


def source_examples(
    seen: Seen, cue: Place, cues: set[int]
) -> Iterator[tuple[int, tuple[Key, ...]]]:
    """Yield (place, keys) of every word that may be part of the source of the cue at `cue`.

    `cues`: the places of all cue words in the sentence; walks away from the cue on both sides.
    """
    start, end = cue
    yield from _side(seen, cue, cues, "L", range(start - 1, max(-1, start - 1 - LEFT), -1))
    yield from _side(seen, cue, cues, "R", range(end, min(len(seen.low), end + RIGHT)))


def _side(
    seen: Seen, cue: Place, cues: set[int], side: str, places: range
) -> Iterator[tuple[int, tuple[Key, ...]]]:
    low, shapes = seen.low, seen.shapes
    edged, edged_shapes = seen.edged, seen.edged_shapes
    cue_word = (low[cue[1] - 1], side)
    round_cue = (seen.shape(cue[0] - 1), seen.shape(cue[1]))
    before_cue = seen.word(cue[0] - 1)
    cue_quoted = "q" if seen.in_quote[cue[0]] else "n"
    signs = clause = ""
    openers = grammar("clause")
    others = 0
    barrier = (side, signs, clause, "0")
    for gap, at in enumerate(places, 1):
        word, shape = low[at], shapes[at]
        if at in cues:
            others = min(others + 1, 2)
        elif shape in _WORDS:
            far = side + _NUMBER[_bucket(gap)]
            yield (
                at,
                (
                    far,
                    (far, shape),
                    (word, side),
                    barrier,
                    (*barrier, _NUMBER[gap if gap < 4 else 4]),
                    cue_word,
                    (cue_word[0], far),
                    (*round_cue, far),
                    round_cue + barrier,
                    ("q" if seen.in_quote[at] else "n", cue_quoted, side),
                    (edged[at + 1], side),
                    (edged[at + 3], side),
                    (edged_shapes[at + 1], shape, edged_shapes[at + 3], side),
                    (word[-3:], side),
                    ("1" if at < 2 else "0", shape, *barrier),
                    (before_cue, side, _NUMBER[gap if gap < 3 else 3]),
                ),
            )
        if shape not in _WORDS and shape not in signs:
            signs = "".join(sorted(signs + shape))
        if word in openers:
            clause = word
        barrier = (side, signs, clause, _NUMBER[others])


def _bucket(gap: int) -> int:
    if gap <= 6:
        return gap
    return 7 if gap <= 9 else 8 if gap <= 14 else 9


def _opens(mark: str, is_open: bool) -> bool:
    """Whether the quotation is open after `mark`; “ closes what „ opened."""
    if mark in ("„", "«", "``"):
        return True
    if mark in ("”", "»", "''"):
        return False
    return not is_open


@lru_cache(maxsize=65_536)
def _shape(text: str) -> str:
    first = text[0]
    if first.isalpha():
        if text.isupper():
            return "A" if len(text) > 1 else "I"
        return "X" if first.isupper() else "x"
    if text in _QUOTES:
        return "Q"
    if text in _PUNCTUATION:
        return text
    return "9" if first.isdigit() else "."
