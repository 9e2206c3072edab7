"""The lineage of an incident or article as a tree, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.lineage.credits.credits import broken_credits
from monitor.lineage.origins.origins import ReportLineage, root_sources
from monitor.lineage.origins.report_lineage import statement_twins
from monitor.lineage.registers import SourceRegister, family_of, name_key, same_family
from monitor.model.deciding import Edge
from monitor.model.names import Relation
from monitor.model.reading import Article, Source
from monitor.text import one_line, shorten

_UNDETERMINED = "undetermined"
_PARENT = (Relation.REPUBLISHES, Relation.ADAPTS, Relation.REVISES)
_SAYS = {
    Relation.REPUBLISHES: "copy of the above",
    Relation.ADAPTS: "takes prose from the above",
    Relation.REVISES: "new version of the above",
    Relation.TEXT_FROM: "credits its text to the above",
    Relation.CONTRIBUTED_BY: "with material from the above",
    Relation.CITES: "cites the above",
    Relation.ATTRIBUTES: "quotes the above",
    Relation.SHARES_SOURCE: "shares a statement with the above",
}
#: Which tie hangs a report under a source never fetched: the strongest first.
_SOURCE_TIES = (
    Relation.TEXT_FROM,
    Relation.CONTRIBUTED_BY,
    Relation.CITES,
    Relation.ATTRIBUTES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An article, a source never fetched, or the root of undetermined origin."""

    id: str
    #: "article", "source" or "undetermined".
    kind: str
    label: str
    #: How it hangs on its parent, "" for a root.
    relation: str = ""
    edge: Edge | None = None
    children: tuple[Node, ...] = field(default=())


def tree(reports: Sequence[ReportLineage], register: SourceRegister) -> tuple[Node, ...]:
    """Return the roots, which are the origins as they are counted, with what hangs on each.

    A report hangs on the text that it takes; else on its origin; what has none stands apart.
    """
    articles = {report.article.id: report for report in sorted(reports, key=_when)}
    parents = _parents(articles)
    sources = root_sources(reports, register)
    children: dict[str, list[tuple[str, str, Edge | None]]] = {}
    labels: dict[str, str] = {}
    for key, report in articles.items():
        edge = parents.get(key)
        if edge is not None and edge.to_article_id is not None:
            children.setdefault(edge.to_article_id, []).append((key, _SAYS[edge.relation], edge))
            continue
        source = sources[key]
        root = _UNDETERMINED if source is None else "source:" + name_key(family_of(source))
        labels.setdefault(root, "origin undetermined" if source is None else source.name)
        children.setdefault(root, []).append((key, *_tie(report, source, register)))
    order = sorted(labels, key=lambda root: root == _UNDETERMINED)
    return tuple(
        Node(
            id=root,
            kind="undetermined" if root == _UNDETERMINED else "source",
            label=labels[root],
            children=tuple(_nodes(root, children, articles, register)),
        )
        for root in order
    )


def draw(roots: Sequence[Node], *, evidence: bool = False) -> tuple[str, ...]:
    """Return the tree as lines of text; with `evidence`, the words that prove each tie."""
    lines: list[str] = []
    for root in roots:
        lines.append(root.label)
        lines.extend(_lines(root.children, "", evidence=evidence))
    return tuple(lines)


def _when(report: ReportLineage) -> tuple[float, str]:
    moment = report.article.published or report.article.fetched_at
    return moment.timestamp(), report.article.id


def _parents(articles: Mapping[str, ReportLineage]) -> dict[str, Edge]:
    """Return for each article the tie to the text it comes from; rings are cut at their first."""
    parents: dict[str, Edge] = {}
    for key, report in articles.items():
        twins = statement_twins(report)
        ties = [e for e in report.edges if e.relation in _PARENT and e.to_article_id in articles]
        ties = [e for e in ties if e.to_article_id not in twins]
        ties = [e for e in ties if e.to_article_id != key and not _is_under(e, key, parents)]
        if ties:
            parents[key] = max(ties, key=lambda e: (e.confidence, e.containment or 0.0, e.id))
    return parents


def _is_under(edge: Edge, key: str, parents: Mapping[str, Edge]) -> bool:
    """Whether the edge's target hangs, some steps up, on the article `key` itself."""
    node = edge.to_article_id
    while node is not None and node in parents:
        node = parents[node].to_article_id
        if node == key:
            return True
    return False


def _tie(
    report: ReportLineage, source: Source | None, register: SourceRegister
) -> tuple[str, Edge | None]:
    """Return how a report hangs on its origin, in words, and the edge that shows it."""
    if source is None:
        broken = broken_credits(report.article, register)
        return (f"credit names nobody: “{broken[0].span.text}”" if broken else ""), None
    for relation in _SOURCE_TIES:
        ties = [
            e
            for e in report.edges
            if e.relation is relation and e.to_source and same_family(e.to_source, source)
        ]
        if ties:
            return _SAYS[relation], max(ties, key=lambda e: (e.confidence, e.id))
    if same_family(register.host_of(report.article), source):
        return "its own report", None
    cited = [e for e in report.edges if e.relation is Relation.CITES]
    return "through whom it cites", max(cited, key=lambda e: (e.confidence, e.id), default=None)


def _nodes(
    parent: str,
    children: Mapping[str, Sequence[tuple[str, str, Edge | None]]],
    articles: Mapping[str, ReportLineage],
    register: SourceRegister,
) -> Iterator[Node]:
    for key, relation, edge in children.get(parent, ()):
        yield Node(
            id=key,
            kind="article",
            label=_label(articles[key].article, register),
            relation=relation,
            edge=edge,
            children=tuple(_nodes(key, children, articles, register)),
        )


def _label(article: Article, register: SourceRegister) -> str:
    when = article.published or article.fetched_at
    is_day = article.published is not None and article.published_precision == "day"
    time = when.strftime("%Y-%m-%d" if is_day else "%Y-%m-%d %H:%M")
    title = shorten(one_line(article.title or article.text[:120]), 60)
    return f"{time}  {register.host_of(article).name}  {title}"


def _lines(nodes: Sequence[Node], indent: str, *, evidence: bool) -> Iterator[str]:
    for index, node in enumerate(nodes):
        is_last = index == len(nodes) - 1
        yield f"{indent}{'└─ ' if is_last else '├─ '}{node.label}" + (
            f"  [{node.relation}]" if node.relation else ""
        )
        below = indent + ("   " if is_last else "│  ")
        if evidence and node.edge:
            for proof in node.edge.evidence:
                yield f"{below}· {proof.kind}: “{shorten(one_line(proof.span.text), 90)}”"
        yield from _lines(node.children, below, evidence=evidence)
