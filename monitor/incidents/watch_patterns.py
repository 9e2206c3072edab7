"""The words and patterns of a watch, tried on a text at a cost that no pattern can blow up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from monitor.text import fold

#: CPython's own reader of patterns: the only one that reads exactly what `re` will run.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
#: Patterns see at most this much at once, those with several open repetitions (cubic) less; pieces
#: of a longer line overlap by a part of that, so that a phrase at a seam is seen whole.
_LINE = 1000
_SHORT_LINE = 250
_OVERLAP = 5
#: A repetition of at most this many is as good as none.
_FEW = 100
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def has_words(wanted: Sequence[str], text: str) -> bool:
    """Return whether one of the wanted words stands in `text`, whole, whatever its case."""
    folded = fold(text) if wanted else ""
    return any(_word(w).search(folded) for w in wanted)


@lru_cache(maxsize=1024)
def _word(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(wanted))}(?!\w)")


def has_pattern(patterns: Sequence[str], text: str) -> bool:
    """Return whether one of the patterns matches in `text`.

    Line by line: an accepted pattern such as `[^.]*Taji` is quadratic in what it sees.
    """
    return any(
        regex.search(piece)
        for regex, size in (_pattern(pattern) for pattern in patterns)
        for piece in _pieces(text, size)
    )


@lru_cache(maxsize=64)
def _pieces(text: str, size: int) -> tuple[str, ...]:
    """Return the lines of `text`, long ones cut into pieces that overlap by a phrase's length."""
    step = size - size // _OVERLAP
    return tuple(
        line[at : at + size]
        for line in text.splitlines()
        for at in range(0, max(1, len(line) - size // _OVERLAP), step)
    )


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> tuple[re.Pattern[str], int]:
    """Return what to search with, and how much it may see at once.

    A repetition at the beginning that may be empty does not change whether something is found,
    and costs a power of the text's length.
    """
    tree = _parser.parse(pattern, re.IGNORECASE)
    size = _LINE if _open_repeats(tree) < 2 else _SHORT_LINE
    refers = "GROUPREF" in str(tree)
    while len(tree) > 1 and not refers and _may_go(*tree[0]):
        del tree[0]
    return _compiler.compile(tree, re.IGNORECASE), size


def _may_go(operator: Any, argument: Any) -> bool:
    if str(operator) == "SUBPATTERN":
        return len(argument[3]) == 1 and _may_go(*argument[3][0])
    return str(operator) in _REPEATS and argument[0] == 0 and argument[1] > _FEW


def _open_repeats(tree: Any) -> int:
    count = 0
    for operator, argument in tree:
        if str(operator) in _REPEATS and argument[1] > _FEW:
            count += 1
        parts = argument if isinstance(argument, tuple | list) else (argument,)
        for part in parts:
            for one in part if isinstance(part, list) else (part,):
                if isinstance(one, _parser.SubPattern):
                    count += _open_repeats(one)
    return count


def cannot_match(pattern: str) -> str:
    """Return why an accepted pattern can match no line, "" where it may. Not every case is seen."""
    if pattern.startswith(("(i?)", "(I?)")):
        return "begins with (i?), which matches a letter i; case is ignored anyway: leave it out"
    if "\n" in pattern or re.search(r"(?<!\\)(?:\\\\)*\\n", pattern):
        return "asks for a line break; texts are searched line by line"
    tree = _parser.parse(pattern, re.IGNORECASE)
    before = 0
    ended = False
    for operator, argument in tree:
        name = str(argument) if str(operator) == "AT" else ""
        if name in ("AT_BEGINNING", "AT_BEGINNING_STRING") and before:
            return "asks for the beginning of a line after something else"
        ended = ended or name in ("AT_END", "AT_END_STRING")
        width = _width(operator, argument)
        if ended and width:
            return "asks for something after the end of the line"
        before += width
    return "" if before <= _LINE else f"asks for more than {_LINE} characters"


def _width(operator: Any, argument: Any) -> int:
    """Return the least characters that one step of a pattern takes."""
    one = _parser.SubPattern(_parser.State(), [(operator, argument)])
    return int(one.getwidth()[0])
