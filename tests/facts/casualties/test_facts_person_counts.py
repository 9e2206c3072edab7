"""Noun phrases that count persons, and numbers that count nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_tables import a_text, rows, written

from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.data import FactTools
from monitor.model.facts import Facts


@pytest.mark.parametrize(("language", "text", "expected"), rows("person_counts"))
def test_a_phrase_counts_persons(tools: FactTools, language: str, text: str, expected: str) -> None:
    field = a_text(text, language)
    crowd = Crowd(field, tools.tongue(language))
    limit = len(field.words)
    told = next(filter(None, (crowd.at(index, limit) for index in range(limit))), None)
    if told is None:
        assert expected == "-"
        return
    bounds = " ".join("-" if n is None else str(n) for n in (told.low, told.best, told.high))
    assert f"{bounds} {written(field, told.first, told.past)}" + " +" * told.more == expected


@pytest.mark.parametrize(("text", "expected"), rows("count_groups"))
def test_a_number_says_of_whom_it_is(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    counts = read_text(text, published="2024-05-15").mentions[0].counts
    told = [f"{one.group}={one.best}" for one in counts if one.group]
    assert "; ".join(told) == expected.replace("-none-", "")
