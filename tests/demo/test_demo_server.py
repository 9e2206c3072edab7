"""The demo server answers as of its virtual time, and behaves as real servers do and misbehave."""

from __future__ import annotations

import http.client
import io
import json
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from protego import Protego

from monitor.clock import SteppedClock
from monitor.demo.bulk import BulkServer
from monitor.demo.config import feeds, write_config
from monitor.demo.server import BUSY_FROM, DemoServer
from monitor.demo.world import load_world
from monitor.settings.load import load

WORLD = load_world()
SHIPPED = Path(__file__).parents[2] / "config"
#: Feeds that are meant to be no feed.
NO_FEED = {"gone", "refused", "error_page"}


class Reply:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()


def get(url: str, **headers: str) -> Reply:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    reply = Reply(connection.getresponse())
    connection.close()
    return reply


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(WORLD.begins() - timedelta(hours=1))


@pytest.fixture
def server(clock: SteppedClock) -> Iterator[DemoServer]:
    with DemoServer(WORLD, clock.now) as started:
        yield started


def feed_of(server: DemoServer, outlet_id: str, **headers: str) -> Reply:
    outlet = WORLD.outlet(outlet_id)
    return get(server.renderer.url(outlet, outlet.feed_path), **headers)


def test_nothing_is_served_before_it_is_published(server: DemoServer, clock: SteppedClock) -> None:
    article = WORLD.article("mpa-oryx-1")
    url = server.renderer.article_url(article)
    clock.set(article.published - timedelta(seconds=1))
    assert get(url).status == 404
    assert article.title.encode() not in feed_of(server, "mpa").body
    clock.set(article.published)
    assert get(url).status == 200
    assert article.title.encode() in feed_of(server, "mpa").body


def test_an_unchanged_feed_is_not_sent_again(server: DemoServer, clock: SteppedClock) -> None:
    clock.set(WORLD.article("mpa-oryx-1").published)
    first = feed_of(server, "mpa")
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    clock.set(WORLD.article("mpa-oryx-1").published + timedelta(hours=1))
    again = feed_of(server, "mpa", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert feed_of(server, "mpa", If_Modified_Since=changed).status == 304
    clock.set(WORLD.article("mpa-blast").published)
    assert feed_of(server, "mpa", If_None_Match=tag).status == 200
    assert feed_of(server, "mpa", If_Modified_Since=changed).status == 200


def test_a_wrong_tag_wins_over_a_right_date(server: DemoServer, clock: SteppedClock) -> None:
    """RFC 9110 §13.2.2: If-Modified-Since is ignored where If-None-Match stands."""
    clock.set(WORLD.ends())
    changed = feed_of(server, "mpa").headers["Last-Modified"]
    reply = feed_of(server, "mpa", If_None_Match='"other"', If_Modified_Since=changed)
    assert reply.status == 200


def test_the_date_header_is_virtual(server: DemoServer, clock: SteppedClock) -> None:
    clock.set(WORLD.ends())
    assert parsedate_to_datetime(feed_of(server, "mpa").headers["Date"]) == WORLD.ends()


@pytest.mark.parametrize(
    "outlet",
    [o for o in WORLD.outlets if o.fault not in NO_FEED | {"malformed"}],
    ids=lambda o: o.id,
)
def test_a_feed_not_meant_broken_is_well_formed(
    outlet, server: DemoServer, clock: SteppedClock
) -> None:
    clock.set(WORLD.ends())
    body = feed_of(server, outlet.id).body
    expected = server.renderer.items(outlet, WORLD.ends())
    if outlet.feed == "json":
        assert len(json.loads(body)["items"]) == len(expected)
        return
    etree.fromstring(body)
    parsed = feedparser.parse(io.BytesIO(body))
    assert parsed.version == {"rss": "rss20", "rdf": "rss10", "atom": "atom10"}[outlet.feed]
    assert [entry.link for entry in parsed.entries] == [item.url for item in expected]
    assert [entry.title for entry in parsed.entries] == [item.title for item in expected]


def test_the_malformed_feed_is_broken_and_still_holds_its_entries(
    server: DemoServer, clock: SteppedClock
) -> None:
    clock.set(WORLD.ends())
    body = feed_of(server, "mariner").body
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body)
    assert len(feedparser.parse(io.BytesIO(body)).entries) == 2


def test_an_aggregator_leads_to_the_same_articles_by_tracking_links(
    server: DemoServer, clock: SteppedClock
) -> None:
    clock.set(WORLD.ends())
    entries = feedparser.parse(io.BytesIO(feed_of(server, "funnel").body)).entries
    assert len(entries) == len(WORLD.outlet("funnel").repeats)
    for entry in entries:
        assert "utm_source=newsfunnel" in entry.link
        assert get(entry.link).status == 200
        assert entry.source["title"]


def test_a_dead_feed_is_first_missing_and_then_gone(
    server: DemoServer, clock: SteppedClock
) -> None:
    assert feed_of(server, "oldmill").status == 404
    clock.set(WORLD.ends())
    assert feed_of(server, "oldmill").status == 410


def test_one_feed_asks_for_a_while_to_wait(server: DemoServer, clock: SteppedClock) -> None:
    """Waiting as long as it asked leads out of the while; it depends on the clock alone."""
    assert feed_of(server, "quay").status == 200
    clock.set(WORLD.begins() + BUSY_FROM)
    busy = [feed_of(server, "quay") for _ in range(2)]
    assert [reply.status for reply in busy] == [429, 429]
    clock.set(clock.now() + timedelta(seconds=int(busy[0].headers["Retry-After"])))
    assert feed_of(server, "quay").status == 200


def test_the_moved_feed_points_to_its_new_address(server: DemoServer) -> None:
    outlet = WORLD.outlet("gazette")
    reply = get(server.feed_url(outlet))
    assert reply.status == 301
    assert reply.headers["Location"] == server.renderer.url(outlet, outlet.feed_path)
    assert get(reply.headers["Location"]).status == 200


def test_an_error_page_comes_as_a_feed_with_status_200(server: DemoServer) -> None:
    reply = feed_of(server, "capital")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/html")


def test_a_switched_off_server_refuses(server: DemoServer) -> None:
    with pytest.raises(ConnectionRefusedError):
        feed_of(server, "ashdown")


def test_robots_txt_disallows_exactly_one_article(server: DemoServer) -> None:
    refused = []
    for article in WORLD.articles:
        outlet = WORLD.outlet(article.outlet)
        rules = Protego.parse(get(server.renderer.url(outlet, "/robots.txt")).body.decode())
        if not rules.can_fetch(server.renderer.article_url(article), "monitor"):
            refused.append(article.id)
    assert refused == ["kestrel-members"]


@pytest.mark.parametrize("article", WORLD.articles, ids=lambda article: article.id)
def test_every_article_is_a_whole_page(article, server: DemoServer, clock: SteppedClock) -> None:
    clock.set(WORLD.ends())
    body = get(server.renderer.article_url(article)).body.decode()
    tree = etree.HTML(body)
    words = " ".join("".join(tree.itertext()).split())
    shown = article.at(WORLD.ends())
    paragraphs = (shown.text if shown else article.text).split("\n\n")
    if article.wall == "consent":
        assert paragraphs[0] not in words
        return
    visible = paragraphs[:1] if article.wall == "paywall" else paragraphs
    assert all(paragraph in words for paragraph in visible)
    assert article.wall != "paywall" or paragraphs[1] not in words
    assert all(ending in words for ending in article.endings)
    assert article.published.isoformat() in body
    assert WORLD.outlet(article.outlet).copyright in words


def test_an_edited_page_reads_differently_after_its_edit(
    server: DemoServer, clock: SteppedClock
) -> None:
    article = WORLD.article("cordillera-blast-2")
    url = server.renderer.article_url(article)
    clock.set(article.published)
    before = get(url)
    clock.set(article.edits[0].at)
    after = get(url, If_None_Match=before.headers["ETag"])
    assert b"Seven people" in before.body
    assert after.status == 200
    assert b"Six people" in after.body
    assert b"Correction, 5 March 2026" in after.body
    assert b"Correction" not in before.body
    entry = feedparser.parse(io.BytesIO(feed_of(server, "cordillera").body)).entries[0]
    assert entry.published != entry.updated


def test_structured_authors_and_their_absence(server: DemoServer, clock: SteppedClock) -> None:
    """The agency stands in one page's JSON-LD alone, and nowhere on the uncredited copy."""
    clock.set(WORLD.ends())
    pages = {
        name: get(server.renderer.article_url(WORLD.article(name))).body.decode()
        for name in ("beacon-oryx-1", "ledger-oryx-1")
    }
    assert '"name": "Meridian Press Agency"' in pages["beacon-oryx-1"]
    assert "Meridian" not in pages["ledger-oryx-1"]


def test_each_request_is_on_record(server: DemoServer) -> None:
    feed_of(server, "mpa", User_Agent="test/1")
    feed_of(server, "mpa", If_None_Match="x")
    hits = [(h.host, h.path, h.status, h.user_agent, h.conditional) for h in server.hits()]
    assert hits == [
        ("127.0.1.1", "/feed.xml", 200, "test/1", False),
        ("127.0.1.1", "/feed.xml", 200, "", True),
    ]
    server.forget()
    assert server.hits() == ()


def test_requests_at_one_time_are_counted() -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    with BulkServer(lambda: now, pages=4, hosts=2, delay_s=0.2) as server:
        url = f"http://127.0.2.1:{server.port}/feed.xml"
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(get, [url] * 3))
        get(f"http://127.0.2.2:{server.port}/feed.xml")
        assert server.most_at_once() == {"127.0.2.1": 3, "127.0.2.2": 1}


def test_a_stopped_server_frees_its_port(clock: SteppedClock) -> None:
    server = DemoServer(WORLD, clock.now)
    server.start()
    server.stop()
    server.stop()
    with DemoServer(WORLD, clock.now, base_port=server.port) as again:
        assert again.port == server.port


def test_the_configuration_of_the_demo_is_valid(server: DemoServer, tmp_path: Path) -> None:
    write_config(tmp_path / "config", server)
    settings = load(tmp_path / "config", environ={}, shipped=SHIPPED)
    assert settings.feeds == feeds(server)
    assert settings.fetch.allow_networks == ("127.0.0.0/8",)
    names = {source.name for source in settings.sources}
    assert {outlet.name for outlet in WORLD.outlets} <= names
    assert settings.incidents == ()
    files = {path.name for path in (tmp_path / "config").iterdir()}
    assert files >= {"monitor.toml", "feeds.toml", "watches.toml", "places.toml", "actors.toml"}
    assert tomllib.loads((tmp_path / "config" / "feeds.toml").read_text(encoding="utf-8"))


def test_the_bulk_world_has_all_its_pages_in_its_feeds() -> None:
    now = datetime(2026, 3, 4, tzinfo=UTC)
    with BulkServer(lambda: now, pages=30, hosts=6) as server:
        links = {
            entry.link
            for url in server.feed_urls
            for entry in feedparser.parse(io.BytesIO(get(url).body)).entries
        }
        assert links == {server.url(page) for page in server.pages}
        assert all(get(link).status == 200 for link in links)
        feed = get(server.feed_urls[0])
        assert get(server.feed_urls[0], If_None_Match=feed.headers["ETag"]).status == 304
        robots = Protego.parse(get(f"http://127.0.2.1:{server.port}/robots.txt").body.decode())
        for page in server.pages:
            assert robots.can_fetch(server.url(page), "monitor") == page.allowed
        assert any(not page.allowed for page in server.pages)
