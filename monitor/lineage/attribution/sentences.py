"""Text cut into sentences and tokens, with the place of each. English, German, Romance, …"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'][^\W_]+)*|\.{2,}|…|''|``|[^\w\s]|_"
)
#: The same of ASCII alone, what most tokens are first: half the time.
_PLAIN_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*|[0-9]+(?:[.,:][0-9]+)*|(?:[A-Za-z]\.){2,}|"
    r"[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*|\.{2,}|''|``|"
    r"[\x00-\x08\x0e-\x1b!-/:-@\[-`{-\x7f]"
)
_END = frozenset(".!?…")
_CLOSING = frozenset("\"”’')]»“")
_OPENING = frozenset("\"“„«‘'([")
_ABBREVIATIONS = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "maj", "brig", "sen"),
        *("rep", "gov", "pres", "st", "jr", "sr", "inc", "corp", "co", "ltd", "no", "vs", "etc"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("hon", "rev", "adm", "cmdr", "bzw", "ca", "usw", "nr", "str", "hr", "fr", "sog", "evtl"),
        *(
            "mio",
            "mrd",
            "mme",
            "mm",
            "mlle",
            "sra",
            "dott",
            "on",
            "avv",
            "sig",
            "spc",
            "pfc",
            "cpl",
        ),
        *("pvt", "det", "supt", "insp", "messrs", "ex", "approx", "dept", "est", "fig", "ft"),
    ]
)
#: Longest sentence in tokens: a longer one is cut, so that the cost stays linear.
MAX_TOKENS = 160


class Token(NamedTuple):
    """A word or sign and its place. A NamedTuple: hundreds are made for every article."""

    text: str
    start: int
    end: int


#: Makes a Token of (text, start, end); calling the class costs twice as much.
_token: Callable[[tuple[str, int, int]], Token] = partial(tuple.__new__, Token)


def sentences(text: str) -> list[list[Token]]:
    """Return the sentences of `text` as lists of tokens; a line break always ends one."""
    found: list[list[Token]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        matches = (_PLAIN_TOKEN if line.isascii() else _TOKEN).finditer(text, start, end)
        found.extend(_split([_token((m[0], a, b)) for m in matches for a, b in [m.span()]]))
        start = end + 1
    return found


def _split(tokens: list[Token]) -> list[list[Token]]:
    found = []
    start = 0
    at = 0
    count = len(tokens)
    while at < count:
        if tokens[at].text in _END and not _is_abbreviation(tokens, at):
            stop = at + 1
            while stop < count and tokens[stop].text in _CLOSING and not _opens(tokens, stop):
                stop += 1
            if stop >= count or _starts_sentence(tokens[stop]):
                found.append(tokens[start:stop])
                start = stop
            at = stop
        elif at - start >= MAX_TOKENS:
            found.append(tokens[start : at + 1])
            start = at = at + 1
        else:
            at += 1
    if start < count:
        found.append(tokens[start:])
    return found


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether a quotation mark belongs to the next sentence: white space before, none after."""
    if tokens[at].text not in _OPENING or at + 1 >= len(tokens):
        return False
    return tokens[at].start > tokens[at - 1].end and tokens[at + 1].start == tokens[at].end


def _starts_sentence(token: Token) -> bool:
    first = token.text[0]
    return first.isupper() or first.isdigit() or token.text in _OPENING or first in "-–—("


def _is_abbreviation(tokens: list[Token], at: int) -> bool:
    if tokens[at].text != "." or at == 0 or tokens[at].start != tokens[at - 1].end:
        return False
    word = tokens[at - 1].text
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
