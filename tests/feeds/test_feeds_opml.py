"""OPML comes from every feed reader there is, and goes to any."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.errors import ParseError
from monitor.feeds.opml import OpmlFeed, read_opml, write_opml
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def a_feed(number: int, title: str) -> Feed:
    return Feed(
        id=f"feed_{number}",
        url=f"https://harbour.example/{number}?a=1&b=<2>",
        title=title,
        outlet="Harbour",
        country="GB",
        language="en",
        family="harbour",
        kind=FeedKind.NEWSPAPER,
    )


def test_what_is_written_is_read_again() -> None:
    titles = ['Quay & "Sons" <b>', "Häfen 港口", "\x00\x1b[31m", ""]
    feeds = [a_feed(number, title) for number, title in enumerate(titles)]

    read = read_opml(write_opml(feeds))

    assert [feed.url for feed in read] == [feed.url for feed in feeds]
    assert [feed.title for feed in read] == ['Quay & "Sons" <b>', "Häfen 港口", "[31m", "Harbour"]
    assert {(feed.category, feed.language) for feed in read} == {("GB en", "en")}


def test_nested_outlines_name_the_category() -> None:
    body = b"""<opml version="1.0"><head><title>My feeds</title></head><body>
    <outline text="World"><outline title="Africa" text="x">
      <outline type="rss" text="Post" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
    </outline></outline>
    <outline type="rss" text="Lone" XMLURL="http://b.example/rss" category="/news/local"/>
    <outline type="rss" text="Again" xmlUrl="https://a.example/rss"/>
    <outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/>
    <outline type="link" text="No feed" url="https://c.example/"/>
    </body></opml>"""

    assert read_opml(body) == (
        OpmlFeed(
            url="https://a.example/rss",
            title="Post",
            site_url="https://a.example/",
            category="World/Africa",
        ),
        OpmlFeed(url="http://b.example/rss", title="Lone", category="news/local"),
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"<html></html>", b"no xml", b"{}", bytes(100), b"<?xml version='1.0'?>"],
)
def test_what_is_no_opml_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read_opml(body)

    assert caught.value.reason == "not_opml"


def test_hostile_opml_opens_nothing_and_grows_nothing() -> None:
    outline = '<outline text="&amp;a &x;" xmlUrl="https://a.example/rss"/>'
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "ha"}">' for n in range(30))
    body = (
        f'<!DOCTYPE opml SYSTEM "http://evil.example/x.dtd" [{bomb}<!ENTITY x SYSTEM '
        f'"file:///etc/passwd">]><opml><body>{outline}<outline text="&e29;"/></body></opml>'
    )

    (feed,) = read_opml(body.encode())

    assert "root:" not in feed.title
    assert len(feed.title) < 20


def test_endless_nesting_is_bounded() -> None:
    body = "<opml><body>" + "<outline text='x'>" * 200_000
    assert read_opml(body.encode()) == ()
