"""Ends `monitor run` at random moments; what it comes to must equal an undisturbed run.

    python -m benchmarks.load.kill_daemon [--kills 20] [--signal KILL|TERM] [--seed 1]

With TERM each end must come within 10 s and with exit code 0. Half of the ends come while feeds
are polled and pages read from nothing: articles and entries must be the same (what is decided
first depends on which feed answers first). Half come over a polled database: there reports,
incidents, lineage, claims and alerts must be the same too. Looks for stuck leases and a damaged
file. Exits with 1 on a difference. One is known: an end changes the order in which pages are read,
and of pages that share a sentence by the dozen, as here, each is tied to but a few of the others.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from monitor.cli.session import Session
from monitor.demo.bulk import BulkServer
from monitor.jobs import poll

MONITOR = [sys.executable, "-c", "from monitor.cli.main import main; main()"]
KINDS = ("articles", "incidents", "reports", "lineage", "claims", "alerts")
#: Columns that tell when a row was written, not what it says.
TIMES = (
    *("fetched_at", "first_seen", "decided_at", "recorded_at", "raised_at", "updated_at"),
    "opened_at",
)
NOW = datetime(2026, 3, 4, 6, tzinfo=UTC)
LEASED = """
select (select count(*) from feeds where leased_until is not null)
    + (select count(*) from entries where leased_until is not null)
    + (select count(*) from messages where leased_until is not null)
"""


def main() -> None:
    """Run undisturbed, run with ends, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--signal", choices=("KILL", "TERM"), default="KILL")
    parser.add_argument("--pages", type=int, default=160)
    parser.add_argument("--hosts", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    failures = 0
    with (
        tempfile.TemporaryDirectory(prefix="monitor-kill-") as name,
        BulkServer(
            lambda: NOW, pages=options.pages, hosts=options.hosts, disallow=True, delay_s=0.05
        ) as server,
    ):
        for kinds, polled in (((), False), (KINDS, True)):
            print("over a polled database" if polled else "from nothing")
            folder = Path(name) / f"polled-{polled}"
            folder.mkdir()
            calm = _configured(folder / "calm", server, polled)
            killed = _configured(folder / "killed", server, polled)
            took = _to_the_end(calm, options.pages)
            print(f"  undisturbed: {took:.1f} s")
            for number in range(options.kills // 2):
                process = _start(killed)
                time.sleep(chance.uniform(0.1, took if number % 2 else 0.5 * took))
                failures += _end(process, options.signal, killed)
                if number % 5 == 4:
                    print(f"  {number + 1} ends, {_count(killed)} articles", flush=True)
            _to_the_end(killed, options.pages)
            failures += sum(not _same(calm, killed, kind) for kind in ("articles", *kinds[1:]))
            failures += _unsound(killed) + (_entries(calm) != _entries(killed))
    print("1 passed, 0 failed" if not failures else f"{failures} DIFFERENCES")
    sys.exit(1 if failures else 0)


def _configured(folder: Path, server: BulkServer, polled: bool) -> Path:
    """Write a configuration; `polled` = with a database in which every entry waits."""
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        f'db = "{folder}/monitor.db"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\n'
        'host_pause = "0s"\ncontact = "test@example.org"\n'
        '[poll]\nmax_entry_age = "3650d"\nrevisit_after = []\n'
    )
    rows = (
        f'[[feed]]\nurl = "{url}"\ntitle = "{url}"\noutlet = "{url}"\n' for url in server.feed_urls
    )
    (folder / "feeds.toml").write_text("\n".join(rows))
    if polled:
        session = Session(
            folder=str(folder), db=f"{folder}/monitor.db", log_level="error", log_json=False
        )
        poll.run(session.open_app(exclusive=True).walk)
        session.close()
    return folder


def _start(folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [*MONITOR, "--config", str(folder), "run"],
            stdout=subprocess.DEVNULL,
            stderr=log,
            env={**os.environ, "NO_COLOR": "1"},
        )


def _end(process: subprocess.Popen[bytes], how: str, folder: Path) -> int:
    """End the daemon; return 1 where it does not end as it should."""
    if how == "KILL":
        process.kill()
        process.wait()
        return 0
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        print("  did not end within 15 s")
        return 1
    took = time.monotonic() - started
    # Before Python runs our first line a signal ends the process by itself, as it should.
    early = code == -signal.SIGTERM and took < 1
    if took > 10 or (code and not early):
        print(f"  ended with {code} after {took:.1f} s")
        return 1
    leased = _value(folder, LEASED) if (folder / "monitor.db").exists() and not early else 0
    if leased:
        print(f"  {leased} leases left after {took:.1f} s")
    return int(bool(leased))


def _to_the_end(folder: Path, pages: int) -> float:
    started = time.monotonic()
    process = _start(folder)
    try:
        while _count(folder) < pages or _value(folder, LEASED):
            if time.monotonic() - started > 300:
                raise SystemExit(f"not at the end: {_count(folder)} of {pages} articles")
            time.sleep(0.2)
        took = time.monotonic() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    return took


def _value(folder: Path, sql: str) -> int:
    db = sqlite3.connect(f"file:{folder}/monitor.db?mode=ro", uri=True, timeout=10)
    try:
        return int(db.execute(sql).fetchone()[0] or 0)
    except sqlite3.OperationalError:
        return 0  # no tables yet
    finally:
        db.close()


def _count(folder: Path) -> int:
    if not (folder / "monitor.db").exists():
        return 0
    return _value(folder, "select count(*) from articles")


def _same(one: Path, other: Path, kind: str) -> bool:
    first, second = _rows(one, kind), _rows(other, kind)
    print(f"{kind}: {len(first)} against {len(second)}{'' if first == second else ' DIFFERENT'}")
    for row in sorted(first ^ second)[:4]:
        print(f"  {'undisturbed' if row in first else 'disturbed'}: {row[:3000]}")
    return first == second


def _rows(folder: Path, kind: str) -> set[str]:
    command = [*MONITOR, "--config", str(folder), "export", kind]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    return {
        json.dumps({k: v for k, v in row.items() if k not in TIMES}, sort_keys=True) for row in rows
    }


def _entries(folder: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(f"file:{folder}/monitor.db?mode=ro", uri=True, timeout=10)
    try:
        sql = "select id, url, state, reason, article_id, backlog from entries order by id"
        return list(db.execute(sql))
    finally:
        db.close()


def _unsound(folder: Path) -> int:
    leased = _value(folder, LEASED)
    waiting = _value(folder, "select count(*) from entries where state = 'waiting'")
    check = subprocess.run(
        [*MONITOR, "--config", str(folder), "check-db"], capture_output=True, text=True
    )
    print(f"leases left {leased}, entries waiting {waiting}, check-db {check.returncode}")
    return int(bool(leased or waiting or check.returncode))


if __name__ == "__main__":
    main()
