"""One body under the names that several languages have for it."""

from __future__ import annotations

import pytest
from lineage_builders import counted, told

from monitor.lineage.origins.voices import as_one, voice_of
from monitor.model.names import SourceClass
from monitor.model.reading import Source


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Policía de Carreteras", "the highway police", True),
        ("police de la route", "highway police", True),
        ("police", "highway police", True),
        ("Ibarra fire brigade", "Cuerpo de Bomberos de Ibarra", True),
        ("armée colombienne", "the Colombian army", True),
        ("وزارة الدفاع", "Defence Ministry", True),
        ("Минобороны", "Verteidigungsministerium", True),
        ("Feuerwehr Velden", "Velden fire department", True),
        ("Ibarra police", "Quito police", False),
        ("military hospital", "the army", False),
        ("health ministry", "interior ministry", False),
        ("rights group Selvaviva", "l’organisation Selvaviva", True),
        ("rights group Selvaviva", "rights group Rioclaro", False),
        ("the organisation", "the group", False),
    ],
)
def test_a_body_is_known_in_other_words(one: str, other: str, *, same: bool) -> None:
    assert voice_of(one).is_one_with(voice_of(other)) is same
    assert voice_of(other).is_one_with(voice_of(one)) is same


def a_body(name: str, country: str = "", kind: SourceClass = SourceClass.OFFICIAL_BODY) -> Source:
    return Source(name=name, source_class=kind, country=country)


def test_the_first_name_stands_for_all_and_countries_part() -> None:
    found = as_one([a_body("police", "CO"), a_body("policía"), a_body("Polizei", "AT")])
    assert list(found.values()) == ["police", "police", "polizei"]


def test_media_of_like_names_are_not_bodies() -> None:
    outlet = a_body("Army Times", kind=SourceClass.OUTLET)
    assert as_one([a_body("army"), outlet])["armytimes"] == "armytimes"


def test_one_police_in_two_languages_is_one_origin() -> None:
    found = counted(
        told(0, "Seven people died when a bus left the road, the highway police said."),
        told(1, "Seven people died when a bus fell, according to the road police."),
    )
    assert found.independent == 1
