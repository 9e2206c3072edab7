"""What a person's decision changes at once: redirects, names, states, the reports that stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from sqlite_utils import Database

from monitor.model.deciding import Report, Verdict
from monitor.model.names import Decision, IncidentState, make_id
from monitor.store import incidents, reports
from monitor.store.person_decisions import PersonDecision
from monitor.store.rows import change, rows

_MERGES = """
select incident_id, other_incident_id, id from decisions
where kind = 'merge' and undone_at is null order by number
"""


_REDIRECT = "insert into redirects (from_id, to_id) values (:gone, :kept)"


_MERGE = """
update incidents set state = 'merged', merged_into = :kept where id = :gone
    and (state <> 'merged' or merged_into <> :kept)
"""


_RENAME = "update incidents set given_name = :name where id = :id"


_STATE = "update incidents set state = :state where id = :id and state <> 'merged'"


def redirect(db: Database) -> None:
    """Lay all redirects anew from the merges that stand: always flat, never a circle."""
    leads: dict[str, str] = {}
    for row in rows(db, _MERGES):
        gone, kept = str(row["other_incident_id"]), str(row["incident_id"])
        kept = leads.get(kept, kept)
        if kept != gone:
            leads = {one: kept if end == gone else end for one, end in leads.items()}
            leads[gone] = kept
    db.execute("delete from redirects")
    for one, end in leads.items():
        change(db, _REDIRECT, {"gone": one, "kept": end})
        change(db, _MERGE, {"gone": one, "kept": end})


_STANDING = """
select * from reports where article_id = :article_id and current = 1 order by ordinal
"""


def take_effect(db: Database, decision: PersonDecision) -> None:
    if decision.kind == "merge":
        redirect(db)
    elif decision.kind == "rename":
        change(db, _RENAME, {"id": decision.incident_id, "name": decision.value})
    elif decision.kind == "close":
        values = {"id": decision.incident_id, "state": IncidentState.CLOSED.value}
        change(db, _STATE, values)
    else:
        for article_id in decision.article_ids:
            standing = rows(db, _STANDING, {"article_id": article_id})
            _assign(db, decision, [reports.report(row) for row in standing])


def _assign(db: Database, decision: PersonDecision, standing: Iterable[Report]) -> None:
    """Put a person's report in the place of the one that stands."""
    old = set(incidents.family(db, decision.incident_id))
    for report in standing:
        told_there = report.incident_id in old
        if decision.kind == "same" and (report.ordinal != 0 or told_there):
            continue
        if decision.kind != "same" and not told_there:
            continue
        target = {"same": decision.incident_id, "split": decision.other_incident_id}
        new = _decided(decision, report, target.get(decision.kind))
        reports.save(db, [new], decision_id=decision.id)


_DECIDED = {
    "same": "this incident",
    "not_same": "another incident or none",
    "split": "an incident of its own",
}


def _decided(decision: PersonDecision, report: Report, target: str | None) -> Report:
    verdict = Verdict(
        decision=Decision.SAME if target else Decision.UNSURE,
        incident_id=target,
        score=1.0,
        reason=f"{decision.who} decided that it reports {_DECIDED[decision.kind]}: {decision.why}",
        parts=report.verdict.parts,
        others=report.verdict.others,
        decided_by=f"person:{decision.who}",
    )
    return dataclasses.replace(
        report,
        id=make_id("report", report.version_id, report.ordinal, decision.id),
        incident_id=target,
        verdict=verdict,
        decided_at=decision.decided_at,
    )
