"""The lineage tree as a picture: one SVG, no script, no outside reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from monitor.lineage.views.tree import Node
from monitor.text import one_line, shorten

#: Pixels: a row, one step to the right, the text's distance from its dot, the margin.
_ROW, _STEP, _GAP, _MARGIN = 30, 28, 14, 18
#: A letter of the 13-pixel face is about this wide.
_LETTER = 7
_CHARS = 110
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1c1c1a;white-space:pre}"
    ".tie{fill:#6a6a63}.root{font-weight:600}"
    "path{stroke:#9a9a92;fill:none}.source{fill:#1f3a5f}.article{fill:#8aa6c8}"
    ".undetermined{fill:#c8a24a}"
)


@dataclass(frozen=True, slots=True)
class _Row:
    node: Node
    depth: int
    #: Row of the parent, None for a root.
    parent: int | None


def svg(roots: Sequence[Node]) -> str:
    """Return the tree of `roots` (see tree.tree) as an SVG document."""
    rows = list(_rows(roots, 0, None, [0]))
    longest = max((len(_label(row)) + len(_tie(row)) for row in rows), default=0)
    width = 2 * _MARGIN + _STEP * max((r.depth for r in rows), default=0) + _LETTER * (longest + 4)
    height = 2 * _MARGIN + _ROW * max(1, len(rows))
    # Lines first, so that the dots lie upon them.
    parts = [*(_line(i, row) for i, row in enumerate(rows)), *map(_dot, range(len(rows)), rows)]
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img">\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _rows(
    nodes: Sequence[Node], depth: int, parent: int | None, count: list[int]
) -> Iterator[_Row]:
    for node in nodes:
        place = count[0]
        count[0] += 1
        yield _Row(node, depth, parent)
        yield from _rows(node.children, depth + 1, place, count)


def _line(index: int, row: _Row) -> str:
    if row.parent is None:
        return ""
    x, y = _place(index, row.depth)
    left, top = _place(row.parent, row.depth - 1)
    return f'<path d="M{left} {top}V{y}H{x}"/>'


def _dot(index: int, row: _Row) -> str:
    x, y = _place(index, row.depth)
    weight = ' class="root"' if row.depth == 0 else ""
    tie = f'<tspan class="tie">  {escape(_tie(row))}</tspan>' if _tie(row) else ""
    return (
        f'<circle cx="{x}" cy="{y}" r="5" class="{escape(row.node.kind)}"/>\n'
        f'<text x="{x + _GAP}" y="{y + 4}" xml:space="preserve"{weight}>'
        f"{escape(_label(row))}{tie}</text>"
    )


def _place(index: int, depth: int) -> tuple[int, int]:
    return _MARGIN + _STEP * depth, _MARGIN + _ROW * index + _ROW // 2


def _label(row: _Row) -> str:
    # The label's columns are set apart by two blanks, which one_line would close up.
    return shorten("  ".join(map(one_line, row.node.label.split("  "))), _CHARS)


def _tie(row: _Row) -> str:
    return f"[{row.node.relation}]" if row.node.relation else ""
