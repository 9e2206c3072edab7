"""Scores the project against labelled data and compares with the committed floors.

    python -m benchmarks.score.quality --data DIR --eval DIR [--only NAME] [--update]

Where DIR does not exist it says so and scores our own labelled cases instead. A floor stands a
margin below what was measured when it was set, and only rises: `--update` never lowers one. Figures
of time have no floor. Exits with 1 when a figure falls below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.score.bench import ROOT, Bench, Figures
from benchmarks.score.measures import ALONE, LABELLED, OWN

FLOORS = ROOT / "benchmarks" / "floors.json"
#: A floor stands this far below (counts: above by one) what was measured, so that ties are no fall.
MARGIN = 0.01
#: Figures where less is better: their floor is a ceiling.
LESS = (
    *("false_alarm", "miss", "fragments_tied", "hard_types", "violent_without_template"),
    *("local_credited", "uncredited_credited", "background_missed", "background_wrong"),
    *("not_reports_opened", "day_wrong", "country_wrong", "place_wrong", "killed_wrong"),
    *("day_invented", "country_invented", "place_invented", "killed_invented"),
    *("ghosts", "mixed_after", "false_disputes"),
)
#: Whole numbers: their margin is one.
COUNTS = ("background_missed", "background_wrong", "mixed_after")
#: Told, never held against a floor: time, what a peer does, and what has no better side.
FREE = ("time_ratio", "trafilatura_f1", "messages", "messages_expected")
#: Sets measured side by side: a backfill keeps one process busy most of the time.
AT_ONCE = 2

Measure = Callable[[Bench], Figures]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one measure: figures, or why there are none."""

    name: str
    figures: Figures
    took_s: float
    problem: str = ""


def main() -> None:
    """Measure, print, compare."""
    options = _options()
    floors: dict[str, Figures] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    has_data = options.data.is_dir() and options.eval.is_dir()
    if not has_data:
        print(f"no labelled data at {options.data}: scoring our own cases only")
    together = {**LABELLED, **OWN} if has_data else OWN
    alone = ALONE if has_data else {}
    fallen: list[str] = []
    count = 0
    for one in _measured(options, _chosen(together, options.only), _chosen(alone, options.only)):
        count += 1
        fallen += compare(one, floors.get(one.name, {}))
        print(_line(one), flush=True)
        if options.update and not one.problem:
            floors[one.name] = raised(floors.get(one.name, {}), one.figures)
            FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    for line in fallen:
        print(f"BELOW ITS FLOOR: {line}")
    failed = len({line.split(":")[0] for line in fallen})
    print(f"{count - failed} passed, {failed} failed")
    sys.exit(1 if fallen else 0)


def _chosen(measures: Mapping[str, Measure], only: str) -> dict[str, Measure]:
    return {name: measure for name, measure in measures.items() if only in name}


def _measured(
    options: argparse.Namespace, together: Mapping[str, Measure], alone: Mapping[str, Measure]
) -> Iterator[Measured]:
    """Yield what was measured: the sets side by side first, then those that measure time."""

    def measure(pair: tuple[str, Measure]) -> Measured:
        name, one = pair
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="monitor-quality-") as folder:
            try:
                figures = one(Bench(options.data, options.eval, Path(folder)))
                problem = ""
            except Exception as error:
                figures, problem = {}, f"{type(error).__name__}: {error}"
        return Measured(name, figures, time.monotonic() - started, problem)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(measure, together.items())
    yield from map(measure, alone.items())


def _line(one: Measured) -> str:
    told = one.problem or "  ".join(f"{key} {value:.4g}" for key, value in one.figures.items())
    return f"{one.name:24} {one.took_s:5.0f} s  {told}"


def compare(one: Measured, floors: Figures) -> list[str]:
    """Return what fell below its floor (rose above its ceiling), or could not be measured."""
    if one.problem:
        return [f"{one.name}: not measured"]
    return list(_fallen(one, floors.items()))


def _fallen(one: Measured, floors: Iterable[tuple[str, float]]) -> Iterator[str]:
    for key, floor in floors:
        value = one.figures.get(key)
        if value is None:
            yield f"{one.name}: {key} was not measured"
        elif (value > floor) if key in LESS else (value < floor):
            word = "ceiling" if key in LESS else "floor"
            yield f"{one.name}: {key} is {value:.4f}, {word} {floor:.4f}"


def raised(old: Figures, new: Figures) -> Figures:
    """Return the floors after a run: none is lowered, figures that have no floor are left out."""
    better = dict(old)
    for key, value in new.items():
        if key in FREE:
            continue
        margin = 1.0 if key in COUNTS else MARGIN
        floor = round(value + margin if key in LESS else max(0.0, value - margin), 4)
        best = min if key in LESS else max
        better[key] = best(old.get(key, floor), floor)
    return better


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured")
    options = parser.parse_args()
    options.data, options.eval = options.data.resolve(), options.eval.resolve()
    return options


if __name__ == "__main__":
    main()
