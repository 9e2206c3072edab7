"""The small parts of the daemon: progress, words to systemd."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from monitor.daemon.progress import Progress
from monitor.daemon.systemd import notify, watchdog_pause_s


def test_a_loop_that_does_not_move_is_named() -> None:
    now = [0.0]
    progress = Progress(["poll", "read"], limit_s=10, tick=lambda: now[0])
    now[0] = 8
    progress.moved("poll")
    assert progress.stuck() == ()
    now[0] = 12
    assert progress.stuck() == ("read",)
    progress.moved("read")
    assert progress.stuck() == ()


def test_nobody_listening_is_no_error(tmp_path: Path) -> None:
    assert notify("READY=1", {}) is False
    assert notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "none")}) is False


def test_words_reach_an_abstract_socket() -> None:
    name = f"monitor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name)
        assert notify("READY=1", {"NOTIFY_SOCKET": "@" + name})
        assert listener.recv(100) == b"READY=1"


def test_the_watchdog_is_fed_at_half_its_patience_and_only_ours() -> None:
    assert watchdog_pause_s({}) is None
    assert watchdog_pause_s({"WATCHDOG_USEC": "60000000"}) == 30.0
    assert watchdog_pause_s({"WATCHDOG_USEC": "x"}) is None
    assert watchdog_pause_s({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}) is None
