"""The demo as a user runs it: what it finds and tells is what a careful analyst would."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor.demo.compare import differences, found_in
from monitor.demo.truth import load_truth
from monitor.demo.world import load_world

TRUTH, WORLD = load_truth(), load_world()
README = Path(__file__).parents[2] / "README.md"
#: Differences that stand, each a shortfall of its own: a new one is a fault.
KNOWN = {
    "matching: kestrel-verdict mentions ['mill_fire'], not found",
    "lineage: echo-oryx-1 does not adapt mpa-oryx-2",
}


def monitor(*words: object) -> str:
    command = [sys.executable, "-c", "from monitor.cli.main import main; main()"]
    done = subprocess.run([*command, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def demo_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "printed.txt").write_text(monitor("demo", "--folder", folder), encoding="utf-8")
    return folder / "demo.db"


def query(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def exports(demo_db: Path) -> dict[str, list[dict[str, Any]]]:
    kinds = ("reports", "incidents", "lineage", "alerts")
    rows = {
        kind: [json.loads(line) for line in monitor("--db", demo_db, "export", kind).splitlines()]
        for kind in kinds
    }
    told = {one for (one,) in query(demo_db, "select id from v_alerts where messages > 0")}
    rows["alerts"] = [row for row in rows["alerts"] if row["id"] in told]
    return rows


def test_all_pages_of_the_world_are_read(demo_db: Path) -> None:
    left = query(demo_db, "select url, reason from entries where state = 'failed'")
    assert not [url for url, reason in left if reason == "unreadable"]


def test_it_differs_from_the_analyst_in_nothing_new(exports: dict[str, Any]) -> None:
    assert set(differences(WORLD, TRUTH, exports)) <= KNOWN


def test_the_alerts_are_exactly_those_written_down_with_their_reasons(
    exports: dict[str, Any],
) -> None:
    found = found_in(WORLD, TRUTH, exports)
    assert Counter(found.alerts) == Counter((a.kind, a.incident) for a in TRUTH.alerts)
    assert found.reasons == {(a.kind, a.incident, a.why) for a in TRUTH.alerts}


def test_few_messages_say_all_of_it_and_nothing_twice(
    demo_db: Path, exports: dict[str, Any]
) -> None:
    sent = query(
        demo_db,
        "select channel, recipient, count(*) from v_outbox where kind = 'alert'"
        " group by channel, recipient",
    )
    assert sent
    assert max(count for _, _, count in sent) <= 15
    headlines = Counter(row["headline"] for row in exports["alerts"])
    assert headlines.most_common(1)[0][1] == 1


def test_the_readme_shows_what_the_demo_prints(demo_db: Path) -> None:
    """Alerts without their reason and id; of the summary every line but the one with the time."""
    printed = (demo_db.parent / "printed.txt").read_text(encoding="utf-8").splitlines()
    shown = README.read_text(encoding="utf-8").split("```")[3].splitlines()
    told = [line for line in shown if line.startswith("ALERT ")]
    assert len(told) >= 5
    assert not [line for line in told if not any(one.startswith(line) for one in printed)]
    rest = [one for one in shown if one and one != "…" and not one.startswith("ALERT ")]
    assert not [line for line in rest if " s. The digest" not in line and line not in printed]
    assert [line for line in printed if line.startswith(rest[-1].split(", in ")[0])]
