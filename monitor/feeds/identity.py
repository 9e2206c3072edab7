"""Which entries are the same: one article through several feeds or tracking links is one entry.

The rule: the canonical address is the identity, whatever the guid says (re-published feeds bring
new guids, and a re-used guid with another address is another article). Only where an address
cannot tell entries apart (none, a front page, or shared by several entries of one feed) do the
guid, and last the title, speak, and only within the feed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from monitor.model.collecting import Entry
from monitor.model.names import make_id
from monitor.text import words
from monitor.urls import canonical


def identify(
    entries: Iterable[Entry], feed_url: str, site_url: str, feed_id: str = ""
) -> tuple[Entry, ...]:
    """Return `entries` with their ids, the first of each id only.

    `feed_id` names the feed where its address may move; without it the address does.
    """
    listed = tuple(entries)
    titles: dict[str, set[str]] = defaultdict(set)
    for entry in listed:
        titles[_page(entry.url)].add(" ".join(words(entry.title)[:64]))
    fronts = {_page(site_url), _page(feed_url), ""}
    feed_key = feed_id or _page(feed_url)
    found: dict[str, Entry] = {}
    for entry in listed:
        page = _page(entry.url)
        # Under one title an address is listed twice, no more; under several it tells nothing.
        if page in fronts or _is_front(page) or len(titles[page]) > 1:
            identity = make_id("entry", feed_key, *_own_words(entry))
        else:
            identity = make_id("entry", page)
        found.setdefault(identity, replace(entry, id=identity))
    return tuple(found.values())


def _page(url: str) -> str:
    if not url:
        return ""
    try:
        return canonical(url)
    except ValueError:
        return url


def _is_front(page: str) -> bool:
    parts = urlsplit(page)
    return parts.path in ("", "/") and not parts.query


def _own_words(entry: Entry) -> tuple[str, ...]:
    if entry.guid and entry.guid != entry.url:
        return ("guid", entry.guid)
    return ("title", " ".join(words(entry.title)[:64]) or entry.summary[:200])
