"""Registers of several shapes become known incidents with profiles and keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from monitor.matching.data import load_background, load_countries, load_model
from monitor.matching.decide import REGISTERED, decide, limits_for
from monitor.matching.features import NAMES, Candidate
from monitor.matching.keys import keys
from monitor.matching.known_profiles import known_incident, known_keys, known_profile
from monitor.matching.model import Thresholds
from monitor.matching.packing import load
from monitor.matching.register_file import read_register
from monitor.model.names import IncidentState
from monitor.registers import KnownIncident

NOW = datetime(2031, 6, 1, tzinfo=UTC)
UCDP = (
    "id,relid,date_start,date_end,date_prec,where_coordinates,adm_1,country,latitude,longitude,"
    "where_prec,side_a,side_b,best,low,high,type_of_violence",
    "77,X-1,2031-05-12 00:00:00.000,2031-05-12,1,Port Velm,Vestre,Norway,61.02,5.1,1,"
    '"Government of Norway",Sea Guard,4,3,6,1',
)
ACLED = (
    "event_id_cnty;event_date;time_precision;event_type;sub_event_type;actor1;actor2;country;"
    "admin1;location;latitude;longitude;geo_precision;fatalities;notes",
    "NOR12;12 May 2031;1;Battles;Armed clash;Sea Guard;;Norway;Vestre;Port Velm;61.02;5.1;2;4;x",
)
PLAIN = (
    json.dumps(
        {"id": 9, "date": "2031-05-12", "city": "Port Velm", "country": "NO", "killed": 4,
         "injured": 2, "title": "Silo struck", "victims": "Ole Brenna; Kari Vik"}
    ),
)  # fmt: skip


def read(*lines: str) -> KnownIncident:
    rows, problems = read_register(lines, "test", load_countries())
    assert problems == ()
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize("lines", [UCDP, ACLED, PLAIN])
def test_each_shape_gives_day_place_country_and_toll(lines: tuple[str, ...]) -> None:
    row = read(*lines)
    assert (row.start, row.end, row.precision) == (date(2031, 5, 12), date(2031, 5, 12), "day")
    assert (row.place, row.country) == ("Port Velm", "NO")
    assert row.killed is not None
    assert row.killed[1] == 4


def test_ucdp_keeps_its_bounds_sides_and_precision() -> None:
    row = read(*UCDP)
    assert row.external_id == "77"
    assert row.killed == (3, 4, 6)
    assert row.actors == ("Government of Norway", "Sea Guard")
    assert (row.place_precision, row.latitude) == (1, 61.02)


def test_acled_codes_become_ours() -> None:
    row = read(*ACLED)
    assert (row.incident_type, row.place_precision) == ("clash", 2)


def test_persons_are_kept() -> None:
    assert read(*PLAIN).persons == ("Ole Brenna", "Kari Vik")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"id": 1}', "date"),
        ('{"date": "2031-05-12"}', "id"),
        ('{"id": 1, "date": "the other day"}', "date"),
        ('{"id": 1, "start": "2031-05-12", "end": "2031-05-01"}', "before"),
        ("{broken", "JSON"),
        ("[1, 2]", "object"),
        ("[" * 5000, "JSON"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_left_out(line: str, what: str) -> None:
    rows, problems = read_register((PLAIN[0], "", line), "test")
    assert len(rows) == 1
    assert [p.line for p in problems] == [3]
    assert what in problems[0].what


@pytest.mark.parametrize("bad", ["nan", "1e400", "-3", "many", "", "∞"])
def test_odd_figures_are_unknown(bad: str) -> None:
    rows, _ = read_register((json.dumps({"id": 1, "date": "2031-05-12", "killed": bad}),), "t")
    assert rows[0].killed is None


def test_coordinates_off_the_earth_are_unknown() -> None:
    rows, _ = read_register(
        (json.dumps({"id": 1, "date": "2031-05-12", "lat": 91, "lon": 5}),), "t"
    )
    assert (rows[0].latitude, rows[0].longitude) == (None, None)


def test_an_empty_register_has_no_rows() -> None:
    assert read_register((), "t") == ((), ())
    assert read_register(("id,date",), "t") == ((), ())


def test_a_known_incident_is_a_full_citizen() -> None:
    row = read(*UCDP)
    card = known_incident(row, "register:test.csv", NOW)
    profile, made = known_keys(row, load_background())
    assert card.state is IncidentState.KNOWN
    assert card.external_id == "77"
    assert load(profile) == known_profile(row, load_background())
    assert made == keys(load(profile))
    assert any(key.startswith("c:NO@") for key, _ in made)


def test_actors_of_a_row_bear_the_ids_of_articles_where_all_are_known() -> None:
    row = replace(read(*UCDP), actors=("Harbour Guard", "Pier Watch"))
    ids = {"Harbour Guard": "actor_1"}
    assert known_profile(row, load_background(), lambda name: ids.get(name, "")).actors == ()
    ids["Pier Watch"] = "actor_2"
    made = known_profile(row, load_background(), lambda name: ids.get(name, ""))
    assert made.actors == ("actor_1", "actor_2")


def test_a_row_can_be_decided_against() -> None:
    row = read(*PLAIN)
    profile = known_profile(row, load_background())
    candidate = Candidate(incident=known_incident(row, "register:t", NOW), profiles=(profile,))
    verdict = decide(profile, [candidate], load_model())
    assert 0 <= verdict.score <= 1


@pytest.mark.parametrize(("complete", "bar"), [(True, 0.35), (False, 0.66)])
def test_a_row_of_a_register_with_gaps_must_be_met_surer(complete: bool, bar: float) -> None:
    row = [0.0] * len(NAMES)
    row[REGISTERED] = 1.0
    assert limits_for(row, Thresholds(0.35, 0.31), complete=complete).same_above == bar
    assert known_incident(read(*UCDP), "register:x", NOW, complete=complete).of_complete is complete


def test_whether_it_is_complete_says_nothing_of_what_articles_told() -> None:
    row = [0.0] * len(NAMES)
    limits = Thresholds(0.35, 0.31)
    assert limits_for(row, limits, complete=False) == limits
