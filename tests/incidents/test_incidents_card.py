"""Cards are recomputed by documented votes."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from monitor.incidents.card import card
from monitor.incidents.titles import TITLE_CHARS
from monitor.model.deciding import Claim, Incident, Report, Toll
from monitor.model.facts import Where
from monitor.model.names import DatePrecision, IncidentState, Role
from tests.incidents.incident_builders import (
    COAST_GUARD,
    NOW,
    a_claim,
    a_mention,
    a_place,
    a_reading,
    a_report,
    a_when,
    an_article,
    an_incident,
    hours,
    origins,
    span_of,
)


def reports(*outlets: str, **changes: object) -> tuple[Report, ...]:
    return tuple(
        a_report(a_reading(an_article(name), a_mention(**changes)), decided_at=hours(i))
        for i, name in enumerate(outlets)
    )


def the_card(
    told: tuple[Report, ...],
    *claims: Claim,
    by_version: dict[str, str | None] | None = None,
    external: Incident | None = None,
) -> Incident:
    of = dataclasses.replace(origins("Nordwire"), by_version=by_version or {})
    return card("incident_a", NOW, told, claims, of, hours(9), external)


def killed(number: int, version: str, at: float, **changes: object) -> Claim:
    return a_claim(
        number=number, version_id=version, article_id=version, first_seen=hours(at), **changes
    )


def injured(number: int, version: str, at: float, **changes: object) -> Claim:
    return dataclasses.replace(killed(number, version, at, **changes), field="injured")


def test_each_origin_votes_once_with_its_latest_figure() -> None:
    same_wire = {"v1": "Nordwire", "v2": "Nordwire", "v3": "Nordwire"}
    told = (killed(3, "v1", 0), killed(3, "v2", 1), killed(5, "v3", 2), killed(4, "v4", 3))
    found = the_card(reports("A"), *told, by_version=same_wire | {"v4": "Coast guard"})
    assert found.killed == Toll(low=4, best=4, high=5)


def test_most_origins_decide_and_the_others_bound() -> None:
    told = (killed(3, "v1", 0), killed(5, "v2", 1), killed(3, "v3", 2), killed(22, "v4", 3))
    assert the_card(reports("A"), *told).killed == Toll(low=3, best=3, high=22)


def test_groups_add_up_to_the_whole() -> None:
    told = (killed(2, "v1", 0, group="US"), killed(1, "v1", 0, group="UK"))
    assert the_card(reports("A"), *told).killed == Toll(low=3, best=3, high=3)


def test_superseded_and_retracted_claims_do_not_vote() -> None:
    told = (
        killed(9, "v1", 0, superseded_by="claim_newer"),
        killed(7, "v2", 0, retracted=True),
        killed(3, "v3", 0),
    )
    assert the_card(reports("A"), *told).killed == Toll(low=3, best=3, high=3)


def test_silence_is_unknown_and_none_is_none() -> None:
    assert the_card(reports("A")).killed is None
    assert the_card(reports("A"), killed(0, "v1", 0)).killed == Toll(low=0, best=0, high=0)


def test_an_open_figure_leaves_the_toll_open() -> None:
    assert the_card(reports("A"), a_claim(number=25, high=None)).killed == Toll(
        low=25, best=25, high=None
    )


def test_the_day_is_the_one_most_reports_tell() -> None:
    told = (*reports("A", when=a_when(date(2031, 5, 11))), *reports("B", "C"))
    found = the_card(told)
    assert found.when is not None
    assert found.when.start == date(2031, 5, 12)


def test_a_day_after_the_first_report_was_not_that_of_the_incident() -> None:
    later = a_when(date(2031, 5, 16))
    told = (*reports("A"), *reports("B", "C", when=later))
    assert the_card(told).when == a_when()


def test_of_two_days_the_one_nearer_to_the_first_report_wins() -> None:
    week_before = a_when(date(2031, 5, 5))
    assert the_card((*reports("A", when=week_before), *reports("B"))).when == a_when()
    told = (*reports("A", "B", "C", when=week_before), *reports("D"))
    assert the_card(told).when == week_before


def test_a_day_told_with_its_part_wins_a_tie() -> None:
    night = dataclasses.replace(a_when(date(2031, 5, 11)), part_of_day="night")
    told = (*reports("A"), *reports("B", when=night))
    assert the_card(told).when == night


def test_without_any_time_told_it_was_by_the_first_report() -> None:
    found = the_card(reports("A", when=None)).when
    assert found is not None
    assert (found.end, found.precision) == (NOW.date(), DatePrecision.UNKNOWN)


def test_what_all_reports_name_somewhere_is_the_place() -> None:
    velm, quay, market = (
        Where(place=a_place(name), span=span_of("Port Velm")) for name in ("Velm", "Quay", "Market")
    )
    told = (*reports("A", where=(quay, velm)), *reports("B", where=(market, velm)))
    told += reports("C", where=(velm,))
    found = the_card(told).place
    assert found is not None
    assert found.name == "Velm"


def test_an_open_figure_has_half_a_vote() -> None:
    implied = injured(0, "v2", 1, high=None)
    told = (injured(4, "v1", 0), implied)
    found = the_card(reports("A"), *told).injured
    assert found is not None
    assert found.best == 4


def test_the_wounded_of_who_did_not_know_all_the_dead_have_half_a_vote() -> None:
    early = (killed(0, "v1", 7), injured(5, "v1", 8))
    late = (killed(1, "v2", 8), injured(4, "v2", 7))
    found = the_card(reports("A"), *early, *late)
    assert (found.killed, found.injured) == (
        Toll(low=0, best=1, high=1),
        Toll(low=4, best=4, high=5),
    )


def test_a_fine_place_wins_over_a_coarse_one() -> None:
    coarse = (Where(place=a_place("Norway", 6), span=span_of("Port Velm")),)
    found = the_card((*reports("A", "B", where=coarse), *reports("C")))
    assert found.place is not None
    assert found.place.name == "Port Velm"


@pytest.mark.parametrize(
    ("role", "known_from", "state"),
    [
        (Role.PRIMARY, None, IncidentState.OPEN),
        (Role.BACKGROUND, None, IncidentState.MENTIONED_ONLY),
        (Role.BACKGROUND, "incidents.toml", IncidentState.KNOWN),
        (Role.PRIMARY, "incidents.toml", IncidentState.OPEN),
    ],
)
def test_a_card_is_open_once_reported_first_hand(
    role: Role, known_from: str | None, state: IncidentState
) -> None:
    external = known_from and an_incident(known_from=known_from, state=IncidentState.KNOWN)
    assert the_card(reports("A", role=role), external=external or None).state is state


def test_a_person_closed_it_and_it_stays_closed() -> None:
    closed = an_incident(state=IncidentState.CLOSED, given_name="The Velm shelling")
    found = the_card(reports("A"), external=closed)
    assert (found.state, found.given_name) == (IncidentState.CLOSED, "The Velm shelling")


def test_a_registers_figure_is_the_best_and_reports_widen_it() -> None:
    listed = an_incident(
        known_from="register:x", killed=Toll(low=4, best=4, high=6), external_id="77"
    )
    found = the_card(reports("A"), killed(3, "v1", 0), external=listed)
    assert found.killed == Toll(low=3, best=4, high=6)
    assert found.external_id == "77"


def test_an_incident_known_from_articles_forgets_the_figure_nobody_holds_any_more() -> None:
    found = the_card(reports("A"), external=an_incident())
    assert found.killed is None


def test_only_the_latest_version_of_an_article_counts() -> None:
    first = a_report(a_reading(an_article("A"), a_mention(when=a_when(date(2031, 5, 1)))))
    second = a_report(a_reading(an_article("A", version=2)), decided_at=hours(3))
    found = the_card((first, second))
    assert found.when is not None
    assert found.when.start == date(2031, 5, 12)


def test_the_title_says_what_where_when_how_many() -> None:
    title = the_card(reports("A"), killed(3, "v1", 0)).title
    assert title == "Armed attack, Port Velm, Vestre, 12 May 2031: 3 killed"


def test_an_incident_of_no_type_is_told_in_its_reports_words() -> None:
    title = the_card(reports("A", incident_type="other")).title
    assert title.startswith("Three dockers were killed")
    assert len(title) <= TITLE_CHARS


def test_a_dispute_between_claimants_shows_as_a_range() -> None:
    told = (killed(22, "v1", 0), killed(1, "v2", 1, claimant=COAST_GUARD))
    found = the_card(reports("A"), *told)
    assert found.killed == Toll(low=1, best=1, high=22)
    assert "1–22 killed" in found.title


def test_the_last_card_of_an_incident_known_from_articles_does_not_freeze_day_and_place() -> None:
    before = an_incident(when=a_when(date(2031, 5, 10)), place=a_place("Elsewhere"))
    found = the_card(reports("A", "B"), external=before)
    assert (found.when, found.place) == (a_when(), a_place())


def test_a_registers_day_and_place_stand() -> None:
    listed = an_incident(
        known_from="register:x", when=a_when(date(2031, 5, 10)), place=a_place("Elsewhere")
    )
    found = the_card(reports("A"), external=listed)
    assert (found.when, found.place) == (listed.when, listed.place)
