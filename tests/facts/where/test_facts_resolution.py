"""Which of several places of one name is meant: the company it keeps, the outlet's country."""

from __future__ import annotations

import pytest
from facts_tables import a_text, rows, toponyms, written

from monitor.facts.data import FactTools
from monitor.facts.where.resolution import resolve


@pytest.mark.parametrize(("home", "text", "expected"), rows("resolution"))
def test_a_name_stands_for_the_place_that_its_company_says(
    tools: FactTools, home: str, text: str, expected: str
) -> None:
    found = resolve(toponyms(tools, a_text(text)), home.strip("-"), [])
    told = [one.chosen.place for one in found if one.chosen and not one.adjective]
    shown = [
        ".".join(filter(None, (p.name, p.country, p.admin1 * (p.kind == "city")))) for p in told
    ]
    assert "; ".join(dict.fromkeys(shown)) == expected.replace("-none-", "")


@pytest.mark.parametrize(
    "text",
    [
        "Two men were shot in Oslo, Bergen and Trondheim.",
        "PARIS, Texas (AP) — A fire broke out near Dallas.",
        "A boat sank off Lampedusa; the coastguard of Malta came.",
    ],
)
def test_what_is_resolved_is_one_of_its_candidates(tools: FactTools, text: str) -> None:
    before = toponyms(tools, a_text(text))
    after = resolve(before, "", [])
    assert [(t.first, t.past) for t in after] == [(t.first, t.past) for t in before]
    for one in after:
        assert one.chosen is None or one.chosen.place in [c.place for c in one.candidates]
        assert written(one.prose, one.first, one.past)
