"""Features of the attribution models: what is seen around a word. Used alike to fit and to read.

Plain strings with short prefixes; a model is a table feature → weight (see data.py).
"""

from __future__ import annotations

from monitor.lineage.sentences import Token, sentences

_QUOTES = frozenset('"“”„«»') | {"''", "``"}
_PUNCTUATION = frozenset(".,;:!?()[]{}-–—…'’‘\"“”„«»|/•*")


class Seen:
    """A sentence as the models see it: folded words, shapes, quotation state."""

    __slots__ = ("has_quote", "in_quote", "low", "shapes", "tokens")

    def __init__(self, tokens: list[Token], *, in_quote: bool = False) -> None:
        self.tokens = tokens
        self.low = [token.text.lower() for token in tokens]
        self.shapes = [_shape(token.text) for token in tokens]
        #: Whether the quotation is open after each word.
        self.in_quote: list[bool] = []
        for word in self.low:
            if word in ("“", "„", "«", "``"):
                in_quote = True
            elif word in ("”", "»", "''"):
                in_quote = False
            elif word == '"':
                in_quote = not in_quote
            self.in_quote.append(in_quote)
        self.has_quote = any(word in _QUOTES for word in self.low)

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


def seen_sentences(text: str, limit: int) -> list[Seen]:
    """Return the first `limit` sentences as the models see them; a paragraph carries its quote."""
    found: list[Seen] = []
    in_quote = False
    end = 0
    for tokens in sentences(text)[:limit]:
        if "\n" in text[end : tokens[0].start]:
            in_quote = False
        seen = Seen(tokens, in_quote=in_quote)
        in_quote = seen.in_quote[-1]
        end = tokens[-1].end
        found.append(seen)
    return found


def cue_features(seen: Seen, at: int, before: bool) -> list[str]:
    """Return the features of "the word at `at` is (part of) a cue"; `before`: the last one was."""
    word = seen.low[at]
    one, two = seen.word(at - 1), seen.word(at - 2)
    next_one, next_two = seen.word(at + 1), seen.word(at + 2)
    left, right = seen.shape(at - 1), seen.shape(at + 1)
    quoted = "q" if seen.in_quote[at] else "n"
    return [
        "w=" + word,
        "s=" + word[-3:],
        f"S={seen.shapes[at]}",
        f"a={one}|{word}",
        f"b={word}|{next_one}",
        "-1=" + one,
        "+1=" + next_one,
        "-2=" + two,
        "+2=" + next_two,
        f"c={two}|{one}",
        f"d={next_one}|{next_two}",
        f"l={left}|{right}|{quoted}",
        f"wl={word}|{left}",
        f"wr={word}|{right}",
        f"wq={word}|{quoted}{seen.has_quote:d}",
        f"Sl={seen.shapes[at]}|{left}|{seen.shape(at - 2)}",
        f"s4={word[-4:]}|{left}",
        f"p={before:d}|{word}",
        f"P={before:d}|{seen.shapes[at]}",
        f"i={min(at, 3)}|{min(len(seen.low) - at, 3)}",
    ]


def _shape(text: str) -> str:
    if text in _QUOTES:
        return "Q"
    if text in _PUNCTUATION:
        return text
    if text[0].isdigit():
        return "9"
    if text.isupper():
        return "A" if len(text) > 1 else "I"
    return "X" if text[0].isupper() else "x"


#: How far from its cue a source is looked for, in words to the left and to the right.
LEFT, RIGHT = 28, 14
_CLAUSE = frozenset("that who which whose where when but and while as because if".split())


def source_places(seen: Seen, cue: tuple[int, int]) -> list[int]:
    """Return the places that may be part of a source of the cue at `cue` (end exclusive)."""
    start, end = cue
    left = range(max(0, start - LEFT), start)
    right = range(end, min(len(seen.low), end + RIGHT))
    return [at for at in (*left, *right) if seen.shapes[at] in "xXAI9"]


def source_features(
    seen: Seen, cue: tuple[int, int], at: int, cues: frozenset[int] | set[int]
) -> list[str]:
    """Return the features of "the word at `at` is part of the source of `cue`".

    `cues`: the places of all cue words in the sentence.
    """
    start, end = cue
    word = seen.low[at]
    if at < start:
        side, gap, between = "L", start - at, range(at + 1, start)
    else:
        side, gap, between = "R", at - end + 1, range(end, at)
    signs = sorted({seen.shapes[k] for k in between if seen.shapes[k] not in "xXAI9"})
    clause = next((seen.low[k] for k in between if seen.low[k] in _CLAUSE), "")
    others = sum(k in cues for k in between)
    shape = seen.shapes[at]
    far = f"{side}{_bucket(gap)}"
    cue_word = seen.low[end - 1]
    barrier = f"{side}{''.join(signs)}|{clause}|{min(others, 2)}"
    before, after = seen.shape(start - 1), seen.shape(end)
    quoted = "q" if seen.in_quote[at] else "n"
    return [
        f"g={far}",
        f"gS={far}|{shape}",
        f"w={word}|{side}",
        f"b={barrier}",
        f"bg={barrier}|{min(gap, 4)}",
        f"c={cue_word}|{side}",
        f"cg={cue_word}|{far}",
        f"n={before}|{after}|{far}",
        f"nb={before}|{after}|{barrier}",
        f"q={quoted}|{seen.in_quote[start]:d}|{side}",
        f"l={seen.word(at - 1)}|{side}",
        f"r={seen.word(at + 1)}|{side}",
        f"lr={seen.shape(at - 1)}{shape}{seen.shape(at + 1)}|{side}",
        f"ws={word[-3:]}|{side}",
        f"f={at < 2:d}|{shape}|{barrier}",
        f"k={seen.word(start - 1)}|{side}|{min(gap, 3)}",
    ]


def _bucket(gap: int) -> int:
    if gap <= 6:
        return gap
    return 7 if gap <= 9 else 8 if gap <= 14 else 9
