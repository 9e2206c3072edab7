"""What cuts the raw words of each language further, built from its lists. No file is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from monitor.facts.lexical.tongue_tables import vocabulary
from monitor.language.cutting import Clitics, Cut, at_apostrophe, before_apostrophe, unspaced
from monitor.language.folding import folded
from monitor.language.tokens import key

#: The first letter of scripts without blanks; names of places in them are words of their own.
_CJK = "\u2e80"


class Places(Protocol):
    """The names of places, as far as cutting needs them."""

    def knows(self, name: str) -> bool:
        """Return whether any place has this key."""

    def names_from(self, letter: str) -> Iterator[str]:
        """Yield the keys that start with `letter` or one after it."""


def cuts(tables: Mapping[str, Mapping[str, Any]], places: Places) -> dict[str, Cut]:
    """Return what cuts each language's words further, by what its table of numbers says."""
    made: dict[str, Cut] = {}
    for language, table in tables["numbers"].items():
        if "numerals" in table:
            made[language] = _unspaced(tables, language, places)
        elif "clitics" in table:
            made[language] = _clitics(tables, language, places.knows)
        elif table.get("apostrophes"):
            made[language] = before_apostrophe
        elif table.get("elisions"):
            made[language] = at_apostrophe
    return made


def _unspaced(tables: Mapping[str, Mapping[str, Any]], language: str, places: Places) -> Cut:
    table = tables["numbers"][language]
    units = {key(word): value for word, value in table["units"].items()}
    numerals = {folded(letter): units.get(folded(letter), 0) for letter in table["numerals"]}
    words = vocabulary(tables, language) | frozenset(places.names_from(_CJK))
    return unspaced(words, numerals, tuple(map(folded, table["counters"])))


def _clitics(
    tables: Mapping[str, Mapping[str, Any]], language: str, knows: Callable[[str], bool]
) -> Cut:
    words = vocabulary(tables, language)
    table = tables["numbers"][language]["clitics"]
    return Clitics(
        knows=lambda word: word in words or knows(word),
        before=tuple(map(folded, table.get("before", ()))),
        articles=tuple(map(folded, table.get("articles", ()))),
        ends=tuple(map(folded, table.get("ends", ()))),
    )
