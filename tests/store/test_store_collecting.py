"""Feeds, polls, entries and their leases."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model.collecting import Feed
from monitor.model.names import EntryState, FeedKind, FeedState
from monitor.store import entries, feeds
from monitor.store.open import Store, open_store, reading
from monitor.store.rows import rows, value
from tests.store.store_builders import LEASE, NOW, a_feed, a_poll, a_store, an_entry

MINUTE = timedelta(minutes=1)
GAZETTE = a_feed()
HERALD = a_feed("https://herald.example/rss", outlet="Herald")


def a_store_with(folder: Path, *known: Feed) -> Store:
    store = a_store(folder)
    feeds.sync(store, known or (GAZETTE, HERALD), NOW)
    return store


def states(store: Store) -> dict[str, str]:
    with reading(store) as db:
        return {row["url"]: row["state"] for row in rows(db, "select url, state from entries")}


def test_sync_is_idempotent_and_keeps_what_polls_learnt(tmp_path: Path) -> None:
    store = a_store_with(tmp_path)
    feeds.settle_poll(store, a_poll(an_entry()), NOW)
    again = feeds.sync(store, [GAZETTE, HERALD], NOW + MINUTE)
    assert (again.written, again.paused) == (0, 0)
    changed = feeds.sync(store, [dataclasses.replace(GAZETTE, language="fr"), HERALD], NOW)
    assert (changed.written, changed.paused) == (1, 0)
    known = feeds.get(store, GAZETTE.id)
    assert known is not None
    assert (known.etag, known.language) == ('"a1"', "fr")


def test_a_feed_no_longer_configured_is_paused_and_wakes_when_it_returns(tmp_path: Path) -> None:
    store = a_store_with(tmp_path)
    assert feeds.sync(store, [GAZETTE], NOW).paused == 1
    assert [one.id for one in feeds.lease_due(store, NOW, 9, LEASE)] == [GAZETTE.id]
    feeds.sync(store, [GAZETTE, HERALD], NOW)
    assert [one.id for one in feeds.lease_due(store, NOW, 9, LEASE)] == [HERALD.id]


def test_a_retired_feed_stays_retired_until_a_person_wakes_it(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(state=FeedState.RETIRED, outcome="gone"), NOW)
    feeds.sync(store, [GAZETTE], NOW)
    assert feeds.all_feeds(store)[0].state is FeedState.RETIRED
    assert feeds.wake(store, GAZETTE.id, NOW)
    assert len(feeds.lease_due(store, NOW, 9, LEASE)) == 1
    assert not feeds.wake(store, "feed_unknown", NOW)


def test_a_permanent_redirect_is_kept_until_the_configured_address_changes(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    moved = "https://new.example/feed"
    feeds.settle_poll(store, a_poll(new_url=moved), NOW)
    feeds.sync(store, [GAZETTE], NOW)
    assert feeds.all_feeds(store)[0].url == moved
    corrected = dataclasses.replace(GAZETTE, url="https://third.example/feed")
    feeds.sync(store, [corrected], NOW)
    assert feeds.all_feeds(store)[0].url == corrected.url


def test_a_shorter_pause_takes_effect_at_once(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(due_at=NOW + timedelta(hours=24)), NOW)
    feeds.sync(store, [dataclasses.replace(GAZETTE, every=5 * MINUTE)], NOW)
    assert feeds.all_feeds(store)[0].due_at == NOW + 5 * MINUTE


def test_feeds_are_leased_one_of_every_host_first_then_by_age(tmp_path: Path) -> None:
    urls = ("https://a.example/1", "https://a.example/2", "https://b.example/1")
    known = [a_feed(url) for url in urls]
    store = a_store_with(tmp_path, *known)
    for minutes, feed in zip((30, 20, 10), known, strict=True):
        feeds.settle_poll(
            store, a_poll(feed=feed, due_at=NOW - minutes * MINUTE), NOW - 60 * MINUTE
        )
    leased = feeds.lease_due(store, NOW, 9, LEASE)
    assert [feed.url for feed in leased] == [urls[0], urls[2], urls[1]]


def test_a_lease_ends_by_settling_by_time_or_by_a_new_daemon(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    assert len(feeds.lease_due(store, NOW, 9, LEASE)) == 1
    assert feeds.lease_due(store, NOW + MINUTE, 9, LEASE) == ()
    assert len(feeds.lease_due(store, NOW + LEASE, 9, LEASE)) == 1
    store.close()
    store = open_store(store.path, exclusive=True)
    assert len(feeds.lease_due(store, NOW + LEASE, 9, LEASE)) == 1
    feeds.settle_poll(store, a_poll(due_at=NOW), NOW)
    assert len(feeds.lease_due(store, NOW, 9, LEASE)) == 1


def test_a_poll_stores_entries_and_validators_together_or_not_at_all(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)

    class Killed(BaseException):
        pass

    def die(sql: str, _: object) -> None:
        if "update feeds" in sql:
            raise Killed

    with pytest.raises(Killed), store.db.tracer(die):
        feeds.settle_poll(store, a_poll(an_entry()), NOW)
    assert states(store) == {}
    assert feeds.all_feeds(store)[0].etag is None
    assert feeds.settle_poll(store, a_poll(an_entry()), NOW) == 1
    assert feeds.all_feeds(store)[0].etag == '"a1"'


def test_only_the_first_answer_of_a_feed_is_backlog(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(outcome="failed", status=None, reason="timeout"), NOW)
    feeds.settle_poll(store, a_poll(an_entry("https://g.example/old")), NOW)
    feeds.settle_poll(store, a_poll(an_entry("https://g.example/new")), NOW)
    leased = entries.lease_waiting(store, NOW, 9, LEASE)
    assert {entry.url: entry.backlog for entry in leased} == {
        "https://g.example/old": True,
        "https://g.example/new": False,
    }


def test_an_entry_comes_back_as_it_went_in(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    entry = an_entry(source_title="Coast Wire", source_url="https://wire.example/", author="B.")
    feeds.settle_poll(store, a_poll(entry), NOW)
    (leased,) = entries.lease_waiting(store, NOW, 9, LEASE)
    assert leased == dataclasses.replace(entry, first_seen=NOW, backlog=True, attempts=1)


NEWSREEL = a_feed("https://newsreel.example/rss", outlet="Newsreel", kind=FeedKind.AGGREGATOR)


def waiting(folder: Path, *polled: tuple[Feed, int]) -> tuple[str, str]:
    store = a_store_with(folder, GAZETTE, HERALD, NEWSREEL)
    for feed, minutes in polled:
        own = an_entry(
            f"https://gazette.example/crane?utm_source={feed.outlet}",
            id=f"entry_{feed.outlet}",
            feed_id=feed.id,
            guid=feed.outlet,
        )
        feeds.settle_poll(store, a_poll(own, feed=feed), NOW + minutes * MINUTE)
    (one,) = entries.lease_waiting(store, NOW + 9 * MINUTE, 9, LEASE)
    return one.feed_id, one.guid


def test_an_entry_that_waits_goes_over_from_an_aggregator_to_the_outlet(tmp_path: Path) -> None:
    told = [(NEWSREEL, 0), (GAZETTE, 5)]
    assert waiting(tmp_path / "late", *told) == (GAZETTE.id, GAZETTE.outlet)
    assert waiting(tmp_path / "early", *reversed(told)) == (GAZETTE.id, GAZETTE.outlet)


def test_of_two_feeds_at_one_moment_the_same_has_the_entry_and_else_the_first(
    tmp_path: Path,
) -> None:
    both = [(GAZETTE, 0), (HERALD, 0)]
    assert waiting(tmp_path / "one", *both) == waiting(tmp_path / "other", *reversed(both))
    assert waiting(tmp_path / "g", (GAZETTE, 0), (HERALD, 1))[0] == GAZETTE.id
    assert waiting(tmp_path / "h", (HERALD, 0), (GAZETTE, 1))[0] == HERALD.id


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/crane",
        "http://www.gazette.example/crane/?utm_source=feed",
        "https://gazette.example/crane#top",
    ],
)
def test_the_same_address_from_another_feed_is_a_sighting_not_a_new_entry(
    tmp_path: Path, url: str
) -> None:
    store = a_store_with(tmp_path)
    assert feeds.settle_poll(store, a_poll(an_entry()), NOW) == 1
    double = an_entry(url, id="entry_double", feed_id=HERALD.id, guid="other")
    assert feeds.settle_poll(store, a_poll(double, feed=HERALD), NOW) == 0
    assert feeds.settle_poll(store, a_poll(double, feed=HERALD), NOW) == 0
    assert len(entries.lease_waiting(store, NOW, 9, LEASE)) == 1
    with reading(store) as db:
        assert value(db, "select count(*) from v_sightings") == 2


def test_entries_without_an_address_are_nobodys_doubles(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    nameless = [an_entry("", id=f"entry_{n}", guid=str(n)) for n in range(3)]
    assert feeds.settle_poll(store, a_poll(*nameless), NOW) == 3


def test_a_known_entry_is_read_again_only_when_its_update_moved(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(an_entry(updated=NOW)), NOW)
    (leased,) = entries.lease_waiting(store, NOW, 9, LEASE)
    entries.settle_entry(store, leased.id, EntryState.READ, "", NOW)
    assert feeds.settle_poll(store, a_poll(an_entry(updated=NOW)), NOW) == 0
    assert entries.waiting(store)[0] == 0
    later = NOW + timedelta(hours=1)
    assert feeds.settle_poll(store, a_poll(an_entry(updated=later)), later) == 0
    (again,) = entries.lease_waiting(store, later, 9, LEASE)
    assert (again.id, again.updated, again.attempts) == (leased.id, later, 1)


def test_a_feed_that_moves_its_updates_at_every_poll_is_read_ever_less_often(
    tmp_path: Path,
) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    read = 0
    for step in range(24 * 12):
        now = NOW + step * 5 * MINUTE
        feeds.settle_poll(store, a_poll(an_entry(updated=now), polled_at=now), now)
        for entry in entries.lease_waiting(store, now, 9, LEASE):
            entries.settle_entry(store, entry.id, EntryState.READ, "", now)
            read += 1
    assert 4 <= read <= 9


def test_entries_are_leased_oldest_first_and_an_undated_one_when_it_was_seen(
    tmp_path: Path,
) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    told = {"b": NOW - MINUTE, "a": NOW - 2 * MINUTE, "c": None}
    made = [an_entry(f"https://g.example/{n}", id=n, published=at) for n, at in told.items()]
    feeds.settle_poll(store, a_poll(*made), NOW)
    leased = entries.lease_waiting(store, NOW, 2, LEASE)
    assert [entry.id for entry in leased] == ["a", "b"]
    assert [entry.id for entry in entries.lease_waiting(store, NOW, 2, LEASE)] == ["c"]


def test_too_old_entries_are_seen_but_not_read(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    old = an_entry("https://g.example/old", published=NOW - timedelta(days=40))
    feeds.settle_poll(store, a_poll(old, an_entry()), NOW, oldest=NOW - timedelta(days=30))
    assert states(store) == {old.url: "skipped", an_entry().url: "waiting"}


def test_a_postponed_entry_waits_with_its_attempts_and_a_released_one_without(
    tmp_path: Path,
) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(an_entry()), NOW)
    (entry,) = entries.lease_waiting(store, NOW, 9, LEASE)
    entries.postpone(store, entry.id, NOW + MINUTE, "timeout")
    assert entries.lease_waiting(store, NOW, 9, LEASE) == ()
    (entry,) = entries.lease_waiting(store, NOW + MINUTE, 9, LEASE)
    assert entry.attempts == 2
    entries.release(store, [entry.id])
    (entry,) = entries.lease_waiting(store, NOW + MINUTE, 9, LEASE)
    assert entry.attempts == 2


def test_a_settled_entry_is_not_settled_otherwise_afterwards(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, GAZETTE)
    feeds.settle_poll(store, a_poll(an_entry()), NOW)
    (entry,) = entries.lease_waiting(store, NOW, 9, LEASE)
    entries.settle_entry(store, entry.id, EntryState.SKIPPED, "robots", NOW)
    entries.settle_entry(store, entry.id, EntryState.FAILED, "timeout", NOW)
    entries.postpone(store, entry.id, NOW, "timeout")
    assert states(store) == {entry.url: "skipped"}


def test_feed_health_tells_the_last_poll(tmp_path: Path) -> None:
    store = a_store_with(tmp_path)
    failed = a_poll(outcome="failed", status=503, reason="http_error", detail="503", failures=2.0)
    feeds.settle_poll(store, a_poll(an_entry(), feed=HERALD), NOW)
    feeds.settle_poll(store, failed, NOW)
    worst, best = feeds.health(store)
    assert (worst["last_status"], worst["last_reason"], worst["failures"]) == (503, "http_error", 2)
    assert (best["entries"], best["last_new_at"]) == (1, "2031-05-06T12:00:00Z")
