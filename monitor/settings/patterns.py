"""Regular expressions that users write: usable and cheap, or refused with the reason.

CPython's engine backtracks, so some patterns take time that grows as a power of the text. They are
refused by their structure, before any text is seen. A pattern is matched line by line, case-blind.
Source: OWASP "Regular expression Denial of Service".
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

#: CPython's own reader of patterns: the only one that reads exactly what `re` will run.
_parser: Any = import_module("re._parser")

FLAGS = re.IGNORECASE
MAX_PATTERN = 1000
#: A repetition of at most this many is as good as none.
_FEW = 10
#: With n open repetitions a line of m characters may cost m to the power of n + 1: two that take
#: nearly anything are bearable; those of spaces, digits or letters given one by one seldom overlap.
_WIDE, _NARROW, _MOST_COST = 3, 1, 7
#: A repetition of more than this is open.
_OPEN = 100
_MAX_WORK = 100_000
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def check_pattern(pattern: str) -> None:
    """Return when `pattern` may be run on texts of strangers. Raises ValueError with the reason."""
    if len(pattern) > MAX_PATTERN:
        raise ValueError(f"is longer than {MAX_PATTERN} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern, FLAGS)
            tree = _parser.parse(pattern, FLAGS)
    except re.error as error:
        at = f" at character {error.pos + 1}" if error.pos is not None else ""
        raise ValueError(f"is no regular expression: {error.msg}{at}") from error
    except (FutureWarning, DeprecationWarning) as error:
        raise ValueError(f"is read differently by other versions: {error}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise ValueError("is nested or repeated too much") from error
    if re.match(pattern, "", FLAGS):
        raise ValueError("matches nothing at all, so it would match every text")
    _check_tree(tree)


def _check_tree(tree: Any) -> None:
    for body, most in _repeats(tree):
        if most <= _FEW:
            continue
        if any(inner_most > 1 for _, inner_most in _repeats(body)):
            raise ValueError(
                "holds a repetition inside a repetition, as in (a+)+, "
                "which can take for ever; write one repetition, or bound them"
            )
        if _has_overlapping_branches(body):
            raise ValueError(
                "repeats alternatives that can begin alike, as in (a|ab)*, which can take for ever"
            )
    if _cost(tree) > _MOST_COST:
        raise ValueError(
            "has too many open repetitions (at most two such as .* or \\w+); "
            "bound them, as in .{0,40}"
        )
    if _work(tree) > _MAX_WORK:
        raise ValueError("repeats too much; use smaller bounds")


def _name(operator: Any) -> str:
    return str(operator)


def _children(argument: Any) -> Iterator[Any]:
    """Yield the patterns inside an operator's argument."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from _children(part)


def _repeats(tree: Any) -> Iterator[tuple[Any, int]]:
    """Yield (body, most times) of every backtracking repetition at any depth."""
    for operator, argument in tree:
        name = _name(operator)
        if name in _REPEATS:
            low, high, body = argument
            narrowest, widest = body.getwidth()
            if low != high or narrowest != widest:
                yield body, int(high)
        for child in _children(argument):
            yield from _repeats(child)


def _cost(tree: Any) -> int:
    """Return the cost of the open repetitions that one way through `tree` meets."""
    cost = 0
    after_open = False
    for operator, argument in tree:
        name = _name(operator)
        inner = [_cost(child) for child in _children(argument)]
        is_open = name in _REPEATS and argument[1] > _OPEN and argument[0] != argument[1]
        if name == "BRANCH":
            cost += max(inner, default=0)
        elif name in _REPEATS:
            cost += sum(inner) * min(int(argument[1]), _FEW)
        else:
            cost += sum(inner)
        if is_open:
            # Right behind another one the two can share their characters out in many ways.
            cost += _WIDE if after_open or _is_wide(argument[2]) else _NARROW
        after_open = is_open
    return cost


def _is_wide(body: Any) -> bool:
    """Return whether what is repeated takes nearly any character, such as . or [^,] or \\w."""
    operator, argument = body[0]
    name = _name(operator)
    if name == "SUBPATTERN":
        return _is_wide(argument[3])
    if name != "IN":
        return name != "LITERAL"
    kinds = {_name(kind) for _, kind in argument if _name(_) == "CATEGORY"}
    negated = any(_name(kind) == "NEGATE" for kind, _ in argument)
    return negated or not kinds <= {"CATEGORY_SPACE", "CATEGORY_DIGIT"}


def _work(tree: Any) -> int:
    """Return how many ways bounded repetitions inside one another multiply to."""
    total = 1
    for operator, argument in tree:
        inner = sum(_work(child) for child in _children(argument)) or 1
        if _name(operator) in _REPEATS:
            inner *= min(int(argument[1]), 1000)
        total = max(total, inner)
    return total


def _has_overlapping_branches(tree: Any) -> bool:
    for operator, argument in tree:
        if _name(operator) == "BRANCH" and _begin_alike(argument[1]):
            return True
        if any(_has_overlapping_branches(child) for child in _children(argument)):
            return True
    return False


def _begin_alike(branches: list[Any]) -> bool:
    """Return whether two branches may begin with the same character (None = any may)."""
    seen: set[str] = set()
    for branch in branches:
        first = _first(branch)
        if first is None or first & seen:
            return True
        seen |= first
    return False


def _first(branch: Any) -> set[str] | None:
    for operator, argument in branch:
        name = _name(operator)
        if name == "LITERAL":
            return {chr(argument).casefold()}
        if name == "SUBPATTERN":
            return _first(argument[3])
        return None
    return None
