"""Opening the one SQLite file, and the two ways to use it: `writing` and `reading`.

One connection behind one lock; WAL with synchronous=FULL (NORMAL loses acknowledged rows in a
power cut). A second process may write short transactions, but never checkpoints: SQLite before
3.51.3 can corrupt a WAL that two connections reset at once.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import AlreadyRunningError, StoreError
from monitor.store import migrate
from monitor.store.rows import change, value
from monitor.store.touched import Touched, watch
from monitor.store.trouble import refuse_network, told

#: Files up to this size are checked whole when the daemon opens them (under a second).
CHECK_UP_TO_BYTES = 256_000_000
_CACHE_KIB = 65_536
_RELEASE_ALL = (
    "update feeds set leased_until = null where leased_until is not null",
    # An attempt that a crash cut short is none: pages are not given up for our own deaths.
    "update entries set leased_until = null, attempts = max(0, attempts - 1)"
    " where leased_until is not null",
    "update messages set leased_until = null where leased_until is not null",
)


class Store:
    """The open database. Make it with `open_store`; use it through `writing` and `reading`."""

    def __init__(self, path: Path, db: Database, holder: int | None) -> None:
        self.path = path
        self.db = db
        self.lock = threading.RLock()
        self.depth = 0
        #: Which rows changed since they were last asked for.
        self.touched = Touched()
        self._holder = holder
        self._files: dict[Path, int] = {}

    def misplaced(self) -> str:
        """Return why what is written would be lost ("" = it is not): the file, or its log, was
        deleted or replaced under us, or may not be written any more. Cheap; asks no SQLite."""
        for path in (self.path, Path(f"{self.path}-wal")):
            try:
                number = path.stat().st_ino
            except OSError:
                number = 0
            if self._files.setdefault(path, number) != number:
                # The log appears with the first write and then stays while we are connected.
                if not self._files[path]:
                    self._files[path] = number
                    continue
                gone = "was replaced" if number else "is gone"
                return f"{path} {gone} while it was in use; restore the latest `monitor backup`"
        for place in (self.path, self.path.parent):
            if not os.access(place, os.W_OK):
                return f"{place} is no longer writable; check its owner, its mode and the mount"
        return ""

    @property
    def exclusive(self) -> bool:
        """Whether this process holds the database for itself."""
        return self._holder is not None

    def close(self) -> None:
        """Close the connection and let go of the lock; a second call does nothing."""
        with self.lock:
            self.db.close()
            if self._holder is not None:
                os.close(self._holder)
                self._holder = None


def open_store(
    path: Path, *, must_exist: bool = False, exclusive: bool = False, busy_s: float = 5.0
) -> Store:
    """Open (and where needed make and migrate) the database at `path`.

    `exclusive` holds "<path>.lock" for as long as the store is open, checks the file, and frees
    the leases that a killed predecessor left. Whoever writes much (daemon, backfill) must be
    exclusive: other connections do not checkpoint.

    Raises:
        AlreadyRunningError: another process holds it.
        StoreError: missing, damaged, newer, not ours, not writable, or on a network disk.
    """
    _prepare_file(path, must_exist)
    holder = _hold(path) if exclusive else None
    try:
        with told(path):
            db = _connect(path, busy_s, exclusive)
            try:
                store = Store(path, db, holder)
                _make_ready(store, exclusive)
                store.touched = watch(db)
                store.misplaced()  # remembers which files are ours
            except BaseException:
                db.close()
                raise
    except BaseException:
        if holder is not None:
            os.close(holder)
        raise
    return store


@contextmanager
def writing(store: Store) -> Iterator[Database]:
    """Hold the lock and one `begin immediate` transaction; an inner use joins the outer one.

    Any exception rolls everything back and goes on.

    Raises:
        StoreError: the file cannot be written (locked, full, read-only, damaged).
    """
    with store.lock, told(store.path):
        if store.depth:
            yield store.db
            return
        store.db.execute("begin immediate")
        store.depth += 1
        try:
            yield store.db
            store.db.commit()
        except BaseException:
            store.db.rollback()
            store.touched.lose()
            raise
        finally:
            store.depth -= 1


@contextmanager
def reading(store: Store) -> Iterator[Database]:
    """Hold the lock for a short read; sees its own transaction when used inside `writing`."""
    with store.lock, told(store.path):
        yield store.db


def checkpoint(store: Store) -> None:
    """Copy the write-ahead log into the file and empty it, as far as readers allow."""
    with reading(store) as db:
        value(db, "pragma wal_checkpoint(truncate)")


def _prepare_file(path: Path, must_exist: bool) -> None:
    if must_exist and not path.exists():
        raise StoreError(f"there is no database at {path}; `monitor run` or `backfill` makes one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreError(f"{path} cannot be opened for writing: {error.strerror}") from error
    refuse_network(path)


def is_held(path: Path) -> bool:
    """Return whether another process (daemon, backfill, demo) holds the database at `path`."""
    try:
        holder = os.open(f"{path}.lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(holder, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(holder)
    return False


def _hold(path: Path) -> int:
    try:
        holder = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"{path}.lock cannot be made: {error.strerror}") from error
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        pid = os.read(holder, 32).decode("ascii", "replace").strip() or "unknown"
        os.close(holder)
        raise AlreadyRunningError(f"{path} is in use by process {pid}; stop it first") from error
    os.ftruncate(holder, 0)
    os.pwrite(holder, f"{os.getpid()}\n".encode("ascii"), 0)
    return holder


def _connect(path: Path, busy_s: float, exclusive: bool) -> Database:
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        check_same_thread=False,
        timeout=busy_s,
        cached_statements=512,
    )
    db = Database(connection, execute_plugins=False)
    migrate.version(db)  # nothing is changed in a file that is not ours
    value(db, "pragma journal_mode = wal")
    for pragma in (
        "synchronous = full",
        "foreign_keys = on",
        "trusted_schema = off",
        "cell_size_check = on",
        "mmap_size = 0",
        f"cache_size = -{_CACHE_KIB}",
        f"wal_autocheckpoint = {1000 if exclusive else 0}",
    ):
        db.execute(f"pragma {pragma}").fetchall()
    return db


def _make_ready(store: Store, exclusive: bool) -> None:
    if migrate.version(store.db) < migrate.newest():
        with writing(store) as db:
            migrate.migrate(db)
    if not exclusive:
        return
    if store.path.stat().st_size <= CHECK_UP_TO_BYTES:
        verdict = value(store.db, "pragma integrity_check(1)")
        if verdict != "ok":
            raise StoreError(
                f"{store.path} is damaged ({verdict}); restore the latest `monitor backup`"
            )
    with writing(store) as db:
        for release in _RELEASE_ALL:
            change(db, release)
