"""The bytes of a feed to its entries: our own decoding and scrubbing, then feedparser, then ours.

Runs in a killable child (see fetch/children.py): feedparser has quadratic inputs and expat can
crash. Here everything is done so that this stays rare, and so that one bad entry costs only itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser

from monitor.errors import ParseError
from monitor.feeds.blocks import Blocks, find_blocks
from monitor.feeds.dates import read_date
from monitor.feeds.decode import decode
from monitor.feeds.entries import language_of, read_entry
from monitor.feeds.identity import identify
from monitor.feeds.jsonfeed import parse_json
from monitor.feeds.nouns import ParsedFeed
from monitor.feeds.plain import plain_title
from monitor.feeds.scrub import scrub
from monitor.feeds.sniff import what_instead
from monitor.model.collecting import Entry
from monitor.urls import resolve

__all__ = ["ParsedFeed", "parse"]

#: Text of a feed that is read; the fetcher's own cap is lower.
_MAX_TEXT = 20_000_000
_DATE = re.compile(
    r"<(?:[\w.-]{1,30}:)?(?:pubDate|published|updated|date)(?:\s[^<>]{0,200})?>([^<]{1,100})",
    re.IGNORECASE,
)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}


def parse(
    body: bytes,
    headers: Mapping[str, str],
    url: str,
    now: datetime,
    *,
    limit: int = 2000,
    feed_id: str = "",
    careful: bool = False,
) -> ParsedFeed:
    """Return title and entries of the feed at `url`; each entry has its id and `first_seen`.

    `headers` have lower-case names. At most `limit` entries, the newest. `careful` reads them
    one by one from the start: for a second try, after the first killed its child.
    Raises: ParseError("not_a_feed") with what stands there instead.
    """
    text, codec = decode(body, headers.get("content-type", ""))
    text = text[:_MAX_TEXT]
    if text.lstrip("\ufeff \t\r\n")[:1] == "{":
        feed = parse_json(text.lstrip("\ufeff \t\r\n"), url, now, limit, feed_id)
    else:
        scrubbed = scrub(text)
        if instead := what_instead(body, text, scrubbed):
            raise ParseError("not_a_feed", url, instead)
        feed = _parse_xml(scrubbed, url, now, limit, feed_id, careful)
    entries = identify(feed.entries, url, feed.site_url, feed_id)
    oddities = [*(["encoding"] if codec.endswith("+") else []), *feed.oddities, *_odd(entries)]
    return replace(feed, entries=entries, oddities=tuple(dict.fromkeys(oddities)))


def _parse_xml(
    text: str, url: str, now: datetime, limit: int, feed_id: str, careful: bool
) -> ParsedFeed:
    """Read scrubbed XML, whole at first, entry by entry where that loses any."""
    blocks = find_blocks(text)
    oddities: list[str] = ["truncated"] if blocks.truncated else []
    if len(blocks.places) > limit:
        oddities.append("more_entries")
        blocks = blocks.some(limit, last=_grows_at_its_end(blocks, now))
    # Half an entry may carry half an address.
    text = blocks.complete() if blocks.truncated else blocks.text
    result = None if careful else _feedparser(text, url)
    entries = _entries(result.get("entries", ()), url, feed_id, now) if result else []
    expected = len(blocks.places)
    if result is None or (len(entries) < expected and (result.get("bozo") or not entries)):
        result = result or _feedparser(blocks.head(), url) or {}
        salvaged = _singly(blocks, url, feed_id, now)
        if len(salvaged) > len(entries):
            entries = salvaged
            oddities.append("salvaged")
    elif result.get("bozo"):
        oddities.append("not_well_formed")
    if len(entries) < expected:
        oddities.append("entries_lost")
    return _feed(result, entries, oddities, url)


def _grows_at_its_end(blocks: Blocks, now: datetime) -> bool:
    """Whether the feed's newest entry stands last, so that a cut must fall at its front."""
    first, last = (_DATE.search(entry) for entry in blocks.ends())
    dates = [read_date(match[1], now) if match else None for match in (first, last)]
    return dates[0] is not None and dates[1] is not None and dates[0] < dates[1]


def _feedparser(text: str, url: str) -> Mapping[str, Any] | None:
    """Return feedparser's reading, or None where it raised (it does, on odd input)."""
    try:
        # BytesIO only: bytes or str would be tried as the name of a local file first.
        result: Mapping[str, Any] = feedparser.parse(
            BytesIO(text.encode("utf-8", errors="replace")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # eleven code sites raise six kinds of errors on mutated feeds
        return None
    return result


def _entries(
    items: Iterable[Mapping[str, Any]], url: str, feed_id: str, now: datetime
) -> list[Entry]:
    found = []
    for item in items:
        try:
            entry = read_entry(item, url, feed_id, now)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue  # counted as lost by the caller
        if entry is not None:
            found.append(entry)
    return found


def _singly(blocks: Blocks, url: str, feed_id: str, now: datetime) -> list[Entry]:
    found: list[Entry] = []
    for text in blocks.singly():
        result = _feedparser(text, url)
        if result is not None:
            found += _entries(result.get("entries", ())[:1], url, feed_id, now)
    return found


def _feed(
    result: Mapping[str, Any], entries: list[Entry], oddities: list[str], url: str
) -> ParsedFeed:
    head = result.get("feed") or {}
    links = [ln for ln in head.get("links", ()) if isinstance(ln, Mapping)]
    own = next((ln.get("href") for ln in links if ln.get("rel") == "self"), "") or ""
    language = language_of(str(head.get("language") or ""))
    return ParsedFeed(
        title=plain_title(str(head.get("title") or "")),
        entries=tuple(replace(e, language=e.language or language) for e in entries),
        ttl=_ttl(head),
        oddities=tuple(oddities),
        version=str(result.get("version") or ""),
        self_url=(resolve(url, str(own)) or "") if own else "",
        site_url=(resolve(url, str(head.get("link"))) or "") if head.get("link") else "",
        language=language,
    )


def _ttl(head: Mapping[str, Any]) -> timedelta | None:
    """Return the pause the publisher asks for: RSS ttl in minutes, or the syndication module."""
    ttl = str(head.get("ttl") or "").strip()
    if ttl.isascii() and ttl.isdigit() and 0 < int(ttl[:7]) < 100_000:
        return timedelta(minutes=int(ttl[:7]))
    period = _PERIODS.get(str(head.get("sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    often = str(head.get("sy_updatefrequency") or "1").strip()
    times = int(often[:4]) if often.isascii() and often.isdigit() else 1
    return timedelta(hours=period) / max(1, times)


def _odd(entries: tuple[Entry, ...]) -> list[str]:
    if not entries:
        return ["empty"]
    found = []
    if any(not entry.url for entry in entries):
        found.append("entries_without_link")
    if not any(entry.published or entry.updated for entry in entries):
        found.append("no_dates")
    urls = [entry.url for entry in entries if entry.url]
    if len(set(urls)) < len(urls):
        found.append("shared_links")
    return found
