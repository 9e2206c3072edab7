"""Persons named, their ages and offices, and what became of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_tables import a_text, rows

from monitor.facts.data import FactTools
from monitor.facts.nouns import Named
from monitor.facts.who.persons import people
from monitor.model.facts import Facts


def shown(one: Named) -> str:
    age = f" {one.age}" if one.age is not None else ""
    return one.name + age + " office" * one.office


@pytest.mark.parametrize(("text", "expected"), rows("persons"))
def test_persons_are_found_by_their_names(tools: FactTools, text: str, expected: str) -> None:
    found = people(a_text(text), tools.names.given, tools.gazetteer.knows)
    assert "; ".join(map(shown, found)) == expected.replace("-none-", "")


@pytest.mark.parametrize(("text", "expected"), rows("person_outcomes"))
def test_what_became_of_a_person_is_told_beside_the_name(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    facts = read_text(text, published="2024-05-15")
    persons = facts.mentions[0].persons if facts.mentions else ()
    assert "; ".join(f"{one.name}={one.role}" for one in persons) == expected.replace("-none-", "")
