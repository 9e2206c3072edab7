"""Scores voices, claims, origins and alerts on a theatre of our own: articles in three languages.

    python -m benchmarks.score.theatre_truth [FOLDER] [--verbose]

What happened, who said it and what should be told (`theatre/incidents.jsonl`) was written before
the articles (`theatre/articles.jsonl`): 22 made-up incidents of 2027 on the Pacific side and the
border of Colombia and Ecuador. Nothing was fitted on them. `--verbose` prints each difference.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

MONITOR = Path(sys.executable).with_name("monitor")
FOLDER = Path(__file__).with_name("theatre")
KINDS = ("reports", "incidents", "claims", "alerts")
#: What is told beside a list that somebody keeps, and of how many articles, is no matter here.
TOLD = frozenset(
    ("new_incident", "second_origin", "toll_changed", "dispute",
     "responsibility_claimed", "responsibility_denied")
)  # fmt: skip
SIDES = {"responsibility": "responsibility", "denials": "denial"}
#: A share of a name's words from which it is that name.
_HALF = 0.5
Row = dict[str, Any]


class Theatre:
    """The truth beside what the product says of it."""

    def __init__(self, exports: dict[str, list[Row]], *, verbose: bool = False) -> None:
        self.articles = _rows(FOLDER / "articles.jsonl")
        self.incidents = {row["id"]: row for row in _rows(FOLDER / "incidents.jsonl")}
        self.verbose = verbose
        self.exports = exports
        self.claims: dict[str, list[Row]] = defaultdict(list)
        for claim in exports["claims"]:
            self.claims[claim["article_url"]].append(claim)
        self.cluster = {
            row["article_url"]: row["incident_id"]
            for row in exports["reports"]
            if row["role"] == "primary"
        }
        self.card = {row["id"]: row for row in exports["incidents"]}
        self.told = self._named()

    def _named(self) -> dict[str, str]:
        """Each true incident → the one most of its articles stand under."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.articles:
            cluster = self.cluster.get(article["url"])
            if article["incident"] and cluster:
                found[article["incident"]][cluster] += 1
        return {one: counts.most_common(1)[0][0] for one, counts in found.items()}

    def figures(self) -> dict[str, float]:
        """Return every figure, 0–1."""
        alerts = self._alerts()
        return {
            "voice": self._voices(),
            **self._side("responsibility"),
            **self._side("denials"),
            "origins_exact": self._origins(),
            "false_disputes": self._false_disputes(),
            "alerts_precision": alerts[0],
            "alerts_recall": alerts[1],
        }

    def _voices(self) -> float:
        """Share of told figures that stand in the ledger under whom the text names."""
        right = wanted = 0
        for article in self.articles:
            for voice in article["voices"]:
                wanted += 1
                got = [
                    claim["claimant"]
                    for claim in self.claims[article["url"]]
                    if claim["field"] == voice["field"] and voice["figure"] == claim["low"]
                ]
                hit = bool(got) and all(_is_same(one, voice["who"]) for one in got)
                right += hit
                if not hit:
                    self._say(article["id"], "voice", voice, "got", got)
        return right / wanted

    def _side(self, side: str) -> dict[str, float]:
        """F1 of who claims to have done it, or denies it, by article."""
        hit = said = wanted = 0
        for article in self.articles:
            got = {
                str(claim["value"] or claim["claimant"])
                for claim in self.claims[article["url"]]
                if claim["field"] == SIDES[side]
            }
            want = article[side]
            right = [one for one in got if any(_is_same(one, other) for other in want)]
            hit, said, wanted = hit + len(right), said + len(got), wanted + len(want)
            if len(right) != len(got) or len(got) != len(want):
                self._say(article["id"], side, want, "got", sorted(got))
        return {f"{side}_f1": 2 * hit / max(1, said + wanted)}

    def _origins(self) -> float:
        right = 0
        for one, truth in self.incidents.items():
            card = self.card.get(self.told.get(one, ""), {})
            got = card.get("independent_origins")
            right += got == truth["origins"]
            if got != truth["origins"]:
                self._say(one, "origins", truth["origins"], "got", got, card.get("origins"))
        return right / len(self.incidents)

    def _false_disputes(self) -> float:
        """Share of incidents that are told as disputed though nobody disputes anything."""
        disputed = {a["incident_id"] for a in self.exports["alerts"] if a["kind"] == "dispute"}
        false = [
            one
            for one, truth in self.incidents.items()
            if not truth["disputed"] and self.told.get(one) in disputed
        ]
        self._say("false disputes", false)
        return len(false) / len(self.incidents)

    def _alerts(self) -> tuple[float, float]:
        """Precision and recall of (incident, kind); alerts on no true incident are false."""
        names = {cluster: one for one, cluster in self.told.items()}
        ours = set(self.cluster.values())
        got = {
            (names.get(alert["incident_id"], alert["incident_id"]), alert["kind"])
            for alert in self.exports["alerts"]
            if alert["kind"] in TOLD and alert["incident_id"] in ours
        }
        wanted = {(one, kind) for one, truth in self.incidents.items() for kind in truth["alerts"]}
        self._say("alerts too many", sorted(got - wanted), "missing", sorted(wanted - got))
        both = len(got & wanted)
        return both / max(1, len(got)), both / len(wanted)

    def _say(self, *told: object) -> None:
        if self.verbose:
            print(*told)


def run(folder: Path, *, verbose: bool = False) -> dict[str, float]:
    """Read the articles into a database in `folder` and return the figures."""
    db = folder / "theatre.db"
    _monitor("--db", db, "backfill", "--alerts", FOLDER / "articles.jsonl")
    _monitor("--db", db, "reconsider")
    exports = {}
    for kind in KINDS:
        file = folder / f"theatre-{kind}.jsonl"
        _monitor("--db", db, "export", kind, "-o", file)
        exports[kind] = _rows(file)
    return Theatre(exports, verbose=verbose).figures()


def _monitor(*words: object) -> None:
    subprocess.run([MONITOR, *map(str, words)], check=True, capture_output=True)


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _is_same(one: str, other: str) -> bool:
    """Whether two names share half of the words of the shorter."""
    ours, theirs = set(_words(one)), set(_words(other))
    shared = len(ours & theirs)
    return bool(shared) and shared / min(len(ours), len(theirs)) >= _HALF


def _words(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    yield from re.findall(
        r"[^\W\d_]{3,}", "".join(c for c in plain if not unicodedata.combining(c))
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = run(options.folder or Path(folder), verbose=options.verbose)
    print(json.dumps({name: round(value, 4) for name, value in found.items()}))


if __name__ == "__main__":
    main()
