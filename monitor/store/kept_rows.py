"""Reports, claims and alerts with the place at which each stands, for whoever keeps them.

Asked for by incident (a first time), or by row number (those that `touched` told of).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from monitor.model.deciding import Claim, Report
from monitor.model.telling import Alert
from monitor.store import alerts, claims, incidents, reports
from monitor.store.open import Store, reading
from monitor.store.rows import Row, listed, rows

T = TypeVar("T")
_OF = "incident_id in (select value from json_each(:ids))"
_NUMBERED = "number in (select value from json_each(:ids))"


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A noun of an incident's row, and where it stands among the others of its kind."""

    number: int
    #: What the order goes by, before the number.
    at: str
    #: As it was decided; redirects say where it leads.
    incident_id: str
    #: Characters of its row, as far as they are many.
    size: int
    noun: T


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How rows of one table are read, and what their order goes by."""

    sql: str
    at: Callable[[Row], str]
    noun: Callable[[Row], T]


REPORTS: Kind[Report] = Kind(
    "select r.* from reports r where r.current = 1 and incident_id is not null and r.",
    lambda row: row["published"] or row["decided_at"],
    reports.report,
)
CLAIMS: Kind[Claim] = Kind(
    """
    select c.*, s.name, s.source_class, s.family, s.country from claims c
    join sources s on s.id = c.claimant_id where c.""",
    lambda row: row["first_seen"],
    claims.claim,
)
ALERTS: Kind[Alert] = Kind(
    "select l.* from alerts l where incident_id is not null and l.", lambda row: "", alerts.alert
)


def family(store: Store, incident_id: str) -> list[str]:
    """Return the id of an incident with all ids that lead to it."""
    with reading(store) as db:
        return incidents.family(db, incident_id)


def of_family(store: Store, kind: Kind[T], ids: Iterable[str]) -> list[Placed[T]]:
    """Return the rows of incidents, in no order."""
    return _read(store, kind, _OF, ids)


def numbered(store: Store, kind: Kind[T], numbers: Iterable[int]) -> list[Placed[T]]:
    """Return rows by number, in no order; those that are gone or stand no more are left out."""
    return _read(store, kind, _NUMBERED, numbers)


def _read(store: Store, kind: Kind[T], which: str, ids: Iterable[object]) -> list[Placed[T]]:
    with reading(store) as db:
        found = rows(db, kind.sql + which, {"ids": listed(ids)})
    return [
        Placed(row["number"], kind.at(row), row["incident_id"], _size(row), kind.noun(row))
        for row in found
    ]


def _size(row: Row) -> int:
    return 500 + sum(len(row.get(name) or "") for name in ("mention", "verdict", "profile", "text"))
