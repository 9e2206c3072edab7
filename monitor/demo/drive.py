"""The demo: the real daemon's jobs on the small world, with a clock that jumps from due to due.

The clock is stored before every step. A run that is killed takes up the step it was in, and comes
to the same articles, incidents and alerts as an undisturbed one.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.app import App, open_app
from monitor.clock import SteppedClock
from monitor.codec import time_from, time_text
from monitor.demo.config import write_config
from monitor.demo.server import DemoServer
from monitor.demo.world import load_world
from monitor.facts.data import incident_types
from monitor.settings.find import shipped_folder
from monitor.settings.load import load
from monitor.store import meta
from monitor.store.open import open_store

#: The world's port where it is free, so that a second run has the same addresses.
BASE_PORT = 8642
#: The clock starts before the first article: nothing is backlog.
_BEFORE = timedelta(hours=1)
#: After the last thing that happens the daemon runs on until the next digest is out.
_AFTER = timedelta(hours=24)
#: Due rows within this are done together.
STEP = timedelta(minutes=10)
_CLOCK = "demo_clock"
_PORT = "demo_port"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the demo is."""

    now: datetime
    begins: datetime
    ends: datetime


@contextmanager
def demo(folder: Path) -> Iterator[tuple[App, DemoServer, SteppedClock]]:
    """Serve the world, write its configuration into `folder`/config, open the app on it."""
    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "demo.db"
    started, port = _remembered(db)
    world = load_world()
    clock = SteppedClock(started or world.begins() - _BEFORE)
    with DemoServer(world, clock.now, base_port=port) as server:
        config = folder / "config"
        write_config(config, server)
        found = load(config, environ={}, shipped=shipped_folder(), incident_types=incident_types())
        settings = replace(found, db=db)
        app = open_app(settings, clock=clock, exclusive=True)
        try:
            meta.put(app.walk.store, _PORT, str(server.port))
            yield app, server, clock
        finally:
            app.close()


def steps(app: App, server: DemoServer, clock: SteppedClock) -> Iterator[Progress]:
    """Run the daemon's jobs at each due moment, yielding after each step, to the world's end."""
    begins = server.world.begins() - _BEFORE
    ends = server.world.ends() + _AFTER
    store = app.walk.store
    while True:
        now = clock.now()
        meta.put(store, _CLOCK, time_text(now))
        app.once()
        yield Progress(now=now, begins=begins, ends=ends)
        if now >= ends:
            return
        due = meta.next_due(store, now) or ends
        clock.set(min(max(due, now + STEP), ends))


def run(folder: Path, *, watch: Callable[[Progress], None] = lambda progress: None) -> None:
    """Run the demo in `folder` to its end; takes up a run that was broken off."""
    with demo(folder) as (app, server, clock):
        for progress in steps(app, server, clock):
            watch(progress)


def _remembered(db: Path) -> tuple[datetime | None, int]:
    """Return the clock and port of a run that was broken off, else (None, a free port)."""
    if db.exists():
        store = open_store(db, exclusive=True)
        try:
            clock, port = meta.get(store, _CLOCK), meta.get(store, _PORT)
        finally:
            store.close()
        if port:
            return time_from(clock) if clock else None, int(port)
    return None, BASE_PORT if _is_free(BASE_PORT) else 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.1.1", port))
        except OSError:
            return False
    return True
