"""Short reports of many kinds, each with what a careful reader would say they tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from facts_tables import articles, rows

from monitor.model.facts import Facts, Mention

TABLES = ("articles_violence", "articles_accidents", "articles_civil", "articles_languages")


def toll(mention: Mention, field: str) -> str:
    counts = [c.best for c in mention.counts if c.field == field and not c.group]
    return str(counts[0]) if counts else "-"


def days(mention: Mention) -> str:
    when = mention.when
    return "..".join(dict.fromkeys((str(when.start), str(when.end)))) if when else "-"


def told(facts: Facts, field: str) -> str:
    """What a reading tells of a field of the table."""
    if field == "background":
        return " ".join(days(m) for m in facts.mentions if m.ordinal) or "-"
    mention = next((m for m in facts.mentions if m.ordinal == 0), None)
    if mention is None:
        return "nothing" if field == "type" else "-"
    if field == "type":
        return mention.incident_type
    if field == "day":
        return days(mention)
    if field == "place":
        return next((f"{w.place.name} {w.place.country}" for w in mention.where), "-")
    return toll(mention, field)


@pytest.mark.parametrize(("given", "field", "expected"), articles(*TABLES))
def test_a_report_tells_what_its_reader_would_say(
    read_text: Callable[..., Facts], given: dict[str, str], field: str, expected: str
) -> None:
    assert told(read_text(**given), field) == expected


@pytest.mark.parametrize(("language", "title", "text"), rows("no_reports"))
def test_what_reports_nothing_is_no_incident(
    read_text: Callable[..., Facts], language: str, title: str, text: str
) -> None:
    facts = read_text(text, title=title, language=language, published="2024-05-15")
    assert [m.incident_type for m in facts.mentions if m.ordinal == 0] == []


@pytest.mark.parametrize(("title", "kind", "place", "toll_told"), rows("headlines"))
def test_a_headline_alone_tells_its_incident(
    read_text: Callable[..., Facts], title: str, kind: str, place: str, toll_told: str
) -> None:
    facts: Any = read_text("", title=title, published="2024-05-15")
    dead = " ".join(f"{name}={told(facts, name)}" for name in ("killed", "injured"))
    shown = " ".join(one for one in dead.split() if not one.endswith("=-")) or "-"
    assert (told(facts, "type"), told(facts, "place"), shown) == (kind, place, toll_told)
