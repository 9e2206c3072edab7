"""Score resolved places on facts/places-*.jsonl.

    python -m benchmarks.score.facts_places FILE [a|b|all]

Of the gold toponyms: how many are found, and how many of those lie within 161 km (100 miles). Names
of countries and of peoples stand apart: a country's middle is no place, and two gazetteers put it
hundreds of kilometres apart; there the country itself has to be right.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.finding import Finder
from monitor.language.tokens import key


def main(path: str, half: str = "all") -> None:
    kit, c = tools(), Counter()
    for row in rows(path, half):
        reader = Finder(article(row, published=None), kit)
        found = [t for clause in reader.clauses() for t in clause.toponyms]
        spots = [(t.prose, t) for t in found if t.prose.field == "text" and t.chosen]
        for gold in row["toponyms"]:
            if gold.get("lat") is None:
                continue
            name = key(gold["name"])
            land = kit.gazetteer.countries.get(name) or kit.gazetteer.demonyms.get(name)
            kind = "countries" if land else "toponyms"
            c[kind] += 1
            hit = next((t for p, t in spots if overlaps(p, t, gold)), None)
            if hit is None:
                continue
            c[f"{kind} found"] += 1
            place = hit.chosen.place
            if land:
                c["countries right"] += place.country == land
            elif place.latitude is not None:
                c["near"] += (
                    distance_km(place.latitude, place.longitude, gold["lat"], gold["lon"]) <= 161
                )
    told = {
        "toponyms": c["toponyms"],
        "found": round(c["toponyms found"] / max(1, c["toponyms"]), 3),
        "within_161_km_of_found": round(c["near"] / max(1, c["toponyms found"]), 3),
        "countries": c["countries"],
        "countries_found": round(c["countries found"] / max(1, c["countries"]), 3),
        "countries_right": round(c["countries right"] / max(1, c["countries found"]), 3),
    }
    print(json.dumps(told))


def overlaps(prose, toponym, gold) -> bool:
    start, end = prose.starts[toponym.first], prose.ends[toponym.past - 1]
    return start < gold["end"] and end > gold["start"]


def distance_km(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


if __name__ == "__main__":
    main(*sys.argv[1:])
