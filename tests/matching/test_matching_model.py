"""The forest, laid out, answers as its trees do when they are walked."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from monitor.errors import InputError
from monitor.matching.features import NAMES
from monitor.matching.model import Model, Thresholds, a_model, contributions, probabilities
from monitor.matching.word_weights import Background


def a_tree(chance: random.Random, depth: int) -> Any:
    if not depth or chance.random() < 0.2:
        return chance.uniform(-1, 1)
    left, right = a_tree(chance, depth - 1), a_tree(chance, depth - 1)
    feature, limit = chance.randrange(len(NAMES)), chance.choice((-1.0, 0.0, 0.5, 2.0))
    return [feature, limit, chance.random() < 0.5, left, right, chance.uniform(-1, 1)]


def a_forest(*trees: Any) -> Model:
    return a_model(0.25, trees, Thresholds(0.5, 0.5), "", Background({}), {})


def walked(tree: Any, row: list[float]) -> float:
    while isinstance(tree, list):
        feature, limit, missing_left, left, right, _ = tree
        value = row[feature]
        goes_left = missing_left if math.isnan(value) else value <= limit
        tree = left if goes_left else right
    return float(tree)


def rows(chance: random.Random, count: int) -> list[list[float]]:
    values = (math.nan, -1.0, 0.0, 0.5, 2.0, -7.0, 0.49, 9.0)
    return [[chance.choice(values) for _ in NAMES] for _ in range(count)]


def test_many_rows_at_once_are_answered_as_one_walk_each() -> None:
    chance = random.Random(7)
    trees = [a_tree(chance, depth) for depth in (0, 1, 3, 5, 5, 5) for _ in range(4)]
    model = a_forest(*trees)
    asked = rows(chance, 60)
    for row, found in zip(asked, probabilities(model, asked), strict=True):
        total = 0.25 + sum(walked(tree, row) for tree in trees)
        assert found == pytest.approx(1 / (1 + math.exp(-total)))
        assert found == probabilities(model, [row])[0]


def test_parts_sum_up_from_the_roots_to_the_leaves() -> None:
    chance = random.Random(8)
    trees = [a_tree(chance, 4) for _ in range(9)]
    roots = sum(tree[5] if isinstance(tree, list) else tree for tree in trees)
    for row in rows(chance, 20):
        parts = contributions(a_forest(*trees), row)
        assert roots + sum(parts) == pytest.approx(sum(walked(tree, row) for tree in trees))


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    def full(depth: int) -> Any:
        return [0, float(depth), False, full(depth - 1), full(depth - 1), 0.0] if depth else 1.0

    probabilities(a_forest(full(6)), rows(random.Random(9), 1))
    with pytest.raises(InputError, match="leaves"):
        a_forest(full(7))
