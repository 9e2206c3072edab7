"""Names of places in a sentence, and what the words around each say of it."""

from __future__ import annotations

import pytest
from facts_tables import a_text, rows, toponyms, written

from monitor.facts.data import FactTools
from monitor.facts.nouns import Toponym


def shown(found: Toponym) -> str:
    told = {
        "weak": found.weak and not found.adjective,
        "people": found.adjective,
        "from": found.origin,
        "near": found.beside,
        "care": found.hospital,
        "dateline": found.dateline,
    }
    marks = "".join(f" {name}" for name, holds in told.items() if holds)
    within = f" in {'.'.join(filter(None, found.within))}" if found.within else ""
    return written(found.prose, found.first, found.past) + within + marks


@pytest.mark.parametrize(("language", "text", "expected"), rows("toponyms"))
def test_places_are_found_with_their_surroundings(
    tools: FactTools, language: str, text: str, expected: str
) -> None:
    assert "; ".join(map(shown, toponyms(tools, a_text(text, language)))) == expected.replace(
        "-none-", ""
    )


@pytest.mark.parametrize(("text", "name", "expected"), rows("place_or_not"))
def test_a_name_is_a_place_or_it_is_not(
    tools: FactTools, text: str, name: str, expected: str
) -> None:
    found = toponyms(tools, a_text(text))
    names = [written(one.prose, one.first, one.past) for one in found if not one.weak]
    assert (name in names) == (expected == "place"), names


@pytest.mark.parametrize(("text", "expected"), rows("datelines"))
def test_a_report_begins_with_the_place_it_was_written_in(
    tools: FactTools, text: str, expected: str
) -> None:
    found = [one for one in toponyms(tools, a_text(text)) if one.dateline]
    assert "; ".join(written(one.prose, one.first, one.past) for one in found) == expected.replace(
        "-none-", ""
    )


def test_no_more_than_four_hundred_names_are_read(tools: FactTools) -> None:
    assert len(toponyms(tools, a_text("They were shot in Oslo. " * 900))) <= 400
