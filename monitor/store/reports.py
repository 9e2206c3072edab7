"""Reports: which article version tells of which incident. One stands per article and ordinal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlite_utils import Database

from monitor.codec import from_json, to_json
from monitor.model.deciding import Report, Toll, Verdict
from monitor.model.facts import Mention
from monitor.model.names import Decision, Role
from monitor.store import incidents
from monitor.store.cards import toll_values
from monitor.store.open import Store, reading
from monitor.store.rows import Row, change, listed, moment, rows, stamp, sure

_INSERT = """
insert into reports (id, article_id, version_id, incident_id, ordinal, role, decision, score,
    reason, decided_by, verdict, incident_type, event_start, event_end, date_precision, place,
    country, killed_low, killed_best, killed_high, injured_low, injured_best, injured_high,
    mention, profile, published, decided_at, current, decision_id, on_incident)
values (:id, :article_id, :version_id, :incident_id, :ordinal, :role, :decision, :score, :reason,
    :decided_by, :verdict, :incident_type, :event_start, :event_end, :date_precision, :place,
    :country, :killed_low, :killed_best, :killed_high, :injured_low, :injured_best,
    :injured_high, :mention, :profile, :published, :decided_at, 1, :decision_id,
    :on_incident)
on conflict (id) do nothing
"""
_STEP_BACK = """
update reports set current = 0
where article_id = :article_id and ordinal = :ordinal and current = 1 and id <> :id
"""
#: A newer text speaks for itself: what only older texts told no longer stands.
_OUTDATE = """
update reports set current = 0
where article_id = :article_id and version_id <> :version_id and current = 1
"""
_OF_ARTICLE = """
select * from reports where article_id = :id and (current = 1 or :all) order by ordinal, number
"""
_OF_INCIDENTS = """
select r.* from reports r where r.incident_id in (select value from json_each(:ids))
    and r.current = 1 order by coalesce(r.published, r.decided_at), r.number
"""
_ON_INCIDENTS = """
select r.* from reports r where r.on_incident in (select value from json_each(:ids))
    and r.current = 1 order by coalesce(r.published, r.decided_at), r.number
"""
_UNSURE = """
select * from reports where current = 1 and decision = 'unsure' and role = 'primary'
    and decided_at >= :since
order by decided_at desc, number desc limit :limit
"""
_AFTER = """
select * from reports where number > :after and current = 1
    and coalesce(published, decided_at) >= :since
order by number limit :limit
"""


def of_article(store: Store, article_id: str, *, all_of_them: bool = False) -> tuple[Report, ...]:
    """Return the standing reports of an article by ordinal; or all ever decided, in order."""
    with reading(store) as db:
        found = rows(db, _OF_ARTICLE, {"id": article_id, "all": all_of_them})
    return tuple(report(row) for row in found)


def of_incident(store: Store, incident_id: str) -> tuple[Report, ...]:
    """Return the standing reports of an incident and of those merged into it, by publication."""
    return _of_family(store, _OF_INCIDENTS, incident_id)


def on_incident(store: Store, incident_id: str) -> tuple[Report, ...]:
    """Return the articles that report nothing new and are on an incident, by publication."""
    return _of_family(store, _ON_INCIDENTS, incident_id)


def _of_family(store: Store, sql: str, incident_id: str) -> tuple[Report, ...]:
    with reading(store) as db:
        ids = incidents.family(db, incident_id)
        return tuple(report(row) for row in rows(db, sql, {"ids": listed(ids)}))


def page(
    store: Store, *, after: int = 0, since: str = "", limit: int = 500
) -> list[tuple[int, Report]]:
    """Return (row number, report) of the next standing reports in the order of their recording."""
    values = {"after": after, "since": since, "limit": limit}
    with reading(store) as db:
        return [(row["number"], report(row)) for row in rows(db, _AFTER, values)]


def unsure(store: Store, *, since: str = "", limit: int = 100) -> tuple[Report, ...]:
    """Return the standing first-hand reports of which nobody could say whose they are, latest
    decision first."""
    with reading(store) as db:
        return tuple(report(row) for row in rows(db, _UNSURE, {"since": since, "limit": limit}))


def save(db: Database, found: Iterable[Report], *, decision_id: str | None = None) -> int:
    """Store reports; each takes the place of what stood for its ordinal. Inside `writing`."""
    written = 0
    for one in found:
        if change(db, _INSERT, {**_values(one), "decision_id": decision_id}):
            written += 1
            values = {"article_id": one.article_id, "ordinal": one.ordinal, "id": one.id}
            change(db, _STEP_BACK, values)
    return written


def outdate(db: Database, article_id: str, version_id: str) -> int:
    """Let the reports of an article's other versions stand no more; inside `writing`."""
    return change(db, _OUTDATE, {"article_id": article_id, "version_id": version_id})


def report(row: Row) -> Report:
    """Return the noun of a `reports` row, with the incident as it was decided."""
    return Report(
        id=row["id"],
        article_id=row["article_id"],
        version_id=row["version_id"],
        incident_id=row["incident_id"],
        ordinal=row["ordinal"],
        role=Role(row["role"]),
        verdict=_verdict(row["verdict"]),
        mention=_mention(row["mention"]) if row["mention"] else None,
        profile=row["profile"],
        published=moment(row["published"]),
        decided_at=sure(row["decided_at"]),
    )


#: A report is looked at again with every later one of its incident.
@lru_cache(maxsize=1024)
def _mention(text: str) -> Mention:
    return from_json(Mention, text)


@lru_cache(maxsize=1024)
def _verdict(text: str) -> Verdict:
    return from_json(Verdict, text)


def _values(one: Report) -> Row:
    told = one.mention
    when = told.when if told else None
    place = told.where[0].place if told and told.where else None
    return {
        "id": one.id,
        "article_id": one.article_id,
        "version_id": one.version_id,
        "incident_id": one.incident_id,
        "ordinal": one.ordinal,
        "role": one.role.value,
        "decision": one.verdict.decision.value,
        "score": one.verdict.score,
        "reason": one.verdict.reason,
        "decided_by": one.verdict.decided_by,
        "verdict": to_json(one.verdict),
        "incident_type": told.incident_type if told else None,
        "event_start": when.start.isoformat() if when else None,
        "event_end": when.end.isoformat() if when else None,
        "date_precision": when.precision.value if when else None,
        # "Somewhere in that country" is no place.
        "place": place.name if place and place.kind != "within" else None,
        "country": place.country if place else None,
        **toll_values("killed", _toll(told, "killed")),
        **toll_values("injured", _toll(told, "injured")),
        "mention": to_json(told) if told else None,
        "profile": one.profile,
        "published": stamp(one.published),
        "decided_at": stamp(one.decided_at),
        "on_incident": one.verdict.incident_id
        if one.verdict.decision is Decision.NOT_INCIDENT and not one.verdict.is_withdrawal
        else None,
    }


def _toll(told: Mention | None, field: str) -> Toll | None:
    """The first count without a group, else the first one: what an analyst expects to see."""
    counts = [count for count in told.counts if count.field == field] if told else []
    counts.sort(key=lambda count: count.group != "")
    return Toll(low=counts[0].low, best=counts[0].best, high=counts[0].high) if counts else None
