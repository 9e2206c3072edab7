"""Score resolved places on facts/places-*.jsonl.

    python -m benchmarks.score.facts_places FILE [a|b|all]

Of the gold toponyms: how many are found, and how many of those lie within 161 km (100 miles). Names
of countries and of peoples stand apart: a country's middle is no place, and two gazetteers put it
hundreds of kilometres apart; there the country itself has to be right. Of a state the name has to
be; one that says where a town lies counts as found; parts of the world are left out.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.finding import Finder
from monitor.facts.where.place_words import CONTINENTS
from monitor.language.tokens import key


def main(path: str, half: str = "all") -> None:
    kit, c = tools(), Counter()
    for row in rows(path, half):
        reader = Finder(article(row, published=None), kit)
        found = [t for clause in reader.clauses() for t in clause.toponyms]
        spots = [(t.prose, t) for t in found if t.prose.field == "text" and t.chosen]
        for gold in row["toponyms"]:
            if gold.get("lat") is not None and key(gold["name"]) not in CONTINENTS:
                count(c, gold, spots, kit.gazetteer)
    told = {
        "toponyms": c["toponyms"],
        "found": round(c["toponyms found"] / max(1, c["toponyms"]), 3),
        "within_161_km_of_found": round(c["near"] / max(1, c["toponyms found"]), 3),
        "countries": c["countries"],
        "countries_found": round(c["countries found"] / max(1, c["countries"]), 3),
        "countries_right": round(c["countries right"] / max(1, c["countries found"]), 3),
    }
    print(json.dumps(told))


def count(c, gold, spots, gazetteer) -> None:
    name = key(gold["name"])
    land = gazetteer.countries.get(name) or gazetteer.demonyms.get(name)
    kind = "countries" if land else "toponyms"
    c[kind] += 1
    hit = next((t for p, t in spots if overlaps(p, t, gold)), None)
    if hit is None:
        beside = next((t for p, t in spots if t.within and is_beside(p, t, gold)), None)
        if beside is not None and not land:
            # "Hawthorne, Calif.": read as where the town lies.
            c["toponyms found"] += 1
            c["near"] += gazetteer.states.get(name, "").startswith(beside.within[0]) or name == key(
                beside.within[1]
            )
        return
    c[f"{kind} found"] += 1
    place = hit.chosen.place
    if land:
        c["countries right"] += place.country == land
    elif place.kind == "region" and key(place.name) == name:
        # A state by its name: how large it is says how far apart two middles may lie.
        c["near"] += 1
    elif place.latitude is not None:
        c["near"] += distance_km(place.latitude, place.longitude, gold["lat"], gold["lon"]) <= 161


def is_beside(prose, toponym, gold) -> bool:
    start, end = prose.starts[toponym.past], prose.ends[toponym.within_past - 1]
    return start < gold["end"] and end > gold["start"]


def overlaps(prose, toponym, gold) -> bool:
    start, end = prose.starts[toponym.first], prose.ends[toponym.past - 1]
    return start < gold["end"] and end > gold["start"]


def distance_km(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


if __name__ == "__main__":
    main(*sys.argv[1:])
