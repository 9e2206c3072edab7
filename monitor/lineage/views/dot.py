"""The lineage graph as Graphviz DOT text."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.lineage.origins.origins import ReportLineage
from monitor.lineage.registers import SourceRegister, name_key
from monitor.model.names import Relation
from monitor.text import one_line, shorten

_STYLE = {
    Relation.REPUBLISHES: "solid",
    Relation.ADAPTS: "solid",
    Relation.REVISES: "bold",
    Relation.TEXT_FROM: "solid",
    Relation.PHOTO_FROM: "dotted",
}


def dot(reports: Sequence[ReportLineage], register: SourceRegister) -> str:
    """Return the graph of `reports` in DOT: articles as boxes, sources as ellipses."""
    lines = ["digraph lineage {", "  rankdir=BT;", '  node [fontname="sans-serif"];']
    known = {report.article.id for report in reports}
    sources: dict[str, str] = {}
    ties = []
    for report in reports:
        article = report.article
        title = shorten(one_line(article.title or article.text[:80]), 50)
        label = f"{register.host_of(article).name}\n{title}"
        lines.append(f"  {_quote(article.id)} [shape=box, label={_quote(label)}];")
        for edge in report.edges:
            if edge.to_source is not None:
                target = "source:" + name_key(edge.to_source.name)
                sources[target] = edge.to_source.name
            elif edge.to_article_id in known:
                target = edge.to_article_id or ""
            else:
                continue
            style = _STYLE.get(edge.relation, "dashed")
            ties.append(
                f"  {_quote(article.id)} -> {_quote(target)} "
                f"[label={_quote(edge.relation)}, style={style}];"
            )
    lines += [f"  {_quote(key)} [label={_quote(name)}];" for key, name in sorted(sources.items())]
    return "\n".join([*lines, *ties, "}"]) + "\n"


def _quote(text: str) -> str:
    cleaned = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{cleaned}"'
