"""Score resolved places on facts/places-*.jsonl.

    python -m benchmarks.score.facts_places FILE [a|b|all]

Of the gold toponyms: how many are found, and how many of those lie within 161 km (100 miles).
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.finding import Finder


def main(path: str, half: str = "all") -> None:
    kit, c = tools(), Counter()
    for row in rows(path, half):
        reader = Finder(article(row, published=None), kit)
        found = [t for clause in reader.clauses() for t in clause.toponyms if not t.adjective]
        spots = [(t.prose, t) for t in found if t.prose.field == "text" and t.chosen]
        for gold in row["toponyms"]:
            if gold.get("lat") is None:
                continue
            c["gold"] += 1
            hit = next((t for p, t in spots if overlaps(p, t, gold)), None)
            if hit is None or hit.chosen.place.latitude is None:
                continue
            c["found"] += 1
            place = hit.chosen.place
            c["near"] += (
                distance_km(place.latitude, place.longitude, gold["lat"], gold["lon"]) <= 161
            )
    print(
        json.dumps(
            {
                "toponyms": c["gold"],
                "found": round(c["found"] / c["gold"], 3),
                "within_161_km_of_found": round(c["near"] / max(1, c["found"]), 3),
            }
        )
    )


def overlaps(prose, toponym, gold) -> bool:
    start, end = prose.starts[toponym.first], prose.ends[toponym.past - 1]
    return start < gold["end"] and end > gold["start"]


def distance_km(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


if __name__ == "__main__":
    main(*sys.argv[1:])
