"""How things are shown: JSON for programs, columns for people, colours only on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from monitor.text import one_line, shorten


def show_json(value: object) -> None:
    """Print one JSON value, indented on a terminal."""
    indent = 2 if sys.stdout.isatty() else None
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def show_table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, widths: Mapping[str, int] = {}
) -> None:
    """Print rows as aligned columns under their names; long values are cut at their width.

    No rows are no table: whoever calls says how many there are.
    """
    if not rows:
        return
    cells = [[_cell(row.get(name), widths.get(name, 60)) for name in columns] for row in rows]
    sizes = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    head = "  ".join(name.upper().ljust(sizes[i]) for i, name in enumerate(columns))
    click.echo(click.style(head.rstrip(), bold=True))
    for row in cells:
        click.echo("  ".join(cell.ljust(sizes[i]) for i, cell in enumerate(row)).rstrip())


def show_fields(fields: Mapping[str, Any]) -> None:
    """Print name and value, a line each; empty ones are left out."""
    told = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
    size = max((len(name) for name in told), default=0)
    for name, value in told.items():
        label = click.style(name.replace("_", " ").ljust(size), dim=True)
        click.echo(f"{label}  {one_line(str(value), 2000)}")


def note(words: str) -> None:
    """Say something to the person, on standard error, so that piped output stays clean."""
    click.echo(words, err=True)


def _cell(value: object, width: int) -> str:
    return "" if value is None else shorten(one_line(str(value), 1000), width)
