"""Fit `lists/weights/scene.json`: which answer to where an article's incident happened is right.

    python -m benchmarks.fit.fit_places --data DIR [--write]

Candidates and signs are the product's own (`monitor/facts/where/scene_signs.py`); right is a place
of the labelled name or within 50 km of it, else the labelled country alone, else nowhere. Told are
figures by five folds over incidents and with each set left out; what is shipped is fitted on all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.fit.choice import Case, calibration_error, fit, folds, left_out, temperature, write
from benchmarks.score.facts_common import tools
from monitor.articles.rows import from_row
from monitor.facts import mentions
from monitor.facts.where import scene
from monitor.facts.where.event_place import ranked
from monitor.facts.where.scene_nouns import WITHIN, Option, Setting
from monitor.facts.where.scene_signs import options
from monitor.model.facts import Place
from monitor.model.reading import Article

#: Set → files of its texts, and how much one of its articles counts.
SETS = {
    "world": (("matching/world-news.jsonl", "matching/wikinews.jsonl"), 1.0),
    "german": (("facts/german-articles.jsonl",), 1.0),
    "tongues": (("facts/tongues-articles.jsonl",), 0.7),
    "pages": (("extraction/publisher-pages.jsonl.gz",), 1.0),
}
GUNS, GUNS_WEIGHT, GUNS_EACH = "facts/gun-violence.jsonl", 0.7, 4
L2, FEWEST, NEAR_KM = 20.0, 12, 50
NOW = datetime(2026, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A labelled article with the answers that the product weighs."""

    corpus: str
    group: str
    gold: Row
    made: Sequence[Option]
    setting: Setting


def main() -> None:
    options_of = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options_of.add_argument("--data", type=Path, required=True)
    options_of.add_argument("--write", action="store_true")
    given = options_of.parse_args()
    known = list(_known(given.data))
    cases = [_case(one) for one in known]
    held_out = folds(cases, l2=L2, fewest=FEWEST)
    heat = temperature(cases, held_out)
    figures: dict[str, object] = {"temperature": heat}
    for name, shares in (
        ("folds", held_out),
        ("left out", left_out(cases, l2=L2, fewest=FEWEST)),
    ):
        warm = [_warmed(one, heat) for one in shares]
        figures[name] = _figures(known, warm)
        print(name, json.dumps(figures[name], indent=1))
    if given.write:
        model = replace(fit(cases, l2=L2, fewest=FEWEST), temperature=heat)
        write("scene", model, "python -m benchmarks.fit.fit_places --data DIR --write", figures)


def _warmed(shares: Sequence[float], heat: float) -> list[float]:
    raw = [share ** (1 / heat) for share in shares]
    return [one / sum(raw) for one in raw]


def _labelled(data: Path) -> Iterator[tuple[str, str, Row, Article]]:
    """Yield (set, incident, labels, article)."""
    for name, (files, _) in SETS.items():
        texts = {row["url"]: row for file in files for row in _rows(data / file)}
        for gold in _rows(data / "facts" / f"primary-{name}.jsonl"):
            row = texts[gold["url"]]
            if "html" in row:
                row = {key: row[key] for key in ("id", "url", "html")}
                row["published"] = gold.get("published")
            incidents = row.get("incidents") or [gold["id"]]
            if gold["kind"] in ("report", "follow_up") and gold["type"] is not None:
                yield name, str(incidents[0]), gold, from_row(row, _moment(row))
    whole = [row for row in _rows(data / GUNS) if not row.get("flags")]
    for row in whole[GUNS_EACH - 1 :: GUNS_EACH]:
        told = row.pop("gold")
        gold = {"place": told["city_or_county"], "country": "US", "town": True}
        yield "guns", f"{told['date']} {told['city_or_county']}", gold, from_row(row, _moment(row))


def _rows(path: Path) -> Iterator[Row]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _moment(row: Row) -> datetime:
    try:
        return datetime.fromisoformat(row.get("published") or "").replace(tzinfo=UTC)
    except ValueError:
        return NOW


def _known(data: Path) -> Iterator[Known]:
    kit, asked = tools(), []
    names = kit.gazetteer.country_names

    def ask(*given: Any) -> tuple[()]:
        asked.append(given)
        return ()

    mentions.scenes = ask
    for corpus, group, gold, article in _labelled(data):
        asked.clear()
        mentions.Reader(article, kit).facts()
        if asked:
            found, setting, *_ = asked[-1]
            by_rule = ranked(found, court=setting.court)
            made = options(by_rule, setting, names, scene.hints_of(found))
            yield Known(corpus, group, gold, made, setting)


def _case(one: Known) -> Case:
    weight = GUNS_WEIGHT if one.corpus == "guns" else SETS[one.corpus][1]
    signs = [option.signs for option in one.made]
    return Case(signs, frozenset(_right(one)), one.group, one.corpus, weight)


def _right(one: Known) -> Iterator[int]:
    places = [option.place for option in one.made]
    if one.gold["place"] is not None:
        found = [n for n, p in enumerate(places) if p and is_right(one.gold, p)]
        if found:
            yield from found
            return
    for number, place in enumerate(places):
        if place and place.kind == WITHIN and place.country == one.gold["country"]:
            yield number
            return
    yield len(places) - 1


def is_right(gold: Row, place: Place) -> bool:
    """Return whether a place is the labelled one: by name, or within 50 km."""
    if place.kind == WITHIN or gold["place"] is None:
        return False
    if gold.get("town"):
        a, b = gold["place"].lower(), place.name.lower()
        return place.country == "US" and place.kind != "country" and (a in b or b in a)
    a, b = set(_folded(gold["place"])), set(_folded(place.name))
    if a and b and (a <= b or b <= a):
        return True
    spots = (gold.get("lat"), gold.get("lon"), place.latitude, place.longitude)
    return None not in spots and _distance_km(*spots) <= NEAR_KM


def _folded(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).lower()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return kept.split()


def _distance_km(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _figures(known: Sequence[Known], shares: Sequence[Sequence[float]]) -> dict[str, object]:
    """Of each set: place and country right, wrong, and told where the labels have none."""
    counted: dict[str, Counter[str]] = {}
    told_shares: list[tuple[float, bool]] = []
    for one, share in zip(known, shares, strict=True):
        c = counted.setdefault(one.corpus, Counter())
        told = scene.chosen(one.made, share, one.setting)
        place = told[0].place if told else None
        _count(c, "place", one.gold["place"], place if place and place.kind != WITHIN else None,
               right=place is not None and is_right(one.gold, place))  # fmt: skip
        _count(c, "country", one.gold["country"], place,
               right=place is not None and place.country == one.gold["country"])  # fmt: skip
        if told and place and place.kind != WITHIN:
            told_shares.append((min(told[1], 1.0), is_right(one.gold, place)))
    made: dict[str, object] = {
        corpus: {
            f"{name} {part}": round(c[f"{name} {part}"] / max(1, c[f"{name} {of}"]), 3)
            for name in ("place", "country")
            for part, of in (("right", "all"), ("wrong", "all"), ("invented", "none"))
        }
        for corpus, c in counted.items()
    }
    return made | {"calibration error": round(calibration_error(told_shares), 3)}


def _count(c: Counter[str], name: str, gold: object, told: object, *, right: bool) -> None:
    c[f"{name} {'none' if gold is None else 'all'}"] += 1
    if told is not None:
        outcome = "invented" if gold is None else "right" if right else "wrong"
        c[f"{name} {outcome}"] += 1


if __name__ == "__main__":
    main()
