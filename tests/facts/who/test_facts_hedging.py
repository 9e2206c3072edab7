"""Whether what an actor is told to have done is doubted or yet to be, and who blames it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_builders import an_article
from facts_tables import rows

from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.who.hedging import doubt
from monitor.facts.who.responsibility import cued_roles
from monitor.model.facts import Facts

FRONT = "Marsh Valley Liberation Front"


@pytest.mark.parametrize(("text", "expected"), rows("doubts"))
def test_a_deed_is_plain_doubted_or_to_come(tools: FactTools, text: str, expected: str) -> None:
    article = an_article(text.replace("FRONT", FRONT), published="2024-05-15")
    found = [
        doubt(clause, hit) or "plain"
        for clause in Finder(article, tools).clauses()
        for hit in clause.actors
        if hit.value.name == FRONT
    ]
    assert found == [expected]


@pytest.mark.parametrize(("text", "expected"), rows("cued"))
def test_words_of_blame_claim_and_denial_point_at_an_actor(
    tools: FactTools, text: str, expected: str
) -> None:
    article = an_article(text.replace("FRONT", FRONT), published="2024-05-15")
    told = []
    for clause in Finder(article, tools).clauses():
        cued = cued_roles(clause)
        for hit in clause.actors:
            role, by = cued.get(hit.first, ("-", ""))
            told.append(f"{hit.value.name}={role}" + f" by {by}" * bool(by))
    assert "; ".join(told).replace(FRONT, "FRONT") == expected.replace("-none-", "")


@pytest.mark.parametrize("role", ["killed", "injured", "abducted"])
@pytest.mark.parametrize("count", ["two", "12", "at least 30"])
def test_whom_it_harmed_makes_no_victim_of_the_doer(
    read_text: Callable[..., Facts], role: str, count: str
) -> None:
    facts = read_text(f"The {FRONT} {role} {count} farmers in Velden on Monday.")
    assert [a.role for m in facts.mentions for a in m.actors] == ["actor"]
