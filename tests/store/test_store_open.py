from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from monitor.errors import AlreadyRunningError, InputError, StoreError
from monitor.store import meta, migrate, outcomes, trouble
from monitor.store.open import checkpoint, is_held, open_store, reading, writing
from monitor.store.rows import rows, value
from tests.store.store_builders import NOW, a_store, an_outcome

#: Holds the write lock of the database given until a line comes in.
_LOCKER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("begin immediate")
print("locked", flush=True)
sys.stdin.readline()
db.execute("rollback")
"""
#: Opens the database exclusively, records a lease, and is killed with it.
_HOLDER = """
import sys, pathlib
from monitor.store.open import open_store
store = open_store(pathlib.Path(sys.argv[1]), exclusive=True)
print("open", flush=True)
sys.stdin.readline()
"""


def _child(code: str, path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child


def test_a_new_database_is_private_durable_and_of_the_newest_schema(tmp_path: Path) -> None:
    store = a_store(tmp_path / "made" / "on" / "the" / "way")
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    with reading(store) as db:
        pragmas = {
            name: value(db, f"pragma {name}")
            for name in ("journal_mode", "synchronous", "foreign_keys", "user_version")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "user_version": migrate.newest(),
    }


def test_every_table_is_strict_and_every_view_answers(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with reading(store) as db:
        loose = rows(
            db,
            "select name from pragma_table_list where type = 'table' and strict = 0 "
            "and name not like 'sqlite_%' and name not like 'texts%'",
        )
        views = [
            row["name"] for row in rows(db, "select name from sqlite_master where type='view'")
        ]
        for view in views:
            db.execute(f"select * from {view}").fetchall()
    assert loose == []
    assert {"v_incidents", "v_reports", "v_lineage", "v_claims", "v_alerts", "v_outbox"} < set(
        views
    )


def test_states_and_kinds_outside_the_vocabulary_are_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    for change in (
        "update incidents set state = 'opened'",
        "update reports set decision = 'maybe'",
        "update edges set relation = 'copies'",
        "update alerts set kind = 'news'",
        "update messages set state = 'lost'",
        "update incidents set state = 'merged'",
        "update versions set version = 'two'",
    ):
        with pytest.raises(sqlite3.IntegrityError), writing(store) as db:
            db.execute(change)


def test_an_inner_writing_joins_the_outer_transaction(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    def write_and_fail() -> None:
        with writing(store):
            meta.put(store, "a", "1")
            raise InputError

    with pytest.raises(InputError):
        write_and_fail()
    assert meta.get(store, "a") is None
    meta.put(store, "a", "2")
    assert meta.get(store, "a") == "2"


def test_threads_take_turns(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    meta.put(store, "n", "0")

    def count() -> None:
        for _ in range(20):
            with writing(store):
                meta.put(store, "n", str(int(meta.get(store, "n") or "0") + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert meta.get(store, "n") == "80"


def test_a_locked_database_is_told_and_usable_afterwards(tmp_path: Path) -> None:
    store = a_store(tmp_path, busy_s=0.1)
    child = _child(_LOCKER, store.path)
    with pytest.raises(StoreError, match="locked by another program"):
        meta.put(store, "a", "1")
    assert meta.get(store, "a") is None
    child.communicate("go\n")
    meta.put(store, "a", "1")
    assert meta.get(store, "a") == "1"


def test_a_writer_waits_for_another_process_to_finish(tmp_path: Path) -> None:
    store = a_store(tmp_path, busy_s=20)
    child = _child(_LOCKER, store.path)
    timer = threading.Timer(0.2, child.communicate, ["go\n"])
    timer.start()
    meta.put(store, "a", "1")
    timer.join()
    assert meta.get(store, "a") == "1"


def test_one_daemon_a_database_and_the_second_is_told_whom_to_stop(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    first = open_store(path, exclusive=True)
    child = _child(_HOLDER, tmp_path / "other.db")
    with pytest.raises(AlreadyRunningError, match=str(os.getpid())):
        open_store(path, exclusive=True)
    with pytest.raises(AlreadyRunningError, match=str(child.pid)):
        open_store(tmp_path / "other.db", exclusive=True)
    second = open_store(path)
    meta.put(second, "a", "1")
    second.close()
    first.close()
    child.kill()
    child.communicate()
    open_store(tmp_path / "other.db", exclusive=True).close()
    open_store(path, exclusive=True).close()


def test_a_second_connection_never_checkpoints(tmp_path: Path) -> None:
    daemon = a_store(tmp_path, exclusive=True)
    command = a_store(tmp_path)
    with reading(daemon) as first, reading(command) as second:
        assert value(first, "pragma wal_autocheckpoint") == 1000
        assert value(second, "pragma wal_autocheckpoint") == 0
    meta.put(command, "a", "1")
    checkpoint(daemon)
    assert daemon.path.with_name("monitor.db-wal").stat().st_size == 0


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all, whatever its name says" * 100)


def _foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("create table theirs (a)")
    db.commit()
    db.close()


def _newer(path: Path) -> None:
    open_store(path).close()
    db = sqlite3.connect(path)
    db.execute(f"pragma user_version = {migrate.newest() + 1}")
    db.close()


def _torn(path: Path) -> None:
    open_store(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _flipped(path: Path) -> None:
    open_store(path).close()
    pages = bytearray(path.read_bytes())
    for start in range(8192, len(pages), 4096):
        pages[start : start + 64] = b"\xff" * 64
    path.write_bytes(pages)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_garbage, "not a database"),
        (_foreign, "another program's database"),
        (_newer, "upgrade monitor"),
        (_torn, "damaged"),
        (_flipped, "damaged"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: object, words: str
) -> None:
    path = tmp_path / "monitor.db"
    assert callable(damage)
    damage(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words):
        open_store(path, exclusive=True)
    assert path.read_bytes() == before
    with pytest.raises(StoreError, match=words):
        open_store(path, exclusive=True)  # the first try let go of the lock


def test_a_missing_database_is_told_where_one_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        open_store(tmp_path / "monitor.db", must_exist=True)
    assert not (tmp_path / "monitor.db").exists()


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    outcomes.record(store, an_outcome(), NOW)
    with reading(store) as db:
        value(db, f"pragma max_page_count = {value(db, 'pragma page_count')}")
    more = [an_outcome(f"https://a.example/{name}", f"n{name}") for name in range(200)]
    with pytest.raises(StoreError, match="full disk"):
        sum(outcomes.record(store, one, NOW).total for one in more)
    with reading(store) as db:
        value(db, "pragma max_page_count = 1000000")
        assert value(db, "select count(*) from articles") == value(
            db, "select count(*) from reports"
        )
    outcomes.record(store, an_outcome("https://a.example/after", "after"), NOW)


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with writing(store) as db:
        assert migrate.migrate(db) == 0


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrate.steps()] == list(range(1, migrate.newest() + 1))


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("srv:/x {} nfs4 rw 0 0\n", "nfs4"),
        ("/dev/a {} ext4 rw 0 0\n", "ext4"),
        ("srv:/x {} cifs rw 0 0\n/dev/a {}/local ext4 rw 0 0\n", "ext4"),
        ("", ""),
    ],
)
def test_network_file_systems_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, kind: str
) -> None:
    table = tmp_path / "mounts"
    table.write_text(mounts.format(tmp_path, tmp_path) if mounts else "")
    monkeypatch.setattr(trouble, "_MOUNTS", table)
    path = tmp_path / "local" / "monitor.db"
    if kind == "nfs4":
        with pytest.raises(StoreError, match="network file system"):
            open_store(path)
    else:
        open_store(path).close()


def test_a_file_that_may_not_be_written_any_more_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mount turned read-only, an owner changed: asked of the system, not of SQLite."""
    store = open_store(tmp_path / "monitor.db", exclusive=True)
    assert store.misplaced() == ""
    monkeypatch.setattr("monitor.store.open.os.access", lambda path, mode: path != store.path)
    assert "monitor.db is no longer writable" in store.misplaced()
    monkeypatch.setattr("monitor.store.open.os.access", lambda path, mode: path == store.path)
    assert f"{tmp_path} is no longer writable" in store.misplaced()
    store.close()


def test_files_are_remembered_from_the_opening_on(tmp_path: Path) -> None:
    store = open_store(tmp_path / "monitor.db", exclusive=True)
    (tmp_path / "monitor.db").unlink()
    assert "is gone" in store.misplaced()
    store.close()


def test_a_database_is_held_while_somebody_has_it_for_himself(tmp_path: Path) -> None:
    path = tmp_path / "monitor.db"
    assert not is_held(path)
    store = open_store(path, exclusive=True)
    assert is_held(path)
    store.close()
    assert not is_held(path)
