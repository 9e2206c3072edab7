"""An incident that is perhaps two takes only what agrees with its core."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from test_matching_decide import (
    MODEL,
    a_candidate,
    a_mention,
    a_place,
    the_follow_up,
    the_strike,
)

from monitor.matching.core import agreeing
from monitor.matching.decide import decide
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile
from monitor.model.deciding import Verdict
from monitor.model.names import Decision

TWO = "perhaps two incidents: 4 reports tell Port Velm, 2 reports tell Oskerby"
FAR = a_place("Oskerby", 64.0)


def a_strike(place: str = "Port Velm", *, perhaps_two: str = TWO) -> Candidate:
    told = a_candidate(the_strike())
    core = a_mention(date(2031, 5, 12), place=a_place() if place == "Port Velm" else FAR)
    card = replace(
        told.incident,
        when=core.when,
        place=core.where[0].place,
        perhaps_two=perhaps_two,
    )
    return replace(told, incident=card)


def decided(profile: Profile, candidate: Candidate, *others: Candidate) -> Verdict:
    return decide(profile, [candidate, *others], MODEL)


def test_what_agrees_with_the_core_is_tied() -> None:
    assert decided(the_follow_up(), a_strike()).decision is Decision.SAME


def test_what_contradicts_the_core_opens_its_own_and_says_why() -> None:
    assert decided(the_follow_up(), a_strike("Oskerby", perhaps_two="")).decision is Decision.SAME
    verdict = decided(the_follow_up(), a_strike("Oskerby"))
    assert verdict.decision is Decision.NEW
    assert verdict.reason.endswith(f"but is {TWO}; this tells another place or day")
    assert verdict.others[0][0] == "incident_a", "hindsight and the queue still know of it"


def test_what_tells_neither_place_nor_day_is_left_to_a_person() -> None:
    silent = replace(the_follow_up(), places=(), start=None, end=None, precision="unknown")
    verdict = decided(silent, a_strike())
    assert (verdict.decision, verdict.incident_id) == (Decision.UNSURE, None)
    assert TWO in verdict.reason


def test_the_next_that_is_the_same_takes_what_the_nearest_does_not() -> None:
    shut = a_strike("Oskerby")
    shut = replace(shut, profiles=(the_follow_up(),))
    other = a_candidate(the_strike(), incident_id="incident_b")
    verdict = decided(the_follow_up(), shut, other)
    assert (verdict.decision, verdict.incident_id) == (Decision.SAME, "incident_b")
    assert [one for one, _ in verdict.others] == ["incident_a"]


def test_the_core_is_compared_without_what_contradicts_it() -> None:
    card = a_strike().incident
    odd = replace(
        the_follow_up(), start=date(2031, 4, 1).toordinal(), end=date(2031, 4, 1).toordinal()
    )
    assert agreeing(card, (the_strike(), odd)) == (the_strike(),)
    assert agreeing(card, (odd,)) == (odd,), "never nothing"
