"""Search, exports and backups."""

from __future__ import annotations

import json
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import StoreError
from monitor.model.deciding import Outcome
from monitor.model.names import Decision, Relation
from monitor.store import articles, backup, decisions, exports, outcomes
from monitor.store.articles import match_text
from monitor.store.check import check
from monitor.store.open import Store, open_store
from tests.store.store_builders import (
    NOW,
    a_report,
    a_store,
    an_article,
    an_edge,
    an_incident,
    an_outcome,
)
from tests.store.test_store_incidents import a_decision

CONTRACT = {
    "reports": "article_url incident_id incident_external_id role decision score reasons "
    "decided_by published",
    "incidents": "id title event_start event_end date_precision place admin1 country latitude "
    "longitude place_precision killed injured articles outlets independent_origins "
    "undetermined_origins",
    "lineage": "from_url relation to_url to_source evidence confidence",
    "claims": "incident_id field low high value claimant claimant_class article_url "
    "article_version start end text first_seen superseded_by retracted",
}


def a_world(folder: Path) -> Store:
    store = a_store(folder)
    outcomes.record(store, an_outcome(), NOW)
    copy = an_article("https://herald.example/crane?ref=1")
    tie = an_edge(copy, relation=Relation.REPUBLISHES, to_article_id=an_article().id)
    opinion = a_report(copy, None)
    outcomes.record(
        store,
        Outcome(entry_id=None, article=copy, is_new_version=True, edges=(tie,), reports=(opinion,)),
        NOW + timedelta(hours=1),
    )
    return store


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_exports_begin_with_the_keys_of_the_contract(tmp_path: Path, kind: str) -> None:
    rows = list(exports.export(a_world(tmp_path), kind))
    keys = CONTRACT[kind].split()
    assert rows
    for row in rows:
        assert list(row)[: len(keys)] == keys
        json.dumps(row)


def test_every_kind_is_exported_as_plain_json(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    for kind in exports.KINDS:
        assert list(exports.export(store, kind)) == json.loads(
            json.dumps(list(exports.export(store, kind)))
        )
        assert list(exports.export(store, kind))


def test_exported_values_are_what_was_recorded(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    told, opinion = exports.export(store, "reports")
    assert (told["article_url"], told["incident_id"]) == (an_article().url, an_incident().id)
    assert told["reasons"] == ["nothing on the shortlist fits", "place +0.50: Port Orland"]
    assert (opinion["article_url"], opinion["incident_id"]) == (
        "https://herald.example/crane?ref=1",
        None,
    )
    assert opinion["decision"] == "not_incident"
    (incident,) = exports.export(store, "incidents")
    assert incident["killed"] == {"low": 2, "best": 2, "high": 2}
    assert incident["injured"] is None
    source, article = exports.export(store, "lineage")
    assert (source["to_url"], source["to_source"]) == (None, "Coast Wire")
    assert (article["to_url"], article["to_source"]) == (an_article().url, None)
    (proof,) = source["evidence"]
    assert an_article().text[proof["start"] : proof["end"]] == proof["text"] == "(Coast Wire)"
    (claim,) = exports.export(store, "claims")
    assert (claim["claimant"], claim["article_version"], claim["retracted"]) == (
        "Ida Venn",
        1,
        False,
    )


def test_only_the_latest_decision_is_exported_and_under_the_id_it_leads_to(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    other = an_incident("other", external_id="R-1")
    later = a_report(an_article(), other, decision=Decision.SAME)
    outcomes.record(
        store,
        Outcome(
            entry_id=None,
            article=an_article(),
            is_new_version=False,
            incidents=(other,),
            reports=(later,),
        ),
        NOW,
    )
    merge = a_decision("merge", an_incident().id, other_incident_id=other.id)
    decisions.decide(store, merge)
    rows = [row for row in exports.export(store, "reports") if row["decision"] == "same"]
    assert [(row["article_url"], row["incident_id"]) for row in rows] == [
        (an_article().url, an_incident().id)
    ]
    assert [row["id"] for row in exports.export(store, "incidents")] == [an_incident().id]
    tombs = {
        row["id"]: row["merged_into"] for row in exports.export(store, "incidents", merged=True)
    }
    assert tombs == {an_incident().id: None, other.id: an_incident().id}


def test_exports_go_on_over_many_pages_and_since_a_moment(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for number in range(exports._PAGE + 3):
        one = an_article(f"https://a.example/{number}")
        outcomes.record(
            store,
            Outcome(
                entry_id=None,
                article=one,
                is_new_version=True,
                reports=(a_report(one, None, decided_at=NOW + timedelta(seconds=number)),),
            ),
            NOW,
        )
    urls = [row["article_url"] for row in exports.export(store, "reports")]
    assert urls == [f"https://a.example/{number}" for number in range(exports._PAGE + 3)]
    since = NOW + timedelta(seconds=exports._PAGE)
    assert len(list(exports.export(store, "reports", since=since))) == 3


def test_search_finds_words_phrases_and_beginnings_without_regard_to_marks(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    text = "The Théâtre Royal reopened; مدينة الميناء شهدت احتفالا."
    outcomes.record(
        store,
        an_outcome(
            "https://a.example/opera",
            "opera",
            article=an_article("https://a.example/opera", title="Opera returns", text=text),
            reading=None,
            edges=(),
            claims=(),
        ),
        NOW,
    )
    for query in ("theatre", "THEATRE royal", '"theatre royal"', "reop*", "الميناء", "opera"):
        assert [hit.title for hit in articles.search(store, query)] == ["Opera returns"], query
    for query in ('"royal theatre"', "theatre crane", "reop", "", "***", '"""'):
        assert articles.search(store, query) == (), query
    (hit,) = articles.search(store, "royal")
    assert "«Royal»" in hit.snippet


def test_an_article_is_one_hit_however_many_versions_it_has(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for version in range(1, 4):
        one = an_article(text=f"Crane, take {version}.", version=version)
        outcomes.record(store, Outcome(entry_id=None, article=one, is_new_version=True), NOW)
    assert len(articles.search(store, "crane")) == 1


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "a AND",
        "NOT",
        "NEAR(a b",
        "title:x",
        "a*b*",
        "-a",
        "{a}",
        "^a",
        "'; drop table--",
        "a OR OR b",
        "\x00",
        "a\x00b",
        "(",
        "*",
        "\ud800",
        "texts : a",
        "a" * 100_000,
        "a " * 5000,
    ],
)
def test_no_query_raises(tmp_path: Path, query: str) -> None:
    articles.search(a_world(tmp_path), query)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_query_is_valid_full_text_syntax(query: str) -> None:
    match = match_text(query)
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table t using fts5 (a)")
    if match:
        db.execute("select * from t where t match ?", [match]).fetchall()
    db.close()


def test_an_article_is_found_by_any_form_of_its_address(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    for url in ("https://gazette.example/crane", "http://www.gazette.example/crane/?utm_source=x"):
        assert articles.find_by_url(store, url) == an_article()
    for url in ("https://gazette.example/other", "not a url", ""):
        assert articles.find_by_url(store, url) is None


def test_articles_are_paged_in_stored_order(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    ((first, one),) = articles.page(store, limit=1)
    ((_, other),) = articles.page(store, after=first)
    assert (one, other.url) == (an_article(), "https://herald.example/crane?ref=1")
    assert articles.page(store, since=NOW) == []


def test_a_backup_made_while_others_write_is_whole_and_has_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    for number in range(30):
        outcomes.record(store, an_outcome(f"https://a.example/{number}", f"n{number}"), NOW)
    stop = threading.Event()

    def write() -> None:
        number = 100
        while not stop.is_set():
            outcomes.record(store, an_outcome(f"https://a.example/{number}", f"n{number}"), NOW)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = [backup.backup(store, tmp_path / "copies" / f"{n}.db") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    assert all(size > 0 for size in sizes)
    for number in range(3):
        copy = open_store(tmp_path / "copies" / f"{number}.db", must_exist=True)
        assert check(copy).problems == ()
        urls = {row["article_url"] for row in exports.export(copy, "articles")}
        assert {f"https://a.example/{n}" for n in range(30)} <= urls
        copy.close()
    leftovers = [path.name for path in (tmp_path / "copies").iterdir() if "unfinished" in path.name]
    assert leftovers == []


def test_a_backup_never_harms_what_it_would_replace(tmp_path: Path) -> None:
    store = a_world(tmp_path)
    with pytest.raises(StoreError, match="the database itself"):
        backup.backup(store, store.path)
    folder = tmp_path / "taken"
    folder.mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        backup.backup(store, folder)
    assert list(folder.iterdir()) == []
    assert check(store).problems == ()
