"""Two incidents seen again with all their reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from test_matching_decide import (
    MODEL,
    a_candidate,
    a_mention,
    a_place,
    a_profile,
    the_follow_up,
    the_strike,
)

from monitor.matching.hindsight import JOIN, Around, Side, ends, joined, likely, parted
from monitor.matching.profile import Profile


def a_side(
    *profiles: Profile, incident_id: str = "incident_a", external: str | None = None
) -> Side:
    candidate = a_candidate(*profiles, incident_id=incident_id)
    incident = replace(candidate.incident, external_id=external)
    return Side(replace(candidate, incident=incident), profiles)


def alone(_: Profile) -> Around:
    return Around()


def crowded(_: Profile) -> Around:
    return Around(crowd=(10, 10))


FIRST, SECOND = a_side(the_strike()), a_side(the_follow_up(), incident_id="incident_b")


def test_fragments_of_one_incident_are_joined() -> None:
    assert parted(FIRST, SECOND) == ""
    assert joined(FIRST, SECOND, MODEL, alone) >= JOIN


def test_it_is_the_same_from_both_ends_and_never_more_than_likely() -> None:
    assert joined(FIRST, SECOND, MODEL, alone) == joined(SECOND, FIRST, MODEL, alone)
    held = joined(FIRST, SECOND, MODEL, crowded)
    assert held < joined(FIRST, SECOND, MODEL, alone) <= likely(FIRST, SECOND, MODEL)


def test_what_another_days_report_says_in_the_same_words_holds_a_join_back() -> None:
    other = replace(the_strike(), start=date(2031, 2, 3).toordinal())
    template = a_candidate(replace(other, end=other.start), incident_id="incident_c")

    def echoed(_: Profile) -> Around:
        return Around(others=(template,))

    assert joined(FIRST, SECOND, MODEL, echoed) < joined(FIRST, SECOND, MODEL, alone)


def test_two_large_incidents_must_be_surer_than_a_fragment() -> None:
    first, second = the_strike(), the_follow_up()
    two = a_side(second, second, incident_id="incident_b")
    large = joined(a_side(first, first), two, MODEL, alone)
    assert large < joined(a_side(first), two, MODEL, alone)


def test_exact_days_that_cannot_meet_part_two() -> None:
    later = a_profile(
        "Drones hit grain silo at Port Velm again, four dead",
        "Two drones struck the grain silo of Port Velm, killing four dockers.",
        date(2031, 5, 19),
        a_mention(date(2031, 5, 18)),
    )
    assert parted(FIRST, a_side(later)) == "their days contradict each other"


def test_two_rows_of_registers_are_two() -> None:
    one, other = a_side(the_strike(), external="R1"), a_side(the_follow_up(), external="R2")
    assert parted(one, other) == "a register has both"
    assert parted(one, a_side(the_follow_up())) == ""


def test_another_street_and_another_hour_part_two() -> None:
    here = replace(the_strike(), streets=("quay street",), clocks=(180,))
    there = replace(the_follow_up(), streets=("mill road",), clocks=(1260,))
    assert parted(a_side(here), a_side(there)) == "they contradict each other in two ways"
    assert parted(a_side(here), a_side(replace(there, clocks=(180,)))) == ""


def test_reports_months_apart_are_not_joined() -> None:
    late = replace(the_follow_up(), published=date(2031, 9, 1).toordinal())
    assert parted(FIRST, a_side(late)).startswith("more than 14 days")


def test_other_happenings_elsewhere_are_no_fragments() -> None:
    other = a_profile(
        "Bus leaves road near Tarn, nine hurt",
        "A bus left the mountain road near Tarn on Tuesday and nine travellers were hurt.",
        date(2031, 5, 14),
        a_mention(date(2031, 5, 13), place=a_place("Tarn", 48.0, 9.0), killed=None),
    )
    assert joined(FIRST, a_side(other), MODEL, alone) < JOIN


def test_the_first_and_the_latest_speak_for_many() -> None:
    many = [replace(the_strike(), published=n) for n in range(9)]
    assert [one.published for one in ends(many, 5)] == [0, 1, 2, 7, 8]
    assert ends(many[:4], 5) == tuple(many[:4])
