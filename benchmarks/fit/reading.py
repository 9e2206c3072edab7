"""Labelled rows through the real reading rooms, for benchmarks. Tools are loaded once a process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from monitor.articles.rows import from_row
from monitor.facts.data import FactTools, load_tools
from monitor.facts.read import read
from monitor.matching.data import load_background
from monitor.matching.profile import Profile
from monitor.matching.profiling import profile
from monitor.model.names import Role

NOW = datetime(2025, 1, 1, tzinfo=UTC)


@cache
def tools() -> FactTools:
    """Return the packaged tools, without a user's registers: what is fitted must not need them."""
    return load_tools((), ())


def primary_profile(row: Mapping[str, Any]) -> tuple[Profile | None, Profile | None]:
    """Return the profile of the row's primary mention, and of what it is on if it has none."""
    article = from_row(row, NOW)
    facts = read(article, tools())
    for mention in facts.mentions:
        if mention.role is Role.PRIMARY:
            return profile(article, mention, load_background(), facts.elsewhere), None
    return None, facts.about and profile(article, facts.about, load_background())
