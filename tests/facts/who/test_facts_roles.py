"""Actors: groups of no list, and each one's part in what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_tables import a_text, rows

from monitor.facts.data import FactTools
from monitor.facts.who.unlisted_groups import unlisted
from monitor.model.facts import Facts

#: A group of no register, by its shape.
FRONT = "Marsh Valley Liberation Front"
ARMY = "Boruvian army"


@pytest.mark.parametrize(("text", "expected"), rows("groups"))
def test_a_group_of_no_list_is_known_by_how_it_is_named(
    tools: FactTools, text: str, expected: str
) -> None:
    field = a_text(text)
    found = [hit for hit in unlisted(field, tools.actors.find(field)) if not hit.value.implied]
    names = [hit.value.name for hit in sorted(found, key=lambda hit: hit.first)]
    assert "; ".join(names) == expected.replace("-none-", "")


@pytest.mark.parametrize(("text", "expected"), rows("roles"))
def test_an_actor_has_the_part_its_sentence_tells(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    facts = read_text(text.replace("FRONT", FRONT), published="2024-05-15")
    told = [a.role for m in facts.mentions for a in m.actors if a.name == FRONT]
    assert " ".join(dict.fromkeys(told)) == expected.replace("-none-", "")


@pytest.mark.parametrize(("text", "expected"), rows("actors"))
def test_a_listed_actor_is_known_by_any_of_its_names(
    tools: FactTools, text: str, expected: str
) -> None:
    found = [hit.value.name for hit in tools.actors.find(a_text(text))]
    assert "; ".join(found) == expected.replace("-none-", "")
