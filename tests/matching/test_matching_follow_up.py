"""What follows up an incident comes home to it, where one of all is clearly meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_matching_decide import a_candidate, the_strike

from monitor.matching.follow_up import RULE, come_home, follow
from monitor.matching.profile import PersonMark, PlaceMark, Profile
from monitor.model.deciding import Verdict
from monitor.model.names import Decision, Role

OUT = date(2031, 6, 20).toordinal()
ELSEWHERE = PlaceMark(
    id="place_far", name="hald", country="NO", admin1="agder", latitude=58.0, longitude=7.0,
    precision=1,
)  # fmt: skip


def followed_up(**told: object) -> Profile:
    """What an article on the strike tells of it a month later, its own day left out."""
    plain = replace(the_strike(), published=OUT, start=None, end=None, precision="unknown")
    return replace(plain, **told)  # type: ignore[arg-type]


def test_place_toll_and_words_bring_it_home() -> None:
    verdict = follow(followed_up(), [a_candidate(the_strike())])
    assert verdict is not None
    assert (verdict.incident_id, verdict.decided_by) == ("incident_a", RULE)
    assert "the same place" in verdict.reason


@pytest.mark.parametrize(
    "told",
    [
        {"places": (ELSEWHERE,)},
        {"lead": ()},
        {"published": date(2031, 5, 1).toordinal()},
        {"start": OUT - 9, "end": OUT - 9, "precision": "day"},
        {"persons": (PersonMark(name="ada brun", role="killed"),)},
    ],
    ids=["other place", "no words", "came before", "another day", "another victim"],
)
def test_it_follows_nothing_that_is_contradicted(told: dict[str, object]) -> None:
    victim = (PersonMark(name="jo lund", role="killed"),)
    strike = replace(the_strike(), persons=victim)
    assert follow(followed_up(**told), [a_candidate(strike)]) is None


def test_of_two_alike_it_follows_none() -> None:
    two = [a_candidate(the_strike(), incident_id=one) for one in ("incident_a", "incident_b")]
    assert follow(followed_up(), two) is None


def test_what_it_tells_of_its_news_day_is_no_other_incident() -> None:
    follows = Verdict(decision=Decision.SAME, incident_id="incident_a", score=0.9, reason="")
    new = Verdict(decision=Decision.NEW, incident_id=None, score=0.0, reason="")
    background = replace(followed_up(), role=Role.BACKGROUND.value, start=OUT, end=OUT)
    first, second = come_home((new, new), (followed_up(), background), follows)
    assert first is follows
    assert (second.decision, second.incident_id) == (Decision.NOT_INCIDENT, None)
