"""JSON Feed 1.0 and 1.1. Source: jsonfeed.org/version/1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.errors import ParseError
from monitor.feeds.dates import read_date
from monitor.feeds.entries import language_of
from monitor.feeds.nouns import ParsedFeed
from monitor.feeds.plain import plain_text, plain_title
from monitor.model.collecting import Entry
from monitor.text import one_line
from monitor.urls import MAX_URL, resolve


def parse_json(text: str, url: str, now: datetime, limit: int, feed_id: str) -> ParsedFeed:
    """Return the feed in `text`, its entries without ids. Raises ParseError("not_a_feed")."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError("not_a_feed", url, "damaged JSON") from error
    items = document.get("items") if isinstance(document, dict) else None
    version = _words(document.get("version")) if isinstance(document, dict) else ""
    if not isinstance(items, list) or "jsonfeed.org" not in version:
        raise ParseError("not_a_feed", url, "JSON, but no JSON Feed")
    language = language_of(_words(document.get("language")))
    entries = [
        entry
        for item in items[:limit]
        if isinstance(item, Mapping) and (entry := _entry(item, url, feed_id, language, now))
    ]
    lost = len(items[:limit]) - len(entries)
    odd = (["more_entries"] if len(items) > limit else []) + (["entries_lost"] if lost else [])
    return ParsedFeed(
        title=plain_title(_words(document.get("title"))),
        entries=tuple(entries),
        oddities=tuple(odd),
        version="json11" if version.rstrip("/").endswith("1.1") else "json1",
        self_url=resolve(url, _words(document.get("feed_url"))) or "",
        site_url=resolve(url, _words(document.get("home_page_url"))) or "",
        language=language,
    )


def _entry(
    item: Mapping[str, Any], base: str, feed_id: str, language: str, now: datetime
) -> Entry | None:
    guid = item.get("id")
    link = _words(item.get("url")) or _words(item.get("external_url"))
    if not link and isinstance(guid, str) and guid.startswith(("http://", "https://")):
        link = guid
    html = plain_text(_words(item.get("content_html")))
    plain = plain_text(_words(item.get("content_text")), is_markup=False)
    short = plain_text(_words(item.get("summary")), is_markup=False)
    title = plain_title(_words(item.get("title")))
    summary = max(html, plain, short, key=len)
    url = (resolve(base, link) or "") if link else ""
    if not (title or summary or url):
        return None
    external = _words(item.get("external_url"))
    return Entry(
        id="",
        feed_id=feed_id,
        url=url,
        guid=one_line(str(guid) if isinstance(guid, str | int | float) else "", MAX_URL),
        title=title,
        summary=summary,
        published=read_date(_words(item.get("date_published")), now),
        updated=read_date(_words(item.get("date_modified")), now),
        author=_authors(item),
        source_url=(resolve(base, external) or "") if external and external != link else "",
        language=language_of(_words(item.get("language"))) or language,
        first_seen=now,
    )


def _authors(item: Mapping[str, Any]) -> str:
    listed = item.get("authors")
    people = [*(listed if isinstance(listed, list) else []), item.get("author")]
    names = (_words(p.get("name")) for p in people[:10] if isinstance(p, Mapping))
    return one_line("; ".join(dict.fromkeys(plain_title(n, 200) for n in names if n)), 500)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
