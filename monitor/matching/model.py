"""The fitted model: boosted decision trees from a readable JSON.

A node is `[feature, threshold, missing_goes_left, left, right, mean]`, a leaf a number; the sum of
the leaves is the log odds of "same incident". `mean` is what the tree would say there, so that the
path of one answer splits exactly into a contribution of each feature (and the start value).
Source: A. Saabas, "Interpreting random forests" (path contributions).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.errors import InputError
from monitor.matching.caution import Caution, read_caution
from monitor.matching.features import NAMES
from monitor.matching.word_weights import Background

#: A leaf, or [feature, threshold, missing goes left, left, right, mean].
Node = Any
#: Leaves that a tree may have: each is a bit of one number.
_MOST_LEAVES = 64


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`same` at or above the first, `new` below the second, `unsure` between."""

    same_above: float
    new_below: float
    #: Added to `same_above` where a register's row alone tells of the incident: its score is its
    #: share among all that fit (rivals.py), which is another scale.
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
    #: The trees once more, as they are asked.
    forest: Forest
    #: What holds a tie back that the trees would make.
    caution: Caution = field(default_factory=Caution)


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees laid out so that many rows are answered at once, without walking.

    Every distinct test is asked of a row once. A test that fails strikes out the leaves it would
    have led to; of the leaves left to a tree the first is its answer.
    Source: C. Lucchese et al., "QuickScorer" (SIGIR 2015).
    """

    #: A test's column (the second half of the columns is the first, negated, see `_Laying`) and
    #: limit: it holds where the value is known and not above.
    columns: npt.NDArray[np.intp]
    limits: npt.NDArray[np.float64]
    #: The nodes, tree by tree: which test each asks, and which leaves go (a bit each) if it fails.
    tests: npt.NDArray[np.intp]
    masks: npt.NDArray[np.uint64]
    #: Where the nodes and the leaves of a tree begin.
    nodes: npt.NDArray[np.intp]
    leaves: npt.NDArray[np.intp]
    #: What a leaf says.
    values: npt.NDArray[np.float64]
    #: Where the path to a leaf begins, and how long it is; what each of its steps adds, and by
    #: which feature.
    paths: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]
    gains: npt.NDArray[np.float64]
    features: npt.NDArray[np.intp]


def a_model(
    start: float,
    trees: Sequence[Node],
    thresholds: Thresholds,
    fingerprint: str,
    background: Background,
    scores: Mapping[str, Any],
    caution: Caution | None = None,
) -> Model:
    """Return the model of these trees, ready to be asked."""
    return Model(
        start,
        tuple(trees),
        thresholds,
        fingerprint,
        background,
        scores,
        _forest(trees),
        caution or Caution(),
    )


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
            caution=read_caution(raw["caution"]),
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
    # Summed one after the other, as `contributions` are: the last digit is the same.
    begun = np.full((len(rows), 1), model.start)
    said = model.forest.values.take(_ends(model.forest, rows))
    totals = np.cumsum(np.concatenate((begun, said), axis=1), axis=1)[:, -1]
    return [_sigmoid(float(total)) for total in totals]


def _ends(forest: Forest, rows: Sequence[Sequence[float]]) -> npt.NDArray[np.intp]:
    """Return the leaf that each tree (a column) has for each row (a line)."""
    given = np.array(rows, np.float64)
    struck = np.empty((len(rows), len(forest.nodes)), np.uint64)
    # Row by row: small arrays stay near, large ones are asked of the system each time.
    for at, values in enumerate(np.concatenate((given, -given), axis=1)):
        fails = ~(values.take(forest.columns) <= forest.limits)
        asked = fails.astype(np.uint64).take(forest.tests)
        asked *= forest.masks
        np.bitwise_or.reduceat(asked, forest.nodes, out=struck[at])
    left = ~struck
    # The lowest bit alone is a power of two: its exponent is the leaf's place.
    _, exponents = np.frexp((left & (~left + np.uint64(1))).astype(np.float64))
    return forest.leaves + exponents - 1


class _Laying:
    """Trees being laid out, node by node.

    Every test is one comparison that a missing value fails: where missing goes left, the test is
    turned round on the negated column: not (value > t). The leaves where a test holds come first.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[int, float], int] = {}
        self.tests: list[int] = []
        self.masks: list[int] = []
        self.nodes: list[int] = []
        self.leaves: list[int] = []
        self.values: list[float] = []
        self.paths: list[list[tuple[int, float]]] = []

    def tree(self, root: Node) -> None:
        """Lay one tree."""
        self.nodes.append(len(self.tests))
        self.leaves.append(len(self.values))
        self.lay(root, [])
        if len(self.values) - self.leaves[-1] > _MOST_LEAVES:
            raise InputError(f"a tree has more than {_MOST_LEAVES} leaves: run `make train`")
        if self.nodes[-1] == len(self.tests):
            # A tree that is a leaf asks something, too, and strikes out nothing.
            self.ask((0, 0.0), 0)

    def ask(self, test: tuple[int, float], mask: int) -> None:
        self.tests.append(self.known.setdefault(test, len(self.known)))
        self.masks.append(mask)

    def lay(self, node: Node, path: list[tuple[int, float]]) -> None:
        if not isinstance(node, list):
            self.values.append(_mean(node))
            self.paths.append(path)
            return
        feature, threshold, missing_left, left, right, _ = node
        held, other = (right, left) if missing_left else (left, right)
        begin = len(self.values)
        self.lay(held, [*path, (feature, _mean(held) - _mean(node))])
        struck = ((1 << len(self.values)) - (1 << begin)) >> self.leaves[-1]
        if missing_left:
            test = (len(NAMES) + feature, math.nextafter(-threshold, -math.inf))
        else:
            test = (feature, float(threshold))
        self.ask(test, struck & (1 << _MOST_LEAVES) - 1)
        self.lay(other, [*path, (feature, _mean(other) - _mean(node))])


def _forest(trees: Sequence[Node]) -> Forest:
    """Return the trees laid out. Raises InputError where one has too many leaves."""
    laid = _Laying()
    for tree in trees:
        laid.tree(tree)
    lengths = np.array([len(path) for path in laid.paths], np.intp)
    steps = [step for path in laid.paths for step in path]
    return Forest(
        columns=np.array([column for column, _ in laid.known], np.intp),
        limits=np.array([limit for _, limit in laid.known], np.float64),
        tests=np.array(laid.tests, np.intp),
        masks=np.array(laid.masks, np.uint64),
        nodes=np.array(laid.nodes, np.intp),
        leaves=np.array(laid.leaves, np.intp),
        values=np.array(laid.values, np.float64),
        paths=np.cumsum(lengths) - lengths,
        lengths=lengths,
        gains=np.array([gain for _, gain in steps], np.float64),
        features=np.array([feature for feature, _ in steps], np.intp),
    )


def contributions(model: Model, row: Sequence[float]) -> tuple[float, ...]:
    """Return what each feature adds to the log odds; with the start value they sum up to it."""
    forest = model.forest
    ends = _ends(forest, [row])[0]
    lengths = forest.lengths.take(ends)
    # Tree by tree, as they are summed in `probabilities`.
    before = np.cumsum(lengths) - lengths
    steps = np.repeat(forest.paths.take(ends) - before, lengths) + np.arange(lengths.sum())
    found = np.bincount(forest.features.take(steps), forest.gains.take(steps), len(NAMES))
    return tuple(map(float, found))


def _mean(node: Node) -> float:
    return float(node[5] if isinstance(node, list) else node)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
