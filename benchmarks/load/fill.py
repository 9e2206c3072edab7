"""Fills a store with many articles fast: a block that was really read, decided and recorded is laid
down again and again, each time so many days earlier.

Ids, dates, day ordinals, key buckets and text fingerprints differ from block to block; names, towns
and words come back in every one of them, which is harder for a shortlist than life is. All of it is
done inside SQLite: rows come in the order of their tables, indexes are made when they are in.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from monitor.store.open import open_store

#: Tables in the order of filling. Sources are the same in all blocks.
TABLES = (
    *("articles", "versions", "fingerprints", "credits", "attributions", "incidents"),
    *("incident_keys", "reports", "claims", "edges", "edge_evidence"),
)
_IDS = (
    *("id", "article_id", "version_id", "incident_id", "latest_version_id", "from_article_id"),
    *("from_version_id", "to_article_id", "superseded_by", "edge_id", "url", "canonical_url"),
)
_TIMES = (
    *("first_seen", "read_at", "published", "fetched_at", "opened_at", "updated_at", "recorded_at"),
    *("first_published", "decided_at", "superseded_at", "retracted_at", "withdrawn_at"),
)
_DAYS = ("event_start", "event_end")
#: Paths of a noun's JSON that change, each with the column it repeats or the path itself.
_NOUNS = {
    ("incidents", "noun"): (
        *(("id", "id"), ("when.start", "event_start"), ("when.end", "event_end")),
        *(("opened_at", "opened_at"), ("updated_at", "updated_at")),
        ("first_published", "first_published"),
    ),
    ("reports", "mention"): (("when.start", "event_start"), ("when.end", "event_end")),
    ("reports", "verdict"): (("incident_id", "incident_id"),),
}
_ORDINALS = ("start", "end", "published")
#: Days a bucket of a key spans, as in monitor/matching/keys.py; others stand at single days.
_BUCKETS = {"p": 8, "g": 8, "s": 8, "t": 10, "a": 3}
_MIX = 0x9E3779B97F4A7C15
_MASK = (1 << 62) - 1
#: Room between the row numbers of two blocks; the block that was read has the highest.
STRIDE = 1_000_000
#: A key split into what stays and its bucket of days.
_KEYS = """
create temp table base_keys as
select substr(key, 1, instr(key, '@')) as head,
    cast(substr(key, instr(key, '@') + 1) as integer) as bucket,
    case substr(key, 1, 1) {widths} else 1 end as width, day, incident, '' as whole
from base.incident_keys where key glob '*@[0-9]*' and key not glob '*@*-*'
union all
select '', 0, 1, day, incident, key from base.incident_keys
where not (key glob '*@[0-9]*' and key not glob '*@*-*')
"""
_LAY_KEYS = """
insert or ignore into main.incident_keys (key, day, incident)
select case head when '' then whole else head || (bucket - :days / width) end, day - :days,
    incident + :up from temp.base_keys
"""


def fill(base: Path, target: Path, blocks: int, days: int, *, search: bool) -> None:
    """Lay the articles of `base` down in a new `target`, `blocks` times, the latest as they are."""
    for path in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        path.unlink(missing_ok=True)
    open_store(target).close()
    db = sqlite3.connect(target, isolation_level=None)
    try:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -2000000"):
            db.execute(f"pragma {pragma}").fetchall()
        db.execute("pragma foreign_keys = off")
        db.execute("attach ? as base", (str(base),))
        db.execute("insert or ignore into main.sources select * from base.sources")
        widths = " ".join(f"when '{kind}' then {width}" for kind, width in _BUCKETS.items())
        db.execute(_KEYS.format(widths=widths))
        indexes = _without_indexes(db)
        statements = [_statement(db, table) for table in TABLES if table != "incident_keys"]
        for back in range(blocks - 1, -1, -1):
            _lay(db, statements, back, (blocks - 1 - back) * STRIDE, back * days)
        if search:
            db.execute("insert into texts (texts) values ('rebuild')")
        for statement in indexes:
            db.execute(statement)
        db.execute("analyze")
        db.execute("drop table if exists sqlite_stat1")
        db.execute("pragma journal_mode = wal").fetchall()
    finally:
        db.close()


def _without_indexes(db: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the tables that are filled; return how to make them again."""
    found = db.execute(
        "select name, sql from main.sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    for name, _ in found:
        db.execute(f"drop index main.{name}")
    return [sql for _, sql in found]


def _lay(db: sqlite3.Connection, statements: list[str], back: int, up: int, days: int) -> None:
    values = {
        "mark": f"~{back}" if back else "",
        "up": up,
        "days": days,
        "ago": f"-{days} days",
        "mix": (back * _MIX) & _MASK,
        "mask": _MASK,
    }
    db.execute("begin")
    for statement in (*statements, _LAY_KEYS):
        db.execute(
            statement, {name: one for name, one in values.items() if f":{name}" in statement}
        )
    db.execute("commit")


def _statement(db: sqlite3.Connection, table: str) -> str:
    names = [row[1] for row in db.execute(f"pragma base.table_info({table})")]
    told = ", ".join(f'"{name}"' for name in names)
    made = ", ".join(_expression(table, name) for name in names)
    return f"insert into main.{table} ({told}) select {made} from base.{table}"


def _expression(table: str, name: str) -> str:
    if name == "number" or (table, name) == ("fingerprints", "version"):
        return f'"{name}" + :up'
    if name == "hash":
        return "((hash | :mix) - (hash & :mix)) & :mask"
    if name == "day":
        return "day - :days"
    if name == "profile":
        parts = (f"'$.{one}', json_extract(profile, '$.{one}') - :days" for one in _ORDINALS)
        return f"iif(profile = '', '', json_replace(profile, {', '.join(parts)}))"
    if (table, name) in _NOUNS:
        parts = (f"'$.{path}', {_moved(column)}" for path, column in _NOUNS[table, name])
        return f"iif({name} is null, null, json_replace({name}, {', '.join(parts)}))"
    return _moved(name)


def _moved(name: str) -> str:
    if name in _IDS:
        return f'"{name}" || :mark'
    if name in _DAYS:
        return f'date("{name}", :ago)'
    if name in _TIMES:
        return f'date(substr("{name}", 1, 10), :ago) || substr("{name}", 11)'
    return f'"{name}"'
