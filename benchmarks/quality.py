"""Scores the project against labelled data and compares with the committed floors.

    python benchmarks/quality.py --data DIR --eval DIR [--only NAME] [--update]

Every score is measured as a user would see it: `monitor backfill` into an empty database, `monitor
export`, a scorer that reads the exports. Where DIR does not exist it says so and scores the labelled
cases of our own (the demo world) instead. A floor only rises: `--update` never lowers one.
Exits with 1 when a figure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
#: Differences below this are noise of ties, not a fall.
EPSILON = 0.004

Figures = dict[str, float]


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
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done.stdout

    def export(self, kind: str, db: str) -> Path:
        """Export one kind from a database into a file; return it."""
        target = self.folder / f"{db}.{kind}.jsonl"
        self.run("export", kind, "-o", target, db=db)
        return target

    def score(self, scorer: str, *files: object) -> dict[str, object]:
        """Run a scorer; return the JSON object on its last line."""
        command = [sys.executable, str(self.scorers / scorer), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        return found


def matching(name: str) -> Callable[[Bench], Figures]:
    """Return the measurement of one set of articles with incident labels."""

    def measure(bench: Bench) -> Figures:
        gold = bench.data / "matching" / f"{name}.jsonl"
        bench.run("backfill", gold, db=name)
        found = bench.score("score_matching.py", gold, bench.export("reports", name))
        pair, new = found["pair"], found["new_incident"]
        return {
            "pair_f1": pair["f1"],
            "pair_precision": pair["precision"],
            "pair_recall": pair["recall"],
            "new_incident_f1": new["f1"],
            "false_alarm": new["false_alarm"],
            "miss": new["miss"],
        }

    return measure


def headlines(bench: Bench) -> Figures:
    """Headlines and dates alone against a register of known incidents."""
    folder = bench.data / "matching"
    bench.run("incidents", "import", folder / "armed-violence.register.jsonl", db="headlines")
    gold = folder / "armed-violence-headlines.jsonl"
    bench.run("backfill", gold, db="headlines")
    found = bench.score("score_register.py", gold, bench.export("reports", "headlines"))
    return {"precision": found["precision"], "recall": found["recall"], "f1": found["f1"]}


def facts(bench: Bench) -> Figures:
    """Killed, injured, day and place of the incident that each article reports."""
    gold = bench.data / "facts" / "gun-violence.jsonl"
    bench.run("backfill", gold, db="facts")
    incidents, reports = bench.export("incidents", "facts"), bench.export("reports", "facts")
    found = bench.score("score_facts.py", gold, incidents, reports)
    return {key: found[key] for key in ("killed", "injured", "date", "date_within_1", "place")}


def reuse(bench: Bench) -> Figures:
    """Which articles share prose, and which only a quote or a statement."""
    folder = bench.data / "lineage"
    documents = folder / "reuse-documents.jsonl"
    bench.run("backfill", documents, db="reuse")
    lineage = bench.export("lineage", "reuse")
    found = bench.score("score_reuse.py", folder / "reuse-pairs.jsonl", documents, lineage)
    tied, fragments = found["fragments_wrongly_tied"]
    copies, every = found["copies_found"]
    return {
        "f1": found["f1"],
        "precision": found["precision"],
        "recall": found["recall"],
        "fragments_tied": round(tied / max(1, fragments), 4),
        "copies_found": round(copies / max(1, every), 4),
    }


def extraction(bench: Bench) -> Figures:
    """Token F1 of the main text on saved pages, beside trafilatura alone on the same pages."""
    pages = bench.data / "extraction" / "publisher-pages.jsonl.gz"
    done = subprocess.run(
        [sys.executable, str(HERE / "extraction.py"), str(pages), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return {key: value for key, value in found.items() if isinstance(value, float)}


def demo(bench: Bench) -> Figures:
    """The demo world against what a careful analyst would say of it: our own labelled cases."""
    from demo_truth import score_demo

    return score_demo(bench.folder)


MEASURES: Mapping[str, Callable[[Bench], Figures]] = {
    "matching/world-news": matching("world-news"),
    "matching/twin-events": matching("twin-events"),
    "matching/us-politics": matching("us-politics"),
    "matching/gun-violence": matching("gun-violence"),
    "matching/headlines": headlines,
    "facts/gun-violence": facts,
    "lineage/reuse": reuse,
    "extraction/pages": extraction,
}
OWN: Mapping[str, Callable[[Bench], Figures]] = {"own/demo-world": demo}
#: Figures where less is better: their floor is a ceiling.
LESS = ("false_alarm", "miss", "fragments_tied", "time_ratio")


def main() -> None:
    """Measure, print, compare."""
    options = _options()
    measures = dict(OWN)
    if options.data.is_dir() and options.eval.is_dir():
        measures = {**MEASURES, **OWN}
    else:
        print(f"no labelled data at {options.data}: scoring our own cases only")
    if options.only:
        measures = {name: one for name, one in measures.items() if options.only in name}
    floors: dict[str, Figures] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    fallen: list[str] = []
    for name, measure in measures.items():
        with tempfile.TemporaryDirectory(prefix="monitor-quality-") as folder:
            started = time.monotonic()
            figures = measure(Bench(options.data, options.eval, Path(folder)))
            took = time.monotonic() - started
        fallen += _compare(name, figures, floors.get(name, {}))
        print(f"{name:24} {took:5.0f} s  " + "  ".join(f"{k} {v:.4g}" for k, v in figures.items()))
        sys.stdout.flush()
        if options.update:
            floors[name] = _raised(floors.get(name, {}), figures)
            FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    for line in fallen:
        print(f"BELOW ITS FLOOR: {line}")
    print(f"{len(measures) - len({x.split(':')[0] for x in fallen})} passed, {len(fallen)} failed")
    sys.exit(1 if fallen else 0)


def _compare(name: str, figures: Figures, floors: Figures) -> list[str]:
    fallen = []
    for key, floor in floors.items():
        value = figures.get(key)
        if value is None:
            fallen.append(f"{name}: {key} was not measured")
        elif (value > floor + EPSILON) if key in LESS else (value < floor - EPSILON):
            fallen.append(f"{name}: {key} is {value:.4f}, floor {floor:.4f}")
    return fallen


def _raised(old: Figures, new: Figures) -> Figures:
    better = dict(old)
    for key, value in new.items():
        best = min if key in LESS else max
        better[key] = best(old.get(key, value), value)
    return better


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured")
    return parser.parse_args()


if __name__ == "__main__":
    main()
