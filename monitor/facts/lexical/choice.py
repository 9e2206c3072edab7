"""Which of several readings is meant: signs that a reader can name, weighed by fitted weights.

Every candidate has signs with amounts; its score is the weighted sum; shares are scores through
a softmax, so that they add to one and serve as probabilities. One candidate is usually "none of
them". The weights are fitted by scripts in `benchmarks/fit/` and stand in `lists/weights/`.
Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from monitor.errors import InputError

#: Sign → amount, mostly 1.
Signs = Mapping[str, float]
_WEIGHTS = files("monitor.facts") / "lists" / "weights"


@dataclass(frozen=True, slots=True)
class Choice:
    """The fitted weights of one question."""

    weights: Mapping[str, float]
    #: Shares are of scores divided by this: above 1 where the fit was too sure of itself.
    temperature: float = 1.0

    def score(self, signs: Signs) -> float:
        """Return the weighted sum of a candidate's signs; unknown ones weigh nothing."""
        given = self.weights
        return sum(given.get(sign, 0.0) * amount for sign, amount in signs.items())

    def shares(self, candidates: Sequence[Signs]) -> list[float]:
        """Return the probability of each candidate, in order, adding to one; [] for none."""
        scores = [self.score(signs) / self.temperature for signs in candidates]
        most = max(scores, default=0.0)
        raw = [math.exp(score - most) for score in scores]
        whole = sum(raw)
        return [one / whole for one in raw]

    def weightiest(self, signs: Signs) -> list[str]:
        """Return the signs of a candidate, the weightiest first."""
        given = self.weights
        known = [sign for sign in signs if given.get(sign)]
        return sorted(known, key=lambda sign: -abs(given[sign] * signs[sign]))


def load_choice(name: str) -> Choice:
    """Return the weights of `lists/weights/NAME.json`. Raises InputError where they are not so."""
    try:
        raw = json.loads((_WEIGHTS / f"{name}.json").read_text("utf-8"))
        return Choice(dict(raw["weights"]), float(raw["temperature"]))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"lists/weights/{name}.json cannot be read: {error}") from error
