"""Articles as a command, a page or an API asks for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builders import CRANE, FIRST, ODD, a_world, record

from monitor.desk.articles import find_article, search, show
from monitor.desk.plain import plain
from monitor.errors import InputError
from monitor.model.names import Decision
from monitor.store.open import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_world(tmp_path)


@pytest.mark.parametrize("which", [FIRST.url, FIRST.id, FIRST.version_id, FIRST.url + "#top"])
def test_an_article_is_found_by_address_id_and_version(store: Store, which: str) -> None:
    assert find_article(store, which).id == FIRST.id


@pytest.mark.parametrize("which", ["https://gazette.example/none", "article_none"])
def test_an_unknown_article_is_named_with_where_to_look(store: Store, which: str) -> None:
    with pytest.raises(InputError, match=f"no article {which}; `monitor search WORDS`"):
        find_article(store, which)


def test_an_article_is_shown_with_what_it_reports(store: Store) -> None:
    [told] = show(store, FIRST).reports
    assert (told.incident_id, told.decision) == (CRANE.id, Decision.NEW)
    [open_question] = show(store, ODD).reports
    assert (open_question.incident_id, open_question.decision) == (None, Decision.UNSURE)


def test_every_text_of_an_article_is_shown_where_asked(store: Store) -> None:
    later = replace(FIRST, title="Crane falls, three dead", version_id="version_2", version=2)
    record(store, article=later, incident=CRANE, claims=(), edges=(), alerts=())
    latest = find_article(store, FIRST.id)
    assert [one.title for one in show(store, latest).versions] == [later.title]
    every = show(store, latest, versions=True)
    assert [one.title for one in every.versions] == [FIRST.title, later.title]
    assert [one["version_id"] for one in plain(every)["versions"]][1] == "version_2"


def test_a_search_finds_titles_and_texts_and_marks_the_words(store: Store) -> None:
    [hit] = search(store, "somewhere crash")
    assert (hit.id, hit.url, hit.published) == (ODD.id, ODD.url, "2031-05-06")
    assert "«" in search(store, "dockers")[0].snippet
    assert search(store, "zeppelin") == ()
    assert len(search(store, "dockers", limit=2)) == 2
