"""Rows of an export become text: a JSON object a line, or CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

#: What a spreadsheet takes for the beginning of a formula. Source: OWASP, CSV Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Row = Mapping[str, Any]


def as_text(rows: Iterable[Row], form: str) -> Iterator[str]:
    """Yield the text of each row in one of `FORMATS`; in CSV the first brings the head with it."""
    return _WRITERS[form](rows)


def _jsonl(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    text = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(text, fieldnames=list(row), extrasaction="ignore")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _cell(value: object) -> object:
    """Return a CSV cell: lists and objects as JSON, text that begins like a formula defused."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


#: To add a format, add its writer.
_WRITERS: Mapping[str, Callable[[Iterable[Row]], Iterator[str]]] = {"jsonl": _jsonl, "csv": _csv}
FORMATS = tuple(_WRITERS)
