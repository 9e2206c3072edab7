"""A lineage is gathered once and shown in any view."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_builders import CRANE, FIRST, SECOND, a_world

from monitor.desk.lineage import View, data, drawn, first_words, lineage
from monitor.errors import InputError
from monitor.lineage.registers import build_register
from monitor.store.open import Store

REGISTER = build_register(())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_world(tmp_path)


def test_the_lineage_of_an_incident_is_that_of_its_reports(store: Store) -> None:
    found = lineage(store, CRANE.id)
    assert found.incident is not None
    assert [one.article.id for one in found.reports] == [FIRST.id, SECOND.id]


def test_the_lineage_of_an_article_takes_in_its_neighbours(store: Store) -> None:
    found = lineage(store, SECOND.url)
    assert found.incident is None
    assert {one.article.id for one in found.reports} == {FIRST.id, SECOND.id}


@pytest.mark.parametrize("what", ["incident_none", "article_none", "https://none.example/"])
def test_what_is_not_stored_has_no_lineage(store: Store, what: str) -> None:
    with pytest.raises(InputError):
        lineage(store, what)


@pytest.mark.parametrize(
    ("view", "words"),
    [(View.TREE, "Orland Gazette"), (View.DOT, "digraph lineage {"), (View.SVG, "<svg")],
)
def test_every_view_draws_the_same_reports(store: Store, view: View, words: str) -> None:
    text = drawn(lineage(store, CRANE.id), REGISTER, view)
    assert words in text


def test_evidence_quotes_the_words_of_a_tie(store: Store) -> None:
    found = lineage(store, CRANE.id)
    assert "(Coast Wire)" in drawn(found, REGISTER, evidence=True)
    assert "(Coast Wire)" not in drawn(found, REGISTER)


def test_as_data_each_tie_stands_once(store: Store) -> None:
    found = lineage(store, CRANE.id)
    edges = data(found, View.EDGES)
    assert [edge["id"] for edge in edges] == [edge.id for edge in found.edges]
    assert len({edge["id"] for edge in edges}) == len(edges) == 2
    assert "entity" in data(found, View.PROV)


def test_who_was_first_is_said_no_more_exactly_than_it_is_known(store: Store) -> None:
    said = first_words(store, lineage(store, CRANE.id))
    assert "too close to tell who was first" in said
    lone = lineage(store, "https://gazette.example/ferry")
    assert first_words(store, lone).startswith("Orland Gazette, at ")
