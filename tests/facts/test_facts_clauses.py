"""Sentences as clauses, and the verb to which a time belongs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from facts_builders import an_article
from facts_tables import rows

from monitor.facts.attachment import attached
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder


@pytest.mark.parametrize(("text", "expected"), rows("clauses"))
def test_a_sentence_is_cut_where_it_reaches_back(
    tools: FactTools, text: str, expected: str
) -> None:
    found = Finder(an_article(text, published="2024-05-15"), tools).clauses()
    told = [(f"<{clause.back}> " if clause.back else "") + clause.span().text for clause in found]
    assert " | ".join(told) == expected


@pytest.mark.parametrize(("text", "expected"), rows("attachment"))
def test_a_time_belongs_to_the_verb_that_tells_it(
    tools: FactTools, text: str, expected: str
) -> None:
    found = Finder(an_article(text, published="2024-05-15"), tools).clauses()
    told = [attached(clause, moment) or "-" for clause in found for moment in clause.moments]
    assert " ".join(told) == expected


@pytest.mark.parametrize("text", [one.values[0] for one in rows("clauses", "attachment")])
def test_clauses_are_the_whole_text_without_a_gap(tools: FactTools, text: str) -> None:
    found = Finder(an_article(text, published="2024-05-15"), tools).clauses()
    assert found[0].first == 0
    for one, other in pairwise(found):
        assert one.past == other.first
    assert found[-1].past == len(found[-1].prose.words)
