"""Mentions: the article's own incident first, others as background; and texts without any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.model.facts import Facts
from monitor.model.names import Role

LEAD = "Two rockets hit the Besmaya base south of Baghdad late on Monday, the army said."
NOTHING = Path(__file__).with_name("not_incidents.tsv")
#: Language, headline and text of more, most with violent words.
NOTHING_BY_LANGUAGE = Path(__file__).with_name("not_incidents_by_language.tsv")
LANGUAGE = {
    "Kommentar": "de",
    "Rezept": "de",
    "Édito": "fr",
    "Horoscope de": "fr",
    "Opinión": "es",
    "Receta": "es",
    "Мнение": "ru",
    "حظك": "ar",
}


def background(facts):
    return [
        (m.incident_type, m.when.start.isoformat() if m.when else None)
        for m in facts.mentions
        if m.role is Role.BACKGROUND
    ]


def test_primary_comes_first_and_ordinals_follow(read_text):
    facts = read_text(LEAD + "\nLast December, a rocket attack killed a contractor at Camp Taji.")
    assert [m.ordinal for m in facts.mentions] == [0, 1]
    assert [m.role for m in facts.mentions] == [Role.PRIMARY, Role.BACKGROUND]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Last December, a rocket attack killed a contractor at Camp Taji.",
            ("rocket_attack", "2019-12-01"),
        ),
        (
            "On 11 March, rockets killed three soldiers at Camp Taji.",
            ("rocket_attack", "2020-03-11"),
        ),
        (
            "In January a drone strike killed a general near Baghdad airport.",
            ("drone_strike", "2020-01-01"),
        ),
    ],
)
def test_older_happening_is_a_mention_of_its_own(read_text, text, told):
    assert background(read_text(f"{LEAD}\n{text}")) == [told]


def test_two_days_in_one_sentence_are_two_mentions(read_text):
    text = (
        f"{LEAD}\nThree soldiers were killed on 9 March in a strike on the Taji airbase, "
        "which was hit again on 14 March."
    )
    assert [day for _, day in background(read_text(text))] == ["2020-03-09", "2020-03-14"]


def test_tolls_of_the_background_are_not_the_articles(read_text):
    text = f"{LEAD}\nOn 11 March, rockets killed three soldiers at Camp Taji."
    primary, other = read_text(text).mentions
    assert not [c for c in primary.counts if c.field == "killed"]
    assert [c.best for c in other.counts if c.field == "killed"] == [3]


def test_days_after_reaches_back(read_text):
    text = (
        "Rockets hit Camp Taji on Monday, days after two soldiers were killed in an attack there."
    )
    facts = read_text(text)
    assert facts.mentions[1].when.end.isoformat() == "2020-03-15"
    assert [c.best for c in facts.mentions[1].counts] == [2]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Three Katyusha rockets fell on the base on Monday.", "rocket_attack"),
        (
            "A suicide bomber blew himself up at a checkpoint on Monday, killing four.",
            "suicide_bombing",
        ),
        ("A 31-year-old man was stabbed to death on Monday.", "stabbing"),
        ("An earthquake of magnitude 6.1 struck on Monday.", "earthquake"),
        ("Floods killed nine people on Monday.", "flood"),
        ("The ferry capsized on Monday and 14 passengers are missing.", "ship_accident"),
        ("Ransomware struck the port on Monday, the company said.", "cyber"),
        ("The senate voted on Monday to pass the bill.", "legislation"),
        ("The minister launched an attack on his critics in a speech on Monday.", "statement"),
        (
            "A man arrested on Monday is charged with the shooting of a clerk on March 2.",
            "shooting",
        ),
        ("Rovers beat United 3-1 in the cup final on Saturday.", "sport_match"),
        ("The mayor opened a new library on Monday, officials said.", "other"),
    ],
)
def test_type_comes_from_the_main_happening(read_text, text, kind):
    assert read_text(text).mentions[0].incident_type == kind


@pytest.mark.parametrize("line", NOTHING.read_text("utf-8").splitlines())
def test_opinion_listing_and_evergreen_pieces_report_no_incident(read_text, line):
    title, _, text = line.partition("\t")
    language = next((v for k, v in LANGUAGE.items() if title.startswith(k)), "en")
    facts = read_text(text, title=title, language=language)
    assert facts.mentions == ()
    assert facts.not_incident
    span = facts.not_incident_span
    assert span.text == (title if span.field == "title" else text)[span.start : span.end]


@pytest.mark.parametrize("line", NOTHING_BY_LANGUAGE.read_text("utf-8").splitlines())
def test_violent_words_make_no_incident_of_such_a_piece_in_any_language(read_text, line):
    language, title, text = line.split("\t")
    facts = read_text(text, title=title, language=language)
    assert facts.mentions == ()
    assert facts.not_incident


def test_there_are_a_hundred_such_pieces():
    assert len(NOTHING.read_text("utf-8").splitlines()) >= 100


def test_fresh_happening_outweighs_evergreen_words(read_text):
    text = (
        "Gunmen killed four people at a market on Monday, police said.\n"
        "The market is known for its fish, a tradition that dates back to the monks. Visitors can "
        "buy eels there every year."
    )
    assert read_text(text).mentions[0].incident_type == "armed_attack"


def test_empty_article_tells_nothing(read_text):
    facts = read_text("", title="")
    assert (facts.mentions, facts.not_incident) == ((), "no_happening")


def test_violence_told_in_passing_is_background_without_a_day(read_text):
    text = (
        "The minister presented the new budget in a speech to parliament on Monday.\n"
        "Talks on sanctions went on, diplomats said. Gunmen murdered three clerks of the ministry."
    )
    primary, other = read_text(text, title="Minister presents budget").mentions
    assert primary.incident_type in ("statement", "legislation")
    assert (other.role, other.incident_type, other.when) == (Role.BACKGROUND, "armed_attack", None)


def test_deed_right_after_a_paragraph_on_it_is_the_same(read_text):
    text = (
        f"{LEAD}\nOn 3 March, a US strike targeted fighters in Syria.\n"
        "The strike, which sources said left four dead, was the first for weeks."
    )
    primary, other = read_text(text).mentions
    assert not [c for c in primary.counts if c.field == "killed"]
    assert [c.best for c in other.counts if c.field == "killed"] == [4]


def test_an_act_told_by_whoever_says_it_is_no_statement_with_an_act_behind_it(read_text):
    text = (
        "The Northern Military Command says nine mortar shells were fired at Fort Sandel, near the"
        " river, at 21:10 on Monday.\n\nOne sentry fell at his post, the command said in a"
        " statement. Three were wounded and were brought to the garrison's hospital.\n\nThe"
        " statement says the fire in the motor pool was put out before midnight by the guard. The"
        " place the shells came from was found in an orchard across the river. The command did not"
        " name a suspect, and asked farmers to report lorries that stop there at night."
    )
    mentions = read_text(text, title="Army: nine mortar shells fired at Fort Sandel").mentions
    assert [m.role for m in mentions] == ["primary"]
    assert mentions[0].incident_type not in ("statement", "other")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Colonel Maria Lopez was shot dead in Oslo on Monday.", "Maria Lopez"),
        ("Reverend John Carter was killed in Oslo on Monday.", "John Carter"),
        ("Officer John Carter was killed in Oslo on Monday.", "John Carter"),
        ("Brigadier John Carter was wounded in Oslo on Monday.", "John Carter"),
    ],
)
def test_a_title_is_no_part_of_the_name(
    read_text: Callable[..., Facts], text: str, name: str
) -> None:
    """Titles of persons and of what is no place are one list (they had drifted apart)."""
    persons = read_text(text).mentions[0].persons
    assert [person.name for person in persons] == [name]
    assert not any(
        "Lopez" in w.place.name or "Carter" in w.place.name
        for w in read_text(text).mentions[0].where
    )
