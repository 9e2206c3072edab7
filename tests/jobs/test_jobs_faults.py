"""What goes wrong with servers, children, the store and the clock, and what must happen then."""

from __future__ import annotations

import gc
import os
import sqlite3
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from jobs_servers import START, STORY, dripping, page, rss, serving, watching

from monitor import logs
from monitor.app import App
from monitor.clock import SteppedClock
from monitor.demo.loopback import Answer
from monitor.errors import StoreError
from monitor.jobs import poll, read
from monitor.model.names import make_id
from monitor.store import exports, feeds

HOUR = timedelta(hours=1)
#: Kills whatever parses it: a chain of entities too deep for the XML parser's stack.
HOST, OTHER = "127.0.3.1", "127.0.3.2"


def rows(app: App, sql: str) -> list[tuple[object, ...]]:
    with app.walk.store.lock:
        return list(app.walk.store.db.execute(sql).fetchall())


def articles(app: App) -> dict[str, str]:
    """Return the quality of each article by the last part of its address."""
    found = exports.export(app.walk.store, "articles")
    return {row["article_url"].rsplit("/", 1)[1]: row["quality"] for row in found}


def leased(app: App) -> int:
    held = "select count(*) from {} where leased_until is not null"
    return sum(int(str(rows(app, held.format(one))[0][0])) for one in ("feeds", "entries"))


def test_feeds_that_drip_delay_no_healthy_one(tmp_path: Path) -> None:
    """Many feeds of one dripping host take turns there; all others are polled meanwhile."""
    healthy = tuple(f"127.0.3.{number}" for number in range(1, 31))
    seen: dict[str, float] = {}
    began = time.monotonic()

    def answer(host: str, path: str) -> Answer:
        seen[host] = time.monotonic() - began
        return Answer(body=rss({}), content_type="application/rss+xml")

    with serving(healthy, answer) as server, dripping(("127.0.4.1",)) as (port, asked):
        urls = tuple(f"http://127.0.4.1:{port}/{number}.xml" for number in range(100))
        urls += tuple(f"http://{host}:{server.port}/feed.xml" for host in healthy)
        with watching(tmp_path, urls, timeout_s=1.0, share=False) as app:
            leg = threading.Thread(target=poll.run, args=(app.walk,))
            began = time.monotonic()
            leg.start()
            while len(seen) < len(healthy) and time.monotonic() - began < 120:
                time.sleep(0.05)
            assert len(seen) == len(healthy)
            assert len(asked) < 100
            app.hurry()
            leg.join(timeout=120)
            assert not leg.is_alive()
            assert leased(app) == 0


def test_a_slow_page_holds_up_no_other_host_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of a host that does not answer are put off after two tries; the others are read."""
    monkeypatch.setattr(read, "PATIENCE_S", 0.5)
    with dripping((OTHER,)) as (port, asked):
        slow = {f"http://{OTHER}:{port}/{number}.html": STORY for number in range(8)}

        def answer(host: str, path: str) -> Answer:
            if path == "/feed.xml":
                own = {f"http://{HOST}:{server.port}/{n}.html": STORY for n in range(4)}
                return Answer(body=rss(slow | own), content_type="application/rss+xml")
            return Answer(body=page())

        with serving((HOST,), answer) as server:
            url = f"http://{HOST}:{server.port}/feed.xml"
            clock = SteppedClock(START + HOUR)
            with watching(tmp_path, (url,), clock=clock, timeout_s=1.0) as app:
                poll.run(app.walk)
                assert read.run(app.walk) == 4
                assert len(asked) == 2
                due = rows(app, "select due_at, attempts from entries where state = 'waiting'")
                assert len(due) == 8
                assert {attempts for _, attempts in due} == {1}
                # After the last pause the feed's own words are the article.
                for hours in (2, 3, 8):
                    clock.set(START + hours * HOUR)
                    read.run(app.walk)
                assert rows(app, "select count(*) from entries where state = 'waiting'") == [(0,)]
                assert rows(app, "select count(*) from articles") == [(12,)]
                assert len(asked) == 8


def test_attempts_count_four_then_the_feeds_own_words(tmp_path: Path) -> None:
    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            link = f"http://{HOST}:{server.port}/a.html"
            return Answer(body=rss({link: STORY}), content_type="application/rss+xml")
        return Answer(status=503)

    with serving((HOST,), answer) as server:
        clock = SteppedClock(START)
        with watching(tmp_path, (f"http://{HOST}:{server.port}/feed.xml",), clock=clock) as app:
            poll.run(app.walk)
            asked = []
            for minutes in (0, 4, 5, 34, 35, 214, 215, 600):
                clock.set(START + timedelta(minutes=minutes))
                server.forget()
                read.run(app.walk)
                asked.append(len(server.hits()))
            assert asked == [1, 0, 1, 0, 1, 0, 1, 0]
            assert articles(app) == {"a.html": "excerpt"}


@pytest.mark.parametrize(
    ("name", "body", "content_type"),
    [
        ("pdf", b"%PDF-1.7\n" + b"\x00\xff" * 4000, "application/pdf"),
        ("empty", b"", "text/html"),
        ("huge", b"<p>" + b"x" * 4_000_000, "text/html"),
        ("json", b'{"error": "no"}', "application/json"),
    ],
)
def test_a_page_that_is_none_leaves_the_feeds_own_words(
    tmp_path: Path, name: str, body: bytes, content_type: str
) -> None:
    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            links = {f"http://{HOST}:{server.port}/{one}.html": STORY for one in (name, "good")}
            return Answer(body=rss(links), content_type="application/rss+xml")
        if path == "/good.html":
            return Answer(body=page())
        return Answer(body=body, content_type=content_type)

    with serving((HOST,), answer) as server:
        clock = SteppedClock(START)
        with watching(tmp_path, (f"http://{HOST}:{server.port}/feed.xml",), clock=clock) as app:
            for hours in (0, 1, 2, 6):
                clock.set(START + hours * HOUR)
                poll.run(app.walk)
                read.run(app.walk)
            found = articles(app)
            assert found["good.html"] == "full"
            assert found.get(f"{name}.html", "excerpt") in ("excerpt", "title_only")
            assert rows(app, "select count(*) from entries where state = 'waiting'") == [(0,)]


def test_a_feed_that_kills_its_parser_costs_only_itself(tmp_path: Path) -> None:
    chain = "".join(f'<!ENTITY e{n} "&e{n - 1};">' for n in range(1, 60_000))
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "x">{chain}]><rss><title>&e59999;</title></rss>'.encode()

    def answer(host: str, path: str) -> Answer:
        body = bomb if host == OTHER else rss({f"http://{HOST}:{server.port}/a.html": STORY})
        return Answer(body=body, content_type="application/rss+xml")

    with serving((HOST, OTHER), answer) as server:
        urls = tuple(f"http://{host}:{server.port}/feed.xml" for host in (HOST, OTHER))
        with watching(tmp_path, urls) as app:
            assert poll.run(app.walk) == 1
            failed = {feed.url: feed.failures for feed in feeds.all_feeds(app.walk.store)}
            assert failed[urls[0]] == 0


def test_what_a_reload_breaks_off_counts_for_nothing(tmp_path: Path) -> None:
    """Feeds and entries in hand stay due: no failure, no attempt, no lease, no busy loop."""
    with dripping((HOST, OTHER)) as (port, asked):

        def answer(host: str, path: str) -> Answer:
            links = {f"http://{OTHER}:{port}/{number}.html": STORY for number in range(5)}
            return Answer(body=rss(links), content_type="application/rss+xml")

        with serving(("127.0.3.9",), answer) as server:
            urls = (f"http://{HOST}:{port}/slow.xml", f"http://127.0.3.9:{server.port}/feed.xml")
            with watching(tmp_path, urls, timeout_s=30.0, share=False) as app:
                legs = [threading.Thread(target=poll.run, args=(app.walk,))]
                legs[0].start()
                _until(lambda: rows(app, "select count(*) from entries") == [(5,)])
                legs.append(threading.Thread(target=read.run, args=(app.walk,)))
                legs[1].start()
                _until(lambda: len(asked) == 2)
                assert app.reload(lambda: app.walk.settings)
                for leg in legs:
                    leg.join(timeout=5)
                    assert not leg.is_alive()
                assert leased(app) == 0
                assert rows(app, "select sum(attempts), sum(state = 'waiting') from entries") == [
                    (0, 5)
                ]
                assert {feed.failures for feed in feeds.all_feeds(app.walk.store)} == {0}


def test_a_child_killed_by_a_reload_fails_no_entry(tmp_path: Path) -> None:
    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            link = f"http://{HOST}:{server.port}/a.html"
            return Answer(body=rss({link: STORY}), content_type="application/rss+xml")
        app.walk.children.close()  # between fetching and parsing
        return Answer(body=page())

    with serving((HOST,), answer) as server:
        url = f"http://{HOST}:{server.port}/feed.xml"
        with watching(tmp_path, (url,), share=False) as app:
            poll.run(app.walk)
            leg = threading.Thread(target=read.run, args=(app.walk,), daemon=True)
            leg.start()
            _until(lambda: len(server.hits()) >= 2)
            app.walk.stop.set()
            leg.join(timeout=10)
            assert rows(app, "select state, attempts, leased_until from entries") == [
                ("waiting", 0, None)
            ]


@pytest.mark.parametrize("later", ["gone", "wall", "moved", "edited", "same"])
def test_a_second_look_takes_nothing_away(tmp_path: Path, later: str) -> None:
    """A page looked at again: asked for conditionally; only a real edit is a new version."""
    first = True

    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            link = f"http://{HOST}:{server.port}/a.html"
            return Answer(body=rss({link: "Short words."}), content_type="application/rss+xml")
        if first or later == "same":
            return Answer(body=page())
        if later == "gone":
            return Answer(status=404)
        if later == "moved" and path == "/a.html":
            return Answer(status=302, headers={"Location": "/front.html"})
        if later == "edited":
            return Answer(body=page(STORY.replace("six weeks", "nine weeks")))
        if later == "wall":
            text = "To continue reading, subscribe now. Already a subscriber? Log in."
            return Answer(body=page(text, title="Subscribe"))
        return Answer(body=page("All of today's notices of the town of Kessel. " * 20, "Front"))

    with serving((HOST,), answer) as server:
        url = f"http://{HOST}:{server.port}/feed.xml"
        clock = SteppedClock(START)
        with watching(tmp_path, (url,), clock=clock, revisit_after=(2 * HOUR,)) as app:
            poll.run(app.walk)
            assert read.run(app.walk) == 1
            assert articles(app) == {"a.html": "full"}
            first = False
            server.forget()
            clock.set(START + 3 * HOUR)
            read.run(app.walk)
            looked = [hit for hit in server.hits() if hit.path == "/a.html"]
            assert [hit.conditional for hit in looked] == [True]
            assert articles(app) == {"a.html": "full"}
            versions = rows(app, "select count(*) from versions")
            assert versions == [(2 if later == "edited" else 1,)]
            assert rows(app, "select state from entries") == [("read",)]


def test_a_locked_database_stops_the_leg_and_nothing_is_lost(tmp_path: Path) -> None:
    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            links = {f"http://{HOST}:{server.port}/{n}.html": STORY for n in range(3)}
            return Answer(body=rss(links), content_type="application/rss+xml")
        if not locked:
            locked.append(path)
            other.execute("begin immediate")
        return Answer(body=page(STORY + path))

    locked: list[str] = []

    other = sqlite3.connect(tmp_path / "world.db", check_same_thread=False, isolation_level=None)
    with serving((HOST,), answer) as server:
        url = f"http://{HOST}:{server.port}/feed.xml"
        with watching(tmp_path, (url,)) as app:
            app.walk.store.db.execute("pragma busy_timeout = 100")
            poll.run(app.walk)
            with pytest.raises(StoreError, match="locked"):
                read.run(app.walk)
            other.rollback()
            assert read.run(app.walk) == 3
            assert Counter(articles(app).values()) == {"full": 3}
            assert rows(app, "select max(attempts) from entries") == [(1,)]
    other.close()


def test_a_poison_entry_stops_no_other_and_is_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry that our own code stumbles over is put off, not fatal."""
    logs.set_up("error")

    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            links = {f"http://{HOST}:{server.port}/{n}.html": STORY for n in range(3)}
            return Answer(body=rss(links), content_type="application/rss+xml")
        return Answer(body=page(STORY + path))

    with serving((HOST,), answer) as server:
        clock = SteppedClock(START)
        with watching(tmp_path, (f"http://{HOST}:{server.port}/feed.xml",), clock=clock) as app:
            poll.run(app.walk)
            with app.walk.store.lock:
                # Recording this one article breaks a rule of the database.
                app.walk.store.db.executescript(
                    "create trigger poison before insert on versions"
                    " when new.text like '%/1.html%' or new.title like '%number 1 %'"
                    " begin select raise(abort, 'poison'); end"
                )
            for hours in (0, 1, 2, 6):
                clock.set(START + hours * HOUR)
                read.run(app.walk)
            assert len(articles(app)) == 2
            assert rows(app, "select state from entries order by url") == [
                ("read",), ("failed",), ("read",)
            ]  # fmt: skip
    assert "poison" in capsys.readouterr().err


def _until(holds: object, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_closed_app_leaves_no_thread_file_or_child_behind(tmp_path: Path) -> None:
    def answer(host: str, path: str) -> Answer:
        return Answer(body=rss({}), content_type="application/rss+xml")

    def held() -> tuple[int, set[str]]:
        gc.collect()
        # The fork server is one a process: it lives as long as we do.
        return len(os.listdir("/proc/self/fd")), {one.name for one in threading.enumerate()}

    with serving((HOST,), answer) as server:
        url = f"http://{HOST}:{server.port}/feed.xml"
        counts = []
        for _ in range(2):
            with watching(tmp_path, (url,), share=False) as app:
                feeds.wake(app.walk.store, make_id("feed", url), START)
                poll.run(app.walk)
                children = list(app.walk.children._all)
                assert children
            assert not any(child.is_alive() for child in children)
            children.clear()
            _until(lambda: not any("fetch" in name for name in held()[1]))
            counts.append(held()[0])
    assert counts[1] <= counts[0] + 2, counts
