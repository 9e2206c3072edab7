"""feedparser's loose dictionary to our Entry: the dictionary dies here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.feeds.dates import read_date
from monitor.feeds.plain import plain_text, plain_title
from monitor.model.collecting import Entry
from monitor.text import one_line
from monitor.urls import MAX_URL, is_web, resolve

_MAX_CREDITS = 20
_MAX_AUTHORS = 10


def read_entry(item: Mapping[str, Any], base: str, feed_id: str, now: datetime) -> Entry | None:
    """Return the entry that a feedparser item tells, without an id; None where it says nothing."""
    title = plain_title(_words(item.get("title")))
    summary = _summary(item)
    url = _link(item, base)
    if not (title or summary or url):
        return None
    source_title, source_url = _source(item, base)
    return Entry(
        id="",
        feed_id=feed_id,
        url=url,
        guid=one_line(_words(item.get("id")), MAX_URL),
        title=title,
        summary=summary,
        published=_date(item, ("published", "issued", "dc_date", "created", "date"), now),
        updated=_date(item, ("updated", "modified"), now),
        author=_authors(item),
        source_title=source_title,
        source_url=source_url,
        media_credits=_credits(item),
        language=language_of(_words(item.get("language"))),
        first_seen=now,
    )


def language_of(tag: str) -> str:
    """Return the primary language of a BCP 47 tag, "" where it is none."""
    primary = tag.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else ""


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _link(item: Mapping[str, Any], base: str) -> str:
    """Return the article's address: the publisher's own before any tracking one, "" for none."""
    candidates = [item.get("feedburner_origlink"), item.get("link")]
    candidates += [
        link.get("href")
        for link in _dicts(item.get("links"))
        if link.get("rel", "alternate") == "alternate"
    ]
    guid = _words(item.get("id"))
    if item.get("guidislink", True) and guid.startswith(("http://", "https://")):
        candidates.append(guid)
    for candidate in candidates:
        url = resolve(base, _words(candidate).strip()[: MAX_URL + 1])
        if url and _words(candidate).strip():
            return url
    return ""


def _summary(item: Mapping[str, Any]) -> str:
    details = [item.get("summary_detail"), *(_dicts(item.get("content")))]
    texts = sorted(
        (
            (_words(d.get("value")), _words(d.get("type")))
            for d in details
            if isinstance(d, Mapping)
        ),
        key=lambda pair: -len(pair[0]),
    )
    best = ""
    for value, kind in texts[:3]:
        is_markup = kind != "text/plain" or "</" in value or "<p" in value
        text = plain_text(value, is_markup=is_markup)
        best = max(best, text, key=len)
        if len(best) > 200:
            break
    return best


def _date(item: Mapping[str, Any], keys: tuple[str, ...], now: datetime) -> datetime | None:
    for key in keys:
        # `dict.get`: feedparser answers "published" with "updated" and warns about it.
        value = _words(dict.get(item, key)) if isinstance(item, dict) else ""
        if value and (moment := read_date(value, now)):
            return moment
    return None


def _authors(item: Mapping[str, Any]) -> str:
    names = [_words(author.get("name")) for author in _dicts(item.get("authors"))]
    names = [name for name in names if name] or [_words(item.get("author"))]
    cleaned = (plain_title(name, 200) for name in names[:_MAX_AUTHORS])
    return one_line("; ".join(dict.fromkeys(name for name in cleaned if name)), 500)


def _source(item: Mapping[str, Any], base: str) -> tuple[str, str]:
    """Return title and address of the feed or page it was taken from (source, link rel=via)."""
    source = item.get("source")
    title, url = "", ""
    if isinstance(source, Mapping):
        title = plain_title(_words(source.get("title")) or _words(source.get("value")), 300)
        url = _words(source.get("href")) or _words(source.get("link")) or _words(source.get("id"))
    if not url:
        vias = (ln.get("href") for ln in _dicts(item.get("links")) if ln.get("rel") == "via")
        url = next((_words(href) for href in vias if href), "")
    resolved = resolve(base, url) if url else None
    return title, resolved if resolved and is_web(resolved) else ""


def _credits(item: Mapping[str, Any]) -> tuple[str, ...]:
    found = [_words(credit.get("content")) for credit in _dicts(item.get("media_credit"))]
    cleaned = (plain_title(words, 300) for words in found[:_MAX_CREDITS])
    return tuple(dict.fromkeys(words for words in cleaned if words))


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
