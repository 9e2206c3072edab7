"""Feeds in languages that are not read: what they bring is kept and searched, and opens nothing."""

from __future__ import annotations

from monitor.facts.data import FactTools
from monitor.settings.nouns import Settings


def unread_feeds(settings: Settings, tools: FactTools) -> tuple[str, ...]:
    """Return a warning for each feed that says it is in a language without lists."""
    return tuple(
        f"feed {feed.url}: its language “{feed.language}” is not read: its articles are kept and "
        "searched, and open no incident (docs/languages.md)"
        for feed in settings.feeds
        if feed.language and not tools.reads(feed.language)
    )
