"""Victims that are numbered ("a fourth victim"), and reports that count them one by one."""

from __future__ import annotations

import pytest
from facts_builders import an_article
from facts_tables import rows

from monitor.facts.casualties.least_victims import is_closed, least
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder


@pytest.mark.parametrize(("text", "expected"), rows("least_victims"))
def test_numbered_victims_are_as_many_at_least(tools: FactTools, text: str, expected: str) -> None:
    found = least(Finder(an_article(text, published="2024-05-15"), tools).clauses())
    assert (str(found.best) if found else "-") == expected


@pytest.mark.parametrize(
    ("kind", "text", "closed"),
    [
        ("shooting", "Two men were shot in Velden on Monday.", True),
        ("stabbing", "Two men were stabbed in Velden on Monday.", True),
        ("earthquake", "Two men died in a quake in Velden on Monday.", False),
        ("armed_attack", "Rebels attacked Velden on Monday.", False),
        ("bombing", "A bomb went off in Velden on Monday.", False),
        ("road_crash", "Two men died in a crash in Velden on Monday.", False),
        ("", "It rained in Velden on Monday.", False),
    ],
)
def test_a_crime_report_counts_its_victims_one_by_one(
    tools: FactTools, kind: str, text: str, closed: bool
) -> None:
    own = Finder(an_article(text, published="2024-05-15"), tools).clauses()
    assert is_closed(kind, own) == closed
