"""Fills a store with many articles fast: a block that was really read, decided and recorded is laid
down again and again, each time so many days earlier.

Ids, dates, day ordinals, key buckets and text fingerprints differ from block to block; names, towns
and words come back in every one of them, which is harder for a shortlist than life is.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

#: Tables in the order of filling. Sources are the same in all blocks.
TABLES = (
    *("articles", "versions", "fingerprints", "credits", "attributions", "incidents"),
    *("incident_keys", "reports", "claims", "edges", "edge_evidence"),
)
_IDS = (
    *("id", "article_id", "version_id", "incident_id", "latest_version_id", "from_article_id"),
    *("from_version_id", "to_article_id", "superseded_by", "edge_id", "merged_into"),
)
_TIMES = (
    *("first_seen", "read_at", "published", "fetched_at", "opened_at", "updated_at", "recorded_at"),
    *("first_published", "decided_at", "superseded_at", "retracted_at", "withdrawn_at"),
)
_DAYS = ("event_start", "event_end")
_NOUNS = ("noun", "mention", "verdict", "profile")
_NUMBERS = ("number", "version", "incident")
#: Days a bucket of a key spans, as in monitor/matching/keys.py; others stand at single days.
_BUCKETS = {"p": 8, "g": 8, "s": 8, "t": 10, "a": 3}
_ID = re.compile(r'"((?:article|version|incident|report|claim)_[a-z2-7]{16})"')
_DATE = re.compile(r'"(20\d\d-\d\d-\d\d)(?=["T])')
_BUCKET = re.compile(r"@(\d+)$")
_ORDINAL = re.compile(r"(?<=[\[:,])73\d{4}(?=[,}\]])")
_MIX = 0x9E3779B97F4A7C15
_MASK = (1 << 62) - 1
#: Room between the row numbers of two blocks; the block that was read has the highest.
STRIDE = 1_000_000


class Block:
    """What one block changes: the shift of days and the mark at ids."""

    def __init__(self, number: int, days: int) -> None:
        self.number = number
        self.days = days
        self._dates: dict[str, str] = {}

    def noun(self, text: str | None) -> str | None:
        """Return a stored noun with its ids marked and its days shifted."""
        if not text:
            return text
        text = _ID.sub(rf'"\1~{self.number}"', text)
        text = _ORDINAL.sub(lambda found: str(int(found[0]) - self.days), text)
        return _DATE.sub(lambda found: '"' + self.date(found[1]), text)

    def date(self, day: str) -> str:
        """Return a day of the first block as this one has it."""
        if day not in self._dates:
            moved = date.fromisoformat(day) - timedelta(days=self.days)
            self._dates[day] = moved.isoformat()
        return self._dates[day]

    def time(self, moment: str | None) -> str | None:
        """Return a time likewise."""
        return moment and self.date(moment[:10]) + moment[10:]

    def key(self, key: str) -> str:
        """Return a blocking key, its bucket of days shifted."""
        down = self.days // _BUCKETS.get(key[0], 1)
        return _BUCKET.sub(lambda found: f"@{int(found[1]) - down}", key)

    def hash(self, value: int) -> int:
        """Return a fingerprint that no other block has."""
        return (value ^ (self.number * _MIX)) & _MASK


def fill(base: Path, target: Path, blocks: range, days: int, *, search: bool) -> None:
    """Lay the articles of `base` down in `target` (copied from it where missing) once a block."""
    if not target.exists():
        shutil.copy(base, target)
    db = sqlite3.connect(target, isolation_level=None)
    try:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -4000000"):
            db.execute(f"pragma {pragma}").fetchall()
        db.execute("pragma foreign_keys = off")
        db.execute("attach ? as base", (str(base),))
        columns = {name: _columns(db, name) for name in TABLES}
        for number in blocks:
            _lay(db, Block(number, number * days), columns, search)
        db.execute("pragma journal_mode = wal").fetchall()
    finally:
        db.close()


def _columns(db: sqlite3.Connection, table: str) -> tuple[list[str], set[str]]:
    """Return the columns of a table, and those of its key made of row numbers."""
    told = [row[1] for row in db.execute(f"pragma base.table_info({table})")]
    return told, {name for name in told if name in _NUMBERS and _is_number(table, name)}


def _is_number(table: str, name: str) -> bool:
    return {
        "number": True,
        "version": table == "fingerprints",
        "incident": table == "incident_keys",
    }[name]


def _lay(
    db: sqlite3.Connection,
    block: Block,
    columns: dict[str, tuple[list[str], set[str]]],
    search: bool,
) -> None:
    db.create_function("moved_noun", 1, block.noun, deterministic=True)
    db.create_function("moved_date", 1, lambda day: day and block.date(day), deterministic=True)
    db.create_function("moved_time", 1, block.time, deterministic=True)
    db.create_function("moved_key", 1, block.key, deterministic=True)
    db.create_function("moved_hash", 1, block.hash, deterministic=True)
    values = {"mark": f"~{block.number}", "down": block.number * STRIDE, "days": block.days}
    db.execute("begin")
    for table, (names, numbers) in columns.items():
        told = ", ".join(f'"{name}"' for name in names)
        made = ", ".join(_expression(table, name, numbers) for name in names)
        used = {name: value for name, value in values.items() if f":{name}" in made}
        db.execute(f"insert into main.{table} ({told}) select {made} from base.{table}", used)
    if search:
        db.execute(
            "insert into texts (rowid, title, text) select number - :down, title, text"
            " from base.versions",
            {"down": values["down"]},
        )
    db.execute("commit")


def _expression(table: str, name: str, numbers: set[str]) -> str:
    if name in numbers:
        return f'"{name}" - :down'
    if table == "fingerprints" and name == "hash":
        return "moved_hash(hash)"
    if table == "incident_keys" and name == "key":
        return "moved_key(key)"
    if name == "day":
        return "day - :days"
    if name in _IDS:
        return f'"{name}" || :mark'
    if name in ("url", "canonical_url"):
        return f'"{name}" || :mark'
    for names, function in ((_TIMES, "time"), (_DAYS, "date"), (_NOUNS, "noun")):
        if name in names:
            return f'moved_{function}("{name}")'
    return f'"{name}"'
