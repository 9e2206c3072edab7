"""A copy of the running database that can be trusted: made online, checked, then named."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from monitor.errors import StoreError
from monitor.store.open import Store
from monitor.store.trouble import told

#: Pages copied at once; writers get their turn between two.
_PAGES = 2048
_PAUSE_S = 0.005


def backup(store: Store, target: Path) -> int:
    """Write a checked copy to `target` and return its size in bytes.

    The copy is one consistent moment. It appears under its name only when it is whole and on
    disk; an older file of that name is replaced then, not before.

    Raises:
        StoreError: the target cannot be written, is the database itself, or the copy is damaged.
    """
    if target.exists() and target.samefile(store.path):
        raise StoreError(f"{target} is the database itself; name another file for the backup")
    unfinished = target.with_name(f".{target.name}.unfinished-{os.getpid()}")
    try:
        with told(target):
            _copy(store.path, unfinished)
        _flush(unfinished)
        os.replace(unfinished, target)
        _flush(target.parent)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        for rest in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
    # A connection of its own holds one snapshot, so that writers do not make it start again.
    origin = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        origin.execute("begin")
        origin.execute("select count(*) from meta").fetchone()
        origin.backup(copy, pages=_PAGES, sleep=_PAUSE_S)
        copy.execute("pragma journal_mode = delete").fetchall()
        verdict = copy.execute("pragma integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StoreError(f"the copy is damaged ({verdict}); run `monitor check-db`")
    finally:
        copy.close()
        origin.close()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
