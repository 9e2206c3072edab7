"""`monitor review` prints each question with its reason and the command that decides it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from cli_builders import run

from monitor.model.deciding import Incident
from monitor.store import incidents, proposals
from monitor.store.open import open_store, writing
from tests.incidents.incident_builders import NOW, an_incident

TWO = "perhaps two incidents: 4 reports tell Port Velm, 2 reports tell Oskerby"


def a_store(folder: Path) -> Path:
    path = folder / "monitor.db"
    store = open_store(path)
    cards: tuple[Incident, ...] = (
        an_incident(id="incident_a", perhaps_two=TWO),
        an_incident(id="incident_b", title="Shelling, Velm harbour"),
    )
    with writing(store) as db:
        for card in cards:
            incidents.save(db, card)
        told = proposals.Proposal(
            one_id="incident_b", other_id="incident_a", score=0.14, why="perhaps the same",
            proposed_at=NOW,
        )  # fmt: skip
        assert proposals.save(db, told)
        assert not proposals.save(db, replace(told, score=0.19)), "once a pair"
    store.close()
    return path


def test_it_asks_and_says_how_to_answer(tmp_path: Path) -> None:
    told = run("review", db=a_store(tmp_path)).output
    assert "perhaps the same incident" in told
    assert "monitor incidents merge" in told
    assert "4 reports tell Port Velm" in told
    assert "monitor incidents split" in told


def test_one_kind_alone_and_as_json(tmp_path: Path) -> None:
    told = json.loads(
        run("review", "--kind", "perhaps-same", "--json", db=a_store(tmp_path)).stdout
    )
    assert list(told) == ["perhaps_same"]
    [pair] = told["perhaps_same"]
    assert {pair["incident_id"], pair["other_id"]} == {"incident_a", "incident_b"}
    assert pair["score"] == 0.14
