"""The small parts of the daemon: progress, words to systemd."""

from __future__ import annotations

import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import TICKS_S
from monitor.daemon.loop import STUCK_AFTER_S, Daemon, Every
from monitor.daemon.progress import Progress
from monitor.daemon.systemd import notify, watchdog_pause_s
from monitor.errors import StoreError


def test_a_loop_that_does_not_move_is_named() -> None:
    now = [0.0]
    progress = Progress({"poll": 5, "read": 5}, limit_s=10, tick=lambda: now[0])
    progress.began("poll")
    progress.began("read")
    now[0] = 8
    progress.moved("poll")
    assert progress.stuck() == ()
    now[0] = 12
    assert progress.stuck() == ("read",)
    progress.moved("read")
    assert progress.stuck() == ()


def test_a_loop_that_waits_for_its_turn_is_not_stuck() -> None:
    """An hourly leg does not move for an hour; only when its turn does not come is it named."""
    now = [0.0]
    progress = Progress({"tidy": 3600}, limit_s=10, tick=lambda: now[0])
    progress.began("tidy")
    progress.ended("tidy")
    now[0] = 3605
    assert progress.stuck() == ()
    now[0] = 3611
    assert progress.stuck() == ("tidy",)
    progress.began("tidy")
    now[0] += 11
    assert progress.stuck() == ("tidy",)


def test_no_leg_of_the_daemon_waits_longer_than_the_watchdog_allows() -> None:
    now = [0.0]
    progress = Progress(TICKS_S, limit_s=STUCK_AFTER_S, tick=lambda: now[0])
    for second in range(0, 7200, 5):
        now[0] = second
        for name, every_s in TICKS_S.items():
            if second % every_s == 0:
                progress.began(name)
                progress.ended(name)
        assert progress.stuck() == ()


def test_a_database_that_cannot_be_used_for_long_is_told_once_and_so_is_its_return(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    now = [0.0]
    monkeypatch.setattr("monitor.daemon.loop.time.monotonic", lambda: now[0])
    daemon = a_daemon(lambda: None, JumpingClock(), alarm=told.append)

    def fail() -> None:
        raise StoreError("the disk is full")

    for at in (0, 5, 29):
        now[0] = at
        daemon._step("job", fail)
    assert told == []
    for at in (31, 36):
        now[0] = at
        daemon._step("job", fail)
    assert told == ["the disk is full"]
    daemon._step("job", lambda: None)
    daemon._step("job", lambda: None)
    assert told == ["the disk is full", ""]
    daemon._step("job", fail)
    assert told == ["the disk is full", ""]


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


NOW = datetime(2031, 5, 6, 8, tzinfo=UTC)


class JumpingClock:
    """The machine's clock, set forward or back by hand."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


def a_daemon(job: object, clock: JumpingClock, **how: object) -> Daemon:
    return Daemon(
        {"job": (job, 0.2)},  # type: ignore[dict-item]
        stop=how.pop("stop", threading.Event()),  # type: ignore[arg-type]
        reload=how.pop("reload", lambda: True),  # type: ignore[arg-type]
        clock=clock,
        environ={},
        **how,  # type: ignore[arg-type]
    )


def test_ten_lost_years_are_one_tick() -> None:
    """Missed runs are not counted up: that would take for ever."""
    tick = Every(5.0)
    assert tick.get_next_fire_time(None, NOW) == NOW  # type: ignore[arg-type]
    assert tick.get_next_fire_time(NOW - timedelta(days=3650), NOW) == NOW + timedelta(seconds=5)


@pytest.mark.parametrize("hours", [-1, 1, -24, 24, 87_600])
def test_a_jump_of_the_wall_clock_makes_every_job_due(hours: int) -> None:
    clock = JumpingClock()
    daemon = a_daemon(lambda: None, clock)
    daemon._scheduler.add_job(
        lambda: None, Every(3600), next_run_time=clock.now() + timedelta(hours=1)
    )
    daemon._scheduler.start(paused=True)
    try:
        clock.by = timedelta(hours=hours)
        daemon._guard_clock(hours * 3600.0)
        (job,) = daemon._scheduler.get_jobs()
        assert abs(job.next_run_time - clock.now()) < timedelta(seconds=5)
    finally:
        daemon._scheduler.shutdown(wait=False)


def test_a_failing_job_is_tried_again_and_a_failing_reload_ends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Daemon, "_listen", lambda self: None)
    stop, tries = threading.Event(), []

    def job() -> None:
        tries.append(len(tries))
        if len(tries) == 2:
            daemon._on_reload(1, None)
        if len(tries) >= 4:
            stop.set()
            daemon._wake.set()
        raise RuntimeError("odd")

    def reload() -> bool:
        raise ValueError("odd too")

    daemon = a_daemon(job, JumpingClock(), stop=stop, reload=reload)
    assert daemon.run() == 0
    assert len(tries) >= 4


def test_what_would_be_lost_ends_the_daemon_with_74(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Daemon, "_listen", lambda self: None)
    daemon = a_daemon(lambda: None, JumpingClock(), fatal=lambda: "the database is gone")
    assert daemon.run() == 74


def test_a_job_that_waits_is_hurried_when_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Daemon, "_listen", lambda self: None)
    monkeypatch.setattr("monitor.daemon.loop.HURRY_AFTER_S", 0.2)
    broken_off, stop = threading.Event(), threading.Event()

    def job() -> None:
        stop.set()
        assert broken_off.wait(120)

    daemon = a_daemon(job, JumpingClock(), stop=stop, hurry=broken_off.set)
    assert daemon.run() == 0
