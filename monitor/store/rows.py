"""Small helpers between SQL and Python: rows as dicts, times as text. No SQL of a table here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.codec import time_from, time_text

Row = dict[str, Any]


def rows(db: Database, sql: str, values: Mapping[str, object] | None = None) -> list[Row]:
    """Return all rows of a statement as dicts; nothing stays open (that would block the WAL)."""
    cursor = db.execute(sql, dict(values or {}))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def tuples(
    db: Database, sql: str, values: Mapping[str, object] | None = None
) -> list[tuple[Any, ...]]:
    """Return all rows as they come: for hot paths that name their columns."""
    return db.execute(sql, dict(values or {})).fetchall()


def first(db: Database, sql: str, values: Mapping[str, object] | None = None) -> Row | None:
    """Return the first row as a dict, or None where there is none."""
    found = rows(db, sql, values)
    return found[0] if found else None


def value(db: Database, sql: str, values: Mapping[str, object] | None = None) -> Any:
    """Return the only column of the first row, or None where there is no row."""
    found = db.execute(sql, dict(values or {})).fetchall()
    return found[0][0] if found else None


def change(db: Database, sql: str, values: Mapping[str, object] | None = None) -> int:
    """Run one writing statement and return how many rows it wrote."""
    return max(0, db.execute(sql, dict(values or {})).rowcount)


def stamp(moment: datetime | None) -> str | None:
    """Return a time as it stands in a column."""
    return None if moment is None else time_text(moment)


def moment(text: str | None) -> datetime | None:
    """Return the time that `stamp` wrote."""
    return None if text is None else time_from(text)


def sure(text: str) -> datetime:
    """Return the time of a column that is never null."""
    return time_from(text)


def listed(ids: Iterable[object]) -> str:
    """Return values as the JSON list that `json_each(:ids)` reads."""
    return _list_text(list(ids))


#: `json.dumps` with other than its own settings makes an encoder each time it is called.
_list_text = json.JSONEncoder(ensure_ascii=False).encode
