"""What holds of every text: spans prove, nothing raises, cost grows with length only."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.facts.lexical.prose import MAX_CHARACTERS, prose
from monitor.language.folding import folded
from monitor.language.tokens import key
from monitor.model.spans import Span

PIECES = [
    "Two rockets hit Camp Taji on Monday night, killing three soldiers and a civilian.",
    "At least 25 people were wounded, days after a bomb killed Michael Brewer, 31, in Mosul, Iraq.",
    "Washington blamed Kata’ib Hizbollah; Hamas denied it in 2019.",
    "U.S.",
    "p.m. Saturday",
    "(",
    "“",
    "\n",
    "\n\n",
    "…",
    "قتل 12 شخصا في بغداد يوم الاثنين",
    "Взрыв 11 марта",
    "ﬃ ß İ ̈",
    "March 16, 2020",
    "3/11/2020",
    "no one was",
    "dozens of",
    "and and and",
    "DE 5 A 10 MUERTOS",
    "Sept.",
    "the the the",
    "\x00",
    "𝔘𝔫𝔦",
    "1,250,000,000,000",
    "99999999999999999999",
    "'",
    "’s",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=14).map(
    " ".join
)
CALM = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def spans_of(value):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_of(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_of(getattr(value, field.name))


@CALM
@given(
    title=TEXTS, text=TEXTS, language=st.sampled_from(["en", "fr", "de", "es", "ru", "ar", "xx"])
)
def test_every_span_is_exactly_its_characters(read_text, title, text, language):
    facts = read_text(text, title=title, language=language)
    for span in spans_of(facts):
        field = {"title": title, "text": text}[span.field]
        assert field[span.start : span.end] == span.text
        assert span.text


@CALM
@given(title=TEXTS, text=TEXTS)
def test_no_incident_lies_after_publication(read_text, title, text):
    for mention in read_text(text, title=title, published="2020-03-17").mentions:
        if mention.when:
            assert mention.when.start <= mention.when.end <= date(2020, 3, 17)


@CALM
@given(title=TEXTS, text=TEXTS)
def test_reading_twice_says_the_same(read_text, title, text):
    assert read_text(text, title=title) == read_text(text, title=title)


@given(text=st.text(max_size=300))
def test_folding_keeps_positions(text):
    assert len(folded(text)) == len(text)


@given(text=TEXTS)
def test_words_stand_where_they_are_said_to(text):
    read = prose("text", text)
    for start, end in zip(read.starts, read.ends, strict=True):
        assert 0 <= start < end <= len(text)


def test_key_joins_spellings():
    assert key("Kata’ib") == key("Katai'b") or key("Kata’ib") == key("Kata'ib")
    assert key("U.S.") == key("US")
    assert key("Iraq's") == key("IRAQ")


@pytest.mark.usefixtures("must_end")
def test_hostile_texts_come_to_an_end(read_text):
    hostile = [
        "killed " * 4000,
        "A " * 12000,
        "three, " * 4000,
        "Monday " * 4000,
        "(" * 20000,
        "." * 20000,
        "Jordan Jordan, " * 2000,
        "a man and " * 2500,
        "days after " * 2500,
        "U.S." * 6000,
        "at least " * 3000,
        "\n" * 20000,
        "11 March " * 3000,
        "Hezbollah " * 2500,
    ]
    for text in hostile:
        read_text(text[:MAX_CHARACTERS])


def test_a_headline_that_ends_in_a_feast_is_read(read_text):
    facts = read_text("", title="Nine miners killed on Christmas Eve", published=None)
    assert facts.mentions
