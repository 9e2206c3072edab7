"""Made-up news of any amount for benchmarks: own words, real towns, nothing of anybody's text.

Incidents of some twenty kinds at towns all over the world, a few reports each; copies with other
datelines; council votes and concerts between. The same seed gives the same articles.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

#: The day on which the first article comes out.
BEGINS = datetime(2025, 6, 2, tzinfo=UTC)
_INHABITANTS = 60_000
_KINDS = (
    ("gunmen opened fire on a {spot}", "killing {n} people and wounding {m}", "shooting"),
    ("a bomb exploded at a {spot}", "killing {n} people and injuring {m}", "bombing"),
    ("a fire swept through a {spot}", "leaving {n} dead and {m} injured", "fire"),
    ("rockets struck a {spot}", "killing {n} and wounding {m}", "rocket attack"),
    ("a drone hit a {spot}", "killing {n} soldiers", "drone strike"),
    ("a bus overturned near a {spot}", "killing {n} passengers and injuring {m}", "bus crash"),
    ("floods tore through a {spot}", "drowning {n} people", "flood"),
    ("armed men kidnapped {m} people from a {spot}", "witnesses counted {n} trucks", "kidnapping"),
    ("police broke up a protest at a {spot}", "arresting {m}", "protest"),
    ("an earthquake damaged a {spot}", "injuring {m} people", "earthquake"),
    ("a court sentenced the owner of a {spot}", "to {n} years in prison", "verdict"),
    ("the council voted to close a {spot}", "by {m} votes to {n}", "vote"),
)
_SPOTS = (
    *("market", "school", "hospital", "police post", "warehouse", "bridge", "stadium", "bakery"),
    *("mosque", "church", "bus station", "factory", "farm", "checkpoint", "harbour", "hotel"),
    *("mine", "refinery", "barracks", "courthouse", "ferry landing", "petrol station", "camp"),
)
_ADJECTIVES = (
    *("grey", "narrow", "late", "former", "northern", "crowded", "burnt", "silent", "wet", "steep"),
    *("empty", "western", "broken", "cheap", "heavy", "hidden", "local", "open", "poor", "quick"),
    *(
        "rusty",
        "small",
        "tall",
        "unpaid",
        "young",
        "wooden",
        "yellow",
        "distant",
        "early",
        "foreign",
    ),
)
_NOUNS = (
    *("roof", "lorry", "gate", "river", "clinic", "orchard", "teacher", "driver", "engine", "wall"),
    *("siren", "bridge", "ladder", "crowd", "permit", "cable", "shutter", "kitchen", "tunnel"),
    *("pump", "parade", "ledger", "shepherd", "nurse", "mechanic", "merchant", "minaret", "canal"),
    *("quarry", "pylon", "chapel", "convoy", "harvest", "cistern", "archive", "dormitory", "depot"),
    *("brigade", "foundry", "granary", "jetty", "kiosk", "lantern", "mattress", "notary", "oven"),
    *("pasture", "quilt", "railing", "saddle", "tannery", "umbrella", "vineyard", "workshop"),
)
_VERBS = (
    *("crossed", "blocked", "watched", "reached", "repaired", "searched", "passed", "filled"),
    *("emptied", "guarded", "followed", "circled", "lifted", "counted", "closed", "opened"),
    *("warned", "shook", "dragged", "covered", "missed", "paid", "sold", "left", "shared"),
)
_SAID = ("said", "told reporters", "told local radio", "wrote in a statement", "added")
_ROLES = (
    "mayor",
    "police spokesman",
    "hospital director",
    "governor",
    "shopkeeper",
    "army officer",
)
_GIVEN = (
    *("Amina", "Bruno", "Carla", "Dawit", "Elena", "Farid", "Grace", "Hassan", "Irina", "Jonas"),
    *("Khadija", "Luis", "Marta", "Nabil", "Olga", "Pedro", "Qasim", "Rosa", "Samuel", "Tariq"),
    *("Ursula", "Viktor", "Wanjiru", "Ximena", "Yusuf", "Zainab", "Anton", "Beatriz", "Chidi"),
)
_PARTS = (
    "ba",
    "dor",
    "ken",
    "li",
    "mar",
    "no",
    "per",
    "qui",
    "ros",
    "sa",
    "tev",
    "ul",
    "vin",
    "zar",
)
_OUTLETS = tuple(
    f"{a} {b}" for a in ("Daily", "Evening", "New", "Free") for b in ("Courier", "Post")
)


class News:
    """A stream of rows as `monitor backfill` reads them."""

    def __init__(self, seed: int, *, begins: datetime = BEGINS, per_day: int = 500) -> None:
        self._chance = random.Random(seed)
        self._seed = seed
        self._now = begins
        self._step = timedelta(days=1) / per_day
        self._towns = _towns()
        self._told: list[dict[str, Any]] = []
        self._count = 0

    def rows(self, count: int) -> Iterator[dict[str, Any]]:
        """Yield the next articles: half of new incidents, the rest of the last few hundred."""
        for _ in range(count):
            self._now += self._step
            self._count += 1
            dice = self._chance.random()
            if dice < 0.1 and self._told:
                yield self._copy(self._chance.choice(self._told[-40:]))
                continue
            if dice < 0.45 and self._told:
                incident = self._chance.choice(self._told[-200:])["incident"]
            else:
                incident = self._incident()
            row = self._report(incident)
            self._told = [*self._told[-300:], row]
            yield row

    def _incident(self) -> dict[str, Any]:
        pick = self._chance.choice
        what, toll, kind = pick(_KINDS)
        return {
            "what": what,
            "toll": toll,
            "kind": kind,
            "spot": pick(_SPOTS),
            "town": pick(self._towns),
            "n": self._chance.randint(2, 30),
            "m": self._chance.randint(3, 90),
            "day": self._now - timedelta(hours=self._chance.randint(2, 30)),
            "people": [self._person() for _ in range(3)],
        }

    def _report(self, one: dict[str, Any]) -> dict[str, Any]:
        what = one["what"].format(**one)
        toll = one["toll"].format(**one)
        lead = f"{what[0].upper()}{what[1:]} in {one['town']} on {one['day']:%A}, {toll}."
        told = [lead]
        for name, role in one["people"]:
            told.append(f"{self._clause()}, {name}, {role} of {one['town']}, {self._said()}.")
        told += [f"{self._clause()} and {self._clause(False)}." for _ in range(7)]
        town = one["town"]
        title = f"{one['kind'].capitalize()} at {self._one(_ADJECTIVES)} {one['spot']} in {town}"
        return self._row(title, told, one)

    def _copy(self, row: dict[str, Any]) -> dict[str, Any]:
        town = row["incident"]["town"].upper()
        text = f"{town} (Reuters) - {row['text']}"
        return {**self._row(row["title"], [], row["incident"]), "text": text}

    def _row(self, title: str, told: list[str], incident: dict[str, Any]) -> dict[str, Any]:
        name = self._one(_OUTLETS)
        host = f"{name.lower().replace(' ', '')}{self._chance.randint(1, 40)}.example"
        return {
            "url": f"https://{host}/{self._seed}/{self._count}",
            "title": title,
            "text": "\n\n".join(" ".join(told[n : n + 2]) for n in range(0, len(told), 2)),
            "published": self._now.isoformat(),
            "outlet": name,
            "language": "en",
            "incident": incident,
        }

    def _clause(self, starts: bool = True) -> str:
        the = "The" if starts else "the"
        parts = (the, _ADJECTIVES, _NOUNS, _VERBS, "a", _ADJECTIVES, _NOUNS, "near the", _NOUNS)
        return " ".join(part if isinstance(part, str) else self._one(part) for part in parts)

    def _person(self) -> tuple[str, str]:
        family = "".join(self._one(_PARTS) for _ in range(self._chance.randint(2, 3)))
        return f"{self._one(_GIVEN)} {family.capitalize()}", self._one(_ROLES)

    def _said(self) -> str:
        return self._one(_SAID)

    def _one(self, words: tuple[str, ...]) -> str:
        return self._chance.choice(words)


def _towns() -> list[str]:
    """Return some thousands of towns of the packaged gazetteer."""
    packed = (files("monitor.facts") / "lists" / "gazetteer.tsv.xz").read_bytes()
    found = []
    for line in lzma.decompress(packed).decode("utf-8").split("\n#alias")[0].splitlines():
        parts = line.split("\t")
        if len(parts) == 8 and parts[1] == "p" and int(parts[7] or 0) > _INHABITANTS:
            found.append(parts[2] or parts[0].title())
    return found
