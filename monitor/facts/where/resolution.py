"""Which place each name stands for: containment, the countries a text speaks of, inhabitants.

An article speaks mostly of one country and one corner of it: a name that is a town there is that
town. "Franklin" beside "Johnson County" is the Franklin that lies in one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from monitor.facts.nouns import Candidate, Toponym
from monitor.facts.where.place_words import REGIONS
from monitor.facts.where.unlisted_names import settled
from monitor.language.tokens import key

_LARGE_CITY = 300_000
_HUGE_CITY = 2_000_000
_KNOWN_CITY = 20_000
_NO_DATELINE = -2.5
#: Against what has the name only besides its own; less where that is so many times larger.
_NAMESAKE, _OTHER_NAME, _TIMES_LARGER = 2.5, 1.5, 100
_SPELT_ALIKE = 80.0
_NOT_SAID_TO_BE_A_REGION = -1.5
#: What one, two and more other names of a region tell for a namesake in it.
_COMPANY = (0.0, 1.0, 1.6)
#: What each name that may lie near tells, and how many are counted.
_NEIGHBOUR, _MOST_NEIGHBOURS = 0.7, 3
_NO_NAMES: frozenset[str] = frozenset()
#: So many names are compared for nearness, and so many things each may stand for.
_MOST_NEAR, _MOST_CANDIDATES = 16, 40
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole text says about where it plays."""

    #: Weights of countries, adding up to 1.
    countries: dict[str, float]
    #: (country, admin1) named → the keys that name it.
    regions: Mapping[tuple[str, str], set[str]]
    #: Region of the dateline → the keys that say so.
    dateline: Mapping[tuple[str, str], set[str]]
    #: Square degree → keys of names that may lie there.
    cells: dict[Cell, set[str]]
    #: Region → keys that were found to lie in it at first sight.
    company: Mapping[tuple[str, str], set[str]] = field(default_factory=dict)


def resolve(
    toponyms: Sequence[Toponym], outlet_country: str, home: Sequence[Toponym]
) -> list[Toponym]:
    """Return the names, each with the place it stands for; those of one key stand for one place.

    `home`: places in the outlet's own name ("News 5 - Memphis, Tennessee"): hints, no scene.
    """
    setting = _setting(toponyms, outlet_country, home)
    found = _look_again(_at_first_sight(toponyms, setting), setting)
    best = max(setting.countries, key=lambda code: setting.countries[code], default="")
    return [t if t.candidates else settled(t, best) for t in found]


def _at_first_sight(toponyms: Sequence[Toponym], setting: Setting) -> list[Toponym]:
    """Choose for names that say what they lie in, then for all others."""
    told: dict[str, Candidate] = {}
    found = list(toponyms)
    for contained in (True, False):
        for number, toponym in enumerate(found):
            if bool(toponym.within) is not contained:
                continue
            known = None if contained else told.get(toponym.key)
            chosen = known or _choose(toponym, setting)
            found[number] = replace(toponym, chosen=chosen, reason=_reason(toponym, chosen, known))
            if chosen:
                told.setdefault(toponym.key, chosen)
    return found


def _look_again(toponyms: Sequence[Toponym], setting: Setting) -> list[Toponym]:
    """Choose anew for names outside the region that most others lie in: a namesake may be there."""
    company: dict[tuple[str, str], set[str]] = defaultdict(set)
    for toponym in toponyms:
        if toponym.chosen and toponym.chosen.place.admin1:
            place = toponym.chosen.place
            company[place.country, place.admin1].add(toponym.key)
    setting = replace(setting, company=company)
    most = max(map(len, company.values()), default=0)
    told: dict[str, Candidate | None] = {}
    found: list[Toponym] = []
    for toponym in toponyms:
        if _is_settled(toponym, company, most):
            found.append(toponym)
            continue
        if toponym.key not in told:
            told[toponym.key] = _choose(toponym, setting)
        chosen = told[toponym.key]
        is_other = chosen is not toponym.chosen
        reason = "where the text's other places lie" if is_other else toponym.reason
        found.append(replace(toponym, chosen=chosen, reason=reason))
    return found


def _is_settled(toponym: Toponym, company: Mapping[tuple[str, str], set[str]], most: int) -> bool:
    """Whether a name says what it lies in, has one place only, or lies where most others do."""
    chosen = toponym.chosen
    if toponym.within or chosen is None or len(toponym.candidates) == 1:
        return True
    return len(company.get((chosen.place.country, chosen.place.admin1), ())) == most > 1


def _reason(toponym: Toponym, chosen: Candidate | None, known: Candidate | None) -> str:
    if chosen is None:
        return ""
    if chosen.own:
        return "a place of places.toml"
    if toponym.within and toponym.within[0] == chosen.place.country:
        return "by the region or country named beside it"
    if len(toponym.candidates) == 1:
        return "the only place of that name"
    if known is not None:
        return "the same as where it is named first"
    return f"the likeliest of {len(toponym.candidates)} places of that name"


def _setting(toponyms: Sequence[Toponym], outlet_country: str, home: Sequence[Toponym]) -> Setting:
    countries = _countries([*toponyms, *home], outlet_country)
    total = sum(countries.values()) or 1
    return Setting(
        countries={country: weight / total for country, weight in countries.items()},
        regions=_regions([*toponyms, *home]),
        dateline=_datelines(toponyms, home),
        cells=_cells(toponyms),
    )


def _countries(toponyms: Sequence[Toponym], outlet_country: str) -> Counter[str]:
    seen: Counter[str] = Counter()
    if outlet_country:
        seen[outlet_country] += 2
    for toponym in toponyms:
        if toponym.within:
            seen[toponym.within[0]] += 3
        for candidate in toponym.candidates[:1]:
            seen[candidate.place.country] += _country_weight(toponym, candidate)
        if toponym.dateline and toponym.candidates:
            best = max(toponym.candidates, key=lambda c: c.population)
            seen[best.place.country] += 1
    return seen


def _country_weight(toponym: Toponym, candidate: Candidate) -> int:
    if candidate.place.kind == "country":
        return 1 if toponym.adjective else 2
    if candidate.own:
        return 2
    alone = len(toponym.candidates) == 1 and candidate.population > _KNOWN_CITY
    return 1 if alone or candidate.population > _HUGE_CITY else 0


def _regions(toponyms: Sequence[Toponym]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for toponym in toponyms:
        if toponym.within and toponym.within[1]:
            found[toponym.within].add("")
        for candidate in toponym.candidates:
            if candidate.place.kind == "region" and not candidate.alias:
                found[candidate.place.country, candidate.place.admin1].add(toponym.key)
    return found


def _datelines(
    toponyms: Sequence[Toponym], home: Sequence[Toponym]
) -> dict[tuple[str, str], set[str]]:
    """Regions that the reporter writes from, with the names that say so."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for toponym in (*toponyms, *home):
        if toponym.candidates and (toponym.dateline or (toponym in home and not toponym.within)):
            best = max(toponym.candidates, key=lambda c: (not c.alias, c.population))
            found[best.place.country, best.place.admin1].add(toponym.key)
    return found


def _cells(toponyms: Sequence[Toponym]) -> dict[Cell, set[str]]:
    cells: dict[Cell, set[str]] = defaultdict(set)
    for toponym in {t.key: t for t in toponyms[: 4 * _MOST_NEAR]}.values():
        if len(cells) > _MOST_NEAR * _MOST_CANDIDATES:
            break
        for candidate in toponym.candidates[:_MOST_CANDIDATES]:
            cell = _cell(candidate)
            if cell and not candidate.alias:
                cells[cell].add(toponym.key)
    return cells


def _cell(candidate: Candidate) -> Cell | None:
    place = candidate.place
    if place.latitude is None or place.longitude is None or place.kind in ("country", "region"):
        return None
    return round(place.latitude), round(place.longitude)


def _choose(toponym: Toponym, setting: Setting) -> Candidate | None:
    if not toponym.candidates:
        return None
    best = max(toponym.candidates, key=lambda c: _score(toponym, c, setting))
    within = toponym.within
    if within and best.place.kind == "city" and within[0] != best.place.country:
        return None
    return best


def _score(toponym: Toponym, candidate: Candidate, setting: Setting) -> float:
    place, within = candidate.place, toponym.within
    value = 0.9 * math.log10(candidate.population + 30)
    if "-" in place.name and toponym.key.isascii() and not _is_hyphened(toponym):
        # "St. Louis" is not "Saint-Louis".
        value -= 1.5
    value += 4.0 * setting.countries.get(place.country, 0.0)
    home = (place.country, place.admin1)
    if place.kind != "region":
        # A name is no witness for itself: neither the region called so, nor its largest namesake.
        own = {toponym.key}
        value += 1.5 if setting.regions.get(home, own) - own else 0.0
        value += 1.2 if setting.dateline.get(home, own) - own else 0.0
        others = setting.company.get(home, own) - own
        value += _COMPANY[min(len(others), len(_COMPANY) - 1)]
    if within and within[0] == place.country:
        value += 6.0 if within[1] in ("", place.admin1) else 0.0
    if candidate.alias and toponym.key.isascii():
        value -= _OTHER_NAME if _is_far_larger(toponym, candidate) else _NAMESAKE
    if len(toponym.candidates) > 1:
        value += _NEIGHBOUR * _neighbours(toponym.key, candidate, setting)
    return value + _kind_weight(toponym, candidate)


def _is_far_larger(toponym: Toponym, city: Candidate) -> bool:
    """Whether a city spelt a little otherwise has but hamlets of the very name beside it.

    "Lugansk" is Luhansk; "White House" is no Casablanca.
    """
    own = [c.population for c in toponym.candidates if not c.alias]
    if city.population < _TIMES_LARGER * max(own, default=0):
        return False
    return ratio(toponym.key, key(city.place.name)) >= _SPELT_ALIKE


def _is_hyphened(toponym: Toponym) -> bool:
    prose = toponym.prose
    return "-" in prose.text[prose.starts[toponym.first] : prose.ends[toponym.past - 1]]


def _kind_weight(toponym: Toponym, candidate: Candidate) -> float:
    kind = candidate.place.kind
    if kind == "country":
        return 1.0
    if kind in ("region", "district") and toponym.dateline:
        # A reporter writes from a town.
        return _NO_DATELINE
    if kind == "region":
        if _is_city_too(toponym, candidate):
            return _NOT_SAID_TO_BE_A_REGION
        return -0.5 if candidate.population < _LARGE_CITY else 0.0
    if kind == "district":
        return -0.5 if toponym.past - toponym.first > 1 else -1.5
    return 0.0


def _is_city_too(toponym: Toponym, region: Candidate) -> bool:
    """ "Kharkiv" is the city, the "Kharkiv region" is not."""
    words = toponym.prose.words
    near = words[max(0, toponym.first - 2) : toponym.first] + words[toponym.past : toponym.past + 1]
    if not REGIONS.isdisjoint(near):
        return False
    return any(
        c.place.kind == "city" and not c.alias and c.population >= _LARGE_CITY
        for c in toponym.candidates
        if c.place.country == region.place.country
    )


def _neighbours(name: str, candidate: Candidate, setting: Setting) -> int:
    """How many other names of the text, at most three, may lie within a degree or so."""
    cell = _cell(candidate)
    if cell is None:
        return 0
    near: set[str] = set()
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            near |= setting.cells.get((cell[0] + north, cell[1] + east), _NO_NAMES)
    return min(len(near - {name}), _MOST_NEIGHBOURS)
