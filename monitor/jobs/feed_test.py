"""Trying feeds out: fetched and parsed as the daemon would, nothing stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.errors import ParseError
from monitor.feeds.health import words_for
from monitor.fetch.nouns import FetchOutcome, FetchRequest
from monitor.jobs.poll import parse
from monitor.jobs.walk import Walk


def run(walk: Walk, urls: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield a row (ok, entries, newest, says, url) for each feed, as they are done."""
    assert walk.fetcher is not None, "testing feeds needs the network"
    for outcome in walk.fetcher.fetch_all([FetchRequest(url=url, kind="feed") for url in urls]):
        yield _row(walk, outcome)


def _row(walk: Walk, outcome: FetchOutcome) -> dict[str, object]:
    row: dict[str, object] = {"ok": False, "entries": 0, "newest": None, "url": outcome.request.url}
    page = outcome.page
    if page is None:
        return row | {"says": words_for(str(outcome.failure), outcome.detail)}
    try:
        parsed = parse(walk, page, feed_id="")
    except ParseError as error:
        return row | {"says": words_for(error.reason, error.detail)}
    newest = max((entry.published for entry in parsed.entries if entry.published), default=None)
    moved = f"moved to {outcome.permanent_url}; " if outcome.permanent_url else ""
    says = moved + (", ".join(words_for(one) for one in parsed.oddities) or parsed.title)
    return row | {
        "ok": bool(parsed.entries),
        "entries": len(parsed.entries),
        "newest": newest.strftime("%Y-%m-%d %H:%M") if newest else None,
        "says": says,
    }
