"""What persons decided binds a full replay, and can be undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_builders import ROWS, incident_of, run, write_rows


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "monitor.db"
    run("backfill", str(write_rows(tmp_path / "rows.jsonl")), db=path)
    return path


def changes(db: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("replay", "--json", db=db).output)
    return found


def decision_in(output: str) -> str:
    return output.split("(")[1].split(")")[0]


def test_a_merge_survives_a_replay_and_is_undone(db: Path) -> None:
    depot, flood = (incident_of(db, ROWS[i]["url"]) for i in (0, 2))
    told = run("incidents", "merge", depot, flood, "--why", "test", db=db).output
    assert changes(db) == []
    run("incidents", "undo", decision_in(told), db=db)
    assert incident_of(db, ROWS[2]["url"]) == flood
    assert changes(db) == []


def test_a_split_survives_a_replay_and_is_undone(db: Path) -> None:
    depot = incident_of(db, ROWS[0]["url"])
    told = run("incidents", "split", depot, ROWS[1]["url"], "--why", "test", db=db).output
    assert incident_of(db, ROWS[1]["url"]) != depot
    assert changes(db) == []
    run("incidents", "undo", decision_in(told), db=db)
    assert incident_of(db, ROWS[1]["url"]) == depot
    assert changes(db) == []


def test_a_not_same_survives_a_replay_and_is_undone(db: Path) -> None:
    depot = incident_of(db, ROWS[0]["url"])
    told = run("incidents", "not-same", ROWS[1]["url"], depot, "--why", "test", db=db).output
    after = {
        row["article"] for row in json.loads(run("replay", "--json", db=db, expect=None).output)
    }
    # The article opens an incident of its own now; it never comes home to the forbidden one.
    assert after <= {ROWS[1]["url"]}
    run("incidents", "undo", decision_in(told), db=db)
    assert incident_of(db, ROWS[1]["url"]) == depot
