"""Fit a `Choice`: conditional logit over candidates, with L2, folds and a temperature.

A `Case` is one article: the signs of its candidates and which of them are right. Needs numpy and
scipy (development only).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from monitor.facts.lexical.choice import Choice, Signs

WEIGHTS = Path(__file__).resolve().parents[2] / "monitor" / "facts" / "lists" / "weights"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One article's candidates; `right` is empty where no candidate is right (not fitted on)."""

    candidates: Sequence[Signs]
    right: frozenset[int]
    #: Folds never part a group (the articles of one incident).
    group: str
    #: The data set it comes from, to be left out as a whole.
    corpus: str
    weight: float = 1.0


def fit(cases: Sequence[Case], *, l2: float = 1.0, fewest: int = 3) -> Choice:
    """Fit weights; a sign seen in fewer than `fewest` cases weighs nothing. L2 is per weight."""
    usable = [c for c in cases if c.right and len(c.right) < len(c.candidates)]
    seen: dict[str, int] = {}
    for case in usable:
        for sign in {s for signs in case.candidates for s in signs}:
            seen[sign] = seen.get(sign, 0) + 1
    names = sorted(sign for sign, times in seen.items() if times >= fewest)
    column = {name: n for n, name in enumerate(names)}
    data, rows, cols, bounds, right, weight = [], [], [], [0], [], []
    for case in usable:
        for n, signs in enumerate(case.candidates):
            for sign, amount in signs.items():
                if sign in column and amount:
                    rows.append(bounds[-1] + n)
                    cols.append(column[sign])
                    data.append(amount)
            right.append(n in case.right)
        bounds.append(bounds[-1] + len(case.candidates))
        weight.append(case.weight)
    x = csr_matrix((data, (rows, cols)), shape=(bounds[-1], len(names)))
    is_right, share = np.array(right), np.array(weight)
    starts = np.array(bounds[:-1])
    of = np.repeat(np.arange(len(usable)), np.diff(bounds))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[of])
        whole, good = np.add.reduceat(e, starts), np.add.reduceat(e * is_right, starts)
        value = float(-(share * (np.log(good) - np.log(whole))).sum() + 0.5 * l2 * w @ w)
        p, q = e / whole[of], e * is_right / good[of]
        return value, x.T @ (share[of] * (p - q)) + l2 * w

    best = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    )
    return Choice(
        {n: round(float(v), 4) for n, v in zip(names, best.x, strict=True) if abs(v) > 1e-3}
    )


def folds(cases: Sequence[Case], **options: float) -> list[list[float]]:
    """Return each case's shares by a fit that saw none of its group: five folds over groups."""
    order = {g: n % FOLDS for n, g in enumerate(sorted({c.group for c in cases}, key=_mixed))}
    shares: list[list[float]] = [[] for _ in cases]
    for fold in range(FOLDS):
        model = fit([c for c in cases if order[c.group] != fold], **options)
        for n, case in enumerate(cases):
            if order[case.group] == fold:
                shares[n] = model.shares(case.candidates)
    return shares


def left_out(cases: Sequence[Case], **options: float) -> list[list[float]]:
    """Return each case's shares by a fit that saw nothing of its corpus."""
    models = {
        corpus: fit([c for c in cases if c.corpus != corpus], **options)
        for corpus in sorted({c.corpus for c in cases})
    }
    return [models[c.corpus].shares(c.candidates) for c in cases]


def _mixed(group: str) -> int:
    """A shuffle that is the same everywhere."""
    return crc32(group.encode())


def temperature(cases: Sequence[Case], shares: Sequence[Sequence[float]]) -> float:
    """Return the temperature under which held-out shares are likeliest (Guo et al. 2017)."""
    told = [
        (np.log(np.array(s) + 1e-12), np.array([n in c.right for n in range(len(s))]))
        for c, s in zip(cases, shares, strict=True)
        if c.right and s
    ]

    def loss(t: float) -> float:
        return -sum(logsumexp(s[r] / t) - logsumexp(s / t) for s, r in told)

    return round(float(minimize_scalar(loss, bounds=(0.5, 4.0), method="bounded").x), 3)


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of (confidence, right) pairs, equal-width bins."""
    error = 0.0
    for n in range(bins):
        inside = [
            (c, r) for c, r in told if n / bins <= c < (n + 1) / bins or (c == 1 and n == bins - 1)
        ]
        if inside:
            gap = abs(sum(c for c, _ in inside) - sum(r for _, r in inside)) / len(inside)
            error += gap * len(inside) / len(told)
    return error


def write(name: str, model: Choice, recipe: str, figures: dict[str, object]) -> None:
    """Write `lists/weights/NAME.json` with how it was fitted and its held-out figures."""
    told = {
        "recipe": recipe,
        "figures": figures,
        "temperature": model.temperature,
        "weights": dict(sorted(model.weights.items())),
    }
    WEIGHTS.mkdir(exist_ok=True)
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (WEIGHTS / f"{name}.json").write_text(text + "\n", "utf-8")


def asked(told: str | None) -> argparse.Namespace:
    """Return what a fit is asked for on its command line: `data`, and whether to `write`."""
    parser = argparse.ArgumentParser(description=(told or "").split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def show(figures: Mapping[str, Mapping[str, object]]) -> None:
    """Print figures by how they were held out, then by corpus."""
    for name, told in figures.items():
        print(name)
        for corpus, count in told.items():
            print("   ", corpus, count)
