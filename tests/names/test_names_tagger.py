"""The tagger of names: shares that add up; persons, places and bodies told apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.names.signs import between, shape
from monitor.names.tagger import KINDS, tagger


def nothing(_: str) -> str:
    return ""


def kinds(text: str, language: str = "en") -> list[str]:
    words = text.split()
    told = tagger(language)
    assert told is not None
    gaps = ["\n", *([" "] * (len(words) - 1)), "\n"]
    shares = told.chances(words, gaps, [(0, len(words))], nothing)
    return [KINDS[int(row.argmax())] for row in shares]


def test_persons_places_and_bodies_are_told_apart() -> None:
    told = kinds("Mr. John Miller of the Ministry of Justice spoke in London on Monday")
    assert told[1:3] == ["PER", "PER"]
    assert told[5] == "ORG"
    assert told[10] == "LOC"
    assert told[12] == "O"


def test_a_language_without_weights_has_no_tagger() -> None:
    assert tagger("xx") is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40), max_size=60))
def test_shares_add_up_whatever_the_words(words: list[str]) -> None:
    told = tagger("en")
    assert told is not None
    cut = [(0, len(words) // 2), (len(words) // 2, len(words))]
    shares = told.chances(words, [" "] * (len(words) + 1), cut, nothing)
    sums = shares.sum(axis=1)
    assert np.all((np.abs(sums - 1) < 1e-4) | (sums == 0))


def test_sentences_do_not_touch_each_other() -> None:
    told = tagger("en")
    assert told is not None
    words = ["Paris", "said", "so", "London", "agreed"]
    gaps = ["\n", " ", " ", "\n", " ", "\n"]
    both = told.chances(words, gaps, [(0, 3), (3, 5)], nothing)
    alone = told.chances(words[:3], [*gaps[:3], "\n"], [(0, 3)], nothing)
    assert np.allclose(both[:3], alone, atol=1e-5)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("London", "Xx"),
        ("NATO", "X"),
        ("I", "X1"),
        ("said", "x"),
        ("iPhone", "xX"),
        ("1996", "d"),
        ("Covid-19", "Xxd-"),
        ("--", "-"),
    ],
)
def test_shapes(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_gaps_of_odd_signs_are_one_sign() -> None:
    assert between(" ☃ ", "<") == "< ?"
    assert between("“", ">") == '>"'
