"""Rows of features with their truth: every report against the incidents it could tell of.

The labelled sets are streamed in publication order through the real profiles, keys and shortlist,
with an in-memory stand-in of the store's key index.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

from benchmarks.fit.train_twins import (
    KINDS,
    PLACELESS,
    TIMELESS,
    donors_of,
    newsmakers,
    retold,
    silent,
)
from monitor.matching.crowding import crowd
from monitor.matching.features import WORDED, Candidate, features
from monitor.matching.keys import keys, probes
from monitor.matching.profile import Profile
from monitor.matching.shortlist import best, by_keys, sketch_of
from monitor.model.deciding import Incident, Origins
from monitor.model.names import IncidentState

FOLDS = 5
#: As deciding has them: monitor/settings/nouns.py, jobs/deciding.py, store/incidents.py.
SHORTLIST, PROFILES_EACH, PER_KEY = 12, 5, 64
#: One row in so many is learnt once more without its time, its place, and its words (as reports
#: in two languages are compared).
SILENT_EACH, SILENT_WEIGHT = 4, 0.5
#: A labelled row → the profile of its primary mention, and of what it is on if it has none.
Reader = Callable[[dict[str, Any]], tuple[Profile | None, Profile | None]]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Row:
    """A labelled article as matching sees it."""

    id: str
    labels: frozenset[str]
    #: None where the article tells of no incident.
    profile: Profile | None
    #: What it is on, where it reports nothing new.
    about: Profile | None = None


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
        around = crowd(profile, sketches)
        return [
            replace(self.candidate(one), crowd=around.beside(one))
            for one in best(profile, scores, sketches, SHORTLIST)
        ]

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


def read_rows(raw: list[dict[str, Any]], reader: Reader) -> list[Row]:
    """Return the set's articles in publication order (undated last, as backfill has them)."""
    raw = sorted(raw, key=lambda row: (row["published"] or "9999", row["id"]))
    with ProcessPoolExecutor(2) as pool:
        profiles = list(pool.map(reader, raw, chunksize=40))
    return [
        Row(row["id"], frozenset(map(str, row["incidents"])), *told)
        for row, told in zip(raw, profiles, strict=True)
    ]


def fold_of(row: Row) -> int:
    """Return the fold of the row's incident: a hash of its first label."""
    return zlib.crc32(min(row.labels).encode()) % FOLDS


@dataclass(slots=True)
class Pairs:
    """Rows of features with their truth, fold, and how they were made."""

    x: list[tuple[float, ...]] = field(default_factory=list)
    y: list[bool] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    #: "" = real reports; "retold", "newsmakers": train_twins.py.
    made: list[str] = field(default_factory=list)
    #: Relative weight beside the others of its kind.
    weight: list[float] = field(default_factory=list)

    def add(self, x: tuple[float, ...], same: bool, fold: int, *, made: str = "") -> None:
        """Add one row, and now and then the same with its time, place or words untold."""
        self._add(x, same, fold, made, 1.0)
        if len(self.y) % SILENT_EACH == 0:
            for columns in (TIMELESS, PLACELESS, WORDED):
                self._add(silent(x, columns), same, fold, made, SILENT_WEIGHT)

    def _add(self, x: tuple[float, ...], same: bool, fold: int, made: str, weight: float) -> None:
        self.x.append(x)
        self.y.append(same)
        self.fold.append(fold)
        self.made.append(made)
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
            found.add(features(row.profile, other), False, fold_of(row), made="retold")
        for label in known:
            donated = donor(f"{row.id} {label} newsmakers")
            pair = newsmakers(row.profile, shelf.candidate(label), donated, row.id)
            found.add(features(*pair), False, fold_of(row), made="newsmakers")
        for label in row.labels:
            shelf.add(label, row.profile)
    return found
