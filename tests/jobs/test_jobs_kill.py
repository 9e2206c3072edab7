"""A real process that is really killed between the server's answer and our note of it."""

from __future__ import annotations

import email
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from notify_builders import listening
from telling_builders import Recorder, a_walk, tell

from monitor.model.names import OutboxState
from monitor.store import outbox
from monitor.store.open import open_store

MONITOR = "from monitor.cli.main import main; main()"
#: Mails after which the process that sent them is killed.
KILLED_AT = (2, 5)
ALERTS = 7


class Lethal:
    """A server that accepts every mail, and at some of them has the sender killed.

    It locks the sender's database before it answers, so that the sender has the answer, or has it
    coming, and cannot have noted it.
    """

    def __init__(self, db: Path) -> None:
        self.db = db
        self.mails: list[bytes] = []
        self.killed: list[str] = []
        self.deadly = threading.Event()
        self.lock: sqlite3.Connection | None = None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(envelope.content)
        if (
            len(set(map(_id_of, self.mails))) in KILLED_AT
            and _id_of(self.mails[-1]) not in self.killed
        ):
            self.killed.append(_id_of(self.mails[-1]))
            # Opened here: a connection belongs to its thread, which is the server's.
            self.lock = sqlite3.connect(self.db, timeout=30, check_same_thread=False)
            self.lock.isolation_level = None
            self.lock.execute("begin immediate")
            self.deadly.set()
        return "250 queued"


def _id_of(mail: bytes) -> str:
    return str(email.message_from_bytes(mail)["Message-ID"])


def write_config(folder: Path, port: int) -> None:
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        '[digest]\nchannels = []\n[alerts]\ngroup_wait = "0s"\nmin_gap = "0s"\n'
        f'[channel.desk]\nkind = "email"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'sender = "monitor@orland.example"\nrecipients = ["ann@desk.example"]\n'
    )
    (folder / "watches.toml").write_text('[[watch]]\nname = "all"\nchannels = ["desk"]\n')
    (folder / "feeds.toml").write_text("")


def test_a_kill_between_send_and_settle_doubles_at_most_that_message(tmp_path: Path) -> None:
    walk = a_walk(tmp_path, {"desk": Recorder()}, start=datetime.now(UTC) - timedelta(hours=1))
    raised = [tell(walk, f"case{n}", headline=f"word {n}").headline for n in range(ALERTS)]
    walk.store.close()
    handler = Lethal(tmp_path / "monitor.db")
    controller = listening(handler)
    try:
        write_config(tmp_path / "config", controller.server.sockets[0].getsockname()[1])
        for _ in KILLED_AT:
            _run_until_killed(tmp_path, handler)
        assert _once(tmp_path).wait() == 0
    finally:
        controller.stop()
    doubled = {one: n for one, n in Counter(map(_id_of, handler.mails)).items() if n > 1}
    assert doubled == dict.fromkeys(handler.killed, 2)
    assert len(handler.killed) == len(KILLED_AT)
    subjects = {str(email.message_from_bytes(one)["Subject"]) for one in handler.mails}
    assert subjects == set(raised)
    store = open_store(tmp_path / "monitor.db")
    waiting = outbox.list_messages(store, state=OutboxState.WAITING)
    store.close()
    assert not waiting


def _once(folder: Path) -> subprocess.Popen[bytes]:
    words = ["--config", str(folder / "config"), "--db", str(folder / "monitor.db"), "once"]
    return subprocess.Popen([sys.executable, "-c", MONITOR, *words], env=dict(os.environ))


def _run_until_killed(folder: Path, handler: Lethal) -> None:
    process = _once(folder)
    assert handler.deadly.wait(120)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    handler.deadly.clear()
    assert handler.lock is not None
    handler.lock.rollback()
    handler.lock.close()
