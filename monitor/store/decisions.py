"""What persons decided: hard constraints on every later run, with who, when and why; undoable.

A decision takes effect in the rows at once (reports, redirects, names, states); cards are
recomputed by the caller. Undoing brings back what stood before.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import InputError
from monitor.model.names import make_id
from monitor.store import incidents
from monitor.store.decision_effects import _RENAME, _STATE, redirect, take_effect
from monitor.store.open import Store, reading, writing
from monitor.store.person_decisions import MACHINE, Constraints, PersonDecision
from monitor.store.rows import Row, change, first, listed, moment, rows, stamp, sure, value

_INSERT = """
insert into decisions (id, kind, incident_id, other_incident_id, value, who, why, decided_at,
    before)
values (:id, :kind, :incident_id, :other_incident_id, :value, :who, :why, :decided_at, :before)
on conflict (id) do nothing
"""
_ARTICLE = """
insert into decision_articles (decision_id, article_id) values (:id, :article_id)
on conflict do nothing
"""
_UNDO = """
update decisions set undone_at = :now, undone_by = :who where id = :id and undone_at is null
"""
_ONE = "select * from decisions where id = :id"
_LIST = """
select * from decisions
where (:all or undone_at is null)
    and (:incident_id = '' or incident_id = :incident_id or other_incident_id = :incident_id)
    and (:article_id = '' or id in
        (select decision_id from decision_articles where article_id = :article_id))
order by number
"""
_ARTICLES = "select article_id from decision_articles where decision_id = :id order by article_id"

_ON_ARTICLE = """
select d.kind, d.incident_id, d.other_incident_id, d.number
from decision_articles x join decisions d on d.id = x.decision_id
where x.article_id = :id and d.undone_at is null order by d.number
"""

_UNMERGE = """
update incidents set state = :state, merged_into = null where id = :id and state = 'merged'
"""
_MERGED = """
select 1 from decisions where kind = 'merge' and undone_at is null and who <> :machine
    and other_incident_id in (select value from json_each(:ids)) limit 1
"""
_LAST_NAME = """
select value from decisions where kind = 'rename' and incident_id = :id and undone_at is null
order by number desc limit 1
"""

#: What was decided after a person's report rests on it and goes with it.
_WITHDRAW = """
update reports set withdrawn = 1, current = 0
where article_id in (select article_id from decision_articles where decision_id = :id)
    and number >= (select min(number) from reports r where r.decision_id = :id
        and r.article_id = reports.article_id and r.ordinal = reports.ordinal)
    and version_id in (select version_id from reports r
        where r.article_id = reports.article_id and r.decision_id = :id)
    and (decision_id = :id or decided_by not like 'person:%')
"""
_STAND_AGAIN = """
update reports set current = 1
where number in (
    select max(number) from reports
    where withdrawn = 0 and article_id in (
        select article_id from decision_articles where decision_id = :id)
        and version_id = (select latest_version_id from articles a where a.id = article_id)
    group by article_id, ordinal)
    and current = 0
"""

KINDS = ("same", "not_same", "merge", "split", "rename", "close")


def decide(store: Store, decision: PersonDecision) -> bool:
    """Store a decision and put it into effect; False where it was stored before.

    Raises:
        InputError: an incident or article is not known, or an incident would lead to itself.
    """
    with writing(store) as db:
        decision = _resolved(db, decision)
        row = incidents.find_row(db, decision.incident_id)
        if row is None:
            raise InputError(f"there is no incident {decision.incident_id}")
        before = row["state"]
        if decision.kind == "merge":
            before = _state_of(db, decision.other_incident_id)
        if not change(db, _INSERT, {**_values(decision), "before": before}):
            return False
        for article_id in decision.article_ids:
            if not rows(db, "select 1 from articles where id = :id", {"id": article_id}):
                raise InputError(f"there is no article {article_id}")
            change(db, _ARTICLE, {"id": decision.id, "article_id": article_id})
        take_effect(db, decision)
    return True


def undo(store: Store, decision_id: str, who: str, now: datetime) -> PersonDecision:
    """Undo a decision and return it; what stood before it stands again.

    Raises:
        InputError: there is no such decision, or it was undone before.
    """
    with writing(store) as db:
        if not change(db, _UNDO, {"id": decision_id, "who": who, "now": stamp(now)}):
            raise InputError(f"there is no decision {decision_id} that stands")
        row = first(db, _ONE, {"id": decision_id}) or {}
        decision = _decision(db, row)
        if decision.kind == "merge":
            values = {"id": decision.other_incident_id, "state": row["before"]}
            change(db, _UNMERGE, values)
            redirect(db)
        elif decision.kind == "rename":
            name = value(db, _LAST_NAME, {"id": decision.incident_id}) or ""
            change(db, _RENAME, {"id": decision.incident_id, "name": name})
        elif decision.kind == "close":
            change(db, _STATE, {"id": decision.incident_id, "state": row["before"]})
        else:
            change(db, _WITHDRAW, {"id": decision_id})
            change(db, _STAND_AGAIN, {"id": decision_id})
    return decision


def list_decisions(
    store: Store, *, incident_id: str = "", article_id: str = "", undone: bool = False
) -> tuple[PersonDecision, ...]:
    """Return decisions in their order, those undone only when asked for."""
    values = {"incident_id": incident_id, "article_id": article_id, "all": undone}
    with reading(store) as db:
        return tuple(_decision(db, row) for row in rows(db, _LIST, values))


def is_merged_by_person(store: Store, family: Collection[str]) -> bool:
    """Return whether a person decided that the incidents of a family are one."""
    if len(family) < 2:
        return False
    with reading(store) as db:
        values = {"ids": listed(family), "machine": MACHINE}
        return bool(rows(db, _MERGED, values))


def constraints(store: Store, article_id: str) -> Constraints:
    """Return what persons decided about an article; a later word on one incident wins."""
    with reading(store) as db:
        found = rows(db, _ON_ARTICLE, {"id": article_id})
        told: dict[str, bool] = {}
        for row in found:
            _tell(told, row["incident_id"], row["kind"] == "same")
            if row["kind"] == "split":
                _tell(told, row["other_incident_id"], True)
        led = {one: _leads(db, one) for one in told}
    same = [led[one] for one, is_same in reversed(told.items()) if is_same]
    not_same = [led[one] for one, is_same in told.items() if not is_same]
    return Constraints(
        same=tuple(dict.fromkeys(same)),
        not_same=tuple(one for one in dict.fromkeys(not_same) if one not in same),
    )


def decision_id(kind: str, incident_id: str, other: str, who: str, decided_at: datetime) -> str:
    """Return the id of a decision: its content (`other` = incident, article ids or name)."""
    return make_id("decision", kind, incident_id, other, who, stamp(decided_at))


def _tell(told: dict[str, bool], incident_id: str, is_same: bool) -> None:
    told.pop(incident_id, None)
    told[incident_id] = is_same


def _resolved(db: Database, decision: PersonDecision) -> PersonDecision:
    other = decision.other_incident_id
    one = _leads(db, decision.incident_id)
    if decision.kind == "merge" and other is not None:
        other = _leads(db, other)
        if other == one:
            raise InputError(f"{one} is already merged with {decision.other_incident_id}")
    return dataclasses.replace(decision, incident_id=one, other_incident_id=other)


def _leads(db: Database, incident_id: str) -> str:
    found = value(db, "select to_id from redirects where from_id = :id", {"id": incident_id})
    return found or incident_id


def _state_of(db: Database, incident_id: str | None) -> str:
    row = incidents.find_row(db, incident_id or "")
    if row is None:
        raise InputError(f"there is no incident {incident_id}")
    return str(row["state"])


def _values(decision: PersonDecision) -> Row:
    return {
        "id": decision.id,
        "kind": decision.kind,
        "incident_id": decision.incident_id,
        "other_incident_id": decision.other_incident_id,
        "value": decision.value,
        "who": decision.who,
        "why": decision.why,
        "decided_at": stamp(decision.decided_at),
    }


def _decision(db: Database, row: Row) -> PersonDecision:
    told = rows(db, _ARTICLES, {"id": row["id"]})
    return PersonDecision(
        id=row["id"],
        kind=row["kind"],
        incident_id=row["incident_id"],
        who=row["who"],
        why=row["why"],
        decided_at=sure(row["decided_at"]),
        other_incident_id=row["other_incident_id"],
        article_ids=tuple(one["article_id"] for one in told),
        value=row["value"],
        undone_at=moment(row["undone_at"]),
        undone_by=row["undone_by"],
    )
