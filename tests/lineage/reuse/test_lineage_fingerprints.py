"""Fingerprints: stable, sparse, enough of them for a short text."""

from __future__ import annotations

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    QUOTE,
    SENTENCES,
    an_article,
    elsewhere,
)

from monitor.lineage.reuse.fingerprints import (
    AT_LEAST,
    AT_MOST,
    KEPT,
    of_prose,
    shingles,
    signature,
)
from monitor.lineage.reuse.own_prose import prose

#: Smallest fingerprints of FIRE.
GOLDEN = (145146555814333840, 190638958694526264)


def test_fingerprints_are_the_same_everywhere() -> None:
    """A golden value: stored fingerprints must meet those of a later release."""
    assert signature(an_article(FIRE))[:2] == GOLDEN


def test_quotes_and_captions_leave_no_fingerprint() -> None:
    assert signature(an_article(f"{FIRE}\n{QUOTE}"))[:4] != ()
    bare = set(signature(an_article(f"{FIRE}\nShe waited on the quay.")))
    quoted = set(signature(an_article(f"{FIRE}\n“{BRIDGE}”\nShe waited on the quay.")))
    assert len(bare & quoted) / len(bare) > 0.8


def test_short_texts_keep_enough_to_be_found() -> None:
    short = an_article(SENTENCES[0])
    assert len(signature(short)) >= min(AT_LEAST, len(SENTENCES[0].split()) - 4)
    assert set(signature(short)) & set(
        signature(an_article(SENTENCES[0] + " More is to come here."))
    )
    assert signature(an_article("Too short a text")) == ()


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("one two three four", 0),
        ("one two three four five", 1),
        ("one two three four five six", 2),
        ("a a a a a a a a", 1),
    ],
)
def test_a_shingle_is_five_words_in_a_row(words: str, count: int) -> None:
    assert len(shingles(tuple(words.split()))) == count


def test_order_of_words_matters() -> None:
    assert shingles(tuple("abcde")) != shingles(tuple("edcba"))


def test_a_long_text_keeps_one_in_sixteen_and_no_more_than_the_most() -> None:
    long = an_article(" ".join(f"word{n}" for n in range(5000)))
    found = signature(long)
    rest = [one for one in found if one % KEPT]
    assert not rest
    assert AT_LEAST < len(found) <= AT_MOST


def test_a_copy_shares_all_its_fingerprints_whatever_its_case_and_signs() -> None:
    assert signature(elsewhere(FIRE.upper().replace(",", " -"))) == signature(an_article(FIRE))


def test_fingerprints_of_a_prose_are_those_of_its_article() -> None:
    assert of_prose(prose(an_article(FIRE))) == signature(an_article(FIRE))
