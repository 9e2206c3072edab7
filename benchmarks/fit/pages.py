"""Writes every page that a test pins to tables or schema: `make pages`.

    python -m benchmarks.fit.pages

docs/languages.md (which language has which list), the table of docs/incident-types.md, and the
reference of keys in docs/configuration.md.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.fit import languages_page
from monitor.facts.data import incident_types
from monitor.settings.describe import with_reference

DOCS = Path(__file__).parents[2] / "docs"
#: The rows of the table of types.
_ROWS = re.compile(r"(?:^\| `\w+` \| `\w+` \|\n?)+", re.MULTILINE)


def main() -> None:
    """Write the pages anew; those that hold already stay as they are."""
    languages_page.main()
    for name, renew in (("incident-types.md", with_types), ("configuration.md", with_reference)):
        page = DOCS / name
        page.write_text(renew(page.read_text("utf-8")), encoding="utf-8")
        print(page)


def with_types(page: str) -> str:
    """Return the page of incident types with its table made anew."""
    return _ROWS.sub(lambda _: type_rows() + "\n", page, count=1)


def type_rows() -> str:
    """Return the rows of every type with its parent, by group."""
    rows = sorted(incident_types().items(), key=lambda row: (row[1], row[0]))
    return "\n".join(f"| `{name}` | `{parent}` |" for name, parent in rows)


if __name__ == "__main__":
    main()
