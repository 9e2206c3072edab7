"""Fine marks: a name however spelled, a victim in the other's words, a time of day."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from monitor.matching import name_scorers
from monitor.matching.evidence import evidence
from monitor.matching.features import NAMES
from monitor.matching.name_skeleton import skeleton
from monitor.matching.names import clocks_in
from monitor.matching.profile import PersonMark, PlaceMark, Profile
from monitor.matching.word_weights import stem


def a_profile(**told: Any) -> Profile:
    plain: dict[str, Any] = {
        "role": "primary", "incident_type": "shooting", "language": "en", "published": None,
        "start": None, "end": None, "precision": "unknown", "title": (), "lead": (), "body": (),
    }  # fmt: skip
    return Profile(**(plain | told))


def a_place(identity: str, name: str, precision: int = 1) -> PlaceMark:
    return PlaceMark(
        id=identity, name=name, country="US", admin1="", latitude=None, longitude=None,
        precision=precision,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qasem", "qassem"),
        ("hizbollah", "hezbollah"),
        ("soleimani", "suleimani"),
        ("marquez", "markes"),
        ("isabella", "izabella"),
    ],
)
def test_one_name_in_two_spellings_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize("word", ["ali", "tommy", "4700", "بغداد", "киев"])
def test_short_and_foreign_words_have_no_skeleton(word: str) -> None:
    assert skeleton(word) == ""


def test_names_written_alike_are_not_counted_as_spelled_otherwise() -> None:
    ours = a_profile(proper=(("soleimani", 60), ("baghdad", 40)))
    theirs = a_profile(proper=(("suleimani", 60), ("baghdad", 40)))
    assert name_scorers.spelled_alike(ours, theirs) == 6.0
    assert name_scorers.spelled_alike(ours, ours) == 0.0


def test_a_victim_is_met_in_the_words_of_a_report_that_gives_no_role() -> None:
    told = a_profile(persons=(PersonMark(name="mara ostrander", role="killed"),))
    named = a_profile(proper=(("ostrander", 70),))
    other = a_profile(proper=(("kowalski", 70),))
    assert name_scorers.victims_told(told, named) == 1.0
    assert name_scorers.victims_told(other, told) == 0.0
    assert isnan(name_scorers.victims_told(named, other))


def test_a_town_put_elsewhere_on_the_map_still_bears_its_name() -> None:
    ours = a_profile(places=(a_place("a", "springfield"),))
    theirs = a_profile(places=(a_place("b", "springfield"),))
    assert name_scorers.place_names(ours, theirs) == 1.0
    assert name_scorers.place_names(ours, a_profile(places=(a_place("c", "dayton"),))) == 0.0


def test_a_main_place_is_met_in_the_words() -> None:
    ours = a_profile(places=(a_place("a", "springfield"),))
    assert name_scorers.place_in_words(ours, a_profile(body=((stem("springfield"), 50),))) == 1.0
    assert name_scorers.place_in_words(ours, a_profile(body=((stem("dayton"), 50),))) == 0.0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at about 8:30 p.m. Sunday", (1230,)),
        ("at 7 a.m.", (420,)),
        ("um 20.15 Uhr", (1215,)),
        ("à 19h30", (1170,)),
        ("12:05 am", (5,)),
        ("13.5 million dollars, 300 people, 1:0", ()),
    ],
)
def test_times_of_day_are_read(text: str, minutes: tuple[int, ...]) -> None:
    assert clocks_in(text) == minutes


def test_clock_gap_goes_round_midnight() -> None:
    late, early = a_profile(clocks=(1430,)), a_profile(clocks=(5,))
    assert name_scorers.clock_gap(late, early) == 0.0
    assert name_scorers.clock_gap(late, a_profile(clocks=(1190,))) == 4.0
    assert isnan(name_scorers.clock_gap(late, a_profile()))


@pytest.mark.parametrize("value", [0.0, 3.0])
@pytest.mark.parametrize("name", NAMES)
def test_words_are_found_for_a_value_that_another_report_gave(name: str, value: float) -> None:
    """The nearest report need not be the one that tells it: any part of it may be silent."""
    ours = a_profile(
        clocks=(1230,), numbers=("4700",), start=739_000, end=739_000, precision="day",
        places=(a_place("a", "springfield"),), published=739_001,
    )  # fmt: skip
    for one, other in ((ours, a_profile()), (a_profile(), ours), (a_profile(), a_profile())):
        assert isinstance(evidence(name, value, one, other), str)
