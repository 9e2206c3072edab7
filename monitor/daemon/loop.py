"""Ticks the jobs until told to stop. Due-ness is in rows: a late tick loses nothing.

APScheduler 3.x drops runs more than 1 s late by default and stalls when the wall clock goes back;
the job defaults below and `_guard_clock` are the answers to that.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import FrameType

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.clock import Clock
from monitor.daemon.progress import Progress
from monitor.daemon.systemd import notify, watchdog_pause_s
from monitor.errors import MonitorError, StoreError
from monitor.text import one_line

log = structlog.get_logger(__name__)

#: One step of a loop is bounded by fetch and parse deadlines; past this it hangs.
STUCK_AFTER_S = 300.0
#: SIGTERM must end within 10 s: so long jobs may end by themselves, then what they wait for is
#: broken off; what is not done by the end is a row and is done again.
HURRY_AFTER_S = 2.0
STOP_WITHIN_S = 7.0
#: A database that cannot be used for so long is told past the outbox; shorter troubles pass.
ALARM_AFTER_S = 30.0
#: A difference between wall and monotonic clock that is no mere drift.
CLOCK_JUMP_S = 5.0

Job = Callable[[], object]


class Daemon:
    """Runs jobs at their ticks.

    `reload` is called on SIGHUP, `hurry` where jobs do not end after SIGTERM, `fatal` every second:
    it says why there is no going on, "" = all is well. All three from the main thread. `alarm` is
    called by a job that cannot use the database for long, with the problem; with "" when it can.
    """

    def __init__(
        self,
        jobs: Mapping[str, tuple[Job, float]],
        *,
        stop: threading.Event,
        reload: Callable[[], bool],
        clock: Clock,
        environ: Mapping[str, str],
        hurry: Callable[[], object] = lambda: None,
        fatal: Callable[[], str] = lambda: "",
        alarm: Callable[[str], object] = lambda problem: None,
    ) -> None:
        self._jobs = jobs
        self._stop = stop
        self._reload = reload
        self._hurry = hurry
        self._fatal = fatal
        self._alarm = alarm
        self._alarm_lock = threading.Lock()
        #: Since when the database cannot be used; None = it can.
        self._unusable_since: float | None = None
        self._alarmed = False
        self._clock = clock
        self._environ = environ
        pauses = {name: every_s for name, (_, every_s) in jobs.items()}
        self._progress = Progress(pauses, STUCK_AFTER_S)
        self._stuck: tuple[str, ...] = ()
        self._failing: set[str] = set()
        self._exit_code = 0
        self._reload_wanted = threading.Event()
        self._wake = threading.Event()
        self._running = threading.Semaphore(len(jobs))
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(jobs))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def run(self) -> int:
        """Work until SIGTERM or SIGINT; return the exit code. Must run in the main thread."""
        self._listen()
        for name, (job, every_s) in self._jobs.items():
            self._scheduler.add_job(
                self._step,
                Every(every_s),
                args=(name, job),
                id=name,
                next_run_time=self._clock.now(),
            )
        # A leg that is still at work at its next tick is no event: it takes up what is due.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.start()
        notify("READY=1\nSTATUS=watching", self._environ)
        log.info("daemon started", jobs=",".join(self._jobs))
        self._watch()
        return self._end()

    def moved(self, name: str) -> None:
        """Note that a job came round, though it is not at its end."""
        self._progress.moved(name)

    def _listen(self) -> None:
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)
        if hasattr(signal, "SIGPIPE"):
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._stop.is_set():  # asked twice: at once
            os._exit(0)
        self._stop.set()
        self._wake.set()

    def _on_reload(self, _number: int, _frame: FrameType | None) -> None:
        self._reload_wanted.set()
        self._wake.set()

    def _step(self, name: str, job: Job) -> None:
        if self._stop.is_set():
            return
        with self._running:
            self._progress.began(name)
            try:
                job()
            except MonitorError as error:
                log.error("job failed", job=name, problem=str(error))
                self._tell(name, str(error))
                if isinstance(error, StoreError):
                    self._raise_alarm(str(error))
            except Exception as error:
                log.exception("job failed", job=name)
                self._tell(name, type(error).__name__)
            else:
                self._tell(name, "")
                if not self._failing:
                    self._raise_alarm("")
            self._progress.ended(name)

    def _raise_alarm(self, problem: str) -> None:
        """Tell once of a database that cannot be used, and once that it can."""
        with self._alarm_lock:
            if problem and self._unusable_since is None:
                self._unusable_since = time.monotonic()
            since = self._unusable_since
            lasts = since is not None and time.monotonic() - since >= ALARM_AFTER_S
            due = (lasts and not self._alarmed) if problem else self._alarmed
            if due:
                self._alarmed = bool(problem)
            if not problem:
                self._unusable_since = None
        if due:
            try:
                self._alarm(problem)
            except Exception:
                log.exception("alarm failed")

    def _tell(self, name: str, problem: str) -> None:
        """Have `systemctl status` show the jobs that fail."""
        if problem:
            self._failing.add(name)
            notify(f"STATUS={name} failed: {one_line(problem, 200)}", self._environ)
        elif name in self._failing:
            self._failing.discard(name)
            if not self._failing:
                log.info("jobs work again")
                notify("STATUS=watching", self._environ)

    def _watch(self) -> None:
        pause = min(watchdog_pause_s(self._environ) or 1.0, 1.0)
        wall, steady = self._clock.now(), time.monotonic()
        while not self._stop.is_set():
            self._wake.wait(pause)
            self._wake.clear()
            if self._reload_wanted.is_set() and not self._stop.is_set():
                self._reload_wanted.clear()
                self._do_reload()
            now_wall, now_steady = self._clock.now(), time.monotonic()
            self._guard_clock((now_wall - wall).total_seconds() - (now_steady - steady))
            wall, steady = now_wall, now_steady
            self._feed_watchdog()
            self._look_for_end()

    def _look_for_end(self) -> None:
        problem = self._fatal()
        if problem:
            log.error("no going on", problem=problem)
            self._exit_code = StoreError.exit_code
            self._stop.set()

    def _do_reload(self) -> None:
        notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}", self._environ)
        try:
            worked = self._reload()
        except Exception:
            log.exception("reload failed")
            worked = False
        status = "watching" if worked else "configuration refused, old one kept"
        notify(f"READY=1\nSTATUS={status}", self._environ)

    def _guard_clock(self, jump_s: float) -> None:
        if abs(jump_s) < CLOCK_JUMP_S:
            return
        log.warning("wall clock jumped", by_s=round(jump_s, 1))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._clock.now())

    def _feed_watchdog(self) -> None:
        stuck = self._progress.stuck()
        if stuck != self._stuck:
            self._stuck = stuck
            if stuck:
                log.error("loops do not move", loops=",".join(stuck))
            else:
                log.warning("loops move again")
        if not stuck:
            notify("WATCHDOG=1", self._environ)

    def _end(self) -> int:
        notify("STOPPING=1", self._environ)
        log.info("daemon stopping")
        self._scheduler.shutdown(wait=False)
        began = time.monotonic()
        left = len(self._jobs)
        for until in (HURRY_AFTER_S, STOP_WITHIN_S):
            while left and self._running.acquire(
                timeout=max(0.0, began + until - time.monotonic())
            ):
                left -= 1
            if left and until is HURRY_AFTER_S:
                self._hurry()
        if left:
            log.warning("a job did not end in time; its rows stay leased and are done again")
            # A hung thread would be joined at interpreter exit, for ever.
            os._exit(self._exit_code)
        log.info("daemon stopped")
        return self._exit_code


class Every(BaseTrigger):  # type: ignore[misc]
    """Fires `every_s` after it last did. Runs missed while the clock jumped are not made up for:
    counting ten years in steps of five seconds would take for ever."""

    def __init__(self, every_s: float) -> None:
        self._pause = timedelta(seconds=every_s)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Return the next moment after `now`."""
        return now + self._pause if previous is not None else now


def hold_signals() -> None:
    """Until the daemon listens: SIGTERM leaves at once (nothing is open), SIGHUP is nothing new."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(0))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
