"""docs/incident-types.md lists what types.toml holds."""

from __future__ import annotations

from benchmarks.fit.pages import DOCS, type_rows, with_types

PAGE = DOCS / "incident-types.md"


def test_the_page_lists_every_type_with_its_parent() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert type_rows() in page
    assert with_types(page) == page, "write it anew: make pages"
