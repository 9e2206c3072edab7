"""Times: resolved against the day of publication, never after it."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.facts.lexical.prose import prose
from monitor.facts.when.time_expressions import date_reader

#: Tuesday.
PUBLISHED = date(2020, 3, 17)

ONE_TIME = [
    ("en", "Shots rang out on Monday.", "2020-03-16", "2020-03-16", "day"),
    ("en", "Shots rang out on Tuesday.", "2020-03-17", "2020-03-17", "day"),
    ("en", "Shots rang out last Tuesday.", "2020-03-10", "2020-03-10", "day"),
    ("en", "It hit late on Monday night.", "2020-03-16", "2020-03-16", "day"),
    ("en", "It hit on 11 March.", "2020-03-11", "2020-03-11", "day"),
    ("en", "It hit on March 11.", "2020-03-11", "2020-03-11", "day"),
    ("en", "It hit on Jan. 3, 2014.", "2014-01-03", "2014-01-03", "day"),
    ("en", "It hit on November 30.", "2019-11-30", "2019-11-30", "day"),
    ("en", "It hit in January.", "2020-01-01", "2020-01-31", "month"),
    ("en", "It hit last December.", "2019-12-01", "2019-12-31", "month"),
    ("en", "It hit in May 2018.", "2018-05-01", "2018-05-31", "month"),
    ("en", "It hit yesterday.", "2020-03-16", "2020-03-16", "day"),
    ("en", "It hit today.", "2020-03-17", "2020-03-17", "day"),
    ("en", "It hit this morning.", "2020-03-17", "2020-03-17", "day"),
    ("en", "It hit overnight.", "2020-03-17", "2020-03-17", "days"),
    ("en", "It hit three days ago.", "2020-03-14", "2020-03-14", "day"),
    ("en", "It hit two weeks ago.", "2020-03-02", "2020-03-08", "week"),
    ("en", "It hit last month.", "2020-02-01", "2020-02-29", "month"),
    ("en", "The war began in 2003.", "2003-01-01", "2003-12-31", "year"),
    ("en", "It hit on 2020-03-11.", "2020-03-11", "2020-03-11", "day"),
    ("fr", "L'explosion a eu lieu lundi soir.", "2020-03-16", "2020-03-16", "day"),
    ("fr", "L'attaque du 11 mars a fait trois morts.", "2020-03-11", "2020-03-11", "day"),
    ("fr", "Il y a deux jours, un feu a pris.", "2020-03-15", "2020-03-15", "day"),
    ("de", "Der Brand brach am Montag aus.", "2020-03-16", "2020-03-16", "day"),
    ("de", "Der Brand brach am 11. März aus.", "2020-03-11", "2020-03-11", "day"),
    ("de", "Der Brand brach gestern aus.", "2020-03-16", "2020-03-16", "day"),
    ("de", "Es brannte am Montagabend.", "2020-03-16", "2020-03-16", "day"),
    ("de", "Vor zwei Tagen brannte es.", "2020-03-15", "2020-03-15", "day"),
    ("es", "El ataque ocurrió el lunes.", "2020-03-16", "2020-03-16", "day"),
    ("es", "El ataque del 11 de marzo de 2020.", "2020-03-11", "2020-03-11", "day"),
    ("es", "El ataque ocurrió ayer.", "2020-03-16", "2020-03-16", "day"),
    ("ru", "Взрыв произошел в понедельник.", "2020-03-16", "2020-03-16", "day"),
    ("ru", "Взрыв произошел 11 марта.", "2020-03-11", "2020-03-11", "day"),
    ("ru", "Взрыв произошел вчера.", "2020-03-16", "2020-03-16", "day"),
    ("ar", "وقع الهجوم يوم الاثنين.", "2020-03-16", "2020-03-16", "day"),
    ("ar", "وقع الهجوم في 11 مارس.", "2020-03-11", "2020-03-11", "day"),
    ("ar", "وقع الهجوم أمس.", "2020-03-16", "2020-03-16", "day"),
]


def moments(tools, text, language="en", anchor=PUBLISHED):
    tongue = tools.tongue(language)
    return date_reader(prose("text", text), tongue.times, tongue.numbers, anchor).find()


@pytest.mark.parametrize(("language", "text", "start", "end", "precision"), ONE_TIME)
def test_time_is_resolved_against_publication(tools, language, text, start, end, precision):
    when = moments(tools, text, language)[0].when()
    assert (when.start.isoformat(), when.end.isoformat(), when.precision.value) == (
        start,
        end,
        precision,
    )
    assert when.span.text == text[when.span.start : when.span.end]


@pytest.mark.parametrize(
    "text",
    [
        "The court will meet on Friday.",
        "The bridge is to open on April 2.",
        "The truce is set to end Thursday.",
        "Talks open tomorrow.",
        "They return next Monday.",
        "The two ministers meet separately Friday with the envoy.",
        "Anna Reyes and Tom Hale meet on Thursday in Oslo.",
        "The talks begin Friday.",
        "The trial opens on Thursday.",
    ],
)
def test_what_is_to_come_is_marked_future(tools, text):
    assert [m.future for m in moments(tools, text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "He ran at the city meet Friday.",
        "They did not meet Friday.",
        "Gunmen open fire Friday at the gate.",
        "The two failed to meet on Friday.",
        "As talks opened, fans fled, and a start Friday was off.",
        "The ministers who meet the press, as on Friday, left.",
    ],
)
def test_a_present_without_its_subject_is_no_plan(tools, text):
    assert [m.future for m in moments(tools, text)] == [False]


@pytest.mark.parametrize(
    "text",
    ["It may rain in the march of time.", "He sat in the sun and wed a clerk.", "Room 2014."],
)
def test_words_that_only_look_like_times_are_none(tools, text):
    assert moments(tools, text) == ()


def test_without_publication_only_full_dates_are_told(tools):
    found = moments(tools, "On Monday, and again on 3 January 2014.", anchor=None)
    assert [m.start.isoformat() for m in found] == ["2014-01-03"]


def test_part_of_day_is_kept(tools):
    assert [m.part for m in moments(tools, "It began Saturday morning.")] == ["morning"]


def test_weekday_before_a_date_is_one_time(tools):
    assert len(moments(tools, "On Monday, March 16, it began.")) == 1


def test_clock_time_does_not_end_the_sentence():
    text = prose("text", "Shots rang out at 10:45 p.m. Saturday near the quay.")
    assert len(text.sentences) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police said Tuesday that a man was shot dead on Saturday night.", "2020-03-14"),
        ("A man was shot on Saturday. Police arrested two men on Monday.", "2020-03-14"),
        ("A man was charged Monday in the Feb. 9 shooting of a clerk.", "2020-02-09"),
        ("March 17, 2020 2:18 PM\nTwo people were shot on Sunday night.", "2020-03-15"),
    ],
)
def test_incident_has_the_day_of_the_happening_not_of_its_telling(read_text, text, day):
    assert read_text(text).mentions[0].when.start.isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The night into Tuesday began on Monday.
        ("A man was killed overnight. It happened Monday night, police said.", "2020-03-16"),
        ("A boy was shot last month. It happened on Feb. 12 in Ostley.", "2020-02-12"),
        ("A clerk was killed last year. It happened on May 4, 2019, in Ostley.", "2019-05-04"),
    ],
)
def test_the_finer_time_is_the_day(read_text, text, day):
    assert read_text(text).mentions[0].when.start.isoformat() == day


@pytest.mark.parametrize(
    "earlier",
    [
        "On Monday an attack there killed two guards.",
        "On Monday gunmen killed two traders at the same place.",
        "A blast there on Monday killed six people.",
    ],
)
def test_an_earlier_attack_told_after_it_is_not_what_is_reported(read_text, earlier):
    text = f"A bomb exploded in a bazaar in Ostley on Tuesday, hurting four, police said. {earlier}"
    primary, *others = read_text(text).mentions
    assert primary.when.start.isoformat() == "2020-03-17"
    assert [one.when.start.isoformat() for one in others] == ["2020-03-16"]


def test_weekdays_count_from_the_day_a_text_says_it_was_written(read_text):
    text = (
        "Posted: Friday, Jan. 10, 2020 4:05 PM\nA man was shot in Toledo on Thursday, police said."
    )
    assert read_text(text).mentions[0].when.start.isoformat() == "2020-01-09"
