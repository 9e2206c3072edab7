"""The lineage graph as W3C PROV-JSON, made by hand: the maps that we need of it are few.

Source: PROV-JSON, W3C Member Submission 24 April 2013; PROV-DM for the senses of the relations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.codec import time_text
from monitor.lineage.origins.origins import ReportLineage
from monitor.lineage.registers import name_key
from monitor.model.deciding import Edge
from monitor.model.names import Relation, make_id
from monitor.model.reading import Source

_DERIVATIONS = {
    Relation.REPUBLISHES: None,
    Relation.ADAPTS: None,
    Relation.REVISES: "prov:Revision",
    Relation.ATTRIBUTES: "prov:Quotation",
}
Json = dict[str, Any]


def prov(reports: Sequence[ReportLineage]) -> Json:
    """Return a PROV-JSON document of `reports`: articles as entities, sources as agents."""
    document: Json = {
        "prefix": {
            "monitor": "urn:monitor:",
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }
    }
    for report in reports:
        article = report.article
        entity: Json = {
            "prov:type": {"$": "monitor:article", "type": "prov:QUALIFIED_NAME"},
            "prov:label": article.title,
            "prov:location": article.url,
        }
        if article.published is not None:
            entity["monitor:published"] = {
                "$": time_text(article.published),
                "type": "xsd:dateTime",
            }
        _put(document, "entity", f"monitor:{article.id}", entity)
    for report in reports:
        for edge in report.edges:
            _relate(document, edge)
    return document


def _put(document: Json, kind: str, key: str, value: Json) -> None:
    document.setdefault(kind, {}).setdefault(key, value)


def _relate(document: Json, edge: Edge) -> None:
    this = f"monitor:{edge.from_article_id}"
    _put(document, "entity", this, {})
    details: Json = {
        "monitor:relation": edge.relation.value,
        "monitor:confidence": {"$": str(edge.confidence), "type": "xsd:double"},
    }
    if edge.evidence:
        details["monitor:evidence"] = edge.evidence[0].span.text
    if edge.to_source is None:
        other = f"monitor:{edge.to_article_id}"
        _put(document, "entity", other, {})
    else:
        other = _source(document, edge.to_source, is_agent=edge.relation not in _DERIVATIONS)
    key = f"_:{edge.id}"
    if edge.relation is Relation.SHARES_SOURCE:
        _share(document, key, (this, other), details)
        return
    if edge.relation in _DERIVATIONS:
        kind = _DERIVATIONS[edge.relation]
        if kind:
            details["prov:type"] = {"$": kind, "type": "prov:QUALIFIED_NAME"}
        name, ends = "wasDerivedFrom", ("prov:generatedEntity", "prov:usedEntity")
    elif edge.relation in (Relation.TEXT_FROM, Relation.CONTRIBUTED_BY):
        name, ends = "wasAttributedTo", ("prov:entity", "prov:agent")
    else:
        name, ends = "wasInfluencedBy", ("prov:influencee", "prov:influencer")
    _put(document, name, key, {ends[0]: this, ends[1]: other} | details)


def _share(document: Json, key: str, ends: tuple[str, str], details: Json) -> None:
    """A statement that both carry: a source of each, that nobody fetched."""
    upstream = f"monitor:{make_id('upstream', *sorted(ends))}"
    _put(document, "entity", upstream, {"prov:label": "a statement that both carry"})
    primary = {"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"}
    for number, end in enumerate(ends):
        derived = {"prov:generatedEntity": end, "prov:usedEntity": upstream}
        told = derived | details | {"prov:type": primary}
        _put(document, "wasDerivedFrom", f"{key}_{number}", told)


def _source(document: Json, source: Source, *, is_agent: bool) -> str:
    """Return the id of a source: an agent, or for a quotation the entity of what it said."""
    key = f"monitor:{make_id('source', name_key(source.name))}"
    shown = {"prov:label": source.name, "monitor:class": source.source_class.value}
    if is_agent:
        _put(document, "agent", key, shown)
        return key
    said = f"{key}_words"
    _put(document, "agent", key, shown)
    _put(document, "entity", said, {"prov:label": f"words of {source.name}"})
    ends = {"prov:entity": said, "prov:agent": key}
    _put(document, "wasAttributedTo", f"_:{said.split(':')[1]}", ends)
    return said
