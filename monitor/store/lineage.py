"""Text fingerprints, credits, attributions and edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from monitor.codec import from_json, to_json
from monitor.model.deciding import Edge, Evidence
from monitor.model.names import Relation
from monitor.model.reading import Attribution, Credit, Source
from monitor.store import sources
from monitor.store.open import Store, reading
from monitor.store.rows import Row, change, listed, stamp, tuples

_CREDIT = """
insert into credits (version_id, position, source_id, kind, relation, field, start, "end", text,
    confidence)
values (:version_id, :position, :source_id, :kind, :relation, :field, :start, :end, :text,
    :confidence)
on conflict do nothing
"""
_CREDITS = """
select c.version_id, s.name, s.source_class, s.family, s.country, c.field, c.start, c."end", c.text,
    c.kind, c.relation, c.confidence
from json_each(:ids) j join credits c on c.version_id = j.value join sources s on s.id = c.source_id
order by c.version_id, c.position
"""

_ATTRIBUTION = """
insert into attributions (version_id, position, source_id, kind, source_field, source_start,
    source_end, source_text, cue_field, cue_start, cue_end, cue_text, content_field,
    content_start, content_end, content_text, via)
values (:version_id, :position, :source_id, :kind, :source_field, :source_start, :source_end,
    :source_text, :cue_field, :cue_start, :cue_end, :cue_text, :content_field, :content_start,
    :content_end, :content_text, :via)
on conflict do nothing
"""
_ATTRIBUTIONS = """
select t.version_id, s.name, s.source_class, s.family, s.country,
    t.source_field, t.source_start, t.source_end, t.source_text,
    t.cue_field, t.cue_start, t.cue_end, t.cue_text,
    t.content_field, t.content_start, t.content_end, t.content_text, t.kind, t.via
from json_each(:ids) j join attributions t on t.version_id = j.value
join sources s on s.id = t.source_id
order by t.version_id, t.position
"""

_EDGE = """
insert into edges (id, from_article_id, from_version_id, relation, to_article_id, to_source_id,
    confidence, containment, recorded_at)
values (:id, :from_article_id, :from_version_id, :relation, :to_article_id, :to_source_id,
    :confidence, :containment, :now)
on conflict (id) do nothing
"""
_EVIDENCE = """
insert into edge_evidence (edge_id, position, kind, field, start, "end", text)
values (:edge_id, :position, :kind, :field, :start, :end, :text)
on conflict do nothing
"""
_WITHDRAW = "update edges set withdrawn_at = :now where id = :id and withdrawn_at is null"

_EDGES_FROM = """
select e.id, s.name, s.source_class, s.family, s.country, e.from_article_id, e.from_version_id,
    e.relation, e.to_article_id, e.confidence, e.containment
from edges e left join sources s on s.id = e.to_source_id
where e.withdrawn_at is null and e.from_article_id in (select value from json_each(:ids))
order by e.number
"""
_EDGES = """
select e.id, s.name, s.source_class, s.family, s.country, e.from_article_id, e.from_version_id,
    e.relation, e.to_article_id, e.confidence, e.containment
from edges e left join sources s on s.id = e.to_source_id
where e.withdrawn_at is null and (e.from_article_id in (select value from json_each(:ids))
    or e.to_article_id in (select value from json_each(:ids)))
order by e.number
"""
_PROOF = """
select w.edge_id, w.kind, w.field, w.start, w."end", w.text
from json_each(:ids) j join edge_evidence w on w.edge_id = j.value
order by w.edge_id, w.position
"""


def credits_of(store: Store, version_id: str) -> tuple[Credit, ...]:
    """Return the credits of a version, in their order."""
    return credits_by_version(store, [version_id]).get(version_id, ())


def credits_by_version(store: Store, ids: Iterable[str]) -> dict[str, tuple[Credit, ...]]:
    """Return the credits of many versions, each in their order; those without are left out."""
    with reading(store) as db:
        found = tuples(db, _CREDITS, {"ids": listed(ids)})
    return {
        version: tuple(_credit(row[1:]) for row in own)
        for version, own in groupby(found, itemgetter(0))
    }


def attributions_of(store: Store, version_id: str) -> tuple[Attribution, ...]:
    """Return the attributions of a version, in their order."""
    return attributions_by_version(store, [version_id]).get(version_id, ())


def attributions_by_version(store: Store, ids: Iterable[str]) -> dict[str, tuple[Attribution, ...]]:
    """Return the attributions of many versions, each in their order; none: left out."""
    with reading(store) as db:
        found = tuples(db, _ATTRIBUTIONS, {"ids": listed(ids)})
    return {
        version: tuple(_attribution(row[1:]) for row in own)
        for version, own in groupby(found, itemgetter(0))
    }


def edges_of(store: Store, article_ids: Iterable[str]) -> tuple[Edge, ...]:
    """Return the standing edges from or to any of these articles, oldest record first."""
    return _edges(store, _EDGES, article_ids)


def edges_from(store: Store, article_ids: Iterable[str]) -> tuple[Edge, ...]:
    """Return the standing edges from any of these articles, oldest record first."""
    return _edges(store, _EDGES_FROM, article_ids)


def _edges(store: Store, sql: str, article_ids: Iterable[str]) -> tuple[Edge, ...]:
    with reading(store) as db:
        found = tuples(db, sql, {"ids": listed(article_ids)})
        proof = tuples(db, _PROOF, {"ids": listed(row[0] for row in found)}) if found else []
    evidence: dict[str, list[Evidence]] = {}
    for row in proof:
        evidence.setdefault(row[0], []).append(_evidence(row[1:]))
    return tuple(_edge(row, tuple(evidence.get(row[0], ()))) for row in found)


def save_credits(db: Database, version_id: str, found: Sequence[Credit]) -> int:
    """Store a version's credits; inside `writing`."""
    sources.save(db, (credit.source for credit in found))
    return sum(
        change(
            db,
            _CREDIT,
            {
                "version_id": version_id,
                "position": position,
                "source_id": sources.source_id(credit.source),
                "kind": credit.kind,
                "relation": credit.relation.value,
                "confidence": credit.confidence,
                **sources.span_values("", credit.span),
            },
        )
        for position, credit in enumerate(found)
    )


def save_attributions(db: Database, version_id: str, found: Sequence[Attribution]) -> int:
    """Store a version's attributions; inside `writing`."""
    sources.save(db, (one.source for one in found))
    return sum(
        change(
            db,
            _ATTRIBUTION,
            {
                "version_id": version_id,
                "position": position,
                "source_id": sources.source_id(one.source),
                "kind": one.kind,
                "via": to_json(one.via),
                **sources.span_values("source_", one.source_span),
                **sources.span_values("cue_", one.cue_span),
                **sources.span_values("content_", one.content_span),
            },
        )
        for position, one in enumerate(found)
    )


def save_edges(db: Database, edges: Sequence[Edge], now: datetime) -> int:
    """Store edges with their evidence; known ones stay as they are. Inside `writing`."""
    sources.save(db, (edge.to_source for edge in edges if edge.to_source))
    written = 0
    for edge in edges:
        if not change(db, _EDGE, _edge_values(edge, now)):
            continue
        written += 1
        for position, one in enumerate(edge.evidence):
            span = sources.span_values("", one.span)
            change(
                db,
                _EVIDENCE,
                {"edge_id": edge.id, "position": position, "kind": one.kind, **span},
            )
    return written


def withdraw_edges(db: Database, ids: Iterable[str], now: datetime) -> int:
    """Take edges back that a later look disproved; they stay on file. Inside `writing`."""
    return sum(change(db, _WITHDRAW, {"id": one, "now": stamp(now)}) for one in ids)


def _edge_values(edge: Edge, now: datetime) -> Row:
    return {
        "id": edge.id,
        "from_article_id": edge.from_article_id,
        "from_version_id": edge.from_version_id,
        "relation": edge.relation.value,
        "to_article_id": edge.to_article_id,
        "to_source_id": sources.source_id(edge.to_source) if edge.to_source else None,
        "confidence": edge.confidence,
        "containment": edge.containment,
        "now": stamp(now),
    }


def _edge(row: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> Edge:
    return Edge(
        id=row[0],
        from_article_id=row[5],
        from_version_id=row[6],
        relation=Relation(row[7]),
        to_article_id=row[8],
        to_source=None if row[1] is None else sources.source_of(row[1:5]),
        evidence=evidence,
        confidence=row[9],
        containment=row[10],
    )


#: What follows is asked for with every later report of an incident, and never changes.
@lru_cache(maxsize=8192)
def _evidence(row: tuple[Any, ...]) -> Evidence:
    return Evidence(kind=row[0], span=sources.sure_span_of(row[1:]))


@lru_cache(maxsize=2048)
def _credit(row: tuple[Any, ...]) -> Credit:
    return Credit(
        source=sources.source_of(row[:4]),
        span=sources.sure_span_of(row[4:8]),
        kind=row[8],
        relation=Relation(row[9]),
        confidence=row[10],
    )


@lru_cache(maxsize=8192)
def _attribution(row: tuple[Any, ...]) -> Attribution:
    return Attribution(
        source=sources.source_of(row[:4]),
        source_span=sources.span_of(row[4:8]),
        cue_span=sources.sure_span_of(row[8:12]),
        content_span=sources.span_of(row[12:16]),
        kind=row[16],
        via=_via(row[17]),
    )


@lru_cache(maxsize=1024)
def _via(text: str) -> tuple[Source, ...]:
    return from_json(tuple[Source, ...], text)
