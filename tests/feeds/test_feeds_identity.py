"""One article is one entry, however many feeds, links and guids it comes through."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.feeds.parse import parse

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def ids(items: str, url: str = "https://harbour.example/rss", site: str = "") -> list[str]:
    link = f"<link>{site}</link>" if site else ""
    body = f"<rss><channel><title>P</title>{link}{items}</channel></rss>".encode()
    return [entry.id for entry in parse(body, {}, url, NOW).entries]


def item(title: str = "Quay closed", link: str = "", guid: str = "") -> str:
    parts = f"<title>{title}</title>"
    parts += f"<link>{link}</link>" if link else ""
    parts += f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return f"<item>{parts}</item>"


A = "https://harbour.example/n/1"


@pytest.mark.parametrize(
    "other",
    [
        item(link=A, guid="new-guid"),
        item("Quay closed again", link=A, guid="g"),
        item(link=A + "?utm_source=rss&amp;utm_medium=feed"),
        item(link="http://www.harbour.example/n/1/"),
        item(link=A + "#comments"),
        item(link=A + "/amp"),
    ],
)
def test_the_same_page_is_the_same_entry_in_every_feed(other: str) -> None:
    assert ids(item(link=A, guid="g")) == ids(other, "https://elsewhere.example/feed")


@pytest.mark.parametrize(
    "other",
    [
        item(link="https://harbour.example/n/2", guid="g"),
        item(link=A + "?page=2", guid="g"),
    ],
)
def test_a_reused_guid_with_another_page_is_another_entry(other: str) -> None:
    assert ids(item(link=A, guid="g")) != ids(other)
    assert len(ids(item(link=A, guid="g") + other)) == 2


def test_entries_that_share_one_address_are_told_apart() -> None:
    """Live blogs and bulletins: one page, many posts."""
    found = ids(item("One", A + "#1", "g1") + item("Two", A + "#2", "g2") + item("Three", A))

    assert len(set(found)) == 3


def test_an_entry_listed_twice_is_one() -> None:
    assert len(ids(item(link=A, guid="g1") + item(link=A + "?utm_source=x", guid="g2"))) == 1


def test_a_front_page_is_no_identity() -> None:
    site = "https://harbour.example/alerts"
    first = ids(item("Gale warning", site), site=site)
    second = ids(item("Gale warning over", site), site=site)
    bare = ids(item("Gale warning", "https://harbour.example/"))

    assert first == bare
    assert first != second


def test_without_an_address_guid_and_title_speak_within_the_feed() -> None:
    assert ids(item("A", guid="1")) == ids(item("B", guid="1"))
    assert ids(item("A", guid="1")) != ids(item("A", guid="2"))
    assert ids(item("A", guid="1")) != ids(item("A", guid="1"), "https://elsewhere.example/rss")
    assert ids(item("Quay closed")) == ids(item("QUAY  closed!"))
    assert ids(item("Quay closed")) != ids(item("Quay open"))
