"""Feeds, watches, sources, outlets, the state of all and the review queue."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from desk_builders import CRANE, FERRY, ODD, a_world
from store_builders import NOW, a_feed, a_poll, a_store

from monitor.desk import feeds, outlets, review, sources, status, watches
from monitor.desk.judgements import Judgement, decide
from monitor.desk.plain import plain
from monitor.errors import InputError
from monitor.lineage.registers import build_register
from monitor.registers import Watch
from monitor.settings.nouns import PollSettings, Settings
from monitor.store import feeds as feed_rows
from monitor.store import meta
from monitor.store.open import Store, open_store

HOUR = timedelta(hours=1)


@pytest.fixture
def world(tmp_path: Path) -> Store:
    return a_world(tmp_path)


def test_feeds_follow_the_configuration_and_tell_how_they_fare(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    feeds.take_up(store, [a_feed()], NOW)
    [line] = feeds.list_feeds(store)
    assert (line.outlet, line.state, line.entries) == ("Orland Gazette", "active", 0)
    assert not line.is_in_trouble
    assert feeds.list_feeds(store, trouble=True) == ()
    failed = a_poll(outcome="failed", failures=2.0, reason="http_500", status=500)
    feed_rows.settle_poll(store, failed, NOW)
    [line] = feeds.list_feeds(store, trouble=True)
    assert (line.failures, line.reason, line.last_status) == (2.0, "http_500", 500)


def test_feeds_of_a_database_that_is_held_are_the_holders_to_change(tmp_path: Path) -> None:
    holder = a_store(tmp_path, exclusive=True)
    beside = open_store(holder.path)
    feeds.take_up(beside, [a_feed()], NOW)
    assert feeds.list_feeds(beside) == ()
    holder.close()
    feeds.take_up(beside, [a_feed()], NOW)
    assert len(feeds.list_feeds(beside)) == 1


def test_every_count_of_the_store_has_its_field(world: Store) -> None:
    found = status.status(world, NOW)
    assert [field.name for field in fields(found)] == list(meta.status(world, NOW))
    assert (found.articles, found.incidents, found.feeds) == (4, 2, 0)
    assert found.last_poll is None


def test_a_failing_feed_is_a_trouble_with_its_address(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    feeds.take_up(store, [a_feed()], NOW)
    assert status.troubles(store, PollSettings(), NOW) == ()
    gone = a_poll(outcome="failed", failures=9.0, reason="http_404", status=404)
    feed_rows.settle_poll(store, gone, NOW)
    [line] = status.troubles(store, PollSettings(), NOW)
    assert (line.what, line.which) == ("feed", a_feed().url)
    assert line.reason.startswith("Orland Gazette: ")


def test_a_watch_is_listed_with_its_conditions_in_words(world: Store) -> None:
    watch = Watch(name="Port", places=("a", "b", "c", "d"), min_killed=3, trust=("Wire",))
    settings = Settings(watches=(watch, Watch(name="all", channels=("desk", "mail"))))
    port, every = watches.list_watches(world, settings, NOW)
    assert port.asks_for == "places a/b/c and 1 more, from Wire, 3 killed or more"
    assert (every.asks_for, every.channels, every.alerts) == ("everything", "desk, mail", 0)
    assert list(plain(port))[1::4] == ["asks for", "alerts in 30 d"]


def test_a_watch_is_found_in_any_case_and_the_nearest_is_named() -> None:
    settings = Settings(watches=(Watch(name="Port Orland"),))
    assert watches.find_watch(settings, "port orland").name == "Port Orland"
    with pytest.raises(InputError, match="Did you mean “Port Orland”"):
        watches.find_watch(settings, "Port Orlnad")


def test_sources_are_listed_by_use(world: Store) -> None:
    found = sources.list_sources(world)
    assert {one.name for one in found} == {"Coast Wire", "Ida Venn"}
    assert found[0].credits + found[0].attributions + found[0].claims > 0
    assert [one.name for one in sources.list_sources(world, name="venn")] == ["Ida Venn"]
    assert len(sources.list_sources(world, limit=1)) == 1


def test_outlets_have_a_line_in_words_and_plain_figures(world: Store) -> None:
    lines = [outlets.line_of(one) for one in outlets.outlet_profiles(world)]
    post = next(one for one in lines if one.outlet == "Harbour Post")
    assert (post.articles, post.own, post.edits) == (1, "≤ 0%", "")
    assert post.copies == "Orland Gazette 1"
    [profile] = outlets.outlet_profiles(world, name="harbour")
    assert outlets.plain_profile(profile)["outlet"] == "harbour.example"


def test_what_was_left_unsure_waits_for_a_person_with_the_nearest_incidents(world: Store) -> None:
    [found] = review.queue(world)
    assert (found.article_id, found.url, found.why) == (ODD.id, ODD.url, "0.31 lies between")
    assert [(one.incident_id, one.score) for one in found.near] == [
        (FERRY.id, 0.31),
        (CRANE.id, 0.3),
    ]
    assert review.queue(world, since=NOW + HOUR) == ()
    assert review.queue(world, limit=0) == ()


@pytest.mark.parametrize("kind", ["same", "not_same"])
def test_what_a_person_decided_on_waits_no_more(world: Store, kind: str) -> None:
    told = Judgement(kind=kind, incident_id=CRANE.id, articles=(ODD.id,), who="ann", why="so")
    decide(world, build_register(()), told, NOW)
    assert review.queue(world) == ()


def test_a_near_incident_that_was_merged_is_shown_as_the_one_that_stayed(world: Store) -> None:
    told = Judgement(kind="merge", incident_id=CRANE.id, other=FERRY.id, who="ann", why="one")
    decide(world, build_register(()), told, NOW)
    [found] = review.queue(world)
    assert [(one.incident_id, one.score) for one in found.near] == [(CRANE.id, 0.31)]
