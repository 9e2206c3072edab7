"""Numbers in words and digits, their bounds, and what is no number."""

from __future__ import annotations

import pytest
from facts_tables import a_text, rows
from hypothesis import given
from hypothesis import strategies as st

from monitor.facts.data import FactTools
from monitor.facts.lexical.numbers import Amount, amount


def first_amount(tools: FactTools, language: str, text: str) -> Amount | None:
    field, words = a_text(text, language), tools.tongue(language).numbers
    told = [amount(field, index, words) for index in range(len(field.words))]
    found = [one for one in told if one]
    # "as many as 30": the number, not the "many" inside its bound.
    return min(found, key=lambda one: (one.first, -one.past), default=None)


@pytest.mark.parametrize(("language", "text", "expected"), rows("numbers"))
def test_a_number_is_read_with_its_bounds(
    tools: FactTools, language: str, text: str, expected: str
) -> None:
    told = first_amount(tools, language, text)
    bounds = (told.low, told.best, told.high) if told else ()
    assert " ".join("-" if one is None else str(one) for one in bounds) == expected


@given(number=st.integers(0, 9_999_999), mark=st.sampled_from(["", ","]))
def test_digits_are_the_number_they_write(tools: FactTools, number: int, mark: str) -> None:
    told = first_amount(tools, "en", f"{number:{mark}} people")
    assert told is not None
    assert (told.low, told.best, told.high) == (number, number, number)


@given(low=st.integers(2, 400), more=st.integers(1, 400), mark=st.sampled_from(["-", "–", " to "]))
def test_a_range_holds_both_of_its_ends(tools: FactTools, low: int, more: int, mark: str) -> None:
    told = first_amount(tools, "en", f"between {low}{mark}{low + more} people")
    assert told is not None
    assert (told.low, told.high) == (low, low + more)
    assert low <= told.best <= low + more


@given(text=st.text(alphabet="0123456789,. -andtwenythousd", max_size=60))
def test_an_amount_stands_inside_its_text_and_within_its_bounds(
    tools: FactTools, text: str
) -> None:
    field, words = a_text(text), tools.tongue("en").numbers
    for index in range(len(field.words)):
        told = amount(field, index, words)
        if told is not None:
            assert 0 <= told.first <= index < told.past <= len(field.words)
            assert told.low is None or told.low <= told.best
            assert told.high is None or told.best <= told.high
