"""Headlines alone: what their few words tell is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.articles.rows import from_row
from monitor.facts.data import load_tools
from monitor.facts.read import read
from monitor.model.facts import Facts

NOW = datetime(2031, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "kind", "killed"),
    [
        ("Gunmen kill at least 13 in Port Velm", "armed_attack", 13),
        ("Twin suicide bombings kill at least 13 in Port Velm", "suicide_bombing", 13),
        ("Rebel attack on market kills more than 20: mayor", "armed_attack", 20),
        ("Serviceman killed in rebel attack near Karsby", "armed_attack", 1),
        ("Raid leaves as many as seven policewomen dead", None, 7),
        ("Ferry bombers kill 31, wound 70", "bombing", 31),
        ("Mortar attack on the harbour kills four - police", "rocket_attack", 4),
        ("Death toll in ferry bombing rises to 44", "bombing", 44),
        ("Harbour blast toll climbs to nine", "explosion", 9),
        ("Gang clash claims three lives in Port Velm", "clash", 3),
        ("Two KIA, five WIA as raiders strike convoy", "armed_attack", 2),
        ("Army neutralises 12 militants in forest", None, 12),
        ("Gunmen gun down nine herders", None, 9),
        ("UPDATE 3-Thirteen dead in market attack", "armed_attack", 13),
        ("Soldiers killed: IS says it killed six guards", None, 6),
        ("Raiders attack hamlet, kill father, son", None, 2),
        ("Senior rebel commander killed in ambush", "armed_attack", 1),
        ("Gunmen kill police chief, three others", "armed_attack", 4),
        ("Gunmen Kill 6 Persons Who Sold Stolen Cows", "armed_attack", 6),
        ("Seven guards killed by rebel fire", "armed_attack", 7),
    ],
)
def test_a_headline_tells_kind_and_toll(title: str, kind: str | None, killed: int) -> None:
    row = {"url": "https://a.example/x", "title": title, "text": "", "published": "2031-05-12"}
    (mention, *_) = read(from_row(row, NOW), load_tools((), ())).mentions
    assert kind in (None, mention.incident_type)
    assert [(c.field, c.best) for c in mention.counts if c.field == "killed"] == [
        ("killed", killed)
    ]


def test_a_bound_before_a_number_is_not_where_the_victims_end() -> None:
    text = "A bomb killed at least 25 people and wounded at least 40 in Port Velm on Monday."
    row = {"url": "https://a.example/x", "title": "Bomb", "text": text, "published": "2031-05-12"}
    (mention, *_) = read(from_row(row, NOW), load_tools((), ())).mentions
    assert {(c.field, c.low, c.best, c.high) for c in mention.counts} == {
        ("killed", 25, 25, None),
        ("injured", 40, 40, None),
    }


def _facts(title: str) -> Facts:
    row = {"url": "https://a.example/x", "title": title, "text": "", "published": "2031-05-12"}
    return read(from_row(row, NOW), load_tools((), ()))


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("Two Kenyan soldiers killed by landmine", ["Kenya"]),
        ("Deadly attack on Afghan army base", ["Afghanistan"]),
        ("Bombing at Kenya college kills eight", ["Kenya"]),
        ("Suicide blast in Kabul mosque kills 14", ["Kabul"]),
        ("Mombasa Food Market Attack Leaves Nine Dead", ["Mombasa"]),
        ("Bomber Wounds Dozens in Kandahar Mosque", ["Kandahār"]),
        ("Shell kills woman in Lugansk", ["Luhansk"]),
        ("Sniper kills guard in Donbass", ["Donbas"]),
        ("Gunboat sinks on Lake Chad, four dead", ["Lake Chad"]),
        ("Taliban kill nine police in checkpoint attack", ["Afghanistan"]),
        ("Burkina Faso: jihadists kill 20 in attack on gold mine", ["Burkina Faso"]),
        ("South Sudan gunmen kill 20", ["South Sudan"]),
        ("Roadside bomb kills 3 NATO soldiers in Kabul", ["Kabul"]),
        ("US soldier killed by roadside bomb", []),
        ("Russian-backed forces shell village, two dead", []),
        ("Marines Gun Down Raiders in Clash Near Bridge", []),
    ],
)
def test_a_headline_alone_tells_where(title: str, places: list[str]) -> None:
    (mention, *_) = _facts(title).mentions
    assert [where.place.name for where in mention.where] == places


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Troops repel attack on hill fort", "clash"),
        ("Militants attack village in northern hills", "armed_attack"),
        ("Senator repels attack on tax plan", "other"),
        ("Champions eliminate two rivals", "other"),
    ],
)
def test_a_word_of_violence_is_meant_beside_those_who_bear_arms(title: str, kind: str) -> None:
    (mention, *_) = _facts(title).mentions
    assert mention.incident_type == kind


def test_a_wires_label_is_no_number() -> None:
    (mention, *_) = _facts("UPDATE 4-Bombs kill 80 at shrine").mentions
    assert {(c.field, c.best) for c in mention.counts} == {("killed", 80)}
    assert mention.counts[0].span.text == "kill 80"


def test_headline_words_are_not_read_in_a_text() -> None:
    text = "The league eliminated 20 posts on Monday, the club said in a statement to members."
    row = {"url": "https://a.example/x", "title": "Cuts", "text": text, "published": "2031-05-12"}
    (mention, *_) = read(from_row(row, NOW), load_tools((), ())).mentions
    assert not mention.counts
