"""A feed in trouble is named, with words; a healthy one is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.feeds.health import WORDS, trouble, words_for
from monitor.fetch.nouns import FetchFailure
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind, FeedState
from monitor.settings.nouns import PollSettings

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
RECENT = NOW - timedelta(days=1)
OLD = NOW - timedelta(days=9)


def found(
    reason: str = "", newest: datetime | None = RECENT, gap: bool = False, **changes: Any
) -> str | None:
    fields = {"failures": 0.0, "first_seen_at": OLD, "state": FeedState.ACTIVE, **changes}
    feed = Feed(
        id="feed_1",
        url="https://harbour.example/rss",
        title="",
        outlet="",
        country="",
        language="en",
        family="",
        kind=FeedKind.NEWSPAPER,
        **fields,
    )
    told = trouble(
        feed,
        reason=reason,
        detail="",
        newest=newest,
        gap=gap,
        settings=PollSettings(),
        now=NOW,
    )
    return told.reason if told else None


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({}, None),
        ({"reason": "timeout", "failures": 1.0}, None),
        ({"reason": "timeout", "failures": 3.0}, "timeout"),
        ({"reason": "not_a_feed", "failures": 1.0}, "not_a_feed"),
        ({"reason": "empty"}, "empty"),
        ({"reason": "empty", "first_seen_at": RECENT}, None),
        ({"reason": "http_410", "failures": 1.0}, "http_410"),
        ({"gap": True}, "gap"),
        ({"newest": OLD}, "silent"),
        ({"newest": None}, "silent"),
        ({"newest": None, "first_seen_at": None}, None),
        ({"newest": None, "first_seen_at": RECENT}, None),
        ({"state": FeedState.RETIRED}, "retired"),
        ({"state": FeedState.PAUSED, "newest": OLD, "reason": "empty"}, None),
    ],
)
def test_trouble_is_named(case: dict[str, Any], reason: str | None) -> None:
    assert found(**case) == reason


@pytest.mark.parametrize("failure", FetchFailure)
def test_every_failure_of_the_network_has_words(failure: FetchFailure) -> None:
    assert failure in WORDS


def test_unknown_reasons_are_shown_as_they_are() -> None:
    assert words_for("brand_new", "x") == "brand new (x)"
