"""The fitted model: boosted decision trees from a readable JSON, walked in plain Python.

A node is `[feature, threshold, missing_goes_left, left, right, mean]`, a leaf a number; the sum of
the leaves is the log odds of "same incident". `mean` is what the tree would say there, so that the
path of one answer splits exactly into a contribution of each feature (and the start value).
Source: A. Saabas, "Interpreting random forests" (path contributions).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.errors import InputError
from monitor.matching.background import Background
from monitor.matching.features import NAMES

#: A leaf, or [feature, threshold, missing goes left, left, right, mean].
Node = Any


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`same` at or above the first, `new` below the second, `unsure` between."""

    same_above: float
    new_below: float
    #: By so much surer must be who ties a report to an incident that a register's row alone tells
    #: of: it has a day, a place and names but no words, and chance agrees with it more often.
    row_more: float = 0.0


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
    forest: Forest


@dataclass(frozen=True, slots=True)
class Forest:
    """All nodes of all trees in a row; a leaf leads to itself. Walked for many rows at once."""

    #: Nodes at which the trees begin, the deepest tree first.
    roots: npt.NDArray[np.intp]
    #: How many of them have a further step, step by step: most trees end long before the deepest.
    going: tuple[int, ...]
    #: The trees in the order of the model, as places in `roots`.
    order: npt.NDArray[np.intp]
    #: A node's column; the second half of the columns is the first, negated (see `_forest`).
    columns: npt.NDArray[np.intp]
    limits: npt.NDArray[np.float64]
    #: Where a node leads: at twice its number if the value is above the limit or missing, else +1.
    nexts: npt.NDArray[np.intp]
    #: What the tree would say at a node; at a leaf what it says.
    means: npt.NDArray[np.float64]


def a_model(
    start: float,
    trees: Sequence[Node],
    thresholds: Thresholds,
    fingerprint: str,
    background: Background,
    scores: Mapping[str, Any],
) -> Model:
    """Return the model of these trees, ready to be walked."""
    forest = _forest(trees)
    return Model(start, tuple(trees), thresholds, fingerprint, background, scores, forest)


def read_model(text: str, background: Background) -> Model:
    """Return the model that `make train` wrote. Raises InputError where it is not ours."""
    try:
        raw = json.loads(text)
        if tuple(raw["features"]) != NAMES:
            raise InputError("the weights were fitted on other features: run `make train`")
        return a_model(
            start=float(raw["start"]),
            trees=raw["trees"],
            thresholds=Thresholds(raw["same_above"], raw["new_below"], raw["row_more"]),
            fingerprint=raw["fingerprint"],
            background=background,
            scores=raw.get("scores", {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("the weights file cannot be read: run `make train`") from error


def probability(model: Model, row: Sequence[float]) -> float:
    """Return how probable it is, 0–1, that the row is of one incident."""
    return probabilities(model, [row])[0]


def probabilities(model: Model, rows: Sequence[Sequence[float]]) -> list[float]:
    """Return how probable it is of each row that it is of one incident."""
    if not rows:
        return []
    *_, ends = _walk(model.forest, rows)
    # Summed one after the other, as `contributions` are: the last digit is the same.
    begun = np.full((1, len(rows)), model.start)
    leaves = model.forest.means.take(ends.take(model.forest.order, axis=0))
    totals = np.cumsum(np.concatenate((begun, leaves)), axis=0)[-1]
    return [_sigmoid(float(total)) for total in totals]


def _walk(forest: Forest, rows: Sequence[Sequence[float]]) -> Iterator[npt.NDArray[np.intp]]:
    """Yield at which nodes the rows stand, from the roots on: one array, changed step by step.

    Its lines are the trees in the order of `roots`, its columns the rows.
    """
    given = np.array(rows, np.float64)
    values = np.concatenate((given, -given), axis=1)
    begins = np.arange(len(rows)) * values.shape[1]
    at = np.repeat(forest.roots[:, None], len(rows), axis=1)
    yield at
    for count in forest.going:
        here = at[:count]
        holds = values.take(forest.columns.take(here) + begins) <= forest.limits.take(here)
        at[:count] = forest.nexts.take(2 * here + holds)
        yield at


def _forest(trees: Sequence[Node]) -> Forest:
    """Return the trees laid out, every node with one comparison that a missing value fails.

    Where missing goes left, the test is turned round on the negated column: not (value > t).
    """
    columns: list[int] = []
    limits: list[float] = []
    nexts: list[list[int]] = []
    means: list[float] = []

    def lay(node: Node) -> tuple[int, int]:
        """Lay a node and those below it; return its number and the steps to its deepest leaf."""
        number = len(means)
        is_leaf = not isinstance(node, list)
        columns.append(0)
        limits.append(-math.inf)
        nexts.append([number, number])
        means.append(_mean(node))
        if is_leaf:
            return number, 0
        feature, threshold, missing_left, left, right, _ = node
        columns[number] = len(NAMES) + feature if missing_left else feature
        limits[number] = math.nextafter(-threshold, -math.inf) if missing_left else threshold
        (low, one), (high, other) = lay(left), lay(right)
        nexts[number] = [low, high] if missing_left else [high, low]
        return number, 1 + max(one, other)

    laid = [lay(tree) for tree in trees]
    deepest_first = sorted(range(len(laid)), key=lambda n: -laid[n][1])
    deepest = max((steps for _, steps in laid), default=0)
    return Forest(
        roots=np.array([laid[n][0] for n in deepest_first], np.intp),
        going=tuple(sum(steps > step for _, steps in laid) for step in range(deepest)),
        order=np.argsort(np.array(deepest_first, np.intp)),
        columns=np.array(columns, np.intp),
        limits=np.array(limits, np.float64),
        nexts=np.array(nexts, np.intp).reshape(-1),
        means=np.array(means, np.float64),
    )


def contributions(model: Model, row: Sequence[float]) -> tuple[float, ...]:
    """Return what each feature adds to the log odds; with the start value they sum up to it."""
    forest = model.forest
    path = np.stack([at[:, 0].copy() for at in _walk(forest, [row])]).take(forest.order, axis=1)
    gains = np.diff(forest.means.take(path), axis=0)
    columns = forest.columns.take(path[:-1]) % len(NAMES)
    # Tree by tree, as they are summed in `probabilities`; a leaf leads to itself and adds nothing.
    found = np.bincount(columns.T.ravel(), gains.T.ravel(), len(NAMES))
    return tuple(map(float, found))


def _mean(node: Node) -> float:
    return float(node[5] if isinstance(node, list) else node)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
