"""Pairs of incidents that are perhaps one, as they were proposed to persons; each pair once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.store.open import Store, reading
from monitor.store.rows import change, rows, stamp, sure

_INSERT = """
insert into proposals (one_id, other_id, score, why, proposed_at)
values (:one_id, :other_id, :score, :why, :proposed_at) on conflict do nothing
"""
_LIST = """
select * from proposals where proposed_at >= :since
order by proposed_at desc, one_id, other_id limit :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two incidents that are perhaps one."""

    one_id: str
    other_id: str
    #: How probable it is, 0-1.
    score: float
    why: str
    proposed_at: datetime


def save(db: Database, told: Proposal) -> bool:
    """Store a proposal; False where the pair was proposed before. Inside `writing`."""
    one, other = sorted((told.one_id, told.other_id))
    values = {
        "one_id": one,
        "other_id": other,
        "score": told.score,
        "why": told.why,
        "proposed_at": stamp(told.proposed_at),
    }
    return bool(change(db, _INSERT, values))


def latest(store: Store, *, since: datetime | None = None, limit: int = 100) -> list[Proposal]:
    """Return what was proposed since a moment, the latest first, decided since or not."""
    with reading(store) as db:
        found = rows(db, _LIST, {"since": stamp(since) or "", "limit": limit})
    return [
        Proposal(
            one_id=row["one_id"],
            other_id=row["other_id"],
            score=row["score"],
            why=row["why"],
            proposed_at=sure(row["proposed_at"]),
        )
        for row in found
    ]
