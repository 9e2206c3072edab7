"""Tables of one sentence and the fact it tells: tolls, days, places, types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.model.facts import Facts, Mention

TABLES = Path(__file__).parent / "tables"
CYRILLIC, ARABIC = ("а", "я"), ("\u0600", "\u06ff")
#: Words that tell one language of our tables from the others.
MARKS = {
    "de": {"wurden", "sind", "menschen", "ist", "personen"},
    "fr": {"ont", "une", "personnes", "lundi"},
    "es": {"fueron", "murieron", "resultaron", "fue"},
}


def rows(name: str) -> list[Any]:
    """The rows of a table; one that begins with "? " is known to be read wrong."""
    found = []
    for line in (TABLES / f"{name}.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        wrong = line.startswith("? ")
        cells = line.removeprefix("? ").split("\t")
        marks = [pytest.mark.xfail(reason="known to be read wrong", strict=True)] if wrong else []
        found.append(pytest.param(*cells, marks=marks))
    return found


def language_of(text: str) -> str:
    words = set(text.lower().rstrip(".").split())
    for language, marks in MARKS.items():
        if marks & words:
            return language
    letters = [letter for letter in text.lower() if letter.isalpha()]
    for language, (first, last) in (("ru", CYRILLIC), ("ar", ARABIC)):
        if sum(first <= letter <= last for letter in letters) > len(letters) / 2:
            return language
    return "en"


@pytest.fixture(scope="session")
def primary(read_text: Callable[..., Facts]) -> Callable[..., Mention | None]:
    """Return a function that reads one sentence for what it reports."""

    def reading(text: str, **fields: Any) -> Mention | None:
        found = read_text(text, language=language_of(text), **fields).mentions
        return found[0] if found and found[0].ordinal == 0 else None

    return reading


@pytest.mark.parametrize(("text", "expected"), rows("tolls"))
def test_a_sentence_tells_its_toll(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    counts = mention.counts if mention else ()
    told = sorted(f"{c.field}={c.best}" for c in counts if not c.group and c.field != "munitions")
    assert " ".join(told) == ("" if expected == "-" else expected)


@pytest.mark.parametrize(("published", "text", "expected"), rows("days"))
def test_a_sentence_tells_its_day(
    primary: Callable[..., Mention | None], published: str, text: str, expected: str
) -> None:
    mention = primary(text, published=published)
    when = mention.when if mention else None
    days = dict.fromkeys((str(when.start), str(when.end)) if when else ("-",))
    assert "..".join(days) == expected


@pytest.mark.parametrize(("text", "expected"), rows("places"))
def test_a_sentence_tells_its_place(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    where = mention.where[:1] if mention else ()
    told = [f"{one.place.name} {one.place.country}" for one in where]
    assert " ".join(told) == ("" if expected == "-" else expected)


@pytest.mark.parametrize(("text", "expected"), rows("types"))
def test_a_sentence_tells_its_type(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    assert mention is not None
    assert mention.incident_type == expected
