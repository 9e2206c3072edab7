"""Who says of itself that it did the act, or that it did not: own articles in many languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.articles.rows import from_row
from monitor.incidents.claim_extraction import said
from monitor.jobs.reading import Tools, load, read
from monitor.jobs.tasks import Registers
from monitor.model.names import Role
from monitor.model.reading import Reading

NOW = datetime(2031, 6, 10, 12, 0, tzinfo=UTC)
ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("responsibility.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("responsibility", "denial")


@cache
def tools() -> Tools:
    return load(Registers())


def a_reading(row: dict[str, Any]) -> Reading:
    told = {"url": "https://lantern.example/a", "published": NOW.isoformat(), "outlet": "Lantern"}
    return read(from_row({**row, **told}, NOW), tools())


def own_words(row: dict[str, Any]) -> list[list[str]]:
    reading = a_reading(row)
    primary = (m for m in reading.facts.mentions if m.role is Role.PRIMARY)
    told = [s for m in primary for s in said(m, reading) if s.field in FIELDS]
    for one in told:
        article = reading.article
        text = article.title if one.span.field == "title" else article.text
        assert text[one.span.start : one.span.end] == one.span.text
    return sorted([one.field, one.value or ""] for one in told)


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{r['language']}" for n, r in enumerate(ROWS)])
def test_a_claim_or_denial_is_the_voice_s_own_of_this_act(row: dict[str, Any]) -> None:
    assert own_words(row) == sorted(row["own_words"])
