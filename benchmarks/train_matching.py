"""Fits monitor/matching/weights.json and says how well it does on incidents it has not seen.

Every labelled set is streamed in publication order through the real profiles, keys and verdicts,
with an in-memory stand-in of the store's key index. Folds are made of incidents, never of articles;
each article is decided by the model of its fold, and once more by a model fitted without its whole
set. So that a model carries over to news it never saw, it also learns from true reports retold as
of another incident (train_twins.py) and from rows with time or place untold. Run by `make train`;
needs lightgbm (development only).

    python benchmarks/train_matching.py --data DIR [--quick] [--no-write]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import train_latin
from reading import primary_profile
from train_twins import KINDS, PLACELESS, TIMELESS, donors_of, retold, silent

from monitor.matching.data import load_background, load_countries
from monitor.matching.decide import ROW_MARGIN
from monitor.matching.features import DIRECTIONS, NAMES, Candidate, features
from monitor.matching.keys import keys, probes
from monitor.matching.known import known_profile
from monitor.matching.model import Model, Thresholds, a_model, probability
from monitor.matching.profile import Profile
from monitor.matching.register import read_register
from monitor.matching.shortlist import best, by_keys, sketch_of
from monitor.model.deciding import Incident, Origins
from monitor.model.names import IncidentState

OUT = Path(__file__).parent.parent / "monitor" / "matching" / "weights.json"
SETS = ("gun-violence", "world-news", "twin-events", "us-politics")
#: Documents with answer keys: fitted on, not scored (the keys do not say all).
LATIN = "latin-america"
HEADLINES, REGISTER = "armed-violence-headlines", "armed-violence.register"
FOLDS = 5
#: As deciding has them: monitor/settings/nouns.py, jobs/deciding.py, store/incidents.py.
SHORTLIST, PROFILES_EACH, PER_KEY = 12, 5, 64
#: What the true pairs of each set weigh together.
POSITIVES = {LATIN: 300.0}
_POSITIVES = 1200.0
#: How much more a false pair of a set weighs: the small sets show few of them, a real stream many.
AGAINST = {"twin-events": 3.0, "world-news": 2.0, "us-politics": 2.0, HEADLINES: 1.5}
#: What the retold reports of each set weigh together, per weight of its true pairs. Without them
#: pair F1 on gun-violence fell from .89 to .58 where that set was left out of the fit, with them to
#: .83. The crowded set has true cases of its own.
RETOLD = {"gun-violence": 0.15, "world-news": 0.4, "us-politics": 0.4}
#: One row in so many is learnt once more without its time, and without its place.
SILENT_EACH, SILENT_WEIGHT = 4, 0.5
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 40,
    "learning_rate": 0.06,
    "min_data_in_leaf": 25,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints": list(DIRECTIONS),
    "monotone_constraints_method": "basic",
    "max_bin": 127,
    "seed": 7,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 320
THRESHOLDS = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Row:
    """A labelled article as matching sees it."""

    id: str
    labels: frozenset[str]
    #: None where the article tells of no incident.
    profile: Profile | None


@dataclass(slots=True)
class Shelf:
    """The store's key index, in memory."""

    by_key: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    profiles: dict[str, list[Profile]] = field(default_factory=lambda: defaultdict(list))
    registered: set[str] = field(default_factory=set)

    def add(self, incident_id: str, profile: Profile, *, registered: bool = False) -> None:
        """Put a report under its incident."""
        for key, _ in keys(profile):
            held = self.by_key[key]
            if incident_id not in held:
                held.append(incident_id)
        self.profiles[incident_id].append(profile)
        if registered:
            self.registered.add(incident_id)

    def shortlist(self, profile: Profile) -> list[Candidate]:
        """Return the incidents most like the mention, at most `SHORTLIST`, as deciding has them."""
        hits = {key: self.by_key.get(key, ())[-PER_KEY:][::-1] for key, _ in probes(profile)}
        scores = by_keys({key: held for key, held in hits.items() if held})
        sketches = {one: sketch_of(self.profiles[one][0]) for one in scores}
        return [self.candidate(one) for one in best(profile, scores, sketches, SHORTLIST)]

    def candidate(self, incident_id: str) -> Candidate:
        """Return an incident with its first and its latest reports."""
        held = self.profiles[incident_id]
        chosen = held if len(held) <= PROFILES_EACH else held[:3] + held[-(PROFILES_EACH - 3) :]
        card = a_card(incident_id, "register" if incident_id in self.registered else "article")
        return Candidate(incident=card, profiles=tuple(chosen))


def a_card(incident_id: str, known_from: str) -> Incident:
    """Return the least card that features look at."""
    return Incident(
        id=incident_id,
        state=IncidentState.OPEN,
        title=incident_id,
        incident_type="other",
        when=None,
        place=None,
        killed=None,
        injured=None,
        origins=Origins(independent=0, names=(), undetermined=0, articles=0, outlets=0),
        opened_at=EPOCH,
        updated_at=EPOCH,
        known_from=known_from,
    )


def read_rows(
    raw: list[dict[str, Any]], reader: Callable[[dict[str, Any]], Profile | None]
) -> list[Row]:
    """Return the set's articles in publication order (undated last, as backfill has them)."""
    raw = sorted(raw, key=lambda row: (row["published"] or "9999", row["id"]))
    with ProcessPoolExecutor(2) as pool:
        profiles = list(pool.map(reader, raw, chunksize=40))
    return [
        Row(row["id"], frozenset(map(str, row["incidents"])), profile)
        for row, profile in zip(raw, profiles, strict=True)
    ]


def fold_of(row: Row) -> int:
    """Return the fold of the row's incident: a hash of its first label."""
    return zlib.crc32(min(row.labels).encode()) % FOLDS


@dataclass(slots=True)
class Pairs:
    """Rows of features with their truth, fold, and whether they were made of retold reports."""

    x: list[tuple[float, ...]] = field(default_factory=list)
    y: list[bool] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    retold: list[bool] = field(default_factory=list)
    #: Relative weight beside the others of its kind.
    weight: list[float] = field(default_factory=list)

    def add(self, x: tuple[float, ...], same: bool, fold: int, *, retold: bool = False) -> None:
        """Add one row, and now and then the same with its time or its place untold."""
        self._add(x, same, fold, retold, 1.0)
        if len(self.y) % SILENT_EACH == 0:
            for columns in (TIMELESS, PLACELESS):
                self._add(silent(x, columns), same, fold, retold, SILENT_WEIGHT)

    def _add(self, x: tuple[float, ...], same: bool, fold: int, made: bool, weight: float) -> None:
        self.x.append(x)
        self.y.append(same)
        self.fold.append(fold)
        self.retold.append(made)
        self.weight.append(weight)


def fragment(candidate: Candidate, row: Row) -> Candidate:
    """Return the candidate with one of its reports only, as a missed match leaves it behind."""
    chosen = zlib.crc32(f"{row.id} {candidate.incident.id}".encode()) % len(candidate.profiles)
    return Candidate(incident=candidate.incident, profiles=(candidate.profiles[chosen],))


def pairs_of(
    rows: Sequence[Row], register: Sequence[tuple[str, Profile]] = (), *, retell: bool = False
) -> Pairs:
    """Return every (article, shortlisted incident) with the gold incidents on the shelf.

    With `retell`, also each article against its own incident told of another happening.
    """
    shelf, found = Shelf(), Pairs()
    donor = donors_of(row.profile for row in rows)
    for incident_id, profile in register:
        shelf.add(incident_id, profile, registered=True)
    for row in rows:
        if row.profile is None:
            continue
        for candidate in shelf.shortlist(row.profile):
            same = candidate.incident.id in row.labels
            found.add(features(row.profile, candidate), same, fold_of(row))
            if len(candidate.profiles) > 1:
                part = fragment(candidate, row)
                found.add(features(row.profile, part), same, fold_of(row))
        known = [label for label in row.labels if label in shelf.profiles] if retell else []
        for label, kind in product(known, KINDS):
            other = retold(shelf.candidate(label), donor(f"{row.id} {label} {kind}"), kind, row.id)
            found.add(features(row.profile, other), False, fold_of(row), retold=True)
        for label in row.labels:
            shelf.add(label, row.profile)
    return found


def fit(parts: Iterable[tuple[str, Pairs, int | None]]) -> Model:
    """Return a model of the pairs outside the fold named; every set's true pairs weigh the same.

    Within a set the natural share of false pairs stays: the score is then a probability there.
    """
    xs, ys, ws = [], [], []
    for name, pairs, without in parts:
        keep = np.array([f != without for f in pairs.fold], dtype=bool)
        x, y = np.array(pairs.x, dtype=float)[keep], np.array(pairs.y)[keep]
        made, weight = np.array(pairs.retold)[keep], np.array(pairs.weight)[keep]
        whole = POSITIVES.get(name, _POSITIVES)
        natural = weight * whole / max(1.0, weight[y].sum())
        natural = np.where(y, natural, natural * AGAINST.get(name, 1.0))
        extra = weight * RETOLD.get(name, 0.0) * whole / max(1.0, weight[made].sum())
        xs.append(x)
        ys.append(y)
        ws.append(np.where(made, extra, natural))
    data = lightgbm.Dataset(np.vstack(xs), np.concatenate(ys), weight=np.concatenate(ws))
    return to_model(lightgbm.train(PARAMETERS, data, num_boost_round=ROUNDS))


def to_model(booster: lightgbm.Booster) -> Model:
    """Return the booster as our readable trees."""
    trees = [_node(t["tree_structure"]) for t in booster.dump_model()["tree_info"]]
    start = sum(t[5] if isinstance(t, list) else t for t in trees)
    centred = tuple(_shift(t, t[5] if isinstance(t, list) else t) for t in trees)
    return a_model(
        start=round(start, 5),
        trees=centred,
        thresholds=Thresholds(0.5, 0.5),
        fingerprint="",
        background=load_background(),
        scores={},
    )


def _node(raw: dict[str, Any]) -> Any:
    if "leaf_value" in raw:
        return raw["leaf_value"]
    left, right = _node(raw["left_child"]), _node(raw["right_child"])
    missing_left = raw["default_left"] if raw["missing_type"] == "NaN" else raw["threshold"] >= 0.0
    threshold = float(f"{raw['threshold']:.6g}")
    return [raw["split_feature"], threshold, int(missing_left), left, right, raw["internal_value"]]


def _shift(node: Any, by: float) -> Any:
    """Return the tree with every value less `by`, so that all starts stand in one number."""
    if not isinstance(node, list):
        return round(node - by, 5)
    left, right = _shift(node[3], by), _shift(node[4], by)
    return [*node[:3], left, right, round(node[5] - by, 5)]


def stream(
    rows: Sequence[Row],
    models: Sequence[Model],
    threshold: float,
    register: Sequence[tuple[str, Profile]] = (),
) -> list[str]:
    """Return the incident each article is put under, deciding one after the other."""
    shelf, chosen = Shelf(), []
    for incident_id, profile in register:
        shelf.add(incident_id, profile, registered=True)
    for row in rows:
        if row.profile is None:
            chosen.append(f"none:{row.id}")
            continue
        model = models[fold_of(row) % len(models)]
        scored = [
            (probability(model, features(row.profile, c)), c.incident.id)
            for c in shelf.shortlist(row.profile)
        ]
        best, incident_id = max(scored, default=(0.0, ""))
        if best < threshold:
            incident_id = f"new:{row.id}"
        shelf.add(incident_id, row.profile)
        chosen.append(incident_id)
    return chosen


def score(rows: Sequence[Row], chosen: Sequence[str]) -> dict[str, float]:
    """Return pair and new-incident figures over pairs and in reading order."""
    found, wanted = _pair_set([[c] for c in chosen]), _pair_set([row.labels for row in rows])
    hit = len(found & wanted)
    precision, recall = hit / max(1, len(found)), hit / max(1, len(wanted))
    clusters: set[str] = set()
    labels: set[str] = set()
    seen: Counter[tuple[bool, bool]] = Counter()
    for row, cluster in zip(rows, chosen, strict=True):
        seen[cluster not in clusters, not labels & row.labels] += 1
        clusters.add(cluster)
        labels |= row.labels
    opened, alarm, miss = seen[True, True], seen[True, False], seen[False, True]
    return {
        "p": round(precision, 4),
        "r": round(recall, 4),
        "f1": round(_f1(precision, recall), 4),
        "new_f1": round(_f1(opened / max(1, opened + alarm), opened / max(1, opened + miss)), 4),
        "false_alarm": round(alarm / max(1, alarm + seen[False, False]), 4),
        "miss": round(miss / max(1, miss + opened), 4),
    }


def _pair_set(keys_: Iterable[Iterable[str]]) -> set[tuple[int, int]]:
    members = defaultdict(list)
    for index, labels in enumerate(keys_):
        for label in labels:
            members[label].append(index)
    return {(a, b) for m in members.values() for i, a in enumerate(m) for b in m[i + 1 :]}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_register(rows: Sequence[Row], chosen: Sequence[str]) -> dict[str, float]:
    """Return precision and recall against the register, as score_register.py defines them."""
    told = [
        (c, row) for c, row in zip(chosen, rows, strict=True) if not c.startswith(("new:", "none:"))
    ]
    right = sum(c in row.labels for c, row in told)
    return {
        "p": round(right / max(1, len(told)), 4),
        "r": round(right / max(1, len(rows)), 4),
    }


def load_register(path: Path) -> list[tuple[str, Profile]]:
    """Return (external id, profile) of the register's rows."""
    known, _ = read_register(path.read_text("utf-8").splitlines(), path.name, load_countries())
    background = load_background()
    return [(k.external_id, known_profile(k, background)) for k in known]


def read_article(raw: dict[str, Any]) -> Profile | None:
    """Return the primary profile of a labelled row through the real rooms.

    A row that makes a room raise is named and left out: one bug shall not stop the whole fit.
    """
    try:
        return primary_profile(raw)
    except Exception as error:
        print("left out:", raw["id"], repr(error), file=sys.stderr)
        return None


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash of the files that were fitted on and of the features' names."""
    digest = hashlib.blake2b(" ".join(NAMES).encode(), digest_size=6)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(slots=True)
class Material:
    rows: dict[str, list[Row]]
    pairs: dict[str, Pairs]
    register: list[tuple[str, Profile]]


def gather(folder: Path, reader: Callable[[dict[str, Any]], Profile | None]) -> Material:
    """Read all sets and make their pairs."""
    rows = {name: read_rows(_read(folder / f"{name}.jsonl"), reader) for name in (*SETS, HEADLINES)}
    rows[LATIN] = read_rows(train_latin.rows(_latin(folder)), reader)
    return material_of(rows, load_register(folder / f"{REGISTER}.jsonl"))


def material_of(rows: dict[str, list[Row]], register: list[tuple[str, Profile]]) -> Material:
    """Return the pairs of all sets."""
    pairs = {name: pairs_of(rows[name], retell=True) for name in SETS}
    pairs[LATIN] = pairs_of(rows[LATIN])
    pairs[HEADLINES] = pairs_of(rows[HEADLINES], register)
    return Material(rows, pairs, register)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _latin(folder: Path) -> Path:
    return folder.parent / "facts" / f"{LATIN}.jsonl"


def cross_fitted(material: Material) -> list[Model]:
    """Return one model a fold, fitted on all sets without that fold's incidents."""
    return [fit((n, pairs, k) for n, pairs in material.pairs.items()) for k in range(FOLDS)]


def figures(material: Material, name: str, models: Sequence[Model], at: float) -> dict[str, float]:
    """Return the figures of one set streamed with `models` at a threshold."""
    rows = material.rows[name]
    if name == HEADLINES:
        chosen = stream(rows, models, at + ROW_MARGIN, material.register)
        return score_register(rows, chosen)
    return score(rows, stream(rows, models, at))


def choose_threshold(material: Material, models: Sequence[Model]) -> float:
    """Return the threshold with the best mean pair F1 over the sets."""
    return max(
        THRESHOLDS, key=lambda t: sum(figures(material, name, models, t)["f1"] for name in SETS)
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--quick", action="store_true", help="skip leave-one-set-out")
    options = parser.parse_args(arguments)
    material = gather(options.data, read_article)
    models = cross_fitted(material)
    at = choose_threshold(material, models)
    scores: dict[str, Any] = {"cross_fitted": {}, "left_out": {}}
    for name in (*SETS, HEADLINES):
        scores["cross_fitted"][name] = figures(material, name, models, at)
        print("cross-fitted", name, scores["cross_fitted"][name], flush=True)
    for name in () if options.quick else SETS:
        alone = fit((n, p, None) for n, p in material.pairs.items() if n != name)
        scores["left_out"][name] = figures(material, name, [alone], at)
        print("left out    ", name, scores["left_out"][name], flush=True)
    print("threshold", at)
    if not options.no_write:
        paths = [options.data / f"{name}.jsonl" for name in (*SETS, HEADLINES, REGISTER)]
        paths.append(_latin(options.data))
        model = fit((n, p, None) for n, p in material.pairs.items())
        write(model, at, fingerprint(paths), scores)


def write(model: Model, at: float, mark: str, scores: dict[str, Any]) -> None:
    """Write the weights, one tree a line; the fingerprint names the data and the fit."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model.trees)
    head = {
        "about": "boosted trees over monitor/matching/features.py; made by `make train`",
        "fingerprint": hashlib.blake2b(f"{mark}{trees}".encode(), digest_size=6).hexdigest(),
        "fitted_on": mark,
        "features": NAMES,
        "same_above": at,
        "new_below": round(at - 0.04, 2),
        "scores": scores,
        "start": model.start,
    }
    text = json.dumps(head, indent=1)[:-2] + ',\n "trees": [\n' + trees + "\n ]\n}\n"
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
