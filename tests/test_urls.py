"""Which addresses are one article, and which are two."""

from __future__ import annotations

import pytest

from monitor.urls import canonical, declared

PAGE = "https://wave.example/view"


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}?utm_source=x&utm_campaign=y",
        f"{PAGE}?fbclid=Iw&gclid=C1",
        f"{PAGE}?ns_campaign=a&at_medium=RSS&at_campaign=KARANGA",
        f"{PAGE}?ref=rss",
        f"{PAGE}?partner=rss&rss=1",
        f"{PAGE}?cid=social_twitter",
        f"{PAGE}?feed=news_rss",
        f"{PAGE}?amp=1",
        f"{PAGE}?amp",
        f"{PAGE}/amp/",
        f"{PAGE}/#comments",
        f"{PAGE}#:~:text=fire",
        "http://www.wave.example:80/view/",
    ],
)
def test_what_tells_a_readers_way_is_dropped(address: str) -> None:
    assert canonical(address) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{PAGE}.php?cid=101", f"{PAGE}.php?cid=102"),
        (f"{PAGE}?tag=quake-55", f"{PAGE}?tag=flood-7"),
        (f"{PAGE}?ref=88", f"{PAGE}?ref=89"),
        (f"{PAGE}?ref=fire-at-market", f"{PAGE}?ref=gunmen-at-bridge"),
        (f"{PAGE}?feed=12", f"{PAGE}?feed=13"),
        (f"{PAGE}?rss=4711", f"{PAGE}?rss=4712"),
        (f"{PAGE}?partner=7", f"{PAGE}?partner=8"),
        (f"{PAGE}?ns_id=1", f"{PAGE}?ns_id=2"),
        (f"{PAGE}?wt_article=5", f"{PAGE}?wt_article=6"),
        (f"{PAGE}?tag=front-77", f"{PAGE}?tag=front-78"),
        ("https://wave.example/live#block-1", "https://wave.example/live#block-2"),
        ("https://wave.example/#!/article/1", "https://wave.example/#!/article/2"),
        ("https://wave.example/#/a/one", "https://wave.example/#/a/two"),
        (f"{PAGE}?p=1&utm_source=x", f"{PAGE}?p=2&utm_source=x"),
    ],
)
def test_what_names_an_article_is_kept(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)
    assert canonical(canonical(one)) == canonical(one)


@pytest.mark.parametrize(
    ("address", "link", "wanted"),
    [
        (f"{PAGE}?ref=88", PAGE, PAGE),
        (f"{PAGE}?p=5&cid=ab12", f"{PAGE}?p=5", f"{PAGE}?p=5"),
        (f"{PAGE}?ref=88", f"{PAGE}?ref=88", f"{PAGE}?ref=88"),
        # A front page, another path, a lost parameter that names: no evidence.
        (f"{PAGE}?ref=88", "https://wave.example/", f"{PAGE}?ref=88"),
        (f"{PAGE}?p=5", PAGE, f"{PAGE}?p=5"),
        (f"{PAGE}?ref=88", "", f"{PAGE}?ref=88"),
    ],
)
def test_a_page_may_say_that_a_parameter_names_nothing(
    address: str, link: str, wanted: str
) -> None:
    assert declared(address, link) == wanted
