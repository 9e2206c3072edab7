"""docs/incident-types.md lists what types.toml holds."""

from __future__ import annotations

from pathlib import Path

from monitor.facts.data import incident_types

PAGE = Path(__file__).parents[2] / "docs" / "incident-types.md"


def table() -> str:
    parents = incident_types()
    rows = sorted(parents.items(), key=lambda row: (row[1], row[0]))
    return "\n".join(f"| `{name}` | `{parent}` |" for name, parent in rows)


def test_the_page_lists_every_type_with_its_parent() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
