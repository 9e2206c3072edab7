"""Headlines alone: what their few words tell is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.articles.rows import from_row
from monitor.facts.data import load_tools
from monitor.facts.read import read

NOW = datetime(2031, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "kind", "killed"),
    [
        ("Gunmen kill at least 13 in Port Velm", "armed_attack", 13),
        ("Twin suicide bombings kill at least 13 in Port Velm", "suicide_bombing", 13),
        ("Rebel attack on market kills more than 20: mayor", "armed_attack", 20),
        ("Serviceman killed in rebel attack near Karsby", "armed_attack", 1),
        ("Raid leaves as many as seven policewomen dead", None, 7),
    ],
)
def test_a_headline_tells_kind_and_toll(title: str, kind: str | None, killed: int) -> None:
    row = {"url": "https://a.example/x", "title": title, "text": "", "published": "2031-05-12"}
    (mention, *_) = read(from_row(row, NOW), load_tools((), ())).mentions
    assert kind in (None, mention.incident_type)
    assert [(c.field, c.best) for c in mention.counts if c.field == "killed"] == [
        ("killed", killed)
    ]


def test_a_bound_before_a_number_is_not_where_the_victims_end() -> None:
    text = "A bomb killed at least 25 people and wounded at least 40 in Port Velm on Monday."
    row = {"url": "https://a.example/x", "title": "Bomb", "text": text, "published": "2031-05-12"}
    (mention, *_) = read(from_row(row, NOW), load_tools((), ())).mentions
    assert {(c.field, c.low, c.best, c.high) for c in mention.counts} == {
        ("killed", 25, 25, None),
        ("injured", 40, 40, None),
    }
