"""Where: the gazetteer, containment, and names that are no places."""

from __future__ import annotations

import pytest

PLACES = [
    ("A man was shot in Hawthorne, California, on Monday.", "Hawthorne", "US", "California"),
    ("SPRINGFIELD, Mo. (AP) — Two people were shot on Monday.", "Springfield", "US", "Missouri"),
    ("A man was shot in Hawthorne, Calif., on Monday.", "Hawthorne", "US", "California"),
    ("A bomb went off in Mosul, Iraq, on Monday.", "Mosul", "IQ", None),
    ("An earthquake struck near Kathmandu in Nepal on Monday.", "Kathmandu", "NP", None),
    (
        "Gunmen attacked a market in Maiduguri on Monday, Nigerian police said.",
        "Maiduguri",
        "NG",
        None,
    ),
]


def first(facts):
    return facts.mentions[0].where[0].place


@pytest.mark.parametrize(("text", "name", "country", "admin1"), PLACES)
def test_place_is_the_one_meant(read_text, text, name, country, admin1):
    place = first(read_text(text))
    assert (place.name, place.country) == (name, country)
    assert admin1 is None or place.admin1 == admin1
    assert place.latitude is not None


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("fr", "Une explosion a secoué Bagdad lundi.", "IQ"),
        ("de", "In München ist am Montag ein Brand ausgebrochen.", "DE"),
        ("es", "Un terremoto sacudió Bogotá el lunes.", "CO"),
        ("ru", "Взрыв произошел в городе Багдад в понедельник.", "IQ"),
        ("ar", "وقع انفجار في بغداد يوم الاثنين.", "IQ"),
    ],
)
def test_gazetteer_serves_other_languages(read_text, language, text, country):
    assert first(read_text(text, language=language)).country == country


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Davis was shot dead on Monday.",
        "Paris Hilton was hurt in a car crash on Monday.",
        "A man was shot on Lincoln Avenue on Monday.",
        "The victims were taken to Mount Sinai Hospital on Monday after a shooting.",
    ],
)
def test_names_of_persons_streets_and_hospitals_are_no_scene(read_text, text):
    where = read_text(text).mentions[0].where
    assert not {w.place.name for w in where} & {"Jordan", "Paris", "Lincoln", "Mount Sinai"}


def test_capital_that_stands_for_a_government_is_not_the_scene(read_text):
    facts = read_text("Washington blamed the militia after rockets hit Balad airbase on Sunday.")
    assert first(facts).name == "Balad Air Base"


@pytest.mark.parametrize(
    "spelling",
    ["Camp Taji", "Taji airbase", "Taji base", "the Camp Taji military base", "Taji air base"],
)
def test_spellings_of_a_base_are_one_place(read_text, spelling):
    assert first(read_text(f"Rockets hit {spelling} on Monday.")).name == "Camp Taji"


@pytest.mark.parametrize("spelling", ["(Ain) Al-Assad air base", "Ain al-Asad", "Ayn al-Asad base"])
def test_spellings_of_another_base_are_one_place(read_text, spelling):
    assert first(read_text(f"Rockets hit {spelling} on Monday.")).name == "Ain al-Asad"


def test_text_all_in_capitals_is_read(read_text):
    facts = read_text("MOSUL, 9 MARCH -- GUNMEN KILLED TWO SOLDIERS IN MOSUL YESTERDAY.")
    assert first(facts).name == "Mosul"


def test_outlets_own_name_in_the_headline_is_no_place(read_text):
    facts = read_text(
        "A man was shot in Toledo on Monday.", title="Man shot at party - KXYZ News 9 Savannah, GA"
    )
    assert first(facts).name == "Toledo"


def test_saint_is_one_name_however_it_is_written(read_text):
    for spelling in ("St. Louis", "Saint Louis", "St Louis"):
        place = first(read_text(f"A man was shot in {spelling} on Monday, police said."))
        assert (place.name, place.country) == ("Saint Louis", "US")


@pytest.mark.parametrize("name", ["Africa", "the Middle East", "South America", "Europe"])
def test_parts_of_the_world_are_no_towns(read_text, name):
    where = read_text(f"Attacks rose across {name} in 2019. A bomb hit Mosul on Monday.")
    assert {w.place.name for w in where.mentions[0].where} == {"Mosul"}


def test_an_abbreviation_is_no_village(read_text):
    facts = read_text("A man was shot in Toledo on Monday.", title="DA: Man shot in Toledo")
    assert [w.place.name for w in facts.mentions[0].where] == ["Toledo"]


def test_a_namesake_beside_the_others_is_meant(read_text):
    text = (
        "A man was shot in Springfield on Monday. Police from Dayton and Trotwood helped, and "
        "people in Xenia heard the shots."
    )
    assert first(read_text(text)).admin1 == "Ohio"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A quarter that is only a village far away in the gazetteer.
        ("Two people were killed in Park Hill on Monday. Denver police seek a gunman.", "Denver"),
        ("A man was shot outside the Bellagio in Las Vegas on Monday.", "Las Vegas"),
        # A village told with its region is that village.
        ("A man was shot in Park Hill, Oklahoma, on Monday, Denver police said.", "Park Hill"),
        ("Two people were killed in Ovruch on Monday, police in Kyiv said.", "Ovruch"),
    ],
)
def test_a_quarter_is_told_by_its_town(read_text, text, name):
    assert first(read_text(text)).name == name


def test_a_town_comes_before_the_region_it_lies_in(read_text):
    facts = read_text(
        "A Florida man was shot on Monday. It was in Sarasota.", title="Shot in Florida"
    )
    assert first(facts).name == "Sarasota"


def test_where_the_wounded_were_flown_is_not_the_scene(read_text):
    text = (
        "A boy was shot on Monday and flown to a clinic in Dayton, Ohio. Police in Xenia have a "
        "suspect."
    )
    assert first(read_text(text)).name == "Xenia"


def test_a_headline_in_capitals_throughout_is_read_by_its_text(read_text):
    facts = read_text(
        "A toddler was shot on Monday, police said.", title="Compton Toddler Shot on Monday"
    )
    assert first(facts).name == "Compton"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("В Харькове в понедельник прогремел взрыв.", "Kharkiv"),
        ("Взрыв прогремел в Багдаде в понедельник.", "Baghdad"),
    ],
)
def test_russian_names_are_known_in_their_cases(read_text, text, name):
    assert first(read_text(text, language="ru")).name == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A missile struck Kharkiv on Monday.", "city"),
        ("A missile struck the Kharkiv region on Monday.", "region"),
    ],
)
def test_a_name_alone_is_the_city_and_not_its_region(read_text, text, kind):
    assert first(read_text(text)).kind == kind
