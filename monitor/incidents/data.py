"""The tables of this room: package data beside the code, read once per process.

The only module here that touches a file; everything else takes what it returns. What a table looks
like is told in monitor/tables.py.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.phrases import Phrase
from monitor.tables import read_table

_ROOM = "monitor.incidents"


@cache
def stages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (stage, its words) of every stage of an aftermath, the furthest first."""
    table = read_table(_ROOM, "stages.toml")
    return tuple((name, table.regex(rf"\b{{{name}}}\b")) for name in table.lists)


@cache
def withdrawal() -> Phrase:
    """Return how a page takes its report back."""
    return read_table(_ROOM, "notices.toml").phrase("withdrawn")


@cache
def claim_phrase(name: str) -> Phrase:
    """Return the patterns of a name in claims.toml."""
    return read_table(_ROOM, "claims.toml").phrase(name)


@cache
def responsibility_phrase(name: str) -> Phrase:
    """Return the patterns of a name in responsibility.toml."""
    return read_table(_ROOM, "responsibility.toml").phrase(name)


@cache
def responsibility_languages() -> frozenset[str]:
    """Return the languages in which claims of responsibility are known."""
    return frozenset(read_table(_ROOM, "responsibility.toml").lists["claims"])


@cache
def figure_phrase(name: str) -> Phrase:
    """Return the patterns of a name in figures.toml."""
    return read_table(_ROOM, "figures.toml").phrase(name)


@cache
def retelling_words(name: str, language: str) -> tuple[str, ...]:
    """Return the cues of a list in retellings.toml in one language, () = none."""
    return read_table(_ROOM, "retellings.toml").lists.get(name, {}).get(language, ())


@cache
def number_words() -> dict[str, int]:
    """Return number words in small letters with what they count, of all languages."""
    table = read_table(_ROOM, "figures.toml")
    words = dict.fromkeys(table.cues("zero"), 0)
    for cues in table.lists["number"].values():
        for number, cue in enumerate(cues, 1):
            words.update(dict.fromkeys(cue.split("|"), number))
    return words
