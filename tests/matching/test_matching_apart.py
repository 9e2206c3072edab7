"""Two fresh reports of two days stay two; one incident told a day later stays one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_matching_decide import MODEL, a_candidate, the_strike

from monitor.matching.apart import stays_apart
from monitor.matching.decide import decide
from monitor.matching.profile import Profile
from monitor.model.names import Decision

DAY = date(2031, 5, 12).toordinal()


def out_on(day: int, lag: int = 0, share: float = 0.97, kind: str = "drone_strike") -> Profile:
    """The strike as told of a day, `lag` days later."""
    return replace(
        the_strike(),
        start=DAY + day,
        end=DAY + day,
        published=DAY + day + lag,
        day_share=share,
        incident_type=kind,
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "is_apart"),
    [
        (out_on(1), out_on(0), True),
        (out_on(1, lag=1), out_on(0, lag=1), True),
        (out_on(1), out_on(0, lag=1), True),
        (out_on(0, lag=1), out_on(0), False),
        # The later day may be that of a retelling.
        (out_on(1, lag=1), out_on(0), False),
        (out_on(1, share=0.7), out_on(0), False),
        (out_on(5, lag=9), out_on(0), False),
        (out_on(1, kind="flood"), out_on(0, kind="flood"), False),
        (replace(out_on(1, kind="other"), again=True), out_on(0, kind="other"), True),
    ],
)
def test_fresh_news_of_two_days_is_two(ours: Profile, theirs: Profile, is_apart: bool) -> None:
    assert bool(stays_apart(ours, (theirs,))) is is_apart


def test_one_report_of_the_same_day_is_enough_to_meet() -> None:
    assert stays_apart(out_on(1), (out_on(0), out_on(1, lag=1))) == ""


def test_what_stays_apart_is_new_and_says_why() -> None:
    verdict = decide(out_on(1), [a_candidate(out_on(0))], MODEL)
    assert verdict.decision is Decision.NEW
    assert "both fresh, of two days" in verdict.reason
