"""Cost of an article at 10,000, 100,000 and 1,000,000 stored ones, and what memory it takes.

    python -m benchmarks.load.scale [--sizes 10000,100000,1000000] [--new 300] [--keep DIR]

A block of made-up news (`load/corpus.py`) is really read, decided and recorded; fill.py lays it
down as often as the size asks for. Then the same new articles are decided and recorded at each
size, in a process of its own, and rolled back; of others, lineage alone is timed (credits,
attributions, fingerprints, texts in common, edges). Beside it, on the same titles: the common way,
the best rapidfuzz score over all stored titles. CPU seconds of one core; the ratio between sizes
counts.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from benchmarks.load.corpus import News
from benchmarks.load.fill import fill
from monitor.app import App, open_app
from monitor.clock import SystemClock
from monitor.facts.read import read as read_facts
from monitor.fetch.memory import undisturbed
from monitor.jobs.deciding import decide, edges_for
from monitor.jobs.reading import Registers, RowTask, Tools, article_of, load, read
from monitor.lineage.attribution.attributions import attributions
from monitor.lineage.credits.credits import credits
from monitor.lineage.reuse.fingerprints import signature
from monitor.model.reading import Article, Reading
from monitor.settings.find import shipped_folder
from monitor.settings.load import load as load_settings
from monitor.store import outcomes
from monitor.store.open import reading as reading_store
from monitor.store.open import writing

PER_DAY = 500
BLOCK = 500
#: Titles compared with all stored ones; more would take minutes at a million.
PEER_TITLES = 10


def main() -> None:
    """Read a block, fill the sizes one after the other, measure each, print."""
    options = _options()
    if options.measure:
        print(json.dumps(measure(options.measure, options.readings)))
        return
    sizes = sorted(int(size) for size in options.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="monitor-scale-", dir=options.keep) as name:
        folder = Path(name)
        told = prepare(folder, options.new, min(BLOCK, sizes[0]))
        print(_line("reading", told), flush=True)
        found = []
        for size in sizes:
            _fill(folder, size, sizes[0], search=not options.no_search)
            found.append({"stored": size, **_measured(folder)})
            print(_line(f"{size:>9,} stored", found[-1]), flush=True)
    costs = [one["ms"] for one in found]
    print(f"slowest size over fastest: {max(costs) / min(costs):.2f}")
    print(json.dumps({"reading": told, "sizes": found}))


def prepare(folder: Path, new: int, block: int) -> dict[str, float]:
    """Read a block into `folder`/base.db and the new articles into a file; return reading costs."""
    tools = load(_registers())
    news = News(1, per_day=PER_DAY)
    with _app(folder / "base.db") as app:
        batch = [_read(row, tools) for row in news.rows(block)]
        with writing(app.walk.store):
            for one in batch:
                _settle(app, one)
        with reading_store(app.walk.store) as db:
            db.execute("pragma wal_checkpoint(truncate)").fetchall()
    rows = list(news.rows(new))
    costs = [_timed_read(row, tools) for row in rows]
    readings = [one for one, _ in costs]
    (folder / "new.pickle").write_bytes(pickle.dumps(readings))
    seconds = [cost for _, cost in costs]
    return {
        "ms": 1000 * statistics.mean(seconds),
        "per_s": len(seconds) / sum(seconds),
        "words": statistics.mean(len(row["text"].split()) for row in rows),
        **_parts([one.article for one in readings], tools),
    }


def _registers() -> Registers:
    settings = load_settings(None, environ={}, shipped=shipped_folder())
    return Registers(places=settings.places, actors=settings.actors, sources=settings.sources)


def _parts(articles: Sequence[Article], tools: Tools) -> dict[str, float]:
    """Return ms an article of the rooms that read it."""
    rooms: dict[str, Callable[[Article], object]] = {
        "facts_ms": lambda one: read_facts(one, tools.facts),
        "credits_ms": lambda one: credits(one, tools.register),
        "attributions_ms": lambda one: attributions(one, tools.register, tools.actors),
        "signature_ms": signature,
    }
    found = {}
    for name, room in rooms.items():
        started = time.process_time()
        for one in articles:
            room(one)
        found[name] = 1000 * (time.process_time() - started) / max(1, len(articles))
    return found


def _read(row: dict[str, Any], tools: Tools) -> Reading:
    now = datetime.fromisoformat(row["published"]).astimezone(UTC)
    return read(article_of(RowTask(row=row, now=now)), tools)


def _timed_read(row: dict[str, Any], tools: Tools) -> tuple[Reading, float]:
    started = time.process_time()
    return _read(row, tools), time.process_time() - started


def _settle(app: App, one: Reading) -> tuple[float, float]:
    now = one.article.fetched_at
    started = time.process_time()
    outcome = decide(app.walk, one, entry=None, now=now, tell=False)
    decided = time.process_time()
    outcomes.record(app.walk.store, outcome, now)
    return decided - started, time.process_time() - decided


def _fill(folder: Path, size: int, smallest: int, *, search: bool) -> None:
    block = min(BLOCK, smallest)
    days = -(-block // PER_DAY)
    fill(folder / "base.db", folder / "store.db", max(1, size // block), days, search=search)


def _measured(folder: Path) -> dict[str, Any]:
    """Measure in a process of its own, so that its memory is its own."""
    words = ["--measure", str(folder / "store.db"), "--readings", str(folder / "new.pickle")]
    command = [sys.executable, "-m", "benchmarks.load.scale", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(path: Path, readings_file: Path) -> dict[str, Any]:
    """Return the cost of deciding and recording each new article, memory, and the peer's cost."""
    readings: list[Reading] = pickle.loads(readings_file.read_bytes())
    with _app(path) as app, undisturbed():
        share = len(readings) // 6
        warm, rest, apart = readings[:share], readings[share:-share], readings[-share:]
        costs, lineage = _costs(app, warm, rest, apart)
        memory = _highest_mb()
        peer = _peer(app, [one.article.title for one in rest[:PEER_TITLES]])
    decided, recorded = ([pair[n] for pair in costs] for n in (0, 1))
    both = [a + b for a, b in costs]
    ms = 1000 * statistics.mean(both)
    return {
        "ms": ms,
        "median_ms": 1000 * statistics.median(both),
        "decide_ms": 1000 * statistics.mean(decided),
        "record_ms": 1000 * statistics.mean(recorded),
        "lineage_ms": 1000 * statistics.mean(lineage),
        "lineage_per_s": 1 / statistics.mean(lineage),
        "p95_ms": 1000 * sorted(both)[int(0.95 * len(both))],
        "per_s": 1000 / ms,
        "memory_mb": memory,
        "file_mb": path.stat().st_size / 1e6,
        "rapidfuzz_ms": peer,
        "rapidfuzz_over_ours": peer / ms,
    }


def _highest_mb() -> float:
    """Return the most memory held at once, MB; `ru_maxrss` would count who started us, too."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _RollBackError(Exception):
    """Thrown to leave the store as it was."""


def _costs(
    app: App, warm: Sequence[Reading], rest: Sequence[Reading], apart: Sequence[Reading]
) -> tuple[list[tuple[float, float]], list[float]]:
    """Return seconds of deciding and recording each of `rest`, and of the lineage of `apart`."""
    costs: list[tuple[float, float]] = []
    lineage: list[float] = []
    tools = load(_registers())
    try:
        with writing(app.walk.store):
            for one in warm:
                _settle(app, one)
                _lineage(app, one, tools)  # lexicons and models are read once in a process's life
            costs = [_settle(app, one) for one in rest]
            lineage = [_lineage(app, one, tools) for one in apart]
            raise _RollBackError
    except _RollBackError:
        return costs, lineage


def _lineage(app: App, one: Reading, tools: Tools) -> float:
    article = one.article
    started = time.process_time()
    seen = replace(
        one,
        credits=credits(article, tools.register),
        attributions=attributions(article, tools.register, tools.actors),
        signature=signature(article),
    )
    edges_for(app.walk, seen, (), {})
    return time.process_time() - started


def _peer(app: App, titles: Sequence[str]) -> float:
    """Return ms of finding the best of all stored titles for one, as most small tools do."""
    with reading_store(app.walk.store) as db:
        stored = [utils.default_process(t) for (t,) in db.execute("select title from versions")]
    started = time.process_time()
    for title in titles:
        process.extractOne(utils.default_process(title), stored, scorer=fuzz.token_set_ratio)
    return 1000 * (time.process_time() - started) / max(1, len(titles))


@contextmanager
def _app(path: Path) -> Iterator[App]:
    settings = load_settings(None, environ={}, shipped=shipped_folder())
    clock = SystemClock()
    with closing(
        open_app(replace(settings, db=path), clock=clock, exclusive=True, network=False)
    ) as app:
        yield app


def _line(name: str, told: dict[str, Any]) -> str:
    return f"{name:18} " + "  ".join(f"{key} {value:.4g}" for key, value in told.items())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--new", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="folder for the stores (removed afterwards)")
    parser.add_argument("--no-search", action="store_true", help="leave the search index empty")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--readings", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
