"""Where a measure runs: a temporary folder, the `monitor` command, the scorers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: The root of the project, where `python -m benchmarks.…` runs.
ROOT = Path(__file__).resolve().parents[2]
Figures = dict[str, float]
Row = dict[str, Any]


class Bench:
    """One temporary folder, the `monitor` command, and the scorers."""

    def __init__(self, data: Path, scorers: Path, folder: Path) -> None:
        self.data, self.scorers, self.folder = data, scorers, folder
        self.monitor = Path(sys.executable).with_name("monitor")

    def run(self, *words: object, db: str) -> str:
        """Run a command of monitor on a database of its own; return what it prints."""
        command = [str(self.monitor), "--db", str(self.folder / db), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} ended badly:\n{done.stderr[-2000:]}")
        return done.stdout

    def export(self, kind: str, db: str) -> Path:
        """Export one kind from a database into a file; return it."""
        target = self.folder / f"{db}.{kind}.jsonl"
        self.run("export", kind, "-o", target, db=db)
        return target

    def score(self, scorer: str, *files: object) -> Row:
        """Run a scorer; return the JSON object on its last line."""
        return _figures(self.scorers / scorer, *files)

    def own(self, script: str, *words: object) -> Row:
        """Run one of the scripts beside this; return the JSON object that it prints last."""
        return _figures("-m", f"benchmarks.score.{script}", *words)


def _figures(*words: object) -> Row:
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{command[1:3]} printed no figures:\n{done.stderr[-2000:]}")
    found: Row = json.JSONDecoder().raw_decode(lines[-1])[0]
    return found


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
