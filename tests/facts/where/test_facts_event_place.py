"""Why a place is the one where it happened, and the order of several."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_tables import rows

from monitor.model.facts import Facts


@pytest.mark.parametrize(("text", "name", "reason"), rows("place_reasons"))
def test_a_place_says_what_its_sentence_makes_of_it(
    read_text: Callable[..., Facts], text: str, name: str, reason: str
) -> None:
    where = read_text(text, published="2024-05-15").mentions[0].where
    told = {one.place.name: one.reason for one in where}
    assert reason in told[name], told


@pytest.mark.parametrize(("text", "expected"), rows("place_order"))
def test_the_likeliest_place_comes_first(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    where = read_text(text, published="2024-05-15").mentions[0].where
    assert "; ".join(one.place.name for one in where) == expected


@pytest.mark.parametrize("text", [one.values[0] for one in rows("place_order", "places_told")])
def test_each_place_is_told_once_with_its_characters(
    read_text: Callable[..., Facts], text: str
) -> None:
    mentions = read_text(text, published="2024-05-15").mentions
    for where in (mention.where for mention in mentions):
        assert len({one.place.id for one in where}) == len(where)
        assert all(text[one.span.start : one.span.end] == one.span.text for one in where)
