"""Tools loaded once, and a builder of read articles."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.facts.data import FactTools, load_tools
from monitor.facts.read import read
from monitor.model.facts import Facts
from monitor.model.names import Quality
from monitor.model.reading import Article
from monitor.registers import ActorRow, PlaceRow

CONFIG = Path(__file__).parents[2] / "config"


def _rows(name: str, table: str, kind: Any) -> tuple[Any, ...]:
    rows = tomllib.loads((CONFIG / name).read_text("utf-8"))[table]
    return tuple(
        kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows
    )


@pytest.fixture(scope="session")
def tools() -> FactTools:
    return load_tools(
        _rows("places.toml", "place", PlaceRow), _rows("actors.toml", "actor", ActorRow)
    )


def an_article(
    text: str,
    *,
    title: str = "",
    published: str | None = "2020-03-17",
    language: str = "en",
    country: str = "",
) -> Article:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Article(
        id="article_1",
        version_id="version_1",
        url="https://outlet.example/1",
        outlet="outlet.example",
        outlet_name="Outlet",
        title=title,
        text=text,
        language=language,
        published=at,
        published_precision="day" if at else "unknown",
        published_from="row",
        fetched_at=datetime(2020, 3, 18, tzinfo=UTC),
        quality=Quality.FULL,
        outlet_country=country,
    )


@pytest.fixture(scope="session")
def read_text(tools: FactTools) -> Callable[..., Facts]:
    """Return a function that reads an article built of its arguments."""

    def reading(text: str, **fields: Any) -> Facts:
        return read(an_article(text, **fields), tools)

    return reading
