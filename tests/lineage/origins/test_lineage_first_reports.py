"""Who had it first, as an honest interval."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lineage_builders import (
    FIRE,
    NOON,
    an_article,
    told,
)

from monitor.lineage.origins.first_reports import Seen, appeared, first_report, interval


def test_a_bare_day_opens_the_whole_day() -> None:
    found = appeared(Seen(article=an_article(precision="day"), first_seen=NOON))
    assert found.earliest == NOON.replace(hour=0)
    assert found.latest == NOON


def test_a_time_before_the_last_poll_is_not_believed() -> None:
    seen = Seen(
        article=an_article(published=NOON - timedelta(days=3)),
        first_seen=NOON,
        previous_poll=NOON - timedelta(minutes=14),
    )
    found = appeared(seen)
    assert (found.earliest, found.latest) == (NOON - timedelta(minutes=14), NOON)


def test_first_report_leads_only_as_far_as_times_allow() -> None:
    early, late = told(0, FIRE), told(2, FIRE)
    found = first_report([Seen(article=late), Seen(article=early)])
    assert found
    assert [a.article_id for a in found.candidates] == [early.id]
    assert found.lead == timedelta(hours=2)
    tie = first_report([Seen(article=told(0, FIRE, precision="day")), Seen(article=late)])
    assert tie
    assert tie.lead is None
    assert first_report([]) is None


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("published", "precision", "latest", "poll", "earliest_told", "latest_told"),
    [
        (0, "second", 2, None, 0, 0),
        (0, "second", 2, -1, 0, 0),
        (0, "second", 2, 1, 1, 2),
        (3, "second", 2, 1, 1, 2),
        (None, "unknown", 2, 1, 1, 2),
        (None, "unknown", 2, None, None, 2),
        (0, "day", 2, None, -12, 2),
        (0, "day", 20, None, -12, 12),
        (0, "day", 2, 1, 1, 2),
        (None, "unknown", 2, 5, 2, 2),
    ],
)
def test_between_when_and_when_it_appeared(
    published: float | None,
    precision: str,
    latest: float,
    poll: float | None,
    earliest_told: float | None,
    latest_told: float,
) -> None:
    found = interval(
        published=None if published is None else NOON + hours(published),
        precision=precision,
        latest=NOON + hours(latest),
        previous_poll=None if poll is None else NOON + hours(poll),
    )
    expected = None if earliest_told is None else NOON + hours(earliest_told)
    assert found == (expected, NOON + hours(latest_told))


def test_who_may_have_been_first_is_named_beside_who_was() -> None:
    early = Seen(article=told(0, FIRE), first_seen=NOON + hours(2))
    vague = Seen(article=told(1, FIRE, precision="day"), first_seen=NOON + hours(3))
    late = Seen(article=told(3, FIRE), previous_poll=NOON + hours(1.5))
    found = first_report([late, vague, early])
    assert found
    assert {a.outlet for a in found.candidates} == {"Harbourpost", "Valleytimes"}
    assert found.lead is None


def test_one_report_alone_leads_nobody() -> None:
    found = first_report([Seen(article=told(0, FIRE))])
    assert found
    assert (len(found.candidates), found.lead) == (1, None)


def test_nothing_appears_after_it_was_seen() -> None:
    article = an_article(published=None)
    found = appeared(Seen(article=article, first_seen=NOON + hours(1)))
    assert (found.earliest, found.latest) == (None, NOON + hours(1))
