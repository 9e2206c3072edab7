"""Tools loaded once, and a builder of read articles."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from facts_builders import an_article

from monitor.facts.data import FactTools, load_tools
from monitor.facts.read import read
from monitor.model.facts import Facts
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


@pytest.fixture(scope="session")
def read_text(tools: FactTools) -> Callable[..., Facts]:
    """Return a function that reads an article built of its arguments."""

    def reading(text: str, **fields: Any) -> Facts:
        return read(an_article(text, **fields), tools)

    return reading
