"""What persons, or articles that tell of both, said of a pair of incidents."""

from __future__ import annotations

from monitor.store import decisions
from monitor.store import reports as report_rows
from monitor.store.open import Store


def is_barred(store: Store, one: str, other: str) -> bool:
    """Whether an article tells of both, or a person parted them or undid their join."""
    ours, theirs = (
        {report.article_id for report in report_rows.of_incident(store, incident_id)}
        for incident_id in (one, other)
    )
    if ours & theirs:
        return True
    for side, gone in ((ours, other), (theirs, one)):
        if any(gone in decisions.constraints(store, article).not_same for article in side):
            return True
    told = decisions.list_decisions(store, incident_id=min(one, other), undone=True)
    return any(
        d.kind == "merge" and d.undone_at and {d.incident_id, d.other_incident_id} == {one, other}
        for d in told
    )
