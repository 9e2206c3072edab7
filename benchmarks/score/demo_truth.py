"""Scores a run of the demo against what a careful analyst says of it: our own labelled world.

    python -m benchmarks.score.demo_truth [FOLDER] [--verbose]

Runs `monitor demo` into FOLDER (a temporary one without it; a finished run that stands there is
scored as it is), reads what `monitor export` prints, and compares with the world's truth.toml.
`--verbose` prints each difference in words, by area.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

from monitor.demo.compare import (
    Found,
    accepted_texts,
    differences,
    found_in,
    is_later_text,
    is_taste,
    text_family,
    wanted_edges,
)
from monitor.demo.truth import Truth, load_truth
from monitor.demo.world import load_world

MONITOR = Path(sys.executable).with_name("monitor")
KINDS = ("reports", "incidents", "lineage", "alerts")
#: One text in two forms: which of the two it is called is no matter of right and wrong here.
REUSE = frozenset({"republishes", "adapts"})
#: Ties that the truth lists in full, so that one more is wrong.
TIES = REUSE | {"shares_source", "cites", "photo_from"}

Exports = Mapping[str, Sequence[Mapping[str, Any]]]
Figures = dict[str, float]


def score_demo(folder: Path, *, verbose: bool = False) -> Figures:
    """Return the figures of the demo run in `folder`, after running it where it has not been."""
    db = folder / "demo.db"
    if not db.exists():
        _monitor("demo", "--folder", folder)
    exports = {kind: _rows(db, kind) for kind in KINDS}
    told = _told(db)
    exports["alerts"] = [row for row in exports["alerts"] if row["id"] in told]
    if verbose:
        print("\n".join(differences(load_world(), load_truth(), exports)))
    return score(load_truth(), exports) | _messages(load_truth(), db)


def score(truth: Truth, exports: Exports) -> Figures:
    """Return all figures that the export rows can tell, 0–1 each."""
    found = found_in(load_world(), truth, exports)
    return {
        **_named("pair", _prf(*_pairs(truth, found))),
        **_named("not_incident", _prf(*_not_incidents(truth, found))),
        **_named("background", _prf(*_backgrounds(truth, found))),
        **_origins(truth, found),
        **_facts(truth, found),
        **_named("edges", _prf(*_edges(truth, found))),
        **_named("text_credit", _prf(*_credits(truth, found))),
        **_named("alerts", _prf(*_alerts(truth, found))),
    }


Counts = tuple[int, int, int, int]


def _prf(right: int, said: int, hit: int, wanted: int) -> tuple[float, float, float]:
    """`right` of those said, `hit` of those wanted: they differ where one edge answers two."""
    precision = right / said if said else float(not wanted)
    recall = hit / wanted if wanted else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _named(name: str, figures: Iterable[float]) -> Figures:
    kinds = ("precision", "recall", "f1")
    return {f"{name}_{kind}": round(one, 4) for kind, one in zip(kinds, figures, strict=True)}


def _of_sets(said: set[Any], wanted: set[Any]) -> Counts:
    both = len(said & wanted)
    return both, len(said), both, len(wanted)


def _pairs(truth: Truth, found: Found) -> Counts:
    told = [a for a in truth.articles if not _taste(a, found)]
    gold = [article.primary or f"none:{article.id}" for article in told]
    got = [(found.reports.get((a.id, "primary")) or (f"none:{a.id}",))[0] for a in told]
    places = list(combinations(range(len(told)), 2))
    return _of_sets(
        {(a, b) for a, b in places if got[a] == got[b]},
        {(a, b) for a, b in places if gold[a] == gold[b]},
    )


def _not_incidents(truth: Truth, found: Found) -> Counts:
    told = [a for a in truth.articles if not _taste(a, found)]
    return _of_sets(
        {a.id for a in told if not found.reports.get((a.id, "primary"))},
        {a.id for a in told if not a.primary},
    )


def _taste(article: Any, found: Found) -> bool:
    got = found.reports.get((article.id, "primary"), ())
    return not article.primary and bool(got) and is_taste(article, got, found)


def _backgrounds(truth: Truth, found: Found) -> Counts:
    wanted = {(a.id, found.names.get(one, one)) for a in truth.articles for one in a.background}
    said = {
        (article, incident)
        for (article, role), incidents in found.reports.items()
        if role == "background"
        for incident in incidents
    }
    return _of_sets(said, wanted)


def _origins(truth: Truth, found: Found) -> Figures:
    counts: Counter[str] = Counter()
    told = [one for one in truth.incidents if one.origins is not None]
    for incident in told:
        row, want = found.incidents.get(found.names.get(incident.id, "")), incident.origins
        if row is None or want is None:
            continue
        right = {
            "independent": row["independent_origins"] == want.independent,
            "undetermined": row["undetermined_origins"] == want.undetermined,
            "origin_names": set(row["origins"]) == set(want.names),
            "warnings": set(row["warnings"]) == set(want.warnings),
        }
        counts.update(name for name, is_right in right.items() if is_right)
        counts["origins"] += all(right.values())
    names = ("independent", "undetermined", "origin_names", "warnings", "origins")
    return {f"{name}_exact": round(counts[name] / len(told), 4) for name in names}


def _facts(truth: Truth, found: Found) -> Figures:
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for incident in truth.incidents:
        if incident.mentioned_only:
            continue
        row = found.incidents.get(found.names.get(incident.id, ""), {})
        told = {
            "type": (incident.type, row.get("incident_type")),
            "place": (incident.place, row.get("place")),
            "day": (incident.day and incident.day.isoformat(), row.get("event_start")),
            "killed": (incident.killed, _best(row.get("killed"))),
            "injured": (incident.injured, _best(row.get("injured"))),
        }
        for name, (want, got) in told.items():
            if want is not None:
                wanted[name] += 1
                # "Nobody was killed" and nothing said of it show alike on a card.
                right[name] += got == want or (want == 0 and got is None and bool(row))
    return {f"{name}_exact": round(right[name] / wanted[name], 4) for name in wanted}


def _best(toll: Mapping[str, Any] | None) -> Any:
    return (toll or {}).get("best")


def _edges(truth: Truth, found: Found) -> Counts:
    families = {article.id: text_family(article) for article in truth.articles}

    def plain(edge: tuple[str, str, str]) -> tuple[str, str, str]:
        one, relation, other = edge
        kind = "reuse" if relation in REUSE else relation
        return one, kind, families.get(other, other) if kind != "cites" else other

    wanted = {
        plain((article.id, relation, other))
        for article in truth.articles
        for relation, other in wanted_edges(article)
        if relation != "text_from"
    }
    statements = _shared(truth)
    said = {plain(edge) for edge in found.edges if edge[1] in TIES}
    right = {
        (one, kind, other)
        for one, kind, other in said
        if (one, kind, other) in wanted
        or (kind == "reuse" and families.get(one) == other)
        or (kind == "reuse" and is_later_text(truth, found, one, other))
        or (kind == "shares_source" and {one, other} <= statements)
    }
    return len(right), len(said), len(wanted & said), len(wanted)


def _shared(truth: Truth) -> set[str]:
    ties = [(a.id, other) for a in truth.articles for kind, other in a.edges if "shares" in kind]
    return {one for tie in ties for one in tie}


def _credits(truth: Truth, found: Found) -> Counts:
    said = {
        (one, other)
        for one, relation, other in found.edges
        if relation == "text_from" and one in {a.id for a in truth.articles}
    }
    wanted = {
        (a.id, a.text_from) for a in truth.articles if a.text_from and a.credit not in ("none", "")
    }
    right = {(one, other) for one, other in said if other in accepted_texts(truth.article(one))}
    return len(right), len(said), len(said & wanted), len(wanted)


def _alerts(truth: Truth, found: Found) -> Counts:
    want = Counter((alert.kind, alert.incident) for alert in truth.alerts)
    got = Counter(found.alerts)
    both = (want & got).total()
    return both, got.total(), both, want.total()


def _told(db: Path) -> set[str]:
    """Return the ids of the alerts that a message brought: others no watch asked for."""
    return {one for (one,) in _query(db, "select id from v_alerts where messages > 0")}


def _query(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def _messages(truth: Truth, db: Path) -> Figures:
    """Return how many alert messages one channel carried, and how many it should have."""
    sql = "select count(*) from v_outbox where kind = 'alert' group by channel, recipient"
    counts = [count for (count,) in _query(db, sql)]
    wanted = len({alert.message for alert in truth.alerts})
    return {"messages": float(max(counts, default=0)), "messages_expected": float(wanted)}


def _rows(db: Path, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _monitor("--db", db, "export", kind).splitlines()]


def _monitor(*words: object) -> str:
    command = [str(MONITOR), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def main() -> None:
    """Run, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="monitor-demo-") as spare:
        found = score_demo(options.folder or Path(spare), verbose=options.verbose)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
