"""The claims ledger: rows are added, marked superseded or retracted once, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.model.deciding import Claim
from monitor.store import incidents, sources
from monitor.store.open import Store, reading
from monitor.store.rows import Row, change, listed, rows, stamp, sure

_INSERT = """
insert into claims (id, incident_id, field, low, high, value, group_name, claimant_id, article_id,
    version_id, span_field, start, "end", text, first_seen)
values (:id, :incident_id, :field, :low, :high, :value, :group, :claimant_id, :article_id,
    :version_id, :span_field, :start, :end, :text, :first_seen)
on conflict (id) do nothing
"""
_SUPERSEDE = """
update claims set superseded_by = :newer, superseded_at = :now
where id = :id and superseded_by is null and id <> :newer
"""
_RETRACT = "update claims set retracted = 1, retracted_at = :now where id = :id and retracted = 0"

_OF = """
select c.*, s.name, s.source_class, s.family, s.country from claims c
join sources s on s.id = c.claimant_id
where c.incident_id in (select value from json_each(:ids))
order by c.first_seen, c.number
"""


def of_incident(
    store: Store, incident_id: str, *, at: datetime | None = None, standing: bool = False
) -> tuple[Claim, ...]:
    """Return the claims about an incident and those merged into it, oldest first.

    Args:
        store: the database.
        incident_id: the id that the others lead to.
        at: only what was known at that moment, as it stood then.
        standing: leave out what was superseded or retracted (by `at`, where given).
    """
    with reading(store) as db:
        ids = incidents.family(db, incident_id)
        found = rows(db, _OF, {"ids": listed(ids)})
    seen = [row if at is None else _as_of(row, stamp(at) or "") for row in found]
    return tuple(
        claim(row)
        for row in seen
        if row is not None and not (standing and (row["superseded_by"] or row["retracted"]))
    )


def save(db: Database, found: Sequence[Claim]) -> int:
    """Store claims; known ones stay as they are. Inside `writing`."""
    sources.save(db, (one.claimant for one in found))
    return sum(change(db, _INSERT, _values(one)) for one in found)


def supersede(db: Database, superseded: Mapping[str, str], now: datetime) -> int:
    """Mark older claims (id → id of the newer one), each once; inside `writing`."""
    return sum(
        change(db, _SUPERSEDE, {"id": old, "newer": newer, "now": stamp(now)})
        for old, newer in superseded.items()
    )


def retract(db: Database, ids: Iterable[str], now: datetime) -> int:
    """Mark claims as taken back, each once; inside `writing`."""
    return sum(change(db, _RETRACT, {"id": one, "now": stamp(now)}) for one in ids)


def _as_of(row: Row, at: str) -> Row | None:
    if row["first_seen"] > at:
        return None
    later: Row = {}
    if row["superseded_at"] and row["superseded_at"] > at:
        later["superseded_by"] = None
    if row["retracted_at"] and row["retracted_at"] > at:
        later["retracted"] = 0
    return {**row, **later}


def _values(one: Claim) -> Row:
    return {
        "id": one.id,
        "incident_id": one.incident_id,
        "field": one.field,
        "low": one.low,
        "high": one.high,
        "value": one.value,
        "group": one.group,
        "claimant_id": sources.source_id(one.claimant),
        "article_id": one.article_id,
        "version_id": one.version_id,
        "span_field": one.span.field,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.span.text,
        "first_seen": stamp(one.first_seen),
    }


def claim(row: Row) -> Claim:
    """Return the noun of a `claims` row that carries its source."""
    return Claim(
        id=row["id"],
        incident_id=row["incident_id"],
        field=row["field"],
        low=row["low"],
        high=row["high"],
        value=row["value"],
        claimant=sources.source(row),
        article_id=row["article_id"],
        version_id=row["version_id"],
        span=sources.sure_span({**row, "field": row["span_field"]}),
        first_seen=sure(row["first_seen"]),
        superseded_by=row["superseded_by"],
        retracted=bool(row["retracted"]),
        group=row["group_name"],
    )
