"""Weapons, targets, damage, addresses; munitions by number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_tables import rows

from monitor.model.facts import Facts


@pytest.mark.parametrize(("text", "expected"), rows("terms"))
def test_words_for_what_was_used_and_hit(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    terms = read_text(text, published="2024-05-15").mentions[0].terms
    told = sorted(f"{one.kind}={one.value}" for one in terms)
    assert "; ".join(told) == expected.replace("-none-", "")


@pytest.mark.parametrize(("text", "expected"), rows("munitions"))
def test_munitions_are_counted_apart_from_persons(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    counts = read_text(text, published="2024-05-15").mentions[0].counts
    told = [f"{c.unit}={c.best}" for c in counts if c.field == "munitions"]
    assert "; ".join(told) == expected.replace("-none-", "")


@pytest.mark.parametrize(("title", "text", "expected"), rows("reasons_of_nothing"))
def test_a_text_without_incident_says_why(
    read_text: Callable[..., Facts], title: str, text: str, expected: str
) -> None:
    facts = read_text(text, title=title, published="2024-05-15")
    assert facts.not_incident == expected.replace("-none-", "")


@pytest.mark.parametrize(("text", "expected"), rows("background"))
def test_older_happenings_are_told_as_background(
    read_text: Callable[..., Facts], text: str, expected: str
) -> None:
    told = []
    for mention in read_text(text, published="2024-05-15").mentions:
        day = ""
        if mention.when:
            day = " " + "..".join(dict.fromkeys((str(mention.when.start), str(mention.when.end))))
        dead = [f" killed={c.best}" for c in mention.counts if c.field == "killed" and c.best]
        told.append(mention.incident_type + day + "".join(dead[:1]))
    assert "; ".join(told) == expected.replace("-none-", "")
