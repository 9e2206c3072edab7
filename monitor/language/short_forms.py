"""Short forms and titles of each language, from `lists/`. The only module here that reads files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from monitor.language.folding import folded
from monitor.language.tokens import key

_LISTS = files("monitor.language") / "lists"
#: Its forms hold in every language.
EVERYWHERE = "en"


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Words whose full stop ends no sentence, folded."""

    always: frozenset[str]
    #: Only with a capital letter.
    capital: frozenset[str]
    #: Only before a number.
    before_number: frozenset[str]
    #: "U.S." hardly ends a sentence, but before a word that opens one.
    countries: frozenset[str]
    openers: frozenset[str]
    #: "10:45 p.m. Saturday": ends none before words that go on telling the time.
    clocks: frozenset[str]
    after_clock: frozenset[str]
    #: Beside a number that its full stop makes an ordinal: "am 11. Juni", "11. Juni".
    before_ordinal: frozenset[str]
    after_ordinal: frozenset[str]


@cache
def short_forms(language: str) -> ShortForms:
    """Return the short forms of a BCP 47 language, with the English ones."""
    table = _table("abbreviations")
    own = [table[code] for code in dict.fromkeys((EVERYWHERE, language[:2])) if code in table]

    def of(kind: str) -> frozenset[str]:
        return frozenset(folded(word) for lists in own for word in lists.get(kind, ()))

    return ShortForms(**{field.name: of(field.name) for field in fields(ShortForms)})


@cache
def titles(language: str) -> frozenset[str]:
    """Return the words in front of a person's name in a language, and in English, as look-ups."""
    table = _table("titles")
    own = [table[code] for code in dict.fromkeys((EVERYWHERE, language[:2])) if code in table]
    return frozenset(key(word) for lists in own for words in lists.values() for word in words)


@cache
def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_LISTS / f"{name}.toml").read_text("utf-8"))
