"""Is the database whole? SQLite's checks, and ours: texts by hash, spans by their words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.model.names import make_id
from monitor.store import migrate
from monitor.store.open import Store, reading
from monitor.store.rows import Row, listed, rows, value

_PAGE = 200
_MOST_PROBLEMS = 100

_VERSIONS = """
select number, id, url, title, text, text_hash, signals from versions
where number > :after order by number limit :limit
"""

#: Every span of a version, with the table it stands in.
_SPANS = """
select 'claims' as place, version_id, span_field as field, start, "end", text from claims
    where version_id in (select value from json_each(:ids))
union all
select 'credits', version_id, field, start, "end", text from credits
    where version_id in (select value from json_each(:ids))
union all
select 'attributions', version_id, source_field, source_start, source_end, source_text
    from attributions where source_field is not null
    and version_id in (select value from json_each(:ids))
union all
select 'attributions', version_id, cue_field, cue_start, cue_end, cue_text from attributions
    where version_id in (select value from json_each(:ids))
union all
select 'attributions', version_id, content_field, content_start, content_end, content_text
    from attributions where content_field is not null
    and version_id in (select value from json_each(:ids))
union all
select 'edges', e.from_version_id, w.field, w.start, w."end", w.text
    from edges e join edge_evidence w on w.edge_id = e.id
    where e.from_version_id in (select value from json_each(:ids))
"""
_BARE = """
select e.id from edges e where not exists (select 1 from edge_evidence w where w.edge_id = e.id)
limit 20
"""
#: Source: https://sqlite.org/wal.html#walresetbug, repaired in 3.51.3.
_WAL_REPAIRED = (3, 51, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What `check` found."""

    #: Empty = whole. At most 100 are listed.
    problems: tuple[str, ...]
    #: Nothing wrong, but good to know.
    notes: tuple[str, ...]
    versions: int
    spans: int


def check(store: Store) -> Health:
    """Read the whole database and return what is wrong with it; nothing is changed."""
    problems: list[str] = []
    with reading(store) as db:
        problems += _structure(db)
    versions = spans = 0
    for batch, found in _batches(store):
        versions += len(batch)
        spans += len(found)
        problems += _texts(batch)
        problems += _wrong_spans({row["id"]: row for row in batch}, found)
        if len(problems) >= _MOST_PROBLEMS:
            break
    return Health(
        problems=tuple(problems[:_MOST_PROBLEMS]),
        notes=tuple(_notes(store)),
        versions=versions,
        spans=spans,
    )


def _structure(db: Database) -> Iterator[str]:
    for row in db.execute("pragma integrity_check(20)").fetchall():
        if row[0] != "ok":
            yield f"structure: {row[0]}"
    for table, number, parent, _ in db.execute("pragma foreign_key_check").fetchall()[:20]:
        yield f"reference: row {number} of {table} points to a missing row of {parent}"
    try:
        db.execute("insert into texts (texts, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield f"search: the index does not fit the texts ({error})"
    for row in rows(db, _BARE):
        yield f"edges: {row['id']} has no evidence"


def _batches(store: Store) -> Iterator[tuple[list[Row], list[Row]]]:
    after = 0
    while True:
        with reading(store) as db:
            batch = rows(db, _VERSIONS, {"after": after, "limit": _PAGE})
            if not batch:
                return
            found = rows(db, _SPANS, {"ids": listed(row["id"] for row in batch)})
        yield batch, found
        after = batch[-1]["number"]


def _texts(batch: list[Row]) -> Iterator[str]:
    for row in batch:
        if make_id("text", row["title"], row["text"]) != row["text_hash"]:
            yield f"versions: the text of {row['id']} is not the one that was stored"


def _wrong_spans(versions: dict[str, Row], found: list[Row]) -> Iterator[str]:
    for span in found:
        words = field_text(versions[span["version_id"]], span["field"])
        if words is None or words[span["start"] : span["end"]] != span["text"]:
            yield (
                f"{span['place']}: {span['field']} {span['start']}-{span['end']} of "
                f"{span['version_id']} does not read as its span says"
            )


def field_text(version: Row, field: str) -> str | None:
    """Return the text that a span's field names in a `versions` row, None where there is none."""
    if field in ("text", "title", "url"):
        return str(version[field])
    kind, _, place = field.partition(":")
    signals = json.loads(version["signals"])
    if kind != "signal" or not place.isdigit() or int(place) >= len(signals):
        return None
    return str(signals[int(place)]["value"])


def _notes(store: Store) -> Iterator[str]:
    with reading(store) as db:
        schema = value(db, "pragma user_version")
        pages = value(db, "pragma page_count") * value(db, "pragma page_size")
        free = value(db, "pragma freelist_count") * value(db, "pragma page_size")
    yield f"schema {schema} of {migrate.newest()}"
    yield f"{pages} bytes, {free} of them free"
    if sqlite3.sqlite_version_info < _WAL_REPAIRED:
        yield (
            f"SQLite {sqlite3.sqlite_version} can damage a WAL that two connections reset at "
            "once (repaired in 3.51.3); monitor lets only one connection do so"
        )
