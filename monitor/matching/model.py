"""The fitted model: boosted decision trees from a readable JSON, walked in plain Python.

A node is `[feature, threshold, missing_goes_left, left, right, mean]`, a leaf a number; the sum of
the leaves is the log odds of "same incident". `mean` is what the tree would say there, so that the
path of one answer splits exactly into a contribution of each feature (and the start value).
Source: A. Saabas, "Interpreting random forests" (path contributions).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.errors import InputError
from monitor.matching.background import Background
from monitor.matching.features import NAMES

#: A leaf, or [feature, threshold, missing goes left, left, right, mean].
Node = Any
#: A leaf, or (column, threshold, next if value <= threshold, next if not or missing).
Step = Any


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`same` at or above the first, `new` below the second, `unsure` between."""

    same_above: float
    new_below: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights, their thresholds, and what they were fitted on."""

    start: float
    trees: tuple[Node, ...]
    thresholds: Thresholds
    fingerprint: str
    background: Background
    #: Cross-validated figures, for people.
    scores: Mapping[str, Any]
    #: The trees once more, as they are walked.
    steps: tuple[Step, ...] = ()


def a_model(
    start: float,
    trees: Sequence[Node],
    thresholds: Thresholds,
    fingerprint: str,
    background: Background,
    scores: Mapping[str, Any],
) -> Model:
    """Return the model of these trees, ready to be walked."""
    steps = tuple(_step(tree) for tree in trees)
    return Model(start, tuple(trees), thresholds, fingerprint, background, scores, steps)


def read_model(text: str, background: Background) -> Model:
    """Return the model that `make train` wrote. Raises InputError where it is not ours."""
    try:
        raw = json.loads(text)
        if tuple(raw["features"]) != NAMES:
            raise InputError("the weights were fitted on other features: run `make train`")
        return a_model(
            start=float(raw["start"]),
            trees=raw["trees"],
            thresholds=Thresholds(raw["same_above"], raw["new_below"]),
            fingerprint=raw["fingerprint"],
            background=background,
            scores=raw.get("scores", {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("the weights file cannot be read: run `make train`") from error


def probability(model: Model, row: Sequence[float]) -> float:
    """Return how probable it is, 0–1, that the row is of one incident."""
    total = model.start
    # The second half is the first, negated: see `_step`.
    values = (*row, *(-value for value in row))
    for step in model.steps:
        while type(step) is tuple:
            step = step[2] if values[step[0]] <= step[1] else step[3]
        total += step
    return _sigmoid(total)


def _step(node: Node) -> Step:
    """Return the node with one comparison that a missing value fails.

    Where missing goes left, the test is turned round on the negated column: not (value > t).
    """
    if not isinstance(node, list):
        return float(node)
    feature, threshold, missing_left, left, right, _ = node
    if missing_left:
        below = math.nextafter(-threshold, -math.inf)
        return (len(NAMES) + feature, below, _step(right), _step(left))
    return (feature, threshold, _step(left), _step(right))


def contributions(model: Model, row: Sequence[float]) -> tuple[float, ...]:
    """Return what each feature adds to the log odds; with the start value they sum up to it."""
    found = [0.0] * len(NAMES)
    for node in model.trees:
        while isinstance(node, list):
            value = row[node[0]]
            goes_left = value <= node[1] if value == value else node[2]
            below = node[3] if goes_left else node[4]
            found[node[0]] += _mean(below) - node[5]
            node = below
    return tuple(found)


def _mean(node: Node) -> float:
    return float(node[5] if isinstance(node, list) else node)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
