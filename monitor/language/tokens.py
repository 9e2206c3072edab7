"""Text cut into words: the words that look-ups compare, and the words and signs that grammar needs.

Two grains of one cut: every look-up word stands inside one token (a test holds it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from monitor.language.folding import STROKE, folded

#: In folded text. "U.S.", "a.m."; elided articles ("l'Iraq"); words with inner apostrophes.
_WORD = re.compile(r"(?:[a-z]\.){2,}|(?:[cdjlmnst]|qu)(?=')|[^\W_]+(?:'[^\W_]+)*")
#: Vowel signs and the joiner that Arabic script writes within words.
_SIGNS = r"\u064b-\u0655\u0670\u200c"
#: Numbers with their groups and endings ("1,200", "21st"), initials, words with hyphens, signs.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*[^\W_]*|(?:[^\W\d_]\.){2,}"
    rf"|[^\W_]+(?:(?:[-’']|[{_SIGNS}]+)[^\W_]+)*[{_SIGNS}]*"
    r"|\.{2,}|…|''|``|[^\w\s]|_"
)
#: The same of ASCII alone, what most tokens are first: half the time.
_PLAIN_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*|[0-9]+(?:[.,:][0-9]+)*[A-Za-z0-9]*|"
    r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*|\.{2,}|''|``|"
    r"[\x00-\x08\x0e-\x1b!-/:-@\[-`{-\x7f]"
)


class Token(NamedTuple):
    """A word or sign and its place. A NamedTuple: hundreds are made for every article."""

    text: str
    start: int
    end: int


#: Makes a Token of (text, start, end); calling the class costs twice as much.
_token: Callable[[tuple[str, int, int]], Token] = partial(tuple.__new__, Token)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and signs of characters `start` … `end`-1, as they are written."""
    part = text[start:end]
    pattern = _PLAIN_TOKEN if part.isascii() else _TOKEN
    matches = pattern.finditer(part)
    return [_token((m[0], start + a, start + b)) for m in matches for a, b in [m.span()]]


def words(plain: str) -> Iterator[re.Match[str]]:
    """Yield the look-up words of folded text; hyphens part them, apostrophes do not."""
    return _WORD.finditer(plain)


def word_of(raw: str) -> str:
    """Return a folded raw word without dots, apostrophes and the English possessive."""
    if STROKE in raw:
        raw = raw.replace(STROKE, "")
    if "'" in raw:
        raw = raw[:-2] if raw.endswith("'s") else raw
        return raw.replace("'", "")
    return raw.replace(".", "") if "." in raw else raw


def key(name: str) -> str:
    """Return the look-up form of a name: folded words joined by one space."""
    return " ".join(word_of(match.group()) for match in words(folded(name)))
