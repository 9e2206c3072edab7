"""When the next poll is due: no feed is hammered, none is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.cadence import PollFacts, body_hash, is_full_poll, jitter, plan, validators
from monitor.feeds.nouns import ParsedFeed
from monitor.feeds.retry_after import max_age, retry_after
from monitor.model.collecting import Entry, Feed, PollResult
from monitor.model.names import FeedKind, FeedState
from monitor.settings.nouns import PollSettings

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SETTINGS = PollSettings()  # 15 minutes; 5 minutes to 24 hours


def a_feed(**changes: Any) -> Feed:
    feed = Feed(
        id="feed_1",
        url="https://harbour.example/rss",
        title="Harbour Post",
        outlet="Harbour Post",
        country="",
        language="en",
        family="harbour",
        kind=FeedKind.NEWSPAPER,
        etag='"v1"',
        last_modified="Mon, 09 Mar 2026 08:00:00 GMT",
        body_hash="old",
        polled_at=NOW - 15 * MINUTE,
        first_seen_at=NOW - 30 * DAY,
    )
    return replace(feed, **changes)


def an_entry(number: int) -> Entry:
    return Entry(
        id=f"entry_{number}",
        feed_id="",
        url=f"https://harbour.example/{number}",
        guid="",
        title=f"Ferry {number}",
        summary="",
        published=None,
        updated=None,
    )


def answered(
    entries: int = 3, known: int | None = 0, oddities: tuple[str, ...] = (), **changes: Any
) -> PollFacts:
    listed = tuple(an_entry(n) for n in range(entries))
    facts = PollFacts(
        status=200,
        parsed=ParsedFeed(title="Harbour Post", entries=listed, oddities=oddities),
        body_hash="new",
        known_ids=None if known is None else frozenset(e.id for e in listed[:known]),
        headers={"etag": '"v2"', "last-modified": "Tue, 10 Mar 2026 11:00:00 GMT"},
    )
    return replace(facts, **changes)


def failed(failure: str, **changes: Any) -> PollFacts:
    return replace(PollFacts(status=None, failure=failure, detail="why"), **changes)


def pause(feed: Feed, facts: PollFacts, settings: PollSettings = SETTINGS) -> timedelta:
    return plan(feed, facts, settings, NOW, 0.0).due_at - NOW


@pytest.mark.parametrize(
    ("feed", "facts", "expected"),
    [
        (a_feed(), answered(3, known=0), 7.5 * MINUTE),
        (a_feed(), answered(3, known=2), 11.25 * MINUTE),
        (a_feed(), answered(3, known=3), 18.75 * MINUTE),
        (a_feed(), answered(3, known=None), 15 * MINUTE),
        (a_feed(interval=6 * MINUTE), answered(3, known=0), 5 * MINUTE),
        (a_feed(interval=55 * MINUTE), answered(3, known=3), 60 * MINUTE),
        (a_feed(interval=55 * MINUTE), PollFacts(status=304), 60 * MINUTE),
        (a_feed(interval=20 * MINUTE), PollFacts(status=200, body_hash="old"), 25 * MINUTE),
        (a_feed(every=10 * MINUTE), answered(3, known=3), 10 * MINUTE),
        (a_feed(every=2 * MINUTE), PollFacts(status=304), 2 * MINUTE),
        (a_feed(), answered(headers={"cache-control": "max-age=1800"}), 30 * MINUTE),
        (a_feed(), answered(headers={"cache-control": "public, max-age=60"}), 7.5 * MINUTE),
        (a_feed(), answered(headers={"cache-control": "max-age=999999"}), 6 * HOUR),
        (
            a_feed(every=10 * MINUTE),
            answered(headers={"cache-control": "max-age=1800"}),
            10 * MINUTE,
        ),
        (a_feed(), answered(retry_after="3600"), 60 * MINUTE),
        (a_feed(every=10 * MINUTE), answered(retry_after="3600"), 60 * MINUTE),
    ],
)
def test_the_pause_adapts_within_its_bounds(
    feed: Feed, facts: PollFacts, expected: timedelta
) -> None:
    assert pause(feed, facts) == expected


def test_a_publishers_ttl_is_followed() -> None:
    facts = answered(3, known=0)
    assert facts.parsed is not None

    facts = replace(facts, parsed=replace(facts.parsed, ttl=2 * HOUR))

    assert pause(a_feed(), facts) == 2 * HOUR


RETRY_AFTER = [
    ("120", 2 * MINUTE),
    ("0", None),
    ("Tue, 10 Mar 2026 13:00:00 GMT", HOUR),
    ("Tue, 10 Mar 2026 11:00:00 GMT", None),
    ("Sun Mar 15 12:00:00 2026", 5 * DAY),
    ("-1", None),
    ("99999999999", 3650 * DAY),
    ("NaN", None),
    ("1e3", None),
    ("", None),
    ("1.5", None),
    ("soon", None),
    (None, None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("written", "wanted"), RETRY_AFTER)
def test_retry_after_is_read_in_all_its_forms(
    written: str | None, wanted: timedelta | None
) -> None:
    assert retry_after(written, NOW) == wanted


@pytest.mark.parametrize("written", [written for written, _ in RETRY_AFTER])
def test_retry_after_never_makes_us_come_too_soon_or_too_late(written: str | None) -> None:
    found = pause(a_feed(), failed("http_429", status=429, retry_after=written))

    assert SETTINGS.min_interval <= found <= DAY
    if written == "Tue, 10 Mar 2026 13:00:00 GMT":
        assert found == HOUR


@pytest.mark.parametrize(
    ("control", "age", "wanted"),
    [
        ("max-age=600", "", 10 * MINUTE),
        ("public, max-age=600, must-revalidate", "120", 8 * MINUTE),
        ("s-maxage=600", "", None),
        ("max-age=0", "", None),
        ("max-age=60", "900", None),
        ("no-cache, max-age=600", "", None),
        ("no-store, max-age=600", "", None),
        ('max-age="600"', "", 10 * MINUTE),
        ("max-age=-5", "", None),
        ("max-age=x", "", None),
        ("", "", None),
    ],
)
def test_freshness_is_read(control: str, age: str, wanted: timedelta | None) -> None:
    assert max_age({"cache-control": control, "age": age}) == wanted


@pytest.mark.parametrize(
    ("failure", "weight"),
    [
        ("dns", 0.25),
        ("timeout", 0.5),
        ("refused", 0.5),
        ("http_5xx", 0.5),
        ("http_429", 0.5),
        ("parser_died", 0.5),
        ("empty", 0.5),
        ("http_404", 1.0),
        ("http_403", 1.0),
        ("not_a_feed", 1.0),
        ("tls", 1.0),
        ("blocked_address", 1.0),
        ("too_large", 1.0),
        ("something_new", 1.0),
    ],
)
def test_failures_are_weighed_and_everything_good_is_kept(failure: str, weight: float) -> None:
    result = plan(a_feed(failures=2.0), failed(failure), SETTINGS, NOW, 0.0)

    assert result.failures == 2.0 + weight
    assert (result.outcome, result.reason, result.detail) == ("failed", failure, "why")
    assert (result.etag, result.body_hash) == ('"v1"', "old")
    assert result.state is FeedState.ACTIVE


def test_a_failing_feed_is_asked_for_ever_at_least_daily() -> None:
    feed = a_feed()
    pauses = []
    for _ in range(100):
        result = plan(feed, failed("http_404", status=404), SETTINGS, NOW, 1.0)
        pauses.append(result.due_at - NOW)
        feed = replace(feed, failures=result.failures, state=result.state)

    assert pauses[:3] == [33 * MINUTE, 66 * MINUTE, 132 * MINUTE]
    assert pauses == sorted(pauses)
    assert DAY <= pauses[-1] <= 1.1 * DAY
    assert feed.state is FeedState.ACTIVE


def test_a_wall_makes_us_come_four_times_later() -> None:
    assert pause(a_feed(), failed("blocked")) == 4 * pause(a_feed(), failed("http_403"))


def test_success_forgets_failures() -> None:
    result = plan(a_feed(failures=9.0), answered(), SETTINGS, NOW, 0.0)

    assert (result.failures, result.reason, result.state) == (0.0, "", FeedState.ACTIVE)


def test_gone_is_asked_daily_and_retired_only_after_a_month() -> None:
    feed, now, days = a_feed(), NOW, 0
    while feed.state is FeedState.ACTIVE:
        result = plan(feed, failed("http_410", status=410), SETTINGS, now, 0.0)
        assert (result.outcome, result.due_at - now) == ("gone", DAY)
        feed = replace(feed, failures=result.failures, state=result.state, polled_at=now)
        now, days = result.due_at, days + 1

    assert 30 <= days <= 45
    assert plan(feed, answered(), SETTINGS, now, 0.0).state is FeedState.ACTIVE


def test_mixed_failures_never_retire_before_thirty_days() -> None:
    """However a feed failed before, a 410 retires it only after 30 days without success."""
    for earlier in ("dns", "timeout", "http_404", "blocked"):
        feed, now = a_feed(), NOW
        while plan(feed, failed("http_410"), SETTINGS, now, 0.0).state is FeedState.ACTIVE:
            result = plan(feed, failed(earlier), SETTINGS, now, 0.0)
            feed, now = replace(feed, failures=result.failures), result.due_at

        assert now - NOW >= 30 * DAY, earlier


def test_first_sight_is_backlog_and_later_news_is_not() -> None:
    first = plan(a_feed(first_seen_at=None), answered(), SETTINGS, NOW, 0.0)
    later = plan(a_feed(), answered(), SETTINGS, NOW, 0.0)

    assert {e.backlog for e in first.entries} == {True}
    assert {e.backlog for e in later.entries} == {False}
    assert {e.feed_id for e in later.entries} == {"feed_1"}


@pytest.mark.parametrize(
    ("feed", "facts", "gap"),
    [
        (a_feed(), answered(3, known=0), True),
        (a_feed(), answered(3, known=1), False),
        (a_feed(), answered(3, known=None), False),
        (a_feed(), answered(0, known=0), False),
        (a_feed(first_seen_at=None), answered(3, known=0), False),
    ],
)
def test_a_poll_without_overlap_is_a_gap(feed: Feed, facts: PollFacts, gap: bool) -> None:
    assert plan(feed, facts, SETTINGS, NOW, 0.0).gap is gap


@pytest.mark.parametrize(
    ("facts", "etag", "digest"),
    [
        (answered(), '"v2"', "new"),
        (answered(0), None, None),
        (answered(oddities=("truncated",)), None, None),
        (answered(headers={"etag": "x" * 2000}), None, "new"),
        (answered(headers={"etag": "a\r\nb"}), None, "new"),
        (answered(headers={}), None, "new"),
        (PollFacts(status=304, headers={"etag": '"v3"'}), '"v3"', "old"),
        (PollFacts(status=304), '"v1"', "old"),
    ],
)
def test_validators_are_stored_only_of_whole_answers(
    facts: PollFacts, etag: str | None, digest: str | None
) -> None:
    result = plan(a_feed(), facts, SETTINGS, NOW, 0.0)

    assert (result.etag, result.body_hash) == (etag, digest)


def test_an_empty_feed_is_named() -> None:
    result = plan(a_feed(), answered(0, oddities=("empty",)), SETTINGS, NOW, 0.0)

    assert (result.outcome, result.reason) == ("entries", "empty")


MOVED = "https://new.example/rss"


@pytest.mark.parametrize(
    ("facts", "new_url"),
    [
        (answered(4, known=2, permanent_url=MOVED), MOVED),
        (answered(4, known=4, permanent_url=MOVED), MOVED),
        (answered(4, known=1, permanent_url=MOVED), None),
        (answered(4, known=0, permanent_url=MOVED), None),
        (answered(4, known=None, permanent_url=MOVED), None),
        (answered(0, known=0, permanent_url=MOVED), None),
        (answered(4, known=4, permanent_url="http://new.example/rss"), None),
        (answered(4, known=4, permanent_url=a_feed().url), None),
        (answered(4, known=4), None),
        (failed("not_a_feed", permanent_url="https://portal.example/login"), None),
    ],
)
def test_a_move_is_believed_only_where_our_entries_stand(
    facts: PollFacts, new_url: str | None
) -> None:
    assert plan(a_feed(), facts, SETTINGS, NOW, 0.0).new_url == new_url


def test_once_a_day_a_feed_is_asked_in_full() -> None:
    """For servers that say 304 for ever: exactly one full poll in every 24 hours."""
    for name in ("feed_1", "feed_2", "feed_xyz"):
        feed, full = a_feed(id=name), []
        for step in range(4 * 24 * 3):
            now = NOW + step * 15 * MINUTE
            feed = replace(feed, polled_at=now - 15 * MINUTE)
            if is_full_poll(feed, now):
                full.append(now)
                assert validators(feed, now) == (None, None)
            else:
                assert validators(feed, now) == (feed.etag, feed.last_modified)
        assert [later - earlier for earlier, later in pairwise(full)] == [
            DAY,
            DAY,
        ]


def test_a_full_poll_that_failed_is_asked_in_full_again() -> None:
    feed = a_feed(polled_at=NOW - 25 * HOUR)

    result = plan(feed, failed("timeout"), SETTINGS, NOW, 0.0)

    assert (result.etag, result.last_modified) == (None, None)


def test_jitter_spreads_and_repeats() -> None:
    numbers = [jitter(f"https://a.example/{n}", NOW) for n in range(500)]

    assert numbers == [jitter(f"https://a.example:8443/{n}", NOW) for n in range(500)]
    assert 0.0 <= min(numbers) < 0.1
    assert 0.9 < max(numbers) < 1.0
    late = plan(a_feed(), answered(3, known=None), SETTINGS, NOW, 1.0).due_at - NOW
    assert late == 16.5 * MINUTE


def test_body_hash_tells_bodies_apart() -> None:
    assert body_hash(b"a") == body_hash(b"a") != body_hash(b"b")


FAILURES = st.sampled_from(["dns", "timeout", "http_404", "http_410", "blocked", "not_a_feed"])


@given(
    st.lists(st.one_of(FAILURES, st.integers(0, 3)), max_size=60),
    st.floats(0, 1),
    st.one_of(st.none(), st.integers(1, 100_000)),
)
def test_every_plan_stays_within_bounds(
    steps: list[str | int], spread: float, every: int | None
) -> None:
    feed = a_feed(every=None if every is None else timedelta(seconds=every))
    for step in steps:
        facts = failed(step) if isinstance(step, str) else answered(3, known=step)
        result = plan(feed, facts, SETTINGS, NOW, spread)
        assert isinstance(result, PollResult)
        assert timedelta(0) < result.due_at - NOW <= 1.1 * DAY
        feed = replace(feed, failures=result.failures, interval=result.interval)
