"""Where the reports of an incident, or one article, come from: gathered once, shown in any view."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from monitor.codec import to_json
from monitor.desk.articles import find_article
from monitor.desk.incidents import find_incident
from monitor.jobs import lineage_of
from monitor.lineage.origins.origins import ReportLineage
from monitor.lineage.registers import SourceRegister
from monitor.lineage.views.dot import dot
from monitor.lineage.views.prov import prov
from monitor.lineage.views.svg import svg
from monitor.lineage.views.tree import draw, tree
from monitor.model.deciding import Edge, Incident
from monitor.store.open import Store


class View(StrEnum):
    """How a lineage is written."""

    #: Lines for a person.
    TREE = "tree"
    #: A graph for Graphviz.
    DOT = "dot"
    #: A picture.
    SVG = "svg"
    #: W3C PROV-JSON.
    PROV = "prov"
    #: The ties alone, as plain data.
    EDGES = "edges"

    @property
    def is_data(self) -> bool:
        """Whether it is a value for a program; else it is text."""
        return self in (View.PROV, View.EDGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The reports of an incident, or an article with its neighbours, each with its ties."""

    #: None = of an article.
    incident: Incident | None
    reports: tuple[ReportLineage, ...]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The ties of all, each once."""
        return tuple({edge.id: edge for one in self.reports for edge in one.edges}.values())


def lineage(store: Store, what: str) -> Lineage:
    """Return the lineage of an incident (by id) or an article (by id or address).

    Raises InputError where there is none.
    """
    if what.startswith("incident_"):
        incident = find_incident(store, what)
        return Lineage(incident=incident, reports=lineage_of.of_incident(store, incident.id))
    reports = lineage_of.of_article(store, find_article(store, what))
    return Lineage(incident=None, reports=reports)


def drawn(
    found: Lineage, register: SourceRegister, view: View = View.TREE, *, evidence: bool = False
) -> str:
    """Return a lineage as text; a tree with `evidence` quotes the words that prove each tie."""
    assert not view.is_data, "`data` returns those"
    if view is View.DOT:
        return dot(found.reports, register)
    roots = tree(found.reports, register)
    if view is View.SVG:
        return svg(roots)
    return "\n".join(draw(roots, evidence=evidence))


def data(found: Lineage, view: View) -> Any:
    """Return a lineage as plain data, for JSON."""
    if view is View.PROV:
        return prov(found.reports)
    return [json.loads(to_json(edge)) for edge in found.edges]


def first_words(store: Store, found: Lineage) -> str:
    """Return who had it first and when, as far as times allow to say; "" where nothing is known."""
    first = lineage_of.firsts(store, found.reports)
    return "" if first is None else lineage_of.first_words(first)
