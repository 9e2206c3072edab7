"""Extraction beside trafilatura alone: same pages, same run.

    python -m benchmarks.score.extraction PAGES.jsonl.gz [--limit N] [--rounds N] [--json]

Rows: `url`, `html`, `gold` = {title, authors, date, body}. Peers: trafilatura's bare_extraction in
its default and its fast mode, each without and with metadata; the fair peer for time is one with
metadata, because ours reads title, date and authors too. CPU time, rounds interleaved.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from monitor.articles.extract import extract
from monitor.articles.plain import as_dict
from monitor.model.collecting import Page

Row = dict[str, Any]
Found = dict[str, Any]

NOW = datetime(2027, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W_]+")


def ours(row: Row) -> Found:
    """Our whole walk, from bytes."""
    body = row["html"].encode("utf-8", "replace")
    page = Page(
        url=row["url"], final_url=row["url"], status=200, headers={}, body=body, fetched_at=NOW
    )
    return as_dict(extract(page, None, None))


def peer(*, fast: bool, metadata: bool) -> Callable[[Row], Found]:
    """Trafilatura alone, from the same bytes."""

    def run(row: Row) -> Found:
        found = trafilatura.bare_extraction(
            row["html"].encode("utf-8", "replace"),
            url=row["url"],
            fast=fast,
            with_metadata=metadata,
            include_comments=False,
        )
        if found is None:
            return {}
        return {"title": found.title, "date": found.date, "text": found.text}

    return run


TOOLS: dict[str, Callable[[Row], Found]] = {
    "monitor": ours,
    "trafilatura fast": peer(fast=True, metadata=False),
    "trafilatura default": peer(fast=False, metadata=False),
    "trafilatura fast +meta": peer(fast=True, metadata=True),
    "trafilatura default +meta": peer(fast=False, metadata=True),
}


def token_f1(gold: str, found: str) -> float:
    """F1 over words as a bag; ideographs count one by one."""
    want, got = Counter(_WORD.findall(gold.lower())), Counter(_WORD.findall(found.lower()))
    both = sum((want & got).values())
    if not both:
        return float(not want and not got)
    return 2 * both / (want.total() + got.total())


def score(row: Row, found: Found) -> dict[str, float]:
    """F1 of the body, and whether title and day are exactly right."""
    gold = row["gold"]
    scores = {"f1": token_f1(gold.get("body") or "", found.get("text") or "")}
    if gold.get("title"):
        scores["title"] = float(_plain(gold["title"]) == _plain(found.get("title") or ""))
    if gold.get("date"):
        scores["day"] = float(str(gold["date"])[:10] == str(found.get("date") or "")[:10])
    return scores


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def load(path: Path, limit: int) -> list[Row]:
    """Rows of a .jsonl or .jsonl.gz file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    return rows[:limit] if limit else rows


def measure(rows: list[Row], rounds: int) -> dict[str, tuple[list[dict[str, float]], list[float]]]:
    """Scores and median CPU seconds of each page, by tool."""
    for run in TOOLS.values():
        run(rows[0])
    times: dict[str, list[list[float]]] = {name: [[] for _ in rows] for name in TOOLS}
    scores: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for at, row in enumerate(rows):
            for name, run in TOOLS.items():
                start = time.process_time()
                found = run(row)
                times[name][at].append(time.process_time() - start)
                if len(scores.setdefault(name, [])) <= at:
                    scores[name].append(score(row, found))
    return {
        name: (scores[name], [statistics.median(page) for page in times[name]]) for name in TOOLS
    }


def mean(values: Iterable[float]) -> float:
    """Mean, or nan where there is none."""
    some = list(values)
    return statistics.mean(some) if some else float("nan")


def main() -> int:
    """Print the table; fail where we are worse than the best peer or slower than 1.3 times it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--losses", action="store_true", help="print the pages where we lose most")
    parser.add_argument("--json", action="store_true", help="end with the figures as JSON")
    options = parser.parse_args()
    rows = load(options.pages, options.limit)
    measured = measure(rows, options.rounds)
    print(f"{len(rows)} pages, {options.rounds} rounds")
    print(
        f"{'tool':28} {'F1':>6} {'title':>6} {'day':>6} {'ms med':>7} {'ms sum':>8} {'ours/it':>8}"
    )
    our_times = measured["monitor"][1]
    for name, (scores, times) in measured.items():
        ratio = statistics.median(our_times) / statistics.median(times)
        print(
            f"{name:28} {mean(s['f1'] for s in scores):6.4f}"
            f" {mean(s['title'] for s in scores if 'title' in s):6.3f}"
            f" {mean(s['day'] for s in scores if 'day' in s):6.3f}"
            f" {1000 * statistics.median(times):7.2f} {1000 * sum(times):8.0f} {ratio:8.2f}"
        )
    if options.losses:
        _losses(rows, measured)
    if options.json:
        print(json.dumps(figures(measured)))
    return 0 if _holds(measured) else 1


def figures(
    measured: dict[str, tuple[list[dict[str, float]], list[float]]],
) -> dict[str, float]:
    """Ours, the best of trafilatura's modes, and our time over its time (with metadata)."""
    ours_scores, ours_times = measured["monitor"]
    best = max(mean(s["f1"] for s in measured[name][0]) for name in TOOLS if name != "monitor")
    peer_times = measured["trafilatura default +meta"][1]
    return {
        "f1": round(mean(s["f1"] for s in ours_scores), 4),
        "trafilatura_f1": round(best, 4),
        "title": round(mean(s["title"] for s in ours_scores if "title" in s), 4),
        "day": round(mean(s["day"] for s in ours_scores if "day" in s), 4),
        "time_ratio": round(statistics.median(ours_times) / statistics.median(peer_times), 3),
    }


def _holds(measured: dict[str, tuple[list[dict[str, float]], list[float]]]) -> bool:
    best = max(mean(s["f1"] for s in measured[name][0]) for name in TOOLS if name != "monitor")
    ours_f1 = mean(s["f1"] for s in measured["monitor"][0])
    peer_ms = statistics.median(measured["trafilatura default +meta"][1])
    return ours_f1 >= best and statistics.median(measured["monitor"][1]) <= 1.3 * peer_ms


def _losses(
    rows: list[Row], measured: dict[str, tuple[list[dict[str, float]], list[float]]]
) -> None:
    gaps = [
        (mine["f1"] - theirs["f1"], mine["f1"], row["id"])
        for row, mine, theirs in zip(
            rows, measured["monitor"][0], measured["trafilatura default"][0], strict=True
        )
    ]
    for gap, f1, name in sorted(gaps)[:15]:
        print(f"{gap:+.3f} {f1:.3f} {name}")


if __name__ == "__main__":
    sys.exit(main())
