"""Which of two texts is the original, and which of many a text was taken from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    NOON,
    SENTENCES,
    an_article,
    the_register,
    wrong_today,
)

from monitor.lineage.credits.credits import credits
from monitor.lineage.reuse.direction import moment_of, nearest, tie_of
from monitor.lineage.reuse.reuse import text_of
from monitor.model.reading import Article


def tie(one: Article, other: Article) -> tuple[str, str] | None:
    """(newer, older) outlets of a tie."""
    register = the_register()
    ready = [text_of(article, credits(article, register)) for article in (one, other)]
    found = tie_of(ready[0], ready[1], register)
    return found and (found.newer.article.outlet, found.older.article.outlet)


def at(hours: float, host: str = "lantern.example", text: str = FIRE, **more: object) -> Article:
    return an_article(
        text, url=f"https://{host}/fire", published=NOON + timedelta(hours=hours), **more
    )


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        (at(0, "a.example"), at(1, "b.example"), "b.example"),
        (at(1, "a.example"), at(0, "b.example"), "a.example"),
        (
            at(0, "theguardian.com"),
            at(0, "b.example", f"{FIRE}\n\nSource: The Guardian"),
            "b.example",
        ),
        (
            at(9, "theguardian.com"),
            at(0, "b.example", f"{FIRE}\n\nSource: The Guardian"),
            "b.example",
        ),
        (
            at(30, "theguardian.com"),
            at(0, "b.example", f"{FIRE}\n\nSource: The Guardian"),
            "b.example",
        ),
    ],
)
def test_credits_decide_then_the_clock(one: Article, other: Article, newer: str) -> None:
    found = tie(one, other)
    assert found
    assert found[0] == newer
    assert tie(other, one) == found


def test_a_much_later_page_of_the_credited_is_tied_only_where_it_is_the_same_text() -> None:
    copy = at(0, "b.example", f"{FIRE}\n\nSource: The Guardian")
    later = at(72, "theguardian.com", f"{' '.join(SENTENCES[2:4])}. {BRIDGE}")
    assert tie(later, copy) is None


def test_texts_that_share_nothing_are_not_tied() -> None:
    assert tie(at(0), at(1, "b.example", BRIDGE)) is None


@pytest.mark.parametrize(("precision", "hour"), [("second", 12), ("minute", 12), ("day", 24)])
def test_a_bare_day_is_taken_at_noon(precision: str, hour: int) -> None:
    moment = moment_of(text_of(an_article(precision=precision)))
    assert moment.total_seconds() % 86_400 / 3600 == hour % 24


def test_without_a_date_the_first_sight_counts() -> None:
    article = an_article(published=None)
    seen = NOON - timedelta(days=1)
    assert moment_of(text_of(article, (), seen)).total_seconds() == seen.timestamp()
    assert moment_of(text_of(article)).total_seconds() == article.fetched_at.timestamp()


@pytest.mark.parametrize(
    ("originals", "kept"),
    [
        ([at(0, "a.example"), at(1, "b.example")], ["a.example"]),
        ([at(1, "b.example"), at(0, "a.example")], ["a.example"]),
        ([at(0, "a.example"), at(1, "b.example", BRIDGE)], ["a.example", "b.example"]),
        wrong_today(
            [at(0, "a.example", SENTENCES[0]), at(1, "b.example")],
            ["b.example"],
            reason="shares are of the shorter text: a teaser of it counts as much as the whole",
        ),
    ],
)
def test_of_many_originals_the_best_of_each_text_is_kept(
    originals: list[Article], kept: list[str]
) -> None:
    register = the_register()
    mine = text_of(at(5, "mine.example", f"{FIRE}\n{BRIDGE}"))
    ties = [tie_of(mine, text_of(one), register) for one in originals]
    found = nearest([t for t in ties if t], mine)
    assert sorted(t.older.article.outlet for t in found) == kept
