"""The schema: numbered plain SQL files, each run once in one transaction. Append only."""

from __future__ import annotations

import re
from importlib.resources import files

from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.store.rows import value

#: "mntr": says in the file's header whose database it is (`pragma application_id`).
APPLICATION_ID = 0x6D6E7472
_NAME = re.compile(r"(\d{3})_\w+\.sql")


def steps() -> tuple[tuple[int, str], ...]:
    """Return (number, SQL text) of every migration, in order."""
    folder = files("monitor.store") / "migrations"
    named = ((_NAME.fullmatch(file.name), file) for file in folder.iterdir())
    found = [(int(name[1]), file.read_text(encoding="utf-8")) for name, file in named if name]
    return tuple(sorted(found))


def newest() -> int:
    """Return the schema version that this program writes."""
    return steps()[-1][0]


def version(db: Database) -> int:
    """Return the schema version of the database, 0 where it is empty.

    Raises:
        StoreError: it is somebody else's database, or newer than this program.
    """
    stands = int(value(db, "pragma user_version"))
    ours = value(db, "pragma application_id") == APPLICATION_ID
    if not ours and (stands or value(db, "select count(*) from sqlite_master")):
        raise StoreError("this is another program's database; point --db at a file of its own")
    if stands > newest():
        raise StoreError(
            f"the database has schema {stands} and this program knows {newest()}; "
            "upgrade monitor, or restore the backup made before the upgrade"
        )
    return stands


def migrate(db: Database) -> int:
    """Bring the schema up to date and return how many steps that took.

    Call inside a transaction: either every step is there, or none.

    Raises:
        StoreError: as `version` does.
    """
    stands = version(db)
    due = [(number, text) for number, text in steps() if number > stands]
    for number, text in due:
        db.executescript(text)
        db.execute(f"pragma user_version = {number:d}")
    if due:
        db.execute(f"pragma application_id = {APPLICATION_ID:d}")
    return len(due)
