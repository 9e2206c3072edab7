"""Polling and reading a served world of many hosts, with the daemon's own jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from monitor.app import App, open_app
from monitor.clock import SteppedClock
from monitor.demo.bulk import BEGINS, BulkServer
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind, make_id
from monitor.settings.nouns import FetchSettings, PollSettings, Settings
from monitor.store import exports, meta

START = BEGINS + timedelta(days=2)


def a_feed(url: str) -> Feed:
    return Feed(
        id=make_id("feed", url),
        url=url,
        title=url,
        outlet=url.split("/")[2],
        country="GB",
        language="en",
        family="",
        kind=FeedKind.NEWSPAPER,
    )


@contextmanager
def watching(
    folder: Path, *, pages: int, hosts: int, disallow: bool
) -> Iterator[tuple[App, BulkServer, SteppedClock]]:
    clock = SteppedClock(START)
    with BulkServer(clock.now, pages=pages, hosts=hosts, disallow=disallow) as server:
        settings = Settings(
            db=folder / "world.db",
            fetch=FetchSettings(allow_networks=("127.0.0.0/8",), host_pause_s=0.0),
            poll=PollSettings(revisit_after=()),
            feeds=tuple(a_feed(url) for url in server.feed_urls),
        )
        app = open_app(settings, clock=clock, exclusive=True)
        try:
            yield app, server, clock
        finally:
            app.close()


def test_300_pages_on_60_hosts_are_300_articles_and_the_second_poll_is_304(tmp_path: Path) -> None:
    with watching(tmp_path, pages=300, hosts=60, disallow=False) as (app, server, clock):
        app.once()
        assert meta.status(app.walk.store, clock.now())["articles"] == 300
        assert set(server.most_at_once().values()) == {1}
        urls = [row["article_url"] for row in exports.export(app.walk.store, "articles")]
        assert len(set(urls)) == 300
        server.forget()
        # Within the hour no feed asks for a full answer but those whose daily hour it is.
        clock.set(clock.now() + timedelta(hours=1))
        app.once()
        polled = [hit for hit in server.hits() if hit.path == "/feed.xml"]
        assert len(polled) == 60
        full = [hit for hit in polled if hit.status != 304]
        asked_in_full = [hit for hit in full if hit.status == 200]
        assert len(full) == len(asked_in_full) <= 60 // 6
        assert {hit.path for hit in server.hits()} == {"/feed.xml"}
        assert meta.status(app.walk.store, clock.now())["articles"] == 300


def test_robots_txt_is_asked_once_a_host_and_obeyed(tmp_path: Path) -> None:
    with watching(tmp_path, pages=48, hosts=6, disallow=True) as (app, server, _clock):
        app.once()
        hits = server.hits()
        assert Counter(hit.path for hit in hits)["/robots.txt"] == 6
        forbidden = {page.path for page in server.pages if not page.allowed}
        assert forbidden
        assert not forbidden & {hit.path for hit in hits}
        # What robots.txt forbids to fetch is read from the feed's own words.
        found = {row["article_url"]: row for row in exports.export(app.walk.store, "articles")}
        assert len(found) == 48
        for page in server.pages:
            assert (found[server.url(page)]["quality"] == "full") is page.allowed


def test_a_second_run_over_the_same_rows_writes_nothing(tmp_path: Path) -> None:
    with watching(tmp_path, pages=24, hosts=4, disallow=False) as (app, _server, clock):
        app.once()
        before = meta.status(app.walk.store, clock.now())
        app.once()
        assert meta.status(app.walk.store, clock.now()) == before
