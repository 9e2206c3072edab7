"""Every fact says which rule or table row read it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from facts_builders import an_article

from monitor.demo.world import load_world
from monitor.facts.data import FactTools
from monitor.facts.read import read
from monitor.model.facts import Count, Facts, Mention
from monitor.model.spans import Span

NAMELESS = ("other", "sport_match", "armed_attack")


def facts_of(mention: Mention) -> Iterator[object]:
    """Every noun of a mention that has a span of its own."""
    yield from filter(None, [mention.when])
    for name in ("where", "counts", "actors", "persons", "terms"):
        yield from getattr(mention, name)


def test_every_fact_of_the_demo_world_has_a_reason(tools: FactTools) -> None:
    seen = 0
    for told in load_world().articles:
        article = an_article(told.text, title=told.title)
        for mention in read(article, tools).mentions:
            for fact in facts_of(mention):
                seen += 1
                assert fact.reason, fact  # type: ignore[attr-defined]
            named = mention.incident_type not in NAMELESS
            assert mention.type_reason or not named, mention.incident_type
    assert seen > 300


@pytest.mark.parametrize(
    ("text", "field", "best", "reason"),
    [
        ("A bomb killed three men in Oslo on Monday.", "killed", 3, "object of the verb"),
        ("Three men were killed in Oslo on Monday.", "killed", 3, "subject of the verb"),
        ("Nobody was hurt in a bombing in Oslo.", "injured", 0, "“nobody” said"),
        ("He then turned the gun on himself in Oslo on Monday.", "killed", 1, "by own hand"),
        (
            "The murder of John Carter shocked Oslo on Monday. A bomb exploded.",
            "killed",
            1,
            "object of the verb",
        ),
    ],
)
def test_a_toll_says_how_it_stands_to_its_verb(
    read_text: Callable[..., Facts], text: str, field: str, best: int, reason: str
) -> None:
    counts = {one.field: one for one in read_text(text).mentions[0].counts}
    assert counts[field].best == best
    assert counts[field].reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Two men were shot in Oslo on Monday.", "weekday, of the verb that tells it"),
        ("Two men were shot in Oslo on 12 March.", "date, of the verb that tells it"),
        ("Two men were shot in Oslo, police said Monday.", "weekday, of who tells it"),
        ("Two men were shot in Oslo around 3:30 a.m.", "no day told for it"),
    ],
)
def test_a_day_says_what_its_words_are(
    read_text: Callable[..., Facts], text: str, reason: str
) -> None:
    when = read_text(text).mentions[0].when
    assert when is not None
    assert when.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Gunmen attacked Camp Taji on Monday.", "Camp Taji", "what was struck"),
        ("Two men were shot in Oslo on Monday.", "Oslo", "where its verb tells it"),
        ("OSLO (AP) — Two men were shot on Monday.", "Oslo", "the dateline"),
        ("A bomb killed two in Paris, Texas, on Monday.", "Paris", "by the region or country"),
    ],
)
def test_a_place_says_why_it_is_the_one(
    read_text: Callable[..., Facts], text: str, name: str, reason: str
) -> None:
    where = read_text(text).mentions[0].where[0]
    assert where.place.name == name
    assert reason in where.reason


def test_two_facts_are_the_same_whatever_the_reason() -> None:
    """A rule that is renamed makes no new information."""
    span = Span(field="text", start=0, end=1, text="3")
    one = Count(field="killed", low=3, best=3, high=3, span=span, reason="object of the verb")
    assert one == dataclasses.replace(one, reason="another")
