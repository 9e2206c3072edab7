"""Background mentions look back by plain facts, and the primary one is something else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.matching.article import decide_article
from monitor.matching.data import load_background, load_model
from monitor.matching.decide import Constraints, decide
from monitor.matching.features import Candidate
from monitor.matching.keys import keys, probes
from monitor.matching.known_profiles import known_incident, known_profile
from monitor.matching.profile import CountMark, PersonMark, PlaceMark, Profile
from monitor.model.names import Decision
from monitor.registers import KnownIncident

NOW = datetime(2031, 6, 1, tzinfo=UTC)
MODEL = load_model()
VELM = PlaceMark(
    id="place_velm", name="port velm", country="NO", admin1="vestre", latitude=61.02,
    longitude=5.1, precision=1,
)  # fmt: skip
HAMNES = PlaceMark(
    id="place_hamnes", name="hamnes", country="NO", admin1="finnmark", latitude=69.7,
    longitude=18.1, precision=1,
)  # fmt: skip
NORWAY = PlaceMark(
    id="place_no", name="norway", country="NO", admin1="", latitude=62.0, longitude=10.0,
    precision=6,
)  # fmt: skip
WORDS = (("drone", 55), ("velm", 70), ("dock", 50), ("silo", 62), ("coast", 40), ("guard", 40))


def known(
    day: date, title: str = "Drones on Port Velm", dead: int = 4, **more: object
) -> Candidate:
    row = KnownIncident(
        external_id=f"{title}{day}", title=title, incident_type="drone_strike", start=day, end=day,
        precision="day", place="Port Velm", country="NO", latitude=61.02, longitude=5.1,
        killed=(dead, dead, dead), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    profile = known_profile(row, load_background())
    return Candidate(incident=known_incident(row, "incidents.toml", NOW), profiles=(profile,))


def a_profile(
    role: str,
    start: date,
    end: date | None = None,
    *,
    precision: str = "day",
    places: tuple[PlaceMark, ...] = (VELM,),
    killed: int | None = 4,
    persons: tuple[str, ...] = (),
) -> Profile:
    counts = () if killed is None else (
        CountMark(field="killed", low=killed, best=killed, high=killed),
    )  # fmt: skip
    return Profile(
        role=role, incident_type="drone_strike", language="en",
        published=date(2031, 5, 17).toordinal(), start=start.toordinal(),
        end=(end or start).toordinal(), precision=precision, title=WORDS, lead=WORDS, body=WORDS,
        places=places, counts=counts,
        persons=tuple(PersonMark(name=name, role="killed") for name in persons),
    )  # fmt: skip


FIRST, SECOND = date(2031, 5, 11), date(2031, 5, 14)
MAY = (date(2031, 5, 1), date(2031, 5, 31))


def test_the_same_day_and_place_is_looked_back_to() -> None:
    verdict = decide(a_profile("background", FIRST), [known(FIRST), known(SECOND)], MODEL)
    assert verdict.incident_id == known(FIRST).incident.id
    assert verdict.decided_by == "rule:look_back"
    assert "the same day (2031-05-11)" in verdict.reason


def test_two_attacks_on_one_place_days_apart_stay_two() -> None:
    verdict = decide(a_profile("background", date(2031, 5, 12)), [known(date(2031, 5, 20))], MODEL)
    assert verdict.decision is Decision.NEW
    assert "other days" in verdict.reason


def test_a_month_a_country_and_a_toll_are_enough() -> None:
    month = a_profile("background", *MAY, precision="month", places=(NORWAY,))
    assert decide(month, [known(FIRST)], MODEL).decision is Decision.SAME


def test_a_month_that_fits_two_incidents_is_unsure() -> None:
    month = a_profile("background", *MAY, precision="month", places=(NORWAY,))
    verdict = decide(month, [known(FIRST), known(SECOND, "Again")], MODEL)
    assert verdict.decision is Decision.UNSURE
    assert "another fits as well" in verdict.reason


def test_a_person_decides_between_two() -> None:
    month = a_profile(
        "background", *MAY, precision="month", places=(NORWAY,), persons=("ilse brandvold",)
    )
    named = known(SECOND, "Again", persons=("Ilse Brandvold",))
    assert decide(month, [known(FIRST), named], MODEL).incident_id == named.incident.id


@pytest.mark.parametrize(
    "told",
    [
        a_profile("background", FIRST, places=(HAMNES,)),
        a_profile("background", *MAY, precision="month", killed=90, places=(NORWAY,)),
    ],
)
def test_another_place_or_another_toll_speaks_against(told: Profile) -> None:
    assert decide(told, [known(FIRST)], MODEL).decision is not Decision.SAME


def test_a_month_meets_the_days_of_that_month_on_the_shortlist() -> None:
    month = a_profile("background", *MAY, precision="month", places=(NORWAY,))
    asked = {key for key, _ in probes(month)}
    assert "m:NO@2031-05" in asked & {key for key, _ in keys(known(FIRST).profiles[0])}


def test_a_person_binds_a_background_mention_too() -> None:
    first = known(FIRST)
    barred = Constraints(not_same={first.incident.id: "mara"})
    told = a_profile("background", FIRST)
    assert decide(told, [first], MODEL, None, barred).incident_id is None


def test_what_an_article_looks_back_to_is_not_what_it_reports() -> None:
    first = Candidate(
        incident=known(FIRST).incident,
        profiles=(a_profile("primary", FIRST), known(FIRST).profiles[0]),
    )
    primary = a_profile("primary", date(2031, 5, 16), killed=1)
    verdicts = decide_article([primary, a_profile("background", FIRST)], [[first], [first]], MODEL)
    assert verdicts[0].incident_id is None
    assert verdicts[1].incident_id == first.incident.id


def barred(primary: Profile, background: Profile, *reports: Profile) -> bool:
    """Return whether the primary mention was kept from the one candidate by the background."""
    known_one = Candidate(incident=known(FIRST).incident, profiles=reports)
    alone = decide(primary, [known_one], MODEL)
    told = decide_article([primary, background], [[known_one], [known_one]], MODEL)
    return bool(alone.others or alone.incident_id) and not (told[0].others or told[0].incident_id)


def test_a_mention_of_a_later_day_is_no_look_back() -> None:
    second = date(2031, 5, 16)
    report = a_profile("primary", second)
    assert barred(
        a_profile("primary", date(2031, 5, 20), killed=1), a_profile("background", second), report
    )
    assert not barred(
        a_profile("primary", FIRST, killed=1), a_profile("background", second), report
    )


def test_one_misread_report_keeps_no_article_from_its_incident() -> None:
    day = date(2031, 5, 16)
    elsewhere = a_profile("background", FIRST, places=(HAMNES,), killed=None)
    primary = a_profile("primary", day, killed=2)
    mixed_up = a_profile("primary", FIRST, places=(HAMNES, VELM), killed=None)
    assert barred(primary, elsewhere, mixed_up)
    assert not barred(primary, elsewhere, mixed_up, a_profile("primary", day, killed=9))
    only_second = a_profile("primary", FIRST, places=(VELM, HAMNES), killed=None)
    assert not barred(primary, elsewhere, only_second)


def test_no_incident_is_given_to_two_mentions() -> None:
    first = Candidate(incident=known(FIRST).incident, profiles=(a_profile("primary", FIRST),))
    verdicts = decide_article(
        [a_profile("primary", FIRST), a_profile("background", FIRST)], [[first], [first]], MODEL
    )
    chosen = [v.incident_id for v in verdicts if v.incident_id]
    assert len(chosen) == len(set(chosen))


def test_verdicts_stand_in_the_order_of_the_mentions() -> None:
    first = known(FIRST)
    verdicts = decide_article(
        [a_profile("background", FIRST), a_profile("primary", date(2031, 5, 16))],
        [[first], []],
        MODEL,
    )
    assert verdicts[0].decided_by == "rule:look_back"
    assert verdicts[1].decision is Decision.NEW
