"""What holds a tie back: contradictions in a town, and neighbours it could be mistaken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_matching_decide import MODEL, a_candidate, the_follow_up, the_strike

from monitor.matching.again import says_again
from monitor.matching.caution import FOR, NAMES, Caution, read_caution, terms
from monitor.matching.crowding import MOST, crowd
from monitor.matching.decide import rank
from monitor.matching.shortlist import sketch_of
from monitor.matching.streets import street_core

NOBODY = (0, 0)


@pytest.mark.parametrize(
    ("street", "core"),
    [
        ("2100 block of n. orchard st", "orchard"),
        ("orchard street", "orchard"),
        ("14 west 9th avenue", "9th"),
        ("north street", ""),
    ],
)
def test_a_street_is_its_name(street: str, core: str) -> None:
    assert street_core(street) == core


def told(**values: float) -> tuple[float, ...]:
    return tuple(values.get(name, 0.0) for name in NAMES)


def test_agreement_holds_nothing_back() -> None:
    assert terms(the_follow_up(), [the_strike()], NOBODY) == told()


def test_another_street_and_hour_are_told_and_count_as_two() -> None:
    ours = replace(the_strike(), streets=("14 quay street",), clocks=(130,))
    theirs = replace(the_strike(), streets=("9 mill lane",), clocks=(820,))
    held = dict(zip(NAMES, terms(ours, [theirs], NOBODY), strict=True))
    assert (held["streets_apart"], held["hours_apart"], held["twofold"]) == (1.0, 1.0, 1.0)
    # One report that agrees is enough.
    mild = dict(zip(NAMES, terms(ours, [theirs, ours], NOBODY), strict=True))
    assert (mild["streets_apart"], mild["hours_apart"]) == (0.0, 0.0)


def test_days_apart_weigh_by_how_sure_they_are() -> None:
    later = replace(the_strike(), start=date(2031, 5, 16).toordinal(), day_share=0.5)
    later = replace(later, end=later.start)
    held = dict(zip(NAMES, terms(later, [the_strike()], NOBODY), strict=True))
    assert held["days_apart"] == 0.5


@pytest.mark.parametrize(
    ("title", "again"),
    [
        ("Airport shut over drones again", True),
        ("Erneut Brand in Lagerhalle", True),
        ("Otra vez explota la planta", True),
        ("Airport shut over drones", False),
        ("Against all odds, ferry sails", False),
    ],
)
def test_a_headline_says_itself_that_there_are_two(title: str, again: bool) -> None:
    assert says_again(title) is again
    later = replace(the_strike(), start=date(2031, 5, 14).toordinal(), again=again)
    later = replace(later, end=later.start)
    held = dict(zip(NAMES, terms(later, [the_strike()], NOBODY), strict=True))
    assert (held["again_apart"] > 0) is again
    # Both say so: they may well be of one happening.
    both = dict(zip(NAMES, terms(later, [replace(the_strike(), again=True)], NOBODY), strict=True))
    assert both["again_apart"] == 0.0


def test_neighbours_and_contradictions_lower_the_score() -> None:
    alone = a_candidate(the_strike())
    among = replace(alone, crowd=(6, 9))
    far = replace(the_follow_up(), streets=("mill lane",), clocks=(900,))
    against = a_candidate(replace(the_strike(), streets=("quay street",), clocks=(200,)))
    [(free, _, _)], [(held, _, _)] = (rank(the_follow_up(), [one], MODEL) for one in (alone, among))
    [(apart, _, _)] = rank(far, [against], MODEL)
    assert held < free
    assert apart < free


def test_the_packaged_weights_never_let_a_contradiction_speak_for_a_tie() -> None:
    assert all(MODEL.caution.weights[name] <= 0 for name in NAMES if name not in FOR)
    assert all(MODEL.caution.weights[name] >= 0 for name in FOR)
    assert min(MODEL.caution.weights.values()) < 0
    weights = dict.fromkeys(NAMES, 0.0) | {"days_apart": 0.1}
    with pytest.raises(ValueError, match="must not speak"):
        read_caution({"base": 1.0, "start": 0.0, "weights": weights})


def test_without_weights_a_probability_is_what_it_was() -> None:
    assert Caution().probability(0.37, told(near=2.0)) == pytest.approx(0.37)


def test_a_crowd_is_of_one_place_or_of_one_kind_and_bounded() -> None:
    strike = sketch_of(the_strike())
    far = replace(strike, latitude=10.0, longitude=10.0)
    late = replace(strike, start=(strike.start or 0) + 60, end=(strike.end or 0) + 60)
    found = crowd(the_follow_up(), {"a": strike, "b": far, "c": late})
    assert (found.near, found.alike) == ({"a"}, {"a", "b"})
    assert found.beside("a") == (0, 1)
    many = crowd(the_follow_up(), {str(n): strike for n in range(3 * MOST)})
    assert many.beside("0") == (MOST, MOST)


@pytest.mark.parametrize(
    ("ours", "theirs", "apart"),
    [
        ("shooting", ("earthquake",), 1.0),
        ("road_crash", ("bombing", "flood"), 1.0),
        ("shooting", ("armed_attack",), 0.0),
        # Nobody knows what another's kind is, or one of them agrees.
        ("shooting", ("earthquake", "other"), 0.0),
        ("shooting", ("earthquake", "clash"), 0.0),
        ("statement", ("earthquake",), 0.0),
    ],
)
def test_a_quake_is_no_shooting(ours: str, theirs: tuple[str, ...], apart: float) -> None:
    profile = replace(the_strike(), incident_type=ours)
    others = [replace(the_strike(), incident_type=kind) for kind in theirs]
    held = dict(zip(NAMES, terms(profile, others, NOBODY), strict=True))
    assert held["family_apart"] == apart
