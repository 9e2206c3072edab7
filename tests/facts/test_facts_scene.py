"""Which place, which kind and which incident a report tells of, in texts that mislead."""

from __future__ import annotations

import pytest

SCENES = [
    # The target of the verb comes before the town that the reporter writes from.
    (
        "MOSUL, Iraq, March 3 (XNA) — Six rockets hit Erbil on Tuesday, wounding two guards near "
        "the town of Kirkuk, police said.",
        "Erbil",
    ),
    (
        "NAIROBI, Kenya (XNA) — Gunmen attacked the northern town of Garissa on Monday, killing "
        "four traders, an official in Mombasa said.",
        "Garissa",
    ),
    (
        "LIMA, June 4 (XNA) — An earthquake shook the town of Huaraz on Thursday, killing three "
        "people, the government said in Lima.",
        "Huaraz",
    ),
    (
        "CAIRO — A bomb exploded in Alexandria on Sunday and killed five people.",
        "Alexandria",
    ),
    # No scene is told: the dateline stands in.
    ("BASRA, Iraq — Two people were killed on Monday when a bomb exploded.", "Basrah"),
    # Where the suspect was arrested and where the victim lives are not the scene.
    (
        "A man was shot dead in Toledo on Monday. The suspect was arrested in Cleveland.",
        "Toledo",
    ),
    ("Ann Roe, 40, of Albany, was shot dead in Syracuse on Monday, police said.", "Syracuse"),
    # A far larger city round it comes before its quarter.
    (
        "BOSTON — A man was shot dead in Jamaica Plain on Monday, Boston police said.",
        "Boston",
    ),
]


@pytest.mark.parametrize(("text", "name"), SCENES)
def test_scene_comes_before_dateline_and_context(read_text, text, name):
    where = read_text(text).mentions[0].where
    assert where[0].place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "HOUSTON, March 3 — A man was shot dead on Tuesday.",
        "HOUSTON, 3 MAYO — A man was shot dead on Tuesday.",
        "Two men were shot in SE Houston on Christmas night.",
        "A man was taken to Mount Sinai Hospital after a shooting in Houston on Monday. "
        "He died at Mount Sinai.",
    ],
)
def test_months_feasts_compass_and_hospitals_are_no_places(read_text, text):
    names = {w.place.name for m in read_text(text).mentions for w in m.where}
    assert names <= {"Houston", "Texas", "United States"}


KINDS = [
    (
        "Rocket lifts two weather satellites into orbit",
        "A rocket carrying two weather satellites blasted off from its launch pad on Monday. "
        "The rocket's upper stage fired twice, the space agency said.",
        "launch",
    ),
    (
        "Ferry capsizes off Cebu, 40 rescued",
        "A ferry capsized off Cebu on Monday and 40 passengers were rescued. Six people drowned "
        "and a search and rescue operation went on, the coast guard said.",
        "ship_accident",
    ),
    (
        "Keane shoots Albion to victory",
        "Striker Tom Keane fired a rocket into the net on Saturday as Albion beat City 2-1. Two "
        "defenders were injured in the first half after a late attack. The referee ruled out "
        "another goal; City's shooting was poor.",
        "sport_match",
    ),
    (
        "Bears survive late siege to sink Wolves",
        "The Bears killed off a power play on Friday and shot the puck in from the blue line. The "
        "goaltender was hurt in the third period, the coach said.",
        "sport_match",
    ),
]


@pytest.mark.parametrize(("title", "text", "kind"), KINDS)
def test_borrowed_words_do_not_make_an_attack(read_text, title, text, kind):
    assert read_text(text, title=title).mentions[0].incident_type == kind


def test_gunfire_at_a_match_stays_a_shooting(read_text):
    facts = read_text(
        "A gunman opened fire outside the stadium on Saturday after the league match, killing two "
        "supporters. The coach and the striker said the tournament should stop, police said.",
        title="Two shot dead after cup final",
    )
    assert facts.mentions[0].incident_type == "shooting"


def test_verdict_has_the_courts_day_and_place_and_the_deed_in_the_background(read_text):
    facts = read_text(
        "A farmer was sentenced to nine years in prison on Monday for setting a warehouse on fire "
        "in Leeds in May 2016.\n\nThe jury at the crown court in Sheffield had been out for a day.",
        title="Farmer jailed for warehouse fire",
    )
    verdict, deed = facts.mentions[:2]
    assert verdict.incident_type == "verdict"
    assert str(verdict.when.start) == "2020-03-16"
    assert verdict.where[0].place.name == "Sheffield"
    assert deed.incident_type == "fire"
    assert (deed.when.start.year, deed.when.start.month) == (2016, 5)
    assert deed.where[0].place.name == "Leeds"


def test_same_base_of_an_earlier_day_is_the_main_place(read_text):
    facts = read_text(
        "ERBIL, Iraq (XNA) — Rockets struck Camp Taji on Tuesday, killing a soldier near the town "
        "of Mosul, an official said.\n\nOn Friday, nine rockets fired at the same base killed two "
        "soldiers."
    )
    primary, earlier = facts.mentions[:2]
    assert primary.where[0].place.name == earlier.where[0].place.name == "Camp Taji"


NOTHING = [
    ("en", "Comment: The old bridge deserves better", "opinion"),
    ("en", "Members' extra: our reporter on a night at sea", "newsletter"),
    ("en", "Prices on Millbrook market, Friday 13 March", "listing"),
    ("en", "Weekend tips: five walks by the water", "listing"),
    ("fr", "Commentaire : le pont mérite mieux", "opinion"),
    ("fr", "Analyse : ce que disent les chiffres", "analysis"),
    ("de", "Standpunkt: Die Brücke hat Besseres verdient", "opinion"),
    ("de", "Marktpreise in Bremen, Freitag", "listing"),
    ("es", "Análisis: lo que dicen las cifras", "analysis"),
    ("es", "Comentario: el puente merece algo mejor", "opinion"),
]


@pytest.mark.parametrize(("language", "title", "reason"), NOTHING)
def test_form_of_a_headline_says_that_nothing_happened(read_text, language, title, reason):
    facts = read_text("Two words on it, written on Friday.", title=title, language=language)
    assert facts.not_incident == reason
    assert facts.mentions == ()


@pytest.mark.parametrize(
    "title", ["Prices on bread rise after mill blast kills two", "Comment by mayor sparks riot"]
)
def test_news_that_begins_like_a_listing_stays_news(read_text, title):
    assert read_text("Two people were killed in Leeds on Monday.", title=title).mentions


def test_analysis_ties_the_days_it_speaks_of(read_text):
    facts = read_text(
        "What do the attacks tell us?\n\nThe rocket attack on Camp Taji of Wednesday 11 March "
        "killed two soldiers. That of Saturday 14 March wounded one and killed nobody else.",
        title="Analysis: what the attacks mean",
    )
    assert facts.not_incident == "analysis"
    assert [(str(m.when.start), m.where[0].place.name) for m in facts.mentions] == [
        ("2020-03-11", "Camp Taji"),
        ("2020-03-14", "Camp Taji"),
    ]


def test_day_of_a_dateline_dates_no_other_incident(read_text):
    facts = read_text(
        "LIMA, March 16 (XNA) — One person was killed and hundreds lost their homes when a flood "
        "hit the town of Huaraz on Sunday night, the mayor said.",
        title="Flood kills one in Peru",
    )
    assert [(m.incident_type, str(m.when.start)) for m in facts.mentions] == [
        ("flood", "2020-03-15")
    ]


#: No day is told: that of publication or the one before.
FRESH = (16, 17)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # "Court" is a street here; charges are of the law, whatever they are for.
        ("Gunmen broke into a home on Celebration Court around 8 p.m. Sunday, police said.", 15),
        (
            "A hearing on homicide and weapons charges was waived Wednesday, a lawyer said. The "
            "girl was shot on the evening of March 9.",
            9,
        ),
        # A month of other incidents, or one reached back to, is not that of this one.
        (
            "Four people were shot at a bar, police said. That comes after a man was killed in a "
            "shooting there in November of 2019.",
            FRESH,
        ),
        ("A man was shot at a bar, police said. Homicides in 2019 hit a record so far.", FRESH),
    ],
)
def test_day_is_that_of_the_deed(read_text, text, day):
    when = read_text(text).mentions[0].when
    assert (when.start.day, when.end.day) == (day if day is FRESH else (day, day))
