"""One release, two papers: a third party that both carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from lineage_builders import (
    FIRE,
    NOON,
    RELEASE,
    a_candidate,
    a_reading,
    an_article,
    elsewhere,
    made,
    the_register,
    words_of,
    wrong_today,
)

from monitor.lineage.edges import edges
from monitor.model.names import Relation
from monitor.model.reading import Article


def tied(older: Article, newer: Article) -> set[Relation]:
    made = edges(a_reading(newer), [a_candidate(older)], the_register())
    return {e.relation for e in made if e.to_article_id == older.id}


def test_a_release_that_two_outlets_print_is_a_third_party_s() -> None:
    assert tied(an_article(RELEASE), elsewhere(RELEASE)) == {
        Relation.REPUBLISHES,
        Relation.SHARES_SOURCE,
    }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (f"VELM (AP) — {RELEASE}", RELEASE),
        (RELEASE, f"{RELEASE}\n\nVia the Harbour Post"),
        (FIRE, FIRE),
    ],
)
def test_a_credit_or_no_statement_makes_a_copy(older: str, newer: str) -> None:
    assert Relation.SHARES_SOURCE not in tied(an_article(older), elsewhere(newer))


def test_a_release_printed_a_week_later_is_copied() -> None:
    late = replace(elsewhere(RELEASE), published=NOON + timedelta(days=7))
    assert Relation.SHARES_SOURCE not in tied(an_article(RELEASE), late)


def test_a_report_that_only_names_police_is_no_release() -> None:
    told = RELEASE.replace(" in a news release", "")
    assert Relation.SHARES_SOURCE not in tied(an_article(told), elsewhere(told))


@pytest.mark.parametrize(
    "phrase",
    [
        "in a news release",
        "in a press release on Sunday",
        "in a media release",
        "in this statement",
        "in a written statement",
        wrong_today("in a release", reason="a bare “release” is no frame"),
    ],
)
def test_how_a_release_is_called(phrase: str) -> None:
    text = RELEASE.replace("in a news release", phrase)
    assert Relation.SHARES_SOURCE in tied(an_article(text), elsewhere(text))


def test_one_of_the_two_may_only_say_whose_word_it_is() -> None:
    other = RELEASE.replace(
        "the Velm Bureau of Investigation said in a news release",
        "according to the Velm Bureau of Investigation",
    )
    assert Relation.SHARES_SOURCE in tied(an_article(RELEASE), elsewhere(other))


def test_an_agency_or_the_body_itself_is_copied() -> None:
    agency = an_article(RELEASE, url="https://www.reuters.com/fire")
    assert Relation.SHARES_SOURCE not in tied(agency, elsewhere(RELEASE))


def test_the_evidence_names_the_release_in_the_newer_text() -> None:
    newer = elsewhere(RELEASE)
    tie = next(e for e in made(newer, an_article(RELEASE)) if e.relation is Relation.SHARES_SOURCE)
    first = tie.evidence[0]
    assert (first.kind, words_of(newer, first.span)) == ("statement", "news release")
