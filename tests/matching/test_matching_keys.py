"""Blocking keys: bounded, durable, and shared by tellings of one incident."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from monitor.matching.data import load_background, load_model
from monitor.matching.keys import MAX_KEYS, MAX_PROBES, keys, probes
from monitor.matching.names import ages_in, names_in, numbers_in, proper_in
from monitor.matching.packing import dump, load
from monitor.matching.profile import PersonMark, PlaceMark, Profile

DAY = date(2031, 5, 12).toordinal()


def a_place(name: str = "port velm", precision: int = 1) -> PlaceMark:
    return PlaceMark(
        id=f"place_{name}", name=name, country="NO", admin1="vestre", latitude=61.02,
        longitude=5.1, precision=precision,
    )  # fmt: skip


def a_profile(**changes: object) -> Profile:
    values: dict[str, object] = {
        "role": "primary",
        "incident_type": "drone_strike",
        "language": "en",
        "published": DAY,
        "start": DAY,
        "end": DAY,
        "precision": "day",
        "title": (("silo", 62), ("velm", 70), ("drone", 55), ("hit", 20)),
        "lead": (("silo", 62), ("velm", 70), ("brandvold", 70), ("dock", 50)),
        "body": (("silo", 62), ("velm", 70), ("brandvold", 70), ("dock", 50)),
        "names": ("ilse brandvold",),
        "persons": (PersonMark(name="ilse brandvold", role="named"),),
        "places": (a_place(),),
    }
    return Profile(**{**values, **changes})  # type: ignore[arg-type]


def shared(a: Profile, b: Profile) -> set[str]:
    return {key for key, _ in probes(a)} & {key for key, _ in keys(b)}


def test_a_profile_comes_back_from_its_text() -> None:
    one = a_profile(ages=(41,), numbers=("13500",), bigrams=("grain silo",))
    assert load(dump(one)) == one


@pytest.mark.parametrize("days", [0, 1, 7, 8])
def test_one_place_within_days_meets(days: int) -> None:
    later = a_profile(start=DAY + days, end=DAY + days, published=DAY + days, title=(), lead=())
    assert any(key.startswith("p:") for key in shared(later, a_profile()))


def test_one_place_a_year_later_meets_by_words_alone() -> None:
    later = a_profile(start=DAY + 400, end=DAY + 400, published=DAY + 400)
    assert all(key[0] in "nwxu" for key in shared(later, a_profile()))


def test_a_person_meets_across_years() -> None:
    later = a_profile(start=None, end=None, published=DAY + 2000, title=(), lead=(), places=())
    assert "n:ilse brandvold" in shared(later, a_profile())


def test_undated_texts_meet_by_rare_words() -> None:
    undated = a_profile(start=None, end=None, published=None, places=(), persons=(), names=())
    assert {"u:velm", "w:silo|velm"} <= shared(undated, a_profile())


def test_a_headline_meets_a_registers_row_by_country_and_day() -> None:
    row = a_profile(title=(), lead=(), body=(), names=(), persons=(), published=None)
    country = a_place("norway", 6)
    headline = a_profile(
        title=(), lead=(), body=(), names=(), persons=(), start=None, end=None,
        precision="unknown", places=(country,), published=DAY + 2,
    )  # fmt: skip
    assert any(key.startswith("c:NO@") for key in shared(headline, row))


def test_keys_are_bounded_whatever_the_text() -> None:
    words = tuple((f"word{n}", 70) for n in range(500))
    many = a_profile(
        title=words, lead=words, body=words, names=tuple(f"a{n} b{n}" for n in range(500)),
        persons=tuple(PersonMark(name=f"a{n} b{n}", role="killed") for n in range(500)),
        places=tuple(a_place(f"p{n}") for n in range(50)),
        streets=tuple(f"s{n}" for n in range(50)), actors=tuple(f"x{n}" for n in range(50)),
    )  # fmt: skip
    assert len(keys(many)) <= MAX_KEYS
    assert len(probes(many)) <= MAX_PROBES
    assert len(set(keys(many))) == len(keys(many))


def test_keys_stand_at_the_day_it_happened() -> None:
    assert {day for _, day in keys(a_profile(published=DAY + 9))} == {DAY}
    unknown = a_profile(start=None, end=None, precision="unknown")
    assert {day for _, day in keys(unknown)} == {DAY}


def test_an_empty_profile_has_no_keys_and_no_trouble() -> None:
    empty = a_profile(
        title=(), lead=(), body=(), names=(), persons=(), places=(), published=None, start=None,
        end=None, precision="unknown",
    )  # fmt: skip
    assert keys(empty) == ()


def test_names_and_numbers_are_read_by_their_shape() -> None:
    text = "On Monday Ilse Brandvold, 41, met Ole al-Hadi near Tollbod Quay with 13,500 kroner."
    assert names_in(text) == ("ilse brandvold", "ole al-hadi", "tollbod quay")
    assert numbers_in(text) == ("41", "13500")
    assert ages_in(text) == (41,)
    assert "brandvold" in proper_in("The harbour master of Velm, Ilse Brandvold, spoke.")


@pytest.mark.parametrize(
    "text", ["", "A" * 50_000, "A " * 50_000, "Ab Cd " * 20_000, "1," * 50_000]
)
def test_hostile_text_costs_little_and_raises_nothing(text: str) -> None:
    assert len(names_in(text)) <= 60
    assert len(numbers_in(text)) <= 6_000
    assert len(proper_in(text)) <= 6_000


def test_general_words_say_less_than_rare_ones() -> None:
    background = load_background()
    weights = [background.weight(word) for word in ("the", "police", "harbour", "brandvold")]
    assert weights == sorted(weights)
    assert background.weight("police") <= 22


def test_the_packaged_weights_name_what_they_were_fitted_on() -> None:
    model = load_model()
    assert len(model.fingerprint) == 12
    assert 0 < model.thresholds.new_below <= model.thresholds.same_above < 1
    assert 0 <= model.thresholds.row_more < 0.5
    assert set(model.scores["cross_fitted"]) >= {"gun-violence", "world-news"}


def test_a_profile_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        a_profile().role = "background"  # type: ignore[misc]
