"""Packaged tables of language knowledge: cues by language, and the patterns made of them.

A table is a TOML file beside the code that reads with it; a linguist adds a cue to it and touches
no Python. It holds lists, a cue a line under its language ("any": of no language in particular):

    [job]
    en = [
      "writers?",
    ]

and, where what is looked for has a form, patterns in which `{job}` stands for any cue of that list:

    [[pattern]]
    name = "staff"
    language = "en"               # the lists give their cues of this language; "any": of all
    pattern = '\\b(?:our|staff) {job}\\b'
    needs = ["our", "staff"]      # not tried where none of these stands; [] = tried on every text
    example = "our writer in Velm"
    not_example = "the writer of novels"

Patterns of one name are tried as one. Cues are regular expressions, read without regard to case
unless `cased = true`. A pattern that contradicts its own examples is refused when it is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.phrases import Pattern, Phrase

#: The language of cues that belong to no language in particular: names, signs.
ANY = "any"
#: Every language that a table may have cues of (BCP 47), and its name.
LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "da": "Danish",
    "sv": "Swedish",
    "nb": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "hu": "Hungarian",
    "ro": "Romanian",
    "hr": "Croatian",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "id": "Indonesian",
    "ko": "Korean",
    "ja": "Japanese",
    "zh": "Chinese",
    ANY: "any",
}
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
_KEYS = frozenset({"name", "language", "pattern", "needs", "example", "not_example"})
#: A list may be made of others, so many floors deep.
_DEEPEST = 5

Cues = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its lists by name and language, its phrases by name."""

    name: str
    lists: Mapping[str, Cues]
    phrases: Mapping[str, Phrase]

    def cues(self, name: str, language: str = ANY) -> tuple[str, ...]:
        """Return the cues of a list: of one language and of none, or with "any" of all."""
        by_language = self.lists.get(name)
        if by_language is None:
            raise ValueError(f"{self.name}: no list is called {name}")
        found = [
            cue
            for key, cues in by_language.items()
            if language in (key, ANY) or key == ANY
            for cue in cues
        ]
        if not found:
            raise ValueError(f"{self.name}: {name} has no cues of {language}")
        return tuple(dict.fromkeys(found))

    def words(self, name: str, language: str = ANY) -> frozenset[str]:
        """Return the cues of a list as a set, for lists of plain words."""
        return frozenset(self.cues(name, language))

    def phrase(self, name: str) -> Phrase:
        """Return the patterns of a name."""
        if name not in self.phrases:
            raise ValueError(f"{self.name}: no pattern is called {name}")
        return self.phrases[name]

    def regex(self, pattern: str, language: str = ANY, *, cased: bool = False) -> re.Pattern[str]:
        """Return `pattern` compiled, with `{name}` for any cue of the list of that name."""
        return re.compile(self._expanded(pattern, language), re.NOFLAG if cased else re.IGNORECASE)

    def _expanded(self, pattern: str, language: str, depth: int = 0) -> str:
        if depth > _DEEPEST:
            raise ValueError(f"{self.name}: a list is made of itself: {pattern[:60]}")

        def either(match: re.Match[str]) -> str:
            cues = self.cues(match.group(1), language)
            return f"(?:{'|'.join(self._expanded(cue, language, depth + 1) for cue in cues)})"

        return _PLACEHOLDER.sub(either, pattern)


@cache
def read_table(package: str, path: str) -> Table:
    """Return the table at `path` in a package, read once per process."""
    return table_of(raw_table(package, path), f"{package.replace('.', '/')}/{path}")


@cache
def raw_table(package: str, path: str) -> dict[str, Any]:
    """Return the TOML at `path` in a package, for what is neither a list nor a pattern."""
    return tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))


def table_of(raw: Mapping[str, Any], name: str) -> Table:
    """Return the lists and patterns of parsed TOML; `name` is the file in messages.

    Raises: ValueError, which names file and pattern, where a pattern is broken.
    """
    lists = {
        key: {language: tuple(cues) for language, cues in value.items()}
        for key, value in raw.items()
        if is_list(value)
    }
    table = Table(name, lists, {})
    rows: dict[str, list[Pattern]] = {}
    for row in raw.get("pattern", ()):
        pattern = _pattern(row, table)
        rows.setdefault(pattern.name, []).append(pattern)
    return Table(name, lists, {key: Phrase(patterns) for key, patterns in rows.items()})


def is_list(value: object) -> bool:
    """Return whether a value of parsed TOML is a list of cues by language."""
    return isinstance(value, dict) and all(
        key in LANGUAGES and isinstance(cues, list) for key, cues in value.items()
    )


def _pattern(row: Mapping[str, Any], table: Table) -> Pattern:
    where = f"{table.name}: pattern {row.get('name', '?')!r} ({row.get('language', '?')})"
    missing = sorted(_KEYS - set(row))
    if missing:
        raise ValueError(f"{where}: {', '.join(missing)} left out")
    if row["language"] not in LANGUAGES:
        raise ValueError(f"{where}: {row['language']!r} is no language of monitor/tables.py")
    try:
        regex = table.regex(row["pattern"], row["language"], cased=row.get("cased", False))
    except (re.error, ValueError) as error:
        raise ValueError(f"{where}: {error}") from error
    pattern = Pattern(
        name=row["name"],
        language=row["language"],
        regex=regex,
        needs=tuple(row["needs"]),
        example=row["example"],
        not_example=row["not_example"],
    )
    fault = pattern.fault()
    if fault:
        raise ValueError(f"{where}: {fault}")
    return pattern
