"""Ticks the jobs until told to stop. Due-ness is in rows: a late tick loses nothing.

APScheduler 3.x drops runs more than 1 s late by default and stalls when the wall clock goes back;
the job defaults below and `_guard_clock` are the answers to that.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from types import FrameType

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from monitor.clock import Clock
from monitor.daemon.progress import Progress
from monitor.daemon.systemd import notify, watchdog_pause_s

log = structlog.get_logger(__name__)

#: One step of a loop is bounded by fetch and parse deadlines; past this it hangs.
STUCK_AFTER_S = 300.0
#: SIGTERM must end within 10 s; what is not done by then is a row and is done again.
STOP_WITHIN_S = 8.0
#: A difference between wall and monotonic clock that is no mere drift.
CLOCK_JUMP_S = 5.0

Job = Callable[[], object]


class Daemon:
    """Runs jobs at their ticks. `reload` is called on SIGHUP, from the main thread."""

    def __init__(
        self,
        jobs: Mapping[str, tuple[Job, float]],
        *,
        stop: threading.Event,
        reload: Callable[[], bool],
        clock: Clock,
        environ: Mapping[str, str],
    ) -> None:
        self._jobs = jobs
        self._stop = stop
        self._reload = reload
        self._clock = clock
        self._environ = environ
        self._progress = Progress(jobs, STUCK_AFTER_S)
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
                "interval",
                args=(name, job),
                id=name,
                seconds=every_s,
                next_run_time=self._clock.now(),
            )
        self._scheduler.start()
        notify("READY=1\nSTATUS=watching", self._environ)
        log.info("daemon started", jobs=",".join(self._jobs))
        self._watch()
        return self._end()

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
            try:
                job()
            except Exception:
                log.exception("job failed", job=name)
            self._progress.moved(name)

    def _watch(self) -> None:
        pause = min(watchdog_pause_s(self._environ) or 1.0, 1.0)
        wall, steady = self._clock.now(), time.monotonic()
        while not self._stop.is_set():
            self._wake.wait(pause)
            self._wake.clear()
            if self._reload_wanted.is_set():
                self._reload_wanted.clear()
                self._do_reload()
            now_wall, now_steady = self._clock.now(), time.monotonic()
            self._guard_clock((now_wall - wall).total_seconds() - (now_steady - steady))
            wall, steady = now_wall, now_steady
            self._feed_watchdog()

    def _do_reload(self) -> None:
        notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}", self._environ)
        worked = self._reload()
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
        if stuck:
            log.error("loops do not move", loops=",".join(stuck))
            return
        notify("WATCHDOG=1", self._environ)

    def _end(self) -> int:
        notify("STOPPING=1", self._environ)
        log.info("daemon stopping")
        self._scheduler.shutdown(wait=False)
        deadline = time.monotonic() + STOP_WITHIN_S
        for _ in self._jobs:
            left = deadline - time.monotonic()
            if not self._running.acquire(timeout=max(0.0, left)):
                log.warning("a job did not end in time; its rows stay leased and are done again")
                # A hung thread would be joined at interpreter exit, for ever.
                os._exit(0)
        log.info("daemon stopped")
        return 0
