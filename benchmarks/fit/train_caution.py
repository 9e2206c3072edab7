"""The weights of `monitor/matching/caution.py`: a logit over what the forest says.

Fitted on every (article, shortlisted incident) of sets that the forest had not seen, as they are
and with their dates squeezed in time, so that density is learnt apart from the set. Weights are
drawn to what exchangeable rivals come to (prior odds of 1 in 1 + n, half of it for each of two
terms that say so) and to a log odd for a plain contradiction: few sets are crowded, and what one
of them teaches must not be believed of all (a fit without that pull, gun-violence left out: pair
F1 .73; with it .87).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.fit.train_pairs import Row, Shelf
from monitor.matching.caution import FOR, NAMES, Caution, logit, terms
from monitor.matching.echoes import with_echoes
from monitor.matching.features import features
from monitor.matching.model import Model, probabilities

#: Sets that are squeezed in time, and how often: dates of others mean nothing.
SQUEEZED = (2, 3)
UNDATED = frozenset(("twin-events",))
#: What the true pairs of a set weigh together; a squeezed set half of it; a set without any weighs
#: one a pair.
WHOLE, PART = 300.0, 0.5
L2 = 150.0
PULL = {
    "near": -0.5,
    "near_unpinned": -0.5,
    "alike_unplaced": -0.7,
    "days_apart": -1.0,
    "days_far": -0.3,
    "fresh_apart": -1.5,
    "again_apart": -1.5,
    "streets_apart": -1.0,
    "hours_apart": -0.5,
    "victims_apart": -0.5,
    "ages_apart": -0.3,
    "kind_apart": -0.5,
    "family_apart": -1.5,
    "twofold": -0.5,
    "echoed": -2.0,
    "own": 1.6,
}
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of (1, the forest's log odds, terms), their truth and weights."""

    x: Floats
    y: Floats
    weight: Floats


def squeezed(rows: Sequence[Row], times: int) -> list[Row]:
    """Return the rows with all dates so many times nearer together, each report's lag as it was."""
    days = [r.profile.published for r in rows if r.profile and r.profile.published]
    first = min(days, default=0)
    found = []
    for row in rows:
        one = row.profile
        day = one and (one.published or one.start)
        if one is None or day is None:
            found.append(row)
            continue
        shift = first + round((day - first) / times) - day
        moved = {
            name: None if (value := getattr(one, name)) is None else value + shift
            for name in ("published", "start", "end")
        }
        found.append(Row(row.id, row.labels, replace(one, **moved)))
    return found


def held_of(rows: Sequence[Row], model: Model, whole: float = WHOLE) -> Held:
    """Return every (article, shortlisted incident), the gold incidents on the shelf."""
    shelf = Shelf()
    x, y = [], []
    for row in rows:
        if row.profile is None:
            continue
        found = with_echoes(row.profile, shelf.shortlist(row.profile))
        scores = probabilities(model, [features(row.profile, one) for one in found])
        for one, score in zip(found, scores, strict=True):
            x.append((1.0, logit(score), *terms(row.profile, one.profiles, one.crowd, one.echoes)))
            y.append(float(one.incident.id in row.labels))
        for label in row.labels:
            shelf.add(label, row.profile)
    true = sum(y)
    weight = whole / true if true else whole / WHOLE
    return Held(np.array(x), np.array(y), np.full(len(y), weight))


def parts_of(name: str, rows: Sequence[Row], model: Model) -> list[Held]:
    """Return a set as it is, and squeezed; `model` has not seen it."""
    times = () if name in UNDATED else SQUEEZED
    return [held_of(rows, model), *(held_of(squeezed(rows, n), model, WHOLE * PART) for n in times)]


def fit_caution(parts: Iterable[Held]) -> Caution:
    """Return the weights: likeliest, drawn to `PULL`, no contradiction speaking for a tie."""
    every = list(parts)
    x = np.vstack([one.x for one in every])
    y, weight = (np.concatenate([getattr(one, n) for one in every]) for n in ("y", "weight"))
    pull = np.array([1.0, *(PULL[name] for name in NAMES)])

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        off = w[1:] - pull
        slope = x.T @ (weight * (1 / (1 + np.exp(-z)) - y))
        slope[1:] += 2 * L2 * off
        told = float((weight * (np.logaddexp(0, z) - y * z)).sum() + L2 * (off @ off))
        return told, slope

    bounds = [(None, None), (0.3, 1.5), *((0.0, None) if n in FOR else (None, 0.0) for n in NAMES)]
    start = np.array([0.0, *pull])
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return Caution(
        base=round(float(found[1]), 4),
        start=round(float(found[0]), 4),
        weights={name: round(float(w), 4) for name, w in zip(NAMES, found[2:], strict=True)},
    )


def without(parts: Mapping[str, Sequence[Held]], name: str = "") -> Caution:
    """Return the weights fitted on all sets but one."""
    return fit_caution(one for key, held in parts.items() if key != name for one in held)
