"""Which of the MUC-3/4 documents tell of one incident: from their answer keys, for fitting.

Two templates are one incident where the kind agrees and a victim or a building of the same name
was hit within three days, or where day and town agree and no names contradict. Documents whose
keys hold no incident are left out. Source: MUC-3 and MUC-4 keys (1991, 1992).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

_KINDS = {"ATTACK": "attack", "BOMBING": "attack", "ARSON": "attack"}
_NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Template:
    document: str
    kind: str
    #: First and last day as ordinals, None where untold.
    days: tuple[int, int] | None
    #: Country, then finer.
    place: tuple[str, ...]
    names: frozenset[str]


def rows(path: Path) -> list[dict[str, Any]]:
    """Return articles as the matching sets have them, labelled by shared incidents."""
    raw = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    labels = _labels([t for row in raw for t in _templates(row)])
    return [
        {
            "id": row["id"],
            "url": f"https://articles.invalid/{row['id']}",
            "title": "",
            "text": row["text"],
            "published": f"{row['header']['date']}T12:00:00",
            "incidents": sorted(labels[row["id"]]),
        }
        for row in raw
        if row["id"] in labels and row["header"].get("date")
    ]


def _templates(row: dict[str, Any]) -> list[Template]:
    return [_template(row["id"], told) for told in row["gold"]["incidents"]]


def _template(document: str, told: dict[str, Any]) -> Template:
    kind = str(told.get("type"))
    places = told.get("location") or [[]]
    persons = [name for one in told.get("hum_name") or () for name in one["strings"]]
    things = [name for one in told.get("phys_id") or () for name in one["strings"]]
    return Template(
        document=document,
        kind=_KINDS.get(kind, kind),
        days=_days((told.get("date") or [None])[0]),
        place=tuple(part[0] for part in places[0]),
        names=frozenset(
            [name for name in persons if len(name.split()) > 1]
            + [name for name in things if len(name.split()) > 2]
        ),
    )


def _days(told: dict[str, str | None] | None) -> tuple[int, int] | None:
    if not told or not told.get("start") or not told.get("end"):
        return None
    start, end = (_ordinal(str(told[side])) for side in ("start", "end"))
    return start, end


def _ordinal(day: str) -> int:
    """Return the ordinal; keys hold days such as 31 June, which is the month's last."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return date.fromisoformat(day[:8] + "28").toordinal()


def _labels(templates: list[Template]) -> dict[str, set[str]]:
    parent = list(range(len(templates)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in combinations(range(len(templates)), 2):
        if _is_one(templates[i], templates[j]):
            parent[root(j)] = root(i)
    found: dict[str, set[str]] = defaultdict(set)
    for i, template in enumerate(templates):
        found[template.document].add(f"key{root(i)}")
    return found


def _is_one(a: Template, b: Template) -> bool:
    if a.document == b.document or a.kind != b.kind or a.days is None or b.days is None:
        return False
    gap = max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])
    if a.names & b.names:
        return gap <= _NEAR_DAYS
    exact = max(a.days[1] - a.days[0], b.days[1] - b.days[0]) <= 1
    town = len(a.place) > 1 and a.place[-1] == b.place[-1:][0] if b.place else False
    return gap == 0 and exact and town and not (a.names and b.names)
