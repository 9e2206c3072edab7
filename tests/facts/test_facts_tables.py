"""Tables of one sentence and the fact it tells: tolls, days, places, types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from facts_tables import language_of, rows

from monitor.model.facts import Facts, Mention

TOLLS = ("tolls", "tolls_crimes", "tolls_disasters", "tolls_languages", "tolls_told_twice")
DAYS = ("days", "days_told", "days_of_texts")
PLACES = ("places", "places_told", "places_of_texts")


@pytest.fixture(scope="session")
def primary(read_text: Callable[..., Facts]) -> Callable[..., Mention | None]:
    """Return a function that reads one sentence for what it reports."""

    def reading(text: str, **fields: Any) -> Mention | None:
        found = read_text(text, language=language_of(text), **fields).mentions
        return found[0] if found and found[0].ordinal == 0 else None

    return reading


@pytest.mark.parametrize(
    ("text", "expected"),
    rows(*TOLLS),
)
def test_a_sentence_tells_its_toll(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    counts = mention.counts if mention else ()
    told = sorted(f"{c.field}={c.best}" for c in counts if not c.group and c.field != "munitions")
    assert " ".join(told) == ("" if expected == "-" else expected)


@pytest.mark.parametrize(("published", "text", "expected"), rows(*DAYS))
def test_a_sentence_tells_its_day(
    primary: Callable[..., Mention | None], published: str, text: str, expected: str
) -> None:
    mention = primary(text, published=published)
    when = mention.when if mention else None
    days = dict.fromkeys((str(when.start), str(when.end)) if when else ("-",))
    assert "..".join(days) == expected


@pytest.mark.parametrize(("text", "expected"), rows(*PLACES))
def test_a_sentence_tells_its_place(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    where = mention.where[:1] if mention else ()
    told = [f"{one.place.name} {one.place.country}" for one in where]
    assert " ".join(told) == ("" if expected == "-" else expected)


@pytest.mark.parametrize(("text", "expected"), rows("types", "types_told", "types_languages"))
def test_a_sentence_tells_its_type(
    primary: Callable[..., Mention | None], text: str, expected: str
) -> None:
    mention = primary(text, published="2024-05-15")
    assert mention is not None
    assert mention.incident_type == expected
