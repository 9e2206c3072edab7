"""Writes every export of chosen sets into a folder: the yardstick of a change that changes nothing.

    python -m benchmarks.score.exports --data DIR --out FOLDER [--only NAME]

Run it before and after, each with its own installed `monitor`, and compare: `diff -r BEFORE AFTER`.
Sets are read with `monitor backfill` into an empty database; the demo is run whole.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MONITOR = Path(sys.executable).with_name("monitor")
KINDS = ("reports", "incidents", "lineage", "claims", "articles", "alerts")
#: Sets of rows, below the data folder; None is the demo.
SETS: dict[str, str | None] = {
    "gun-violence": "matching/gun-violence.jsonl",
    "demo": None,
    "world-news": "matching/world-news.jsonl",
    "seeds": "../seeds/articles.jsonl",
}
AT_ONCE = 2


def main() -> None:
    """Read each set, write its exports."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="only sets with this in their name")
    options = parser.parse_args()

    def one(name: str) -> None:
        rows = SETS[name]
        write(options.out / name, options.data / rows if rows else None)
        print(f"{name}: {options.out / name}", flush=True)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, [name for name in SETS if options.only in name]))


def write(folder: Path, rows: Path | None) -> None:
    """Fill an empty database from `rows` (or by the demo); write its exports to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="monitor-exports-") as made:
        if rows is None:
            _run("demo", "--folder", made)
            db = Path(made, "demo.db")
        else:
            db = Path(made, "set.db")
            _run("--db", db, "backfill", rows)
        for kind in KINDS:
            _run("--db", db, "export", kind, "-o", folder / f"{kind}.jsonl")


def _run(*words: object) -> None:
    subprocess.run([str(MONITOR), *map(str, words)], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
