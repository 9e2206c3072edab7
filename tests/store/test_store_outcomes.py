from __future__ import annotations

import dataclasses
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model.deciding import Outcome
from monitor.model.names import Decision, EntryState
from monitor.store import (
    alerts,
    articles,
    claims,
    entries,
    feeds,
    incidents,
    lineage,
    outbox,
    outcomes,
    reports,
)
from monitor.store.check import check
from monitor.store.open import Store, reading, writing
from monitor.store.rows import value
from tests.store.store_builders import (
    LEASE,
    NOW,
    a_claim,
    a_feed,
    a_message,
    a_poll,
    a_reading,
    a_report,
    a_store,
    an_alert,
    an_article,
    an_edge,
    an_entry,
    an_incident,
    an_outcome,
)

TABLES = (
    "articles",
    "versions",
    "fingerprints",
    "sources",
    "credits",
    "attributions",
    "edges",
    "edge_evidence",
    "incidents",
    "incident_keys",
    "reports",
    "claims",
    "alerts",
    "messages",
    "message_alerts",
)


def counts(store: Store) -> dict[str, int]:
    with reading(store) as db:
        return {name: value(db, f"select count(*) from {name}") for name in TABLES}


def test_every_noun_of_an_outcome_comes_back_as_it_went_in(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcome = an_outcome()
    outcomes.record(store, outcome, NOW)
    article = outcome.article
    assert articles.find(store, article.id) == article
    assert articles.load_version(store, article.version_id) == article
    assert lineage.credits_of(store, article.version_id) == a_reading(article).credits
    assert lineage.attributions_of(store, article.version_id) == a_reading(article).attributions
    assert lineage.edges_of(store, [article.id]) == outcome.edges
    assert incidents.get(store, outcome.incidents[0].id) == outcome.incidents[0]
    assert reports.of_article(store, article.id) == outcome.reports
    assert reports.of_incident(store, outcome.incidents[0].id) == outcome.reports
    assert claims.of_incident(store, outcome.incidents[0].id) == outcome.claims
    assert alerts.list_alerts(store) == outcome.alerts
    assert outbox.get(store, outcome.messages[0].id) == outcome.messages[0]


def test_a_second_recording_writes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert outcomes.record(store, an_outcome(), NOW).total > 10
    before, changes = counts(store), store.db.conn.total_changes
    assert outcomes.record(store, an_outcome(), NOW + timedelta(hours=1)).total == 0
    assert counts(store) == before
    assert store.db.conn.total_changes == changes


def test_a_kill_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    """Every statement of the transaction is a place to die; none may leave a row behind."""
    store = a_store(tmp_path)
    steps = _statements(store, an_outcome("https://a.example/1", "first"))
    before = counts(store)
    for step in range(steps):
        with pytest.raises(_Killed):
            _record_until(store, an_outcome("https://b.example/2", "second"), step)
        assert counts(store) == before
    assert outcomes.record(store, an_outcome("https://b.example/2", "second"), NOW).total > 10


class _Killed(BaseException):
    pass


def _statements(store: Store, outcome: Outcome) -> int:
    seen: list[str] = []
    with store.db.tracer(lambda sql, _: seen.append(sql)):
        outcomes.record(store, outcome, NOW)
    return len(seen)


def _record_until(store: Store, outcome: Outcome, step: int) -> None:
    left = step

    def tracer(sql: str, _: object) -> None:
        nonlocal left
        if left == 0:
            raise _Killed
        left -= 1

    with store.db.tracer(tracer):
        outcomes.record(store, outcome, NOW)


def test_recording_settles_its_entry_and_names_its_article(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    feeds.sync(store, [a_feed()], NOW)
    feeds.settle_poll(store, a_poll(an_entry()), NOW)
    (entry,) = entries.lease_waiting(store, NOW, 10, LEASE)
    assert outcomes.record(store, an_outcome(entry_id=entry.id), NOW).entries == 1
    assert entries.waiting(store) == (0, None)
    with reading(store) as db:
        row = db.execute("select state, article_id from entries").fetchone()
    assert row == (EntryState.READ.value, an_article().id)


def test_a_changed_text_is_a_new_version_and_its_reports_stand_instead(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    incident = an_incident()
    first = an_outcome()
    outcomes.record(store, first, NOW)
    edited = an_article(text=first.article.text + " A third docker is missing.", version=2)
    second = Outcome(
        entry_id=None,
        article=edited,
        is_new_version=True,
        reading=a_reading(edited),
        reports=(a_report(edited, incident, decision=Decision.SAME),),
    )
    outcomes.record(store, second, NOW)
    assert articles.find(store, edited.id) == edited
    assert [one.version for one in articles.versions_of(store, edited.id)] == [1, 2]
    assert reports.of_article(store, edited.id) == second.reports
    assert len(reports.of_article(store, edited.id, all_of_them=True)) == 2


def test_a_later_decision_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    other = an_incident("other")
    later = a_report(an_article(), other, decision=Decision.SAME)
    again = Outcome(
        entry_id=None,
        article=an_article(),
        is_new_version=False,
        incidents=(other,),
        reports=(later,),
    )
    outcomes.record(store, again, NOW)
    assert reports.of_article(store, an_article().id) == (later,)
    assert reports.of_incident(store, an_incident().id) == ()


def test_claims_are_superseded_and_retracted_once_and_keep_their_past(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    incident, article = an_incident(), an_article()
    outcomes.record(store, an_outcome(), NOW)
    old = a_claim(article, incident)
    new = a_claim(article, incident, low=3, first_seen=NOW + timedelta(hours=2))
    later = Outcome(
        entry_id=None,
        article=article,
        is_new_version=False,
        claims=(new,),
        superseded={old.id: new.id},
    )
    at = NOW + timedelta(hours=2)
    assert outcomes.record(store, later, at).marked == 1
    assert outcomes.record(store, later, at + timedelta(hours=1)).total == 0
    marked = dataclasses.replace(old, superseded_by=new.id)
    assert claims.of_incident(store, incident.id) == (marked, new)
    assert claims.of_incident(store, incident.id, standing=True) == (new,)
    assert claims.of_incident(store, incident.id, at=NOW + timedelta(hours=1)) == (old,)
    taken_back = Outcome(entry_id=None, article=article, is_new_version=False, retracted=(new.id,))
    outcomes.record(store, taken_back, NOW + timedelta(hours=3))
    assert claims.of_incident(store, incident.id, standing=True) == ()
    assert claims.of_incident(store, incident.id, at=at, standing=True) == (new,)


def test_a_withdrawn_edge_stays_on_file_and_stands_no_more(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    edge = an_edge(an_article())
    late = Outcome(
        entry_id=None,
        article=an_article(),
        is_new_version=False,
        withdrawn_edges=(edge.id,),
    )
    assert outcomes.record(store, late, NOW).edges == 1
    assert lineage.edges_of(store, [an_article().id]) == ()
    assert counts(store)["edges"] == 1


def test_origins_of_a_card_stand_beside_its_reports(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    article = an_article()
    incident = an_incident()
    told = dataclasses.replace(incident.origins, by_version={article.version_id: "Coast Wire"})
    outcomes.record(store, an_outcome(incident=dataclasses.replace(incident, origins=told)), NOW)
    with reading(store) as db:
        assert value(db, "select origin from v_reports") == "Coast Wire"


def test_what_is_recorded_passes_the_check(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    health = check(store)
    assert health.problems == ()
    assert (health.versions, health.spans) == (1, 6)


@pytest.mark.parametrize(
    ("damage", "names"),
    [
        ("update versions set text = text || '!'", "versions"),
        ("update claims set start = start + 1", "claims"),
        ("update edge_evidence set text = 'other words'", "edges"),
        ("update attributions set cue_field = 'signal:7'", "attributions"),
        ("update credits set field = 'signal:x'", "credits"),
        ("delete from edge_evidence", "no evidence"),
        ("insert into texts (texts) values ('delete-all')", "search"),
    ],
)
def test_the_check_names_what_does_not_prove_itself(
    tmp_path: Path, damage: str, names: str
) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    with writing(store) as db:
        db.execute(damage)
    assert any(names in problem for problem in check(store).problems)


def test_an_alert_of_an_unknown_incident_is_refused_with_all_that_comes_with_it(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path)
    wrong = an_alert(an_incident("never stored"))
    with pytest.raises(sqlite3.IntegrityError):
        outcomes.record(store, an_outcome(alerts=(wrong,), messages=(a_message(),)), NOW)
    assert set(counts(store).values()) == {0}
