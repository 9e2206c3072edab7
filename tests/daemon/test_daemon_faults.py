"""What goes wrong around a running daemon: its file is taken away, it is told to stop in the midst
of a slow talk."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from daemon_builders import daemon, said, until, write_config
from jobs_servers import dripping

from monitor.model.telling import Message
from monitor.store import outbox
from monitor.store.open import open_store, writing

NOW = datetime(2026, 3, 4, 6, tzinfo=UTC)
MAIL = """
[channel.desk]
kind = "email"
host = "127.0.0.1"
port = {port}
security = "none"
sender = "monitor@example.org"
recipients = ["ann@example.org"]
"""


def _replaced(path: Path) -> None:
    path.with_suffix(".other").write_bytes(path.read_bytes())
    os.replace(path.with_suffix(".other"), path)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.unlink(), "is gone while it was in use"),
        (_replaced, "was replaced while it was in use"),
    ],
)
def test_a_database_taken_away_ends_the_daemon_with_74(
    tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    folder = write_config(tmp_path / "config", ())
    with daemon(folder) as process:
        until(lambda: said(folder, "daemon started"), "the start")
        harm(folder / "monitor.db")
        assert process.wait(timeout=120) == 74
    assert said(folder, words)


def test_told_to_stop_while_a_feed_drips_it_ends_cleanly(tmp_path: Path) -> None:
    with dripping(("127.0.4.7",)) as (port, asked):
        folder = write_config(tmp_path / "config", (f"http://127.0.4.7:{port}/feed.xml",))
        with daemon(folder) as process:
            until(lambda: bool(asked), "the request")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=120) == 0
    assert _leased(folder, "feeds") == 0


@contextmanager
def silent_mail_server() -> Iterator[tuple[int, threading.Event]]:
    """Greets and then says nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        talking, held = threading.Event(), []

        def accept() -> None:
            while True:
                try:
                    peer, _ = listener.accept()
                except OSError:
                    return
                held.append(peer)
                peer.sendall(b"220 mail.example ESMTP\r\n")
                talking.set()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1], talking
        listener.shutdown(socket.SHUT_RDWR)
        for peer in held:
            peer.close()


def test_told_to_stop_in_the_midst_of_a_mail_it_ends_and_still_owes_it(tmp_path: Path) -> None:
    with silent_mail_server() as (port, talking):
        folder = write_config(tmp_path / "config", (), MAIL.format(port=port))
        message = Message(
            id="message_one",
            channel="desk",
            kind="alert",
            subject="A bridge is closed",
            text="A bridge is closed.\n",
            html="<p>A bridge is closed.</p>",
            created_at=datetime.now(UTC),
            recipient="ann@example.org",
        )
        store = open_store(folder / "monitor.db", exclusive=True)
        with writing(store) as db:
            outbox.save(db, [message])
        store.close()
        with daemon(folder) as process:
            until(talking.is_set, "the mail")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=120) == 0
    store = open_store(folder / "monitor.db", exclusive=True)
    try:
        states = [row["state"] for row in outbox.list_messages(store)]
    finally:
        store.close()
    assert states == ["waiting"]
    assert _leased(folder, "messages") == 0


def _leased(folder: Path, table: str) -> int:
    store = open_store(folder / "monitor.db")
    try:
        sql = f"select count(*) from {table} where leased_until is not null"
        return int(store.db.execute(sql).fetchone()[0])
    finally:
        store.close()
