"""Claims are read as they were made, with what became of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_builders import CRANE, FIRST, SECOND, a_claim_of, a_world, record
from store_builders import NOW, a_claim, an_article

from monitor.desk.claims import claim_words, claims_of


@pytest.mark.parametrize(
    ("low", "high", "value", "words"),
    [
        (3, 3, None, "3"),
        (3, None, None, "at least 3"),
        (None, 5, None, "at most 5"),
        (3, 5, None, "3–5"),
        (0, 0, None, "0"),
        (3, 3, "rockets", "3 rockets"),
        (None, None, "Coastal Front", "Coastal Front"),
        (None, None, None, ""),
    ],
)
def test_a_value_is_read_as_people_say_it(
    low: int | None, high: int | None, value: str | None, words: str
) -> None:
    assert claim_words(a_claim_of(CRANE, low, high, value=value)) == words


def test_claims_stand_with_their_words_and_where_they_were_read(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    found = claims_of(store, CRANE.id)
    assert {one.url for one in found} == {FIRST.url, SECOND.url}
    first = next(one for one in found if one.url == FIRST.url)
    assert (first.value, first.claimant) == ("2", "Ida Venn (named_official)")
    assert (first.words, first.fate) == ("Two dockers died", "")


def test_what_was_superseded_is_told_only_where_asked_or_as_of_its_time(tmp_path: Path) -> None:
    store, later = a_world(tmp_path), NOW + timedelta(hours=1)
    old, third = a_claim(FIRST, CRANE), an_article("https://third.example/crane")
    new = a_claim(third, CRANE, low=4, high=4, first_seen=later)
    changes = {"claims": (new,), "superseded": {old.id: new.id}, "alerts": ()}
    record(store, now=later, article=third, incident=CRANE, **changes)

    def told(**how: Any) -> list[tuple[str, str]]:
        found = claims_of(store, CRANE.id, **how)
        return [(one.value, one.fate) for one in found if one.url != SECOND.url]

    assert told() == [("4", "")]
    assert told(every_one=True) == [("2", "superseded"), ("4", "")]
    assert [value for value, _ in told(at=NOW)] == ["2"]
