"""What `monitor export` writes: plain rows whose first keys are a contract with their readers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from monitor.codec import from_json
from monitor.model.deciding import Verdict
from monitor.store.open import Store, reading
from monitor.store.rows import Row, listed, rows, stamp

KINDS = ("reports", "incidents", "lineage", "claims", "articles", "alerts")
_PAGE = 500

_REPORTS = """
select r.number as place, a.url as article_url, i.id as incident_id,
    i.external_id as incident_external_id, r.role, r.decision, r.score, r.verdict, r.decided_by,
    r.published, r.ordinal, r.incident_type, r.event_start, r.event_end, r.date_precision,
    r.place as event_place, r.country, r.killed_best, r.injured_best, r.origin, r.decided_at,
    r.article_id, r.version_id,
    json_extract(r.mention, '$.where[0].place.admin1') as admin1,
    json_extract(r.mention, '$.where[0].place.latitude') as latitude,
    json_extract(r.mention, '$.where[0].place.longitude') as longitude,
    json_extract(r.mention, '$.where[0].place.precision') as place_precision,
    json_extract(r.mention, '$.type_confidence') as type_confidence,
    json_extract(r.mention, '$.when.confidence') as day_confidence,
    json_extract(r.mention, '$.where[0].confidence') as place_confidence
from reports r
join articles a on a.id = r.article_id
left join redirects d on d.from_id = coalesce(r.incident_id, r.on_incident)
left join incidents i on i.id = coalesce(d.to_id, r.incident_id, r.on_incident)
where r.current = 1 and r.number > :after and (:since = '' or r.decided_at >= :since)
order by r.number limit :limit
"""
_INCIDENTS = """
select i.* from incidents i
where i.number > :after and (:merged or i.state <> 'merged')
    and (:since = '' or i.updated_at >= :since)
order by i.number limit :limit
"""
_LINEAGE = """
select e.number as place, a.url as from_url, e.relation, b.url as to_url,
    s.name as to_source, e.confidence, e.id, e.containment, s.source_class as to_source_class,
    e.recorded_at, v.version as from_version
from edges e
join articles a on a.id = e.from_article_id
join versions v on v.id = e.from_version_id
left join articles b on b.id = e.to_article_id
left join sources s on s.id = e.to_source_id
where e.withdrawn_at is null and e.number > :after and (:since = '' or e.recorded_at >= :since)
order by e.number limit :limit
"""
_PROOF = """
select w.edge_id, w.kind, w.text, w.start, w."end", w.field
from json_each(:ids) j join edge_evidence w on w.edge_id = j.value order by w.edge_id, w.position
"""
_CLAIMS = """
select c.number as place, coalesce(d.to_id, c.incident_id) as incident_id, c.field, c.low, c.high,
    c.value, s.name as claimant, s.source_class as claimant_class, a.url as article_url,
    v.version as article_version, c.start, c."end", c.text, c.first_seen, c.superseded_by,
    c.retracted, c.id, c.group_name, c.span_field, c.superseded_at, c.retracted_at
from claims c
join sources s on s.id = c.claimant_id
join articles a on a.id = c.article_id
join versions v on v.id = c.version_id
left join redirects d on d.from_id = c.incident_id
where c.number > :after and (:since = '' or c.first_seen >= :since)
order by c.number limit :limit
"""
_ARTICLES = """
select a.number as place, a.url as article_url, a.id, v.title, a.outlet, a.outlet_name,
    a.outlet_country, a.outlet_family, v.language, v.published, v.published_precision,
    v.published_from, v.fetched_at, v.quality, v.oddity, v.version, v.id as version_id, v.text,
    v.signals
from articles a join versions v on v.id = a.latest_version_id
where a.number > :after and (:since = '' or coalesce(v.published, v.fetched_at) >= :since)
order by a.number limit :limit
"""
_ALERTS = """
select l.number as place, l.id, l.raised_at, l.kind,
    coalesce(d.to_id, l.incident_id) as incident_id, l.headline,
    l.before, l.reason, l.severity, l.watch, a.url as article_url, f.url as feed_url
from alerts l
left join redirects d on d.from_id = l.incident_id
left join articles a on a.id = l.article_id
left join feeds f on f.id = l.feed_id
where l.number > :after and (:since = '' or l.raised_at >= :since)
order by l.number limit :limit
"""


def export(
    store: Store, kind: str, *, since: datetime | None = None, merged: bool = False
) -> Iterator[Row]:
    """Yield the rows of one kind (see KINDS) in the order of their recording, as plain dicts.

    Args:
        store: the database; it is not held between two pages of rows.
        kind: "reports", "incidents", "lineage", "claims", "articles" or "alerts".
        since: only what was decided, updated, recorded, seen, published or raised since.
        merged: for incidents, also those that lead to another (`merged_into`).
    """
    sql, shape = _SHAPES[kind]
    values = {"since": stamp(since) or "", "merged": merged, "limit": _PAGE}
    after = 0
    while True:
        with reading(store) as db:
            found = rows(db, sql, {**values, "after": after})
            proof = _proof(store, found) if kind == "lineage" else {}
        is_last = len(found) < _PAGE
        after = found[-1]["number" if kind == "incidents" else "place"] if found else after
        for row in found:
            yield shape(row, proof)
        if is_last:
            return


def _proof(store: Store, found: list[Row]) -> dict[str, list[Row]]:
    proof: dict[str, list[Row]] = {}
    with reading(store) as db:
        for row in rows(db, _PROOF, {"ids": listed(row["id"] for row in found)}):
            proof.setdefault(row.pop("edge_id"), []).append(row)
    return proof


def _report(row: Row, _: dict[str, list[Row]]) -> Row:
    verdict = from_json(Verdict, row.pop("verdict"))
    parts = (f"{part.name} {part.contribution:+.2f}: {part.words}" for part in verdict.parts)
    front = ("article_url", "incident_id", "incident_external_id", "role", "decision", "score")
    del row["place"]
    return {
        **{name: row.pop(name) for name in front},
        "reasons": [verdict.reason, *parts],
        **{("place" if name == "event_place" else name): one for name, one in row.items()},
    }


def _incident(row: Row, _: dict[str, list[Row]]) -> Row:
    return {
        "id": row["id"],
        "title": row["given_name"] or row["title"],
        **{name: row[name] for name in _INCIDENT_COLUMNS},
        "killed": _toll(row, "killed"),
        "injured": _toll(row, "injured"),
        **{name: row[name] for name in _INCIDENT_COUNTS},
        "origins": json.loads(row["origin_names"]),
        "warnings": json.loads(row["warnings"]),
        **{name: row[name] for name in _INCIDENT_REST},
    }


_INCIDENT_COLUMNS = (
    "event_start",
    "event_end",
    "date_precision",
    "place",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
)
_INCIDENT_COUNTS = ("articles", "outlets", "independent_origins", "undetermined_origins")
_INCIDENT_REST = (
    "incident_type",
    "state",
    "external_id",
    "known_from",
    "merged_into",
    "first_published",
    "opened_at",
    "updated_at",
)


def _toll(row: Row, name: str) -> Row | None:
    toll = {end: row[f"{name}_{end}"] for end in ("low", "best", "high")}
    return None if set(toll.values()) == {None} else toll


def _edge(row: Row, proof: dict[str, list[Row]]) -> Row:
    return {
        **{name: row[name] for name in ("from_url", "relation", "to_url", "to_source")},
        "evidence": proof.get(row["id"], []),
        **{name: one for name, one in row.items() if name not in _EDGE_FRONT},
    }


_EDGE_FRONT = ("place", "from_url", "relation", "to_url", "to_source")


def _claim(row: Row, _: dict[str, list[Row]]) -> Row:
    del row["place"]
    return {**row, "retracted": bool(row["retracted"])}


def _plain(row: Row, _: dict[str, list[Row]]) -> Row:
    del row["place"]
    if "signals" in row:
        row["signals"] = json.loads(row["signals"])
    return row


_SHAPES: dict[str, tuple[str, Callable[[Row, dict[str, list[Row]]], Row]]] = {
    "reports": (_REPORTS, _report),
    "incidents": (_INCIDENTS, _incident),
    "lineage": (_LINEAGE, _edge),
    "claims": (_CLAIMS, _claim),
    "articles": (_ARTICLES, _plain),
    "alerts": (_ALERTS, _plain),
}
