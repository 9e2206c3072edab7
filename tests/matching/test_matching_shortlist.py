"""Laws of the first ranking: what is shared, then what the card says."""

from __future__ import annotations

import dataclasses

from monitor.matching.profile import CountMark, PlaceMark, Profile
from monitor.matching.shortlist import WITHIN, best, by_keys, likeness, sketch_of

DAY = 739_000


def a_profile(**changes: object) -> Profile:
    told: dict[str, object] = {
        "role": "primary",
        "incident_type": "fire",
        "language": "en",
        "published": DAY + 1,
        "start": DAY,
        "end": DAY,
        "precision": "day",
        "title": (),
        "lead": (),
        "body": (),
        "places": (
            PlaceMark(
                id="place_1",
                name="port orland",
                country="XA",
                admin1="coast",
                latitude=10.0,
                longitude=20.0,
                precision=1,
            ),
        ),
        "counts": (CountMark(field="killed", low=3, best=3, high=3),),
    }
    return Profile(**{**told, **changes})  # type: ignore[arg-type]


def test_a_rare_key_weighs_more_than_a_common_one() -> None:
    scores = by_keys({"n:ada berg": ["rare"], "n:the mayor": ["a", "b", "c", "rare", "d"]})
    assert next(iter(scores)) == "rare"
    assert scores["a"] == scores["d"] < scores["rare"]


def test_a_persons_name_weighs_more_than_a_place_in_the_same_week() -> None:
    scores = by_keys({"p:place_1@92": ["place"], "n:ada berg": ["name"]})
    assert list(scores) == ["name", "place"]


def test_only_the_best_are_looked_at() -> None:
    hits = {f"u:{number}": [number] for number in range(9)} | {"n:ada berg": [7]}
    assert list(by_keys(hits, limit=1)) == [7]


def test_what_the_card_says_outweighs_a_key() -> None:
    """Same words, another town, day and toll: the other one comes first."""
    ours = a_profile()
    far = a_profile(
        start=DAY - 40,
        end=DAY - 40,
        places=(dataclasses.replace(ours.places[0], id="place_2", latitude=50.0),),
        counts=(CountMark(field="killed", low=9, best=9, high=9),),
    )
    sketches = {"near": sketch_of(ours), "far": sketch_of(far)}
    assert best(ours, {"far": 1.0, "near": 0.5}, sketches, 2)[0] == "near"
    assert best(ours, {"far": 1.0, "near": 0.5}, sketches, 1) == ["near"]


def test_what_stands_far_behind_the_best_is_not_compared() -> None:
    ours = a_profile()
    sketches = dict.fromkeys(("near", "next", "far"), sketch_of(ours))
    scores = {"near": 9.0, "next": 9.0 - WITHIN, "far": 8.9 - WITHIN}
    assert best(ours, scores, sketches, 9) == ["near", "next"]
    assert best(ours, {"far": 0.1}, sketches, 9) == ["far"]
    assert best(ours, {}, sketches, 9) == []


def test_silence_stands_between_agreement_and_contradiction() -> None:
    ours = a_profile()
    silent = sketch_of(a_profile(start=None, end=None, places=(), counts=(), incident_type="other"))
    other = sketch_of(
        a_profile(
            start=DAY - 9,
            end=DAY - 9,
            places=(dataclasses.replace(ours.places[0], latitude=60.0, country="XB"),),
            counts=(CountMark(field="killed", low=40, best=40, high=40),),
        )
    )
    assert likeness(ours, sketch_of(ours)) > likeness(ours, silent) > likeness(ours, other)
