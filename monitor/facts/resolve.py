"""Which place each name stands for: containment, the countries a text speaks of, inhabitants.

An article speaks mostly of one country; a name that is a town there is that town.
"""

from __future__ import annotations

import math
from collections import Counter

from monitor.facts.gazetteer import Candidate, Gazetteer
from monitor.facts.toponyms import Toponym

_LARGE_CITY = 300_000


def resolve(toponyms: list[Toponym], gazetteer: Gazetteer, outlet_country: str) -> None:
    """Set `chosen` of each name. Names of one key get one place unless told otherwise."""
    countries = _countries(toponyms, outlet_country)
    regions = _regions(toponyms)
    told: dict[str, Candidate] = {}
    for toponym in toponyms:
        if toponym.within:
            toponym.chosen = _choose(toponym, countries, regions)
            if toponym.chosen:
                told.setdefault(toponym.key, toponym.chosen)
    for toponym in toponyms:
        if toponym.chosen is None:
            toponym.chosen = told.get(toponym.key) or _choose(toponym, countries, regions)
            if toponym.chosen:
                told.setdefault(toponym.key, toponym.chosen)


def _countries(toponyms: list[Toponym], outlet_country: str) -> Counter[str]:
    seen: Counter[str] = Counter()
    if outlet_country:
        seen[outlet_country] += 2
    for toponym in toponyms:
        if toponym.within:
            seen[toponym.within[0]] += 3
        for candidate in toponym.candidates[:1]:
            if candidate.place.kind == "country":
                seen[candidate.place.country] += 1 if toponym.adjective else 2
            elif candidate.own:
                seen[candidate.place.country] += 2
            elif candidate.population > 2_000_000 or (
                len(toponym.candidates) == 1 and candidate.population > 20_000
            ):
                seen[candidate.place.country] += 1
        if toponym.dateline and toponym.candidates:
            best = max(toponym.candidates, key=lambda c: c.population)
            seen[best.place.country] += 1
    return seen


def _regions(toponyms: list[Toponym]) -> set[tuple[str, str]]:
    named = {t.within for t in toponyms if t.within and t.within[1]}
    for toponym in toponyms:
        for candidate in toponym.candidates:
            if candidate.place.kind == "region":
                named.add((candidate.place.country, candidate.place.admin1))
    return {one for one in named if one}


def _choose(
    toponym: Toponym, countries: Counter[str], regions: set[tuple[str, str]]
) -> Candidate | None:
    if not toponym.candidates:
        return None
    total = sum(countries.values()) or 1
    within = toponym.within

    def score(candidate: Candidate) -> float:
        place = candidate.place
        value = 0.9 * math.log10(candidate.population + 30)
        value += 4.0 * countries[place.country] / total
        if (place.country, place.admin1) in regions:
            value += 2.0 if place.kind != "region" else 0.0
        if within and within[0] == place.country:
            value += 6.0 if within[1] in ("", place.admin1) else 0.0
        if place.kind == "country":
            value += 1.0
        elif place.kind == "region" and candidate.population < _LARGE_CITY:
            value -= 0.5
        elif place.kind == "district":
            value -= 0.5 if toponym.past - toponym.first > 1 else 1.5
        return value

    best = max(toponym.candidates, key=score)
    if within and best.place.kind == "city" and within[0] != best.place.country:
        return None
    return best
