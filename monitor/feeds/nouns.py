"""What a parsed feed is, before it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.model.collecting import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    title: str
    entries: tuple[Entry, ...]
    #: How long the publisher asks to wait (RSS ttl, syndication module), None = not said.
    ttl: timedelta | None = None
    #: What was mended or lost: "encoding", "not_well_formed", "salvaged", "truncated",
    #: "more_entries", "entries_without_link", "shared_links", "entries_lost", "no_dates", "empty".
    oddities: tuple[str, ...] = ()
    #: "rss20", "atom10", "json11", … as feedparser names them.
    version: str = ""
    self_url: str = ""
    #: The outlet's page that the feed stands for.
    site_url: str = ""
    #: BCP 47 primary language as declared, "" = not said.
    language: str = ""
