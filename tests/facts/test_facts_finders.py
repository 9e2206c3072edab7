"""What holds of every finder on every text: words inside it, in order, none told twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

import pytest
from facts_builders import an_article
from facts_tables import a_text, toponyms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.lexical.prose import MAX_CHARACTERS, Prose
from monitor.facts.nouns import Clause
from monitor.facts.when.time_expressions import date_reader
from monitor.facts.who.persons import people
from monitor.facts.who.unlisted_groups import unlisted

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar", "xx", "")
PIECES = [
    "Two men were shot dead in Oslo on Monday, police said.",
    "At least 12 people, among them Anna Reed, 31, were wounded near Mosul, Iraq.",
    "OSLO, Norway (AP) —",
    "the Marsh Valley Liberation Front (MVLF) claimed",
    "“Sheriff John Carter, 54”, said",
    "3 May 2024, 12/13/2024; 2024-05-03.",
    "days after a bomb killed nine",
    "Bei einem Brand in Köln kamen am 3. Mai zwei Menschen ums Leben.",
    "Au moins douze personnes ont été tuées lundi à Lyon.",
    "Al menos cinco personas murieron el lunes en Lima.",
    "В понедельник в Харькове погибли три человека.",
    "قتل ثلاثة أشخاص في بغداد يوم الاثنين.",
    "10-15, 1.250, 2 000, 1,2,3,4",
    "St. St. St. Louis",
    "a a a an the the",
    "'s ’s ' ’",
    "\n\n",
    "\u200b\u00ad\ufeff",
    "ﬃ İ ß ẞ ﬁ",
    "- – — … · •",
    "killed",
    "Monday",
    "no one",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=10).map(
    " ".join
)
CALM = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Found(Protocol):
    """What stands at words first … past-1."""

    @property
    def first(self) -> int: ...

    @property
    def past(self) -> int: ...


def in_order(field: Prose, found: Sequence[Found]) -> None:
    for one in found:
        assert 0 <= one.first < one.past <= len(field.words)
    for one, other in pairwise(found):
        assert one.past <= other.first


def inside(field: Prose, found: Iterable[Found]) -> None:
    for one in found:
        assert 0 <= one.first < one.past <= len(field.words)


def found_in(tools: FactTools, text: str, language: str, title: str = "") -> list[Clause]:
    return Finder(an_article(text, title=title, language=language), tools).clauses()


@CALM
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_times_stand_in_order(tools: FactTools, text: str, language: str) -> None:
    field, tongue = a_text(text, language), tools.tongue(language)
    in_order(field, date_reader(field, tongue.times, tongue.numbers, date(2024, 5, 15)).find())


@CALM
@given(text=TEXTS, day=st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_no_time_of_the_past_lies_after_its_day(tools: FactTools, text: str, day: date) -> None:
    field, tongue = a_text(text), tools.tongue("en")
    for moment in date_reader(field, tongue.times, tongue.numbers, day).find():
        if moment.start is not None and moment.end is not None:
            assert moment.start <= moment.end
            assert moment.future or moment.start <= day


@CALM
@given(text=TEXTS)
def test_without_a_day_only_whole_dates_are_told(tools: FactTools, text: str) -> None:
    field, tongue = a_text(text), tools.tongue("en")
    for moment in date_reader(field, tongue.times, tongue.numbers, None).find():
        assert moment.kind in ("date", "month", "year", "relative")


@CALM
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_places_stand_in_order(tools: FactTools, text: str, language: str) -> None:
    field = a_text(text, language)
    in_order(field, toponyms(tools, field))


@CALM
@given(text=TEXTS)
def test_persons_stand_in_order(tools: FactTools, text: str) -> None:
    field = a_text(text)
    found = people(field, tools.names.given, tools.gazetteer.knows)
    in_order(field, found)
    for one in found:
        assert one.past <= one.end <= len(field.words)
        assert one.age is None or 0 <= one.age < 100
        assert one.name.strip()


@CALM
@given(text=TEXTS)
def test_groups_and_listed_actors_stand_inside(tools: FactTools, text: str) -> None:
    field = a_text(text)
    listed = tools.actors.find(field)
    in_order(field, listed)
    inside(field, unlisted(field, listed))


@CALM
@given(title=TEXTS, text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_what_a_clause_tells_stands_in_it(
    tools: FactTools, title: str, text: str, language: str
) -> None:
    for clause in found_in(tools, text, language, title):
        told: list[Found] = [*clause.moments, *clause.toponyms, *clause.types, *clause.cues]
        told += [*clause.terms, *clause.actors, *clause.people]
        assert all(clause.first <= one.first < clause.past for one in told)
        assert all(clause.first <= tally.cue < clause.past for tally in clause.tallies)
        assert clause.rank > 0 or clause.prose.field == "title"


@CALM
@given(title=TEXTS, text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_tolls_count_nobody_below_zero(
    tools: FactTools, title: str, text: str, language: str
) -> None:
    for clause in found_in(tools, text, language, title):
        inside(clause.prose, [tally.persons for tally in clause.tallies])
        for persons in (tally.persons for tally in clause.tallies):
            assert persons.best >= 0
            assert persons.low is None or 0 <= persons.low <= persons.best
            assert persons.high is None or persons.best <= persons.high


@CALM
@given(text=TEXTS, more=st.integers(1, 5))
def test_empty_lines_before_a_text_change_no_fact(tools: FactTools, text: str, more: int) -> None:
    plain = [t.best for c in found_in(tools, text, "en") for t in c.tallies]
    lower = [t.best for c in found_in(tools, "\n" * more + text, "en") for t in c.tallies]
    assert plain == lower


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    "piece",
    [
        "Anna Reed, 31, ",
        "Dr. Dr. ",
        "two men and a woman and ",
        "near the town of ",
        "St. ",
        "the Marsh Liberation Front of the ",
        "“",
        "said on Monday that ",
        "at least at least ",
        "who was 31, had ",
        "1,000,",
        "1.000.",
        "2024-05-",
        "3 May ",
        "killed, wounded, ",
        "of the of the ",
        "Oslo, Norway, ",
        "(AFP) — ",
        "A.B.C.",
        "drei und zwanzig",
        "وقتل و",
        "в Харькове и ",
    ],
)
def test_what_repeats_comes_to_an_end(tools: FactTools, piece: str) -> None:
    text = (piece * (MAX_CHARACTERS // len(piece)))[: MAX_CHARACTERS + 100]
    for clause in found_in(tools, text, "en", title=piece * 30):
        assert clause.past <= len(clause.prose.words)


def test_what_stands_beyond_the_longest_text_is_not_read(tools: FactTools) -> None:
    text = "x " * MAX_CHARACTERS + "Two men were shot dead in Oslo on Monday."
    assert not any(clause.tallies or clause.toponyms for clause in found_in(tools, text, "en"))
