"""Lists of single words and short phrases, by question and module, from `lists/words/*.toml`.

A list is a table language → cues, one a line, with a comment that says what it is for; here all
languages of it stand together, since a text may quote another language and a name is looked at the
same way in all. Read when a module is loaded, once a process.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.language.tokens import key

_FOLDER = files("monitor.facts") / "lists" / "words"


def bags(name: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of a module ("who.hedging") by name, each as a set of words.

    Raises: KeyError where no table of that name stands in the file.
    """
    return {key: frozenset(cues) for key, cues in _lists(name).items()}


def phrases_of(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the same as phrases, each a tuple of words, in the order of the file."""
    return {key: tuple(tuple(cue.split()) for cue in cues) for key, cues in _lists(name).items()}


def by_language(name: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return the lists of a module by name and language, as look-ups; of each on its own.

    For words that would mislead in another language: "a" is a place's preposition in Italian.
    """
    return {
        kind: {
            language: frozenset(key(cue) or cue for cue in cues) for language, cues in table.items()
        }
        for kind, table in _module(name).items()
    }


def in_order(name: str, kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return one list of a module by language, its cues as they stand in the file."""
    return {language: tuple(cues) for language, cues in _module(name)[kind].items()}


def valued(name: str) -> Mapping[str, Mapping[str, int]]:
    """Return the tables of a module whose cues have a number each ("third" = 3)."""
    tables = _module(name)
    return {
        key: {cue: value for cues in table.values() for cue, value in cues.items()}
        for key, table in tables.items()
        if _is_valued(table)
    }


def one_of(name: str, key: str) -> str:
    """Return a list as an alternation for a pattern, in the order of the file."""
    return "(?:" + "|".join(re.escape(cue) for cue in _lists(name)[key]) + ")"


def _lists(name: str) -> dict[str, list[str]]:
    return {
        key: [cue for cues in table.values() for cue in cues]
        for key, table in _module(name).items()
        if not _is_valued(table)
    }


def _is_valued(table: Mapping[str, Any]) -> bool:
    return any(isinstance(cues, dict) for cues in table.values())


def _module(name: str) -> Mapping[str, Mapping[str, Any]]:
    file, _, module = name.partition(".")
    tables: Mapping[str, Mapping[str, Any]] = _file(file)[module]
    return tables


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
