"""Rows of a register that fit one report share it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from monitor.matching.data import load_background, load_model
from monitor.matching.decide import decide, rank
from monitor.matching.features import Candidate
from monitor.matching.known_profiles import known_incident, known_profile
from monitor.matching.one_row_each import anew, part, shares
from monitor.registers import KnownIncident


def test_a_row_that_alone_fits_is_likelier_than_its_few_words_say() -> None:
    (share, _) = shares([0.3, 0.01], [True, True])
    assert share > 0.6


def test_two_rows_that_fit_alike_are_each_less_than_half() -> None:
    first, second = shares([0.45, 0.45], [True, True])
    assert first == second < 0.5


def test_an_incident_told_by_articles_keeps_its_score_and_is_a_rival() -> None:
    alone, beside = shares([0.4], [True]), shares([0.4, 0.4], [True, False])
    assert beside[1] == 0.4
    assert beside[0] < alone[0]


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_scores_at_the_ends_stay_finite(score: float) -> None:
    assert 0.0 <= shares([score, 0.5], [True, True])[0] <= 1.0


def test_what_rivals_did_is_a_part_in_words() -> None:
    (gain,) = part(0.3, 0.7)
    (loss,) = part(0.45, 0.3)
    assert gain.contribution > 0 > loss.contribution
    assert "no other" in gain.words
    assert "another" in loss.words
    assert part(0.5, 0.5) == ()


def test_a_changed_score_is_shared_with_the_same_rivals() -> None:
    scores, rows = [0.3, 0.2], [True, True]
    share = shares(scores, rows)[0]
    assert anew(0.3, 0.3, share) == pytest.approx(share)
    assert anew(0.6, 0.3, share) == pytest.approx(shares([0.6, 0.2], rows)[0])


def a_row(external_id: str) -> Candidate:
    known = KnownIncident(
        external_id=external_id, title="Attack, Port Velm", incident_type="armed_attack",
        start=date(2031, 5, 11), end=date(2031, 5, 11), precision="day", place="Port Velm",
        admin1="Vestre", country="NO", latitude=61.0, longitude=5.1, place_precision=1,
        killed=(9, 9, 9), injured=None, actors=(), persons=(), source="", note="",
    )  # fmt: skip
    return Candidate(
        incident=known_incident(known, "register", datetime(2031, 5, 12, tzinfo=UTC)),
        profiles=(known_profile(known, load_background()),),
    )


def test_two_rows_that_fit_alike_are_never_the_same_and_why_says_so() -> None:
    first, second = a_row("1"), a_row("2")
    report = replace(first.profiles[0], published=date(2031, 5, 12).toordinal())
    ((alone, _, _),) = rank(report, [first], load_model())
    verdict = decide(report, [first, second], load_model())
    assert verdict.score < 0.5 < alone
    assert "another known incident fits too" in [part.words for part in verdict.parts]
