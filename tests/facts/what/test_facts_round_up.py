"""An article that sums several incidents up reports none of them first-hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from facts_builders import an_article

from monitor.facts.data import load_tools
from monitor.facts.read import read
from monitor.model.names import Role

ROWS = Path(__file__).parents[1] / "tables" / "round_ups.tsv"
TOOLS = load_tools((), ())


def cases() -> list[tuple[bool, str, str]]:
    lines = [line.split("\t") for line in ROWS.read_text(encoding="utf-8").splitlines()]
    return [(told == "yes", title, text) for told, title, text in (x for x in lines if len(x) == 3)
            if told in ("yes", "no")]  # fmt: skip


@pytest.mark.parametrize(("is_one", "title", "text"), cases())
def test_a_round_up_is_known_by_its_headline_or_its_first_sentence(
    is_one: bool, title: str, text: str
) -> None:
    facts = read(an_article(text, title=title), TOOLS)
    assert (facts.not_incident == "roundup") == is_one
    assert any(one.role is Role.PRIMARY for one in facts.mentions) != is_one


def test_each_incident_that_it_tells_with_day_and_place_is_told_in_passing() -> None:
    text = (
        "Police counted five separate shootings over the weekend.\n"
        "Two men were killed in a shooting in Baltimore on 14 March.\n"
        "A woman was wounded in a shooting in Cleveland on 15 March.\n"
    )
    facts = read(an_article(text, title="Five shootings over the weekend"), TOOLS)
    assert facts.about is None
    assert [one.role for one in facts.mentions] == [Role.BACKGROUND] * 2
    told = {one.where[0].place.name for one in facts.mentions}
    assert told == {"Baltimore", "Cleveland"}
