"""Which watches an alert is for: all conditions hold, patterns are cheap and ignore case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from store_builders import an_alert, an_article, an_incident

from monitor.incidents.watch_patterns import cannot_match
from monitor.incidents.watches import by_any_name, matching_watches, wants
from monitor.model.names import AlertKind
from monitor.registers import ActorRow, PlaceRow, Watch
from monitor.settings.patterns import check_pattern


def wanted(watch: Watch, text: str = "A crane fell.", **card: Any) -> bool:
    incident = an_incident(**card)
    return wants(watch, incident, an_alert(incident), an_article(text=text))


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("CAMP TAJI", "rockets at camp Taji", True),
        (r"^rockets", "first line\nRockets fell", True),
        (r"taji$", "at Taji\nsecond line", True),
        (r"camp\s+taji", "camp\nTaji", False),
        (r"x{3}", "y" * 998 + "xxx" + "y" * 3000, True),
        (r"seam of words", "y" * 795 + " seam of words " + "y" * 3000, True),
        (r"seam of words", "y" * 990 + " seam of words " + "y" * 3000, True),
    ],
)
def test_patterns_ignore_case_and_search_line_by_line(pattern: str, text: str, hit: bool) -> None:
    assert wanted(Watch(name="w", patterns=(pattern,)), text) is hit


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    "pattern",
    [r"[^.]*Taji", r".*a.*Taji", r"a.*b.*Taji", r"\w+\s*Taji", r"[a-z ]+Taji", r"(.*)b(.*)Taji"],
)
@pytest.mark.parametrize("text", ["a" * 200_000, "ab" * 100_000, "a " * 100_000])
def test_an_accepted_pattern_ends_on_a_hostile_text(pattern: str, text: str) -> None:
    check_pattern(pattern)
    assert not wanted(Watch(name="w", patterns=(pattern,)), text)


@pytest.mark.parametrize("pattern", [r".*taji", r"[^.]*taji", r".*?t(?:a|o)ji", r"(.*)taji", r".*"])
def test_a_repetition_at_the_beginning_changes_nothing_but_the_cost(pattern: str) -> None:
    assert wanted(Watch(name="w", patterns=(pattern,)), "rockets fell at Taji on Monday")
    assert wanted(Watch(name="w", patterns=(pattern + "|zz",)), "rockets fell at Taji on Monday")


def test_every_accepted_place_of_a_long_line_is_searched() -> None:
    for at in range(0, 15_000, 97):
        text = "z" * at + " needle here " + "z" * (15_000 - at)
        assert wanted(Watch(name="w", patterns=("needle here",)), text), at


def test_news_of_a_feed_goes_to_who_asked_or_wants_everything() -> None:
    alert = replace(an_alert(an_incident()), kind=AlertKind.FEED_TROUBLE, incident_id=None)
    watches = (
        Watch(name="everything"),
        Watch(name="asked", places=("Port Orland",), kinds=(AlertKind.FEED_TROUBLE,)),
        Watch(name="near", near=(0.0, 0.0, 50.0)),
        Watch(name="words", words=("crane",)),
        Watch(name="deaths", min_killed=0),
        Watch(name="other kinds", kinds=(AlertKind.DISPUTE,)),
    )
    assert [w.name for w in matching_watches(watches, None, alert, None)] == ["everything", "asked"]


def test_registers_names_stand_beside_what_was_written() -> None:
    places = (PlaceRow(name="Port Orland", kind="city", country="OR", aliases=("Orlandhaven",)),)
    actors = (ActorRow(name="Coastal Front", kind="armed_group", aliases=("CF",)),)
    written = (Watch(name="w", places=("ORLANDHAVEN", "Elsewhere"), actors=("cf",)),)
    (watch,) = by_any_name(written, places, actors)
    assert watch.places == ("ORLANDHAVEN", "Elsewhere", "Port Orland")
    assert watch.actors == ("cf", "Coastal Front")
    assert wanted(replace(watch, actors=()))


@pytest.mark.parametrize(
    "pattern", [r"\bcamp\b", r"^a|b$", r"(?:^|\s)x", r"a$|b", r"x\\n", r"a?^b"]
)
def test_patterns_that_may_match_are_not_called_impossible(pattern: str) -> None:
    assert cannot_match(pattern) == ""
