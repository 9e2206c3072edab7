"""A decision is explained as it was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from deciding_builders import COPY, FIRST, a_deciding_walk, a_read, take_in, told_by

from monitor.desk.digest import preview
from monitor.desk.plain import plain
from monitor.desk.why import Why, explain_article
from monitor.jobs.digest_window import Period
from monitor.jobs.walk import Walk
from monitor.model.reading import Article
from tests.incidents.incident_builders import NOW, hours


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    made = a_deciding_walk(tmp_path)
    take_in(made, a_read(FIRST), hours(-5))
    take_in(made, a_read(COPY), NOW)
    return made


def why(walk: Walk, article: Article, only: str | None = None) -> tuple[Why, ...]:
    return explain_article(walk.store, walk.model, walk.settings, article, only=only)


def test_an_article_is_explained_by_what_it_was_compared_with(walk: Walk) -> None:
    [told] = why(walk, COPY)
    assert told.words == "armed attack, Port Velm, 12 May 2031, 3 killed"
    [compared] = told.shortlist
    assert compared.incident_id == told.report.incident_id
    assert compared.score == pytest.approx(told.report.verdict.score, abs=1e-3)


def test_the_first_article_was_compared_with_nothing_and_later_ones_do_not_change_that(
    walk: Walk,
) -> None:
    [told] = why(walk, FIRST)
    assert told.shortlist == ()


def test_one_incident_is_compared_as_it_is_known_now(walk: Walk) -> None:
    [told] = why(walk, FIRST, only=why(walk, FIRST)[0].report.incident_id)
    assert len(told.shortlist) == 1
    assert why(walk, FIRST, only="incident_none")[0].shortlist == ()


def test_an_article_that_is_not_stored_has_nothing_to_explain(walk: Walk) -> None:
    assert why(walk, told_by("Nobody")) == ()


def test_an_explanation_is_plain_data(walk: Walk) -> None:
    [found] = json.loads(json.dumps(plain(why(walk, COPY))))
    assert found["decision"] == "same"
    assert found["shortlist"][0]["parts"]


def test_a_digest_is_previewed_and_nothing_is_written(walk: Walk) -> None:
    def digest(start: float, end: float) -> str:
        period = Period(start=hours(start), end=hours(end), now=hours(end))
        return preview(walk.store, walk.settings, walk.register, walk.templates, period).text

    assert "Port Velm" in digest(-24, 1)
    assert "Port Velm" not in digest(2, 4)
    assert digest(-24, 1) == digest(-24, 1)
