"""Words of a language: phrases, spellings, days counted, sentences, headlines cut."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from facts_tables import rows
from hypothesis import given
from hypothesis import strategies as st

from monitor.facts.data import FactTools
from monitor.facts.lexical.aliases import nominative, sound, spellings
from monitor.facts.lexical.phrases import phrases
from monitor.facts.lexical.prose import headline, prose, settled
from monitor.facts.lexical.time_words import a_date, month_end, months_back, weekday_before
from monitor.facts.lexical.word_lists import bags, phrases_of, valued
from monitor.language.tokens import key

WORDS = st.lists(st.sampled_from(["air", "strike", "struck", "on", "a", "bus", "b"]), max_size=20)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(words=WORDS)
def test_phrases_are_found_in_order_without_overlap(words: list[str]) -> None:
    lexicon = phrases([("air strike", 2), ("strik*", 1), ("strike on a bus", 4), ("air", 0)])
    found = lexicon.find(words)
    for one, other in itertools.pairwise(found):
        assert one.past <= other.first
    for hit in found:
        assert 0 <= hit.first < hit.past <= len(words)
        assert words[hit.first].startswith(("air", "strik"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an air strike on a bus", [("air strike", 2)]),
        ("a strike on a bus", [("strike on a bus", 4)]),
        ("a strike on a car", [("strike", 1)]),
        ("strikers strike", [("strikers", 1), ("strike", 1)]),
        ("the struck bus", []),
        ("air air strike", [("air", 0), ("air strike", 2)]),
    ],
)
def test_the_longest_phrase_at_a_word_wins(text: str, expected: list[tuple[str, int]]) -> None:
    lexicon = phrases([("air strike", 2), ("strik*", 1), ("strike on a bus", 4), ("air", 0)])
    words = text.split()
    told = [(" ".join(words[h.first : h.past]), h.value) for h in lexicon.find(words)]
    assert told == expected


@given(words=WORDS, first=st.integers(0, 20), size=st.integers(0, 20))
def test_what_is_found_in_a_part_is_inside_it(words: list[str], first: int, size: int) -> None:
    first = min(first, len(words))
    past = min(first + size, len(words))
    lexicon = phrases([("air strike", 2), ("on a bus", 3)])
    for hit in lexicon.find(words, first, past):
        assert first <= hit.first < hit.past <= past


@pytest.mark.parametrize(("one", "other", "expected"), rows("spellings"))
def test_two_spellings_are_one_name_or_two(one: str, other: str, expected: str) -> None:
    told = spellings([(one, 1)]).meaning(other)
    assert (told is not None) == (expected == "same")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("харькове", "харьков"),
        ("багдаде", "багдад"),
        ("москве", "москва"),
        ("одессы", "одесса"),
        ("осло", ""),
        ("london", ""),
        ("выдуманске", ""),
    ],
)
def test_a_russian_name_is_led_back_to_its_first_case(
    tools: FactTools, name: str, expected: str
) -> None:
    assert nominative(name, tools.gazetteer.knows) == expected


@given(name=st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=30))
def test_a_sound_has_no_vowels_and_nothing_twice(name: str) -> None:
    told = sound(name)
    assert not set(told) & set("aeiouyhw ")
    assert all(one != other for one, other in itertools.pairwise(told))


@given(day=st.integers(0, 6), anchor=DAYS, strictly=st.booleans())
def test_the_last_weekday_is_within_a_week(day: int, anchor: date, strictly: bool) -> None:
    told = weekday_before(day, anchor, strictly=strictly)
    assert told.weekday() == day
    assert strictly <= (anchor - told).days <= 6 + strictly


@given(anchor=DAYS)
def test_a_months_end_is_the_day_before_the_next(anchor: date) -> None:
    end = month_end(anchor.year, anchor.month)
    assert (end.year, end.month) == (anchor.year, anchor.month)
    assert (end + timedelta(days=1)).day == 1


@given(anchor=DAYS, count=st.integers(0, 300))
def test_months_back_lead_to_a_month(anchor: date, count: int) -> None:
    year, month = months_back(anchor, count)
    assert 1 <= month <= 12
    assert (anchor.year * 12 + anchor.month) - (year * 12 + month) == count


@given(year=st.integers(-5, 3000), month=st.integers(-2, 15), day=st.integers(-2, 35))
def test_a_day_that_is_none_is_no_date(year: int, month: int, day: int) -> None:
    told = a_date(year, month, day)
    assert told is None or (told.year, told.month, told.day) == (year, month, day)


@pytest.mark.parametrize(("title", "expected"), rows("headline_cuts"))
def test_the_outlets_own_words_are_cut_from_a_headline(title: str, expected: str) -> None:
    assert headline(title).strip() == expected


@pytest.mark.parametrize(("language", "text", "expected"), rows("sentences"))
def test_sentences_end_where_a_reader_would_end_them(
    language: str, text: str, expected: str
) -> None:
    field = prose("text", text, language)
    told = [field.span(first, past).text for first, past in field.sentences]
    assert len(told) == int(expected), told


def test_a_headline_learns_from_its_text_what_is_no_name() -> None:
    title = prose("title", "Gunmen Attack Market In Velden")
    text = prose("text", "The gunmen came to the market in Velden; the attack was short.")
    told = settled(title, text)
    assert [word for word, large in zip(told.words, told.large, strict=True) if large] == ["velden"]


@given(text=st.text(max_size=200))
def test_every_word_stands_in_one_sentence(text: str) -> None:
    field = prose("text", text)
    assert len(field.sentence_of) == len(field.words) == len(field.large)
    for number, (first, past) in enumerate(field.sentences):
        assert field.sentence_of[first:past] == [number] * (past - first)


@pytest.mark.parametrize(
    "name",
    ["who.hedging", "who.persons", "casualties.tolls", "where.place_words", "what.act_or_talk"],
)
def test_listed_words_are_as_they_are_looked_up(name: str) -> None:
    for listed in bags(name).values():
        assert all(cue == " ".join(cue.split()) and cue for cue in listed)


def test_a_module_without_a_table_is_a_fault() -> None:
    with pytest.raises(KeyError):
        bags("who.nobody")


def test_phrases_keep_the_order_of_their_file() -> None:
    assert len(phrases_of("when.moments")["stamp_months"]) == 12


def test_valued_cues_have_numbers() -> None:
    for table in valued("casualties.least_victims").values():
        assert all(isinstance(value, int) for value in table.values())


@given(text=st.text(max_size=40))
def test_a_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)
