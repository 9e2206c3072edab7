"""Silences: what a person does not want to hear of for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.names import make_id
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, moment, rows, stamp, sure

_SILENCE = """
insert into silences (id, incident_id, watch, until, who, why, made_at)
values (:id, :incident_id, :watch, :until, :who, :why, :now)
on conflict (id) do nothing
"""


_END_SILENCE = "update silences set ended_at = :now where id = :id and ended_at is null"


_SILENCES = """
select * from silences where :all or (ended_at is null and until > :now) order by until, number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What a person does not want to be told of for a while."""

    id: str
    #: "" = of every incident.
    incident_id: str
    #: "" = by every watch.
    watch: str
    until: datetime
    who: str
    why: str
    made_at: datetime | None = field(default=None, compare=False)
    #: Ended early by a person.
    ended_at: datetime | None = field(default=None, compare=False)


def add_silence(store: Store, silence: Silence, now: datetime) -> None:
    """Store a silence; a repetition changes nothing."""
    values = {
        "id": silence.id,
        "incident_id": silence.incident_id or None,
        "watch": silence.watch,
        "until": stamp(silence.until),
        "who": silence.who,
        "why": silence.why,
        "now": stamp(now),
    }
    with writing(store) as db:
        change(db, _SILENCE, values)


def end_silence(store: Store, silence_id: str, now: datetime) -> bool:
    """End a silence early; False where there is none to end."""
    with writing(store) as db:
        return change(db, _END_SILENCE, {"id": silence_id, "now": stamp(now)}) > 0


def silences(store: Store, now: datetime, *, all_of_them: bool = False) -> tuple[Silence, ...]:
    """Return the silences that hold at `now`, or all ever made."""
    with reading(store) as db:
        found = rows(db, _SILENCES, {"now": stamp(now), "all": all_of_them})
    return tuple(_silence(row) for row in found)


def silence_id(incident_id: str, watch: str, until: datetime) -> str:
    """Return the id of a silence: its content."""
    return make_id("silence", incident_id, watch, stamp(until))


def _silence(row: Row) -> Silence:
    return Silence(
        id=row["id"],
        incident_id=row["incident_id"] or "",
        watch=row["watch"],
        until=sure(row["until"]),
        who=row["who"],
        why=row["why"],
        made_at=sure(row["made_at"]),
        ended_at=moment(row["ended_at"]),
    )
