"""Tables of facts: a row of a .tsv file is a test, one that begins with "? " is known to fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from monitor.facts.data import FactTools
from monitor.facts.lexical.prose import Prose, prose
from monitor.facts.nouns import Toponym
from monitor.facts.where.toponyms import find
from monitor.facts.who.persons import people

TABLES = Path(__file__).parent / "tables"
CYRILLIC, ARABIC = ("а", "я"), ("\u0600", "\u06ff")
#: Words that tell one language of our tables from the others.
MARKS = {
    "de": {
        "wurden",
        "sind",
        "menschen",
        "ist",
        "personen",
        "wurde",
        "kamen",
        "starben",
        "hat",
        "montag",
    },
    "fr": {"ont", "une", "personnes", "lundi", "été", "les", "dans"},
    "es": {"fueron", "murieron", "resultaron", "fue", "una", "el"},
}
_WRONG = pytest.mark.xfail(reason="known to be read wrong", strict=True)


def _param(cells: list[str], name: str, *, wrong: bool) -> Any:
    return pytest.param(*cells, marks=[_WRONG] if wrong else [], id=name)


def rows(*names: str) -> list[Any]:
    """Return the rows of tables as parameters, each known by its file and line."""
    found = []
    for name in names:
        lines = (TABLES / f"{name}.tsv").read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            cells = line.removeprefix("? ").replace("\\n", "\n").split("\t")
            found.append(_param(cells, f"{name}:{number}", wrong=line.startswith("? ")))
    return found


def articles(*names: str) -> list[Any]:
    """Return (article, field, expected) of tables whose articles are blocks of "field TAB value".

    The fields "title", "text", "published" and "language" are given, all others are expected.
    """
    found = []
    for name in names:
        given: dict[str, str] = {}
        lines = (TABLES / f"{name}.tsv").read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            field, _, value = line.removeprefix("? ").partition("\t")
            if field == "title":
                given = {"published": "2024-05-15", "language": "en"}
            if field in ("title", "text", "published", "language"):
                given[field] = value.replace("\\n", "\n")
                continue
            wrong = line.startswith("? ")
            found.append(_param([given, field, value], f"{name}:{number}", wrong=wrong))  # type: ignore[list-item]
    return found


def language_of(text: str) -> str:
    """Return the language of a sentence of our tables."""
    words = set(text.lower().rstrip(".").split())
    for language, marks in MARKS.items():
        if marks & words:
            return language
    letters = [letter for letter in text.lower() if letter.isalpha()]
    for language, (first, last) in (("ru", CYRILLIC), ("ar", ARABIC)):
        if sum(first <= letter <= last for letter in letters) > len(letters) / 2:
            return language
    return "en"


def toponyms(tools: FactTools, field: Prose) -> list[Toponym]:
    """Return the places that a field names, persons left out as in an article."""
    named = people(field, tools.names.given, tools.gazetteer.knows)
    bodies = frozenset(i for person in named for i in range(person.first, person.past))
    nouns = tools.tongue(field.language).tolls.persons
    return find(field, tools.gazetteer, tools.names, bodies, nouns, frozenset())


def written(field: Prose, first: int, past: int) -> str:
    """Return the characters of words."""
    return field.span(first, past).text


def a_text(text: str, language: str = "en") -> Prose:
    return prose("text", text, language)
