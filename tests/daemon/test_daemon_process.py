"""The daemon as systemd sees it: a process that is told to start, reload and stop."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from daemon_builders import daemon, monitor, said, until, write_config

from monitor.demo.bulk import BulkServer
from monitor.store import meta
from monitor.store.open import is_held, open_store

NOW = datetime(2026, 3, 4, 6, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[BulkServer]:
    with BulkServer(lambda: NOW, pages=12, hosts=3, disallow=False) as server:
        yield server


@contextmanager
def listening(address: str) -> Iterator[list[bytes]]:
    """Stand in for systemd: collect what is said on the notification socket."""
    told: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address)

        def listen() -> None:
            while words := listener.recv(1000):
                told.append(words)

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield told
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", address)
        thread.join(timeout=5)


def articles(folder: Path) -> int:
    if not (folder / "monitor.db").exists():
        return 0
    store = open_store(folder / "monitor.db")
    try:
        return int(meta.status(store, NOW)["articles"])
    finally:
        store.close()


def test_it_reads_reloads_and_stops_when_told(tmp_path: Path, world: BulkServer) -> None:
    """Ready over the socket, a bad reload keeps the old configuration, SIGTERM ends cleanly."""
    folder = write_config(tmp_path / "config", world.feed_urls)
    address = str(tmp_path / "notify")
    with listening(address) as told:
        with daemon(folder, NOTIFY_SOCKET=address) as process:
            until(lambda: bool(told), "readiness")
            assert told[0].startswith(b"READY=1")
            until(lambda: articles(folder) == 12, "twelve articles")
            second = subprocess.run(
                monitor("--config", str(folder), "run"), capture_output=True, text=True, timeout=60
            )
            assert second.returncode == 75
            assert str(process.pid) in second.stderr
            (folder / "watches.toml").write_text("[[watch]]\nnme = 'x'\n")
            process.send_signal(signal.SIGHUP)
            until(lambda: said(folder, "old one kept"), "the refusal")
            (folder / "watches.toml").unlink()
            process.send_signal(signal.SIGHUP)
            until(lambda: said(folder, "configuration reloaded"), "the reload")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=120) == 0
        until(lambda: b"STOPPING=1" in told, "the farewell")
        assert b"WATCHDOG=1" in told


def test_a_killed_daemon_takes_up_where_it_was(tmp_path: Path, world: BulkServer) -> None:
    folder = write_config(tmp_path / "config", world.feed_urls)
    with daemon(folder) as process:
        until(lambda: articles(folder) > 0, "a first article")
        process.kill()
    with daemon(folder) as process:
        until(lambda: articles(folder) == 12, "twelve articles")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
    polled = [hit for hit in world.hits() if hit.path.endswith(".html")]
    assert len({(hit.host, hit.path) for hit in polled}) == len(polled) or len(polled) <= 24


def test_killed_again_and_again_it_comes_to_the_same(tmp_path: Path, world: BulkServer) -> None:
    """SIGKILL while polling, while reading, and soon after the start: no loss, no double."""
    folder = write_config(tmp_path / "config", world.feed_urls)
    for enough in (0, 1, 6):
        with daemon(folder) as process:
            until(lambda enough=enough: articles(folder) >= enough, "progress")  # type: ignore[misc]
            process.kill()
    with daemon(folder) as process:
        # The one before may have read them all: this one must be up before it is told to stop.
        until(lambda: is_held(folder / "monitor.db"), "the start")
        until(lambda: articles(folder) == 12, "twelve articles")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
    store = open_store(folder / "monitor.db")
    try:
        for table in ("feeds", "entries", "messages"):
            held = f"select count(*) from {table} where leased_until is not null"
            assert store.db.execute(held).fetchone() == (0,)
        states = store.db.execute("select state, count(*) from entries group by 1").fetchall()
        assert states == [("read", 12)]
        assert store.db.execute("pragma integrity_check").fetchone() == ("ok",)
        doubles = "select count(*) - count(distinct article_id) from versions"
        assert store.db.execute(doubles).fetchone() == (0,)
    finally:
        store.close()


def test_once_does_what_is_due_and_ends(tmp_path: Path, world: BulkServer) -> None:
    folder = write_config(tmp_path / "config", world.feed_urls)
    done = subprocess.run(
        monitor("--config", str(folder), "once"), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert articles(folder) == 12
