"""A register's rows share one report: how far the best of them stands before its rivals.

A row is a few facts. Two rows of one day and toll are each half as likely as either would be alone,
and the only row that fits at all is likelier than its few words say. Each candidate's odds are
taken against those of all candidates and of none of them; incidents told by articles keep their
own score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from monitor.model.deciding import Part

#: Odds that a report is of none of the rows it fits. Chosen on headlines against a register, whole
#: and with half of its rows taken out.
NONE = 0.2
_LEAST, _SMALL = 1e-6, 0.05


def shares(scores: Sequence[float], registered: Sequence[bool]) -> tuple[float, ...]:
    """Return the scores, those of rows (`registered`) as their share among all candidates."""
    odds = [_odds(score) for score in scores]
    every = sum(odds) + NONE
    return tuple(
        one / every if is_row else score
        for score, one, is_row in zip(scores, odds, registered, strict=True)
    )


def anew(score: float, alone: float, share: float) -> float:
    """Return what the share of a row would be with another score, its rivals being what they are.

    `alone`: its score as it is, which came to `share`.
    """
    rest = _odds(alone) / max(share, _LEAST) - _odds(alone)
    return _odds(score) / (_odds(score) + rest)


def part(alone: float, share: float) -> tuple[Part, ...]:
    """Return what its rivals, or their absence, did to the score of a row."""
    gain = math.log(_odds(share)) - math.log(_odds(alone))
    if abs(gain) < _SMALL:
        return ()
    words = "no other known incident fits" if gain > 0 else "another known incident fits too"
    return (Part(name="rivals", value=share, contribution=round(gain, 4), words=words),)


def _odds(score: float) -> float:
    return max(score, _LEAST) / max(1.0 - score, _LEAST)
