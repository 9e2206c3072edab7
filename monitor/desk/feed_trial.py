"""Trying feeds out: fetched and parsed as the daemon would, nothing stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.errors import ParseError
from monitor.feeds.health import words_for
from monitor.feeds.nouns import ParsedFeed
from monitor.fetch.children import Children
from monitor.fetch.client import Fetcher
from monitor.fetch.nouns import FetchOutcome, FetchRequest
from monitor.jobs.poll import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrial:
    """What one feed answered."""

    #: It holds entries.
    ok: bool = False
    entries: int = 0
    #: To the minute, None = no entry has a date.
    newest: str | None = None
    url: str
    #: What is wrong or odd, else its title.
    says: str


def run(
    fetcher: Fetcher, children: Children, urls: Sequence[str], *, limit: int
) -> Iterator[FeedTrial]:
    """Yield what each feed answered, as they are done; of each `limit` entries are read."""
    for outcome in fetcher.fetch_all([FetchRequest(url=url, kind="feed") for url in urls]):
        yield _trial(children, outcome, limit)


def _trial(children: Children, outcome: FetchOutcome, limit: int) -> FeedTrial:
    url, page = outcome.request.url, outcome.page
    if page is None:
        return FeedTrial(url=url, says=words_for(str(outcome.failure), outcome.detail))
    try:
        parsed = parse(children, page, feed_id="", limit=limit)
    except ParseError as error:
        return FeedTrial(url=url, says=words_for(error.reason, error.detail))
    return _parsed(outcome, parsed)


def _parsed(outcome: FetchOutcome, parsed: ParsedFeed) -> FeedTrial:
    newest = max((entry.published for entry in parsed.entries if entry.published), default=None)
    moved = f"moved to {outcome.permanent_url}; " if outcome.permanent_url else ""
    odd = ", ".join(words_for(one) for one in parsed.oddities)
    return FeedTrial(
        ok=bool(parsed.entries),
        entries=len(parsed.entries),
        newest=newest.strftime("%Y-%m-%d %H:%M") if newest else None,
        url=outcome.request.url,
        says=moved + (odd or parsed.title),
    )
