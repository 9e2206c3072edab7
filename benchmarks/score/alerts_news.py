"""Says how many alerts an incident raises, and which of them an earlier one had already told.

    python -m benchmarks.score.alerts_news [--db FILE | ARTICLES.jsonl] [--verbose]

Reads the articles into a new database with alerts on and the shipped settings (or looks at one that
stands), and judges every alert by what its incident's claims, edges and earlier alerts say. It
shares no rule with the code that raises them.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

MONITOR = Path(sys.executable).with_name("monitor")
#: What can be new about an incident only once.
ONCE = {"new_incident", "second_origin", "official_confirmation", "single_root", "circular"}
_ALERTS = """
select l.id, l.kind, coalesce(r.to_id, l.incident_id) as incident_id, l.headline, l.article_id,
    l.raised_at
from alerts l left join redirects r on r.from_id = l.incident_id
where l.incident_id is not null order by l.number
"""
_CLAIMS = """
select incident_id, article_id, field, low, high, first_seen from v_claims
where field in ('killed', 'injured') and group_name = ''
"""
_GROUPS = """
select distinct incident_id, field from v_claims
where field in ('killed', 'injured') and group_name <> ''
"""
#: Texts that are another's of the same incident.
_COPIES = """
select distinct r.incident_id, e.from_article_id from v_lineage e
join reports r on r.article_id = e.from_article_id and r.role = 'primary'
join reports o on o.article_id = e.to_article_id and o.incident_id = r.incident_id
where e.relation in ('republishes', 'adapts')
"""
_WAS = re.compile(r" ?\(was [^)]*\)")
_FIGURE = re.compile(r"(\d+|nobody) (killed|injured)\b")
Figure = tuple[str, int]


@dataclass
class Told:
    """What the alerts on one incident have told so far."""

    kinds: set[str] = field(default_factory=set)
    figures: set[Figure] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Ledger:
    """What stands in the database beside the alerts."""

    alerts: list[sqlite3.Row]
    claims: dict[tuple[str, str], list[sqlite3.Row]]
    grouped: set[tuple[str, str]]
    copies: set[tuple[str, str]]


def judge(db: Path) -> tuple[dict[str, float], list[str]]:
    """Return figures, and a line for each alert that is found fault with."""
    ledger = _ledger(db)
    told: dict[str, Told] = defaultdict(Told)
    faults = []
    # What one article raises comes in one message: none of it came before the rest.
    for _, together in groupby(ledger.alerts, key=itemgetter("incident_id", "article_id")):
        alerts = list(together)
        for alert in alerts:
            faults += [
                f"{why}: {alert['kind']}: {alert['headline']} [{alert['incident_id']}]"
                for why in _faults(alert, told[alert["incident_id"]], ledger)
            ]
        for alert in alerts:
            _note(alert, told[alert["incident_id"]], ledger)
    counts = sorted(Counter(a["incident_id"] for a in ledger.alerts).values())
    kinds = Counter(alert["kind"] for alert in ledger.alerts)
    by_fault = Counter(one.partition(":")[0] for one in faults)
    return {
        "incidents": float(len(counts)),
        "alerts": float(sum(counts)),
        "median": float(median(counts or [0])),
        "ninth_decile": float(counts[len(counts) * 9 // 10]) if counts else 0.0,
        "worst": float(max(counts, default=0)),
        **{f"fault_{name.replace(' ', '_')}": float(n) for name, n in by_fault.items()},
        **{kind: float(n) for kind, n in kinds.most_common()},
        "faults": float(len(faults)),
    }, faults


def _faults(alert: sqlite3.Row, told: Told, ledger: Ledger) -> Iterator[str]:
    kind, incident = alert["kind"], alert["incident_id"]
    if kind in ONCE and kind in told.kinds:
        yield "told twice"
    if kind == "second_origin" and (incident, alert["article_id"]) in ledger.copies:
        yield "second origin by a copy"
    if kind == "single_root" and "second_origin" in told.kinds:
        yield "contradicts"
    if kind in ("toll_changed", "correction"):
        figures = _figures(alert["headline"])
        if kind == "toll_changed" and figures and figures <= told.figures:
            yield "figure told before"
        if kind == "toll_changed" and figures and all(_is_within(f, told) for f in figures):
            yield "figure within what was told"
        if any(not _is_claimed(alert, figure, ledger) for figure in figures):
            yield "figure nobody claims"
    if kind not in ONCE and _words(alert["headline"]) in told.words:
        yield "same words"


def _is_within(figure: Figure, told: Told) -> bool:
    """Whether a figure lies between two that were told: it widens nothing."""
    known = [number for what, number in told.figures if what == figure[0]]
    return bool(known) and min(known) <= figure[1] <= max(known)


def _note(alert: sqlite3.Row, told: Told, ledger: Ledger) -> None:
    """Add what an alert tells: its own figures, and every figure of the article it stands on."""
    told.kinds.add(alert["kind"])
    told.words.add(_words(alert["headline"]))
    told.figures |= _figures(alert["headline"])
    for claim in ledger.claims.get((alert["incident_id"], alert["article_id"]), ()):
        if claim["first_seen"] <= alert["raised_at"]:
            told.figures |= {
                (claim["field"], number)
                for number in (claim["low"], claim["high"])
                if number is not None
            }


def _figures(headline: str) -> set[Figure]:
    """Return the figures that a headline tells as new: not those in "(was …)"."""
    said = _WAS.sub("", headline)
    return {(what, 0 if n == "nobody" else int(n)) for n, what in _FIGURE.findall(said)}


def _is_claimed(alert: sqlite3.Row, figure: Figure, ledger: Ledger) -> bool:
    what, number = figure
    if (alert["incident_id"], what) in ledger.grouped:
        return True  # a sum of groups is said by nobody as such
    return any(
        claim["field"] == what and number in (claim["low"], claim["high"])
        for (incident, _), claims in ledger.claims.items()
        if incident == alert["incident_id"]
        for claim in claims
        if claim["first_seen"] <= alert["raised_at"]
    )


def _words(headline: str) -> str:
    return re.split(r" – (?:reported by|at most|origin|one origin)", headline)[0]


def _ledger(db: Path) -> Ledger:
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(sql: str) -> list[sqlite3.Row]:
            return connection.execute(sql).fetchall()

        claims: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
        for claim in rows(_CLAIMS):
            claims[claim["incident_id"], claim["article_id"]].append(claim)
        return Ledger(
            alerts=rows(_ALERTS),
            claims=claims,
            grouped={(row[0], row[1]) for row in rows(_GROUPS)},
            copies={(row[0], row[1]) for row in rows(_COPIES)},
        )


def _backfill(files: Sequence[Path], db: Path) -> None:
    command: list[Any] = [MONITOR, "--db", db, "backfill", "--alerts", *files]
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"the backfill ended with {done.returncode}")


def main() -> None:
    """Read in, judge, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--db", type=Path, help="a database that stands already")
    parser.add_argument("--verbose", action="store_true", help="print every fault")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="monitor-alerts-") as spare:
        db = options.db or Path(spare) / "monitor.db"
        if options.db is None:
            _backfill(options.articles, db)
        figures, faults = judge(db)
    if options.verbose:
        print("\n".join(faults))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
