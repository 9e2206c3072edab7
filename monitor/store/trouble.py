"""What SQLite's errors mean to the person who runs us, and where a database may not live."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StoreError

#: File systems whose locks SQLite's write-ahead log cannot trust.
#: Source: https://sqlite.org/wal.html, "WAL does not work over a network filesystem".
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.glusterfs"}
)
_MOUNTS = Path("/proc/self/mounts")

#: Primary result code → what to do about it.
_ADVICE = {
    sqlite3.SQLITE_BUSY: "locked by another program; close it, or try again",
    sqlite3.SQLITE_LOCKED: "locked by another program; close it, or try again",
    sqlite3.SQLITE_READONLY: "not writable; check its owner, its mode and the mount",
    sqlite3.SQLITE_PERM: "not accessible; check its owner and its mode",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and is writable",
    sqlite3.SQLITE_FULL: "on a full disk; free some space, nothing that was recorded is lost",
    sqlite3.SQLITE_IOERR: "on a disk that fails or is full; check the disk",
    sqlite3.SQLITE_CORRUPT: "damaged; stop the daemon and restore the latest `monitor backup`",
    sqlite3.SQLITE_NOTADB: "not a database; point --db elsewhere or restore a `monitor backup`",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into a StoreError with what to do; bugs fly."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        advice = _ADVICE.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
        if advice is None:
            raise
        raise StoreError(f"{path} is {advice} ({error})") from error


def refuse_network(path: Path) -> None:
    """Raise StoreError where `path` lies on a network file system, as far as the system tells."""
    kind = _file_system(path.resolve().parent)
    if kind in _NETWORK:
        raise StoreError(
            f"{path} is on a network file system ({kind}), where SQLite can lose data; "
            "put the database on a local disk"
        )


def _file_system(folder: Path) -> str:
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        mount = fields[1].encode().decode("unicode_escape") if len(fields) > 2 else ""
        if mount and folder.is_relative_to(mount) and len(mount) >= best:
            best, kind = len(mount), fields[2]
    return kind
