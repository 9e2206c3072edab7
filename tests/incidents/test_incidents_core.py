"""What contradicts an incident's core is set aside; what gathers against it is perhaps another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from monitor.incidents.ballots import ballots, latest
from monitor.incidents.card import card
from monitor.incidents.core import agreed, not_counted
from monitor.model.deciding import Claim, Incident, Report, Toll
from monitor.model.facts import Place, Where
from tests.incidents.incident_builders import (
    NOW,
    a_claim,
    a_mention,
    a_place,
    a_reading,
    a_report,
    a_when,
    an_article,
    an_incident,
    hours,
    origins,
    span_of,
)

HERE = a_place("Port Velm")
#: 220 km away, in the same country.
THERE = replace(a_place("Oskerby"), latitude=63.0)
NEAR = replace(a_place("Velm Sound"), latitude=61.3)
ABROAD = replace(a_place("Ostrava"), country="CZ", latitude=None, longitude=None)
NAMESAKE = replace(a_place("Port Velm"), id="place_2", latitude=20.0)
COUNTRY = replace(a_place("Elsewhere", precision=6), country="CZ")
MONDAY = date(2031, 5, 12)


def told(outlet: str, place: Place = HERE, day: date = MONDAY, at: float = 0) -> Report:
    mention = a_mention(
        where=(Where(place=place, span=span_of("Port Velm")),), when=a_when(day), counts=()
    )
    article = replace(an_article(outlet), published=hours(at))
    return a_report(a_reading(article, mention), decided_at=hours(at))


def killed(number: int, by: Report) -> Claim:
    return a_claim(
        number=number,
        article_id=by.article_id,
        version_id=by.version_id,
        first_seen=by.decided_at,
    )


def made(*reports: Report, tolls: tuple[int, ...] = (), **changes: bool) -> Incident:
    figures = [killed(n, one) for n, one in zip(tolls, reports, strict=False)]
    return card("incident_a", NOW, reports, figures, origins(), hours(99), None, **changes)


@pytest.mark.parametrize(
    ("place", "day", "at", "counts"),
    [
        (THERE, MONDAY, 1, False),
        (ABROAD, MONDAY, 1, False),
        (HERE, date(2031, 5, 5), 1, False),
        (NEAR, MONDAY, 1, True),
        (NAMESAKE, MONDAY, 1, True),
        (COUNTRY, MONDAY, 1, True),
        (HERE, date(2031, 5, 11), 1, True),
        # News of what followed: an arrest, a funeral.
        (HERE, date(2031, 5, 22), 10 * 24, True),
        # A later day of which nothing is new.
        (HERE, date(2031, 5, 22), 30 * 24, False),
    ],
)
def test_a_report_of_another_place_or_day_counts_for_nothing(
    place: Place, day: date, at: float, counts: bool
) -> None:
    reports = (told("A"), told("B"), told("C", place, day, at))
    found = made(*reports, tolls=(3, 3, 40))
    assert found.killed == Toll(low=3, best=3, high=40 if counts else 3)
    assert (found.place, found.when and found.when.start) == (HERE, MONDAY)


def test_tolls_that_rise_fall_or_are_disputed_contradict_nothing() -> None:
    reports = tuple(told(name, at=hour) for hour, name in enumerate("ABC"))
    assert made(*reports, tolls=(3, 40, 1)).killed == Toll(low=1, best=1, high=40)


def test_of_two_what_was_told_first_is_the_core() -> None:
    assert made(told("A"), told("B", THERE, at=1), tolls=(3, 9)).killed == Toll(
        low=3, best=3, high=3
    )


def test_what_a_person_decided_counts_whatever_it_tells() -> None:
    odd = told("C", THERE, at=1)
    by_ann = replace(odd, verdict=replace(odd.verdict, decided_by="person:ann"))
    reports = (told("A"), told("B"), by_ann)
    assert made(*reports, tolls=(3, 3, 40)).killed == Toll(low=3, best=3, high=40)
    reports = (told("A"), told("B"), odd)
    assert made(*reports, tolls=(3, 3, 40), is_bound=True).killed == Toll(low=3, best=3, high=40)


def test_it_is_said_why_a_report_is_not_counted() -> None:
    reports = (told("A"), told("B"), told("C", THERE), told("D", HERE, date(2031, 5, 5)))
    current = latest(ballots(reports))
    assert not_counted(current, agreed(current, origins(), None)) == {
        reports[2].id: "not counted: tells another place (Oskerby)",
        reports[3].id: "not counted: tells another day (5 May 2031)",
    }


def test_a_register_s_place_is_the_core() -> None:
    row = an_incident(known_from="register:r", place=THERE, killed=None)
    told_there = (told("A"), told("B"), told("C", THERE))
    current = latest(ballots(told_there))
    assert set(agreed(current, origins(), row).aside) == {one.article_id for one in told_there[:2]}


def test_one_odd_report_is_misread_two_that_agree_are_perhaps_another_incident() -> None:
    core = [told(name) for name in "ABCD"]
    assert made(*core, told("E", THERE)).perhaps_two == ""
    assert made(*core, told("E", THERE), told("F", ABROAD)).perhaps_two == "", "they scatter"
    both = made(*core, told("E", THERE), told("F", THERE))
    assert both.perhaps_two == (
        "perhaps two incidents: 4 reports tell Port Velm, 2 reports tell Oskerby"
    )
    more = [told(name) for name in "GHI"]
    assert made(*core, *more, told("E", THERE), told("F", THERE)).perhaps_two == "", "too few"
    assert made(*core, told("E", THERE), told("F", THERE), is_bound=True).perhaps_two == ""


@pytest.mark.parametrize(("days", "is_two"), [(1, False), (4, True), (30, False)])
def test_news_of_the_next_attack_soon_after_is_perhaps_another_incident(
    days: int, is_two: bool
) -> None:
    """A month later it is an arrest or a trial; until a person parts them its figures count."""
    later = [told(name, day=date.fromordinal(MONDAY.toordinal() + days), at=24 * days)
             for name in "CD"]  # fmt: skip
    assert bool(made(told("A"), told("B"), *later).perhaps_two) == is_two
