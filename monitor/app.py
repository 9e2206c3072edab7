"""The composition root: the only place that builds things and gives them to the jobs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import structlog

from monitor.clock import Clock
from monitor.errors import MonitorError
from monitor.fetch.children import Children
from monitor.fetch.client import Fetcher, user_agent
from monitor.fetch.memory import be_frugal, give_back
from monitor.fetch.robots import RobotsGate
from monitor.jobs import (
    alarm,
    deliver,
    digest,
    health,
    known_incidents,
    poll,
    read,
    reconsider,
    tidy,
)
from monitor.jobs.doors import prepare
from monitor.jobs.tasks import Registers
from monitor.jobs.walk import Walk
from monitor.lineage.registers import build_register
from monitor.matching.data import load_model
from monitor.messages.data import load_templates
from monitor.notify.channels import open_channels
from monitor.settings.nouns import Settings
from monitor.store import feeds as feed_rows
from monitor.store.open import Store, open_store

log = structlog.get_logger(__name__)

#: How often each job looks for due rows. What is due stands in rows: a tick costs one query.
TICKS_S: Mapping[str, float] = {
    "poll": 5,
    "read": 5,
    "health": 300,
    "reconsider": 600,
    "deliver": 5,
    "digest": 30,
    "tidy": 3600,
}


class Pulse:
    """Passes on that a leg came round, to whoever listens."""

    def __init__(self) -> None:
        self.listener: Callable[[str], object] | None = None

    def __call__(self, leg: str) -> None:
        if self.listener is not None:
            self.listener(leg)


class App:
    """Holds the resources of one process, and knows its jobs. Close it."""

    def __init__(self, walk: Walk, pulse: Pulse | None = None) -> None:
        self.walk = walk
        self.pulse = pulse or Pulse()

    def jobs(self) -> Mapping[str, Callable[[], object]]:
        """Return the legs of the walk by name, each to be called without arguments."""
        return {
            "poll": lambda: poll.run(self.walk),
            "read": lambda: read.run(self.walk),
            "health": lambda: health.run(self.walk),
            "reconsider": lambda: reconsider.run(self.walk),
            "deliver": lambda: deliver.run(self.walk),
            "digest": lambda: digest.run(self.walk),
            "tidy": lambda: tidy.run(self.walk),
        }

    def once(self) -> None:
        """Do everything that is due now, in the order of the walk, until nothing is."""
        for name in ("poll", "read", "health", "reconsider", "digest", "deliver", "tidy"):
            if self.walk.stop.is_set():
                return
            self.jobs()[name]()

    def reload(self, load: Callable[[], Settings]) -> bool:
        """Take a new configuration if it is valid; else keep the old one and say why."""
        old = self.walk
        fresh: Walk | None = None
        try:
            settings = replace(load(), db=old.settings.db)
            fresh = _walk(settings, old.store, old.clock, old.stop, self.pulse, network=True)
            _make_known(fresh)
        except Exception as error:
            # Whatever is wrong with the new one, the daemon goes on with the old one.
            trace = not isinstance(error, MonitorError)
            log.error("configuration refused, old one kept", problems=str(error), exc_info=trace)
            if fresh is not None:
                _close_hands(fresh)
            return False
        self.walk = fresh
        # Jobs in hand end with the old hands: what they held is a row and is done again.
        _close_hands(old)
        log.info("configuration reloaded", feeds=len(settings.feeds))
        return True

    def alarm(self, problem: str) -> None:
        """Tell every channel, past the database, that it cannot be used; "" = it can again."""
        headline = "monitor cannot use its database" if problem else "monitor works again"
        reason = problem or "the database can be used; nothing that was recorded is lost"
        alarm.tell(self.walk, headline, reason, self.walk.clock.now())

    def hurry(self) -> None:
        """Break off what is fetched or parsed just now: jobs in hand end, their rows stay due."""
        self.walk.stop.set()
        _close_hands(self.walk)

    def close(self) -> None:
        """Let go of everything; a second call does nothing."""
        self.walk.stop.set()
        _close_hands(self.walk)
        self.walk.store.close()


def open_app(settings: Settings, *, clock: Clock, exclusive: bool, network: bool = True) -> App:
    """Build the app: store opened and migrated, feeds synchronised, children and loops ready.

    Raises StoreError, AlreadyRunningError or ConfigError.
    """
    be_frugal()
    store = open_store(settings.db, exclusive=exclusive)
    pulse = Pulse()
    walk: Walk | None = None
    try:
        walk = _walk(settings, store, clock, threading.Event(), pulse, network=network)
        if exclusive:  # a command that only looks writes nothing
            _make_known(walk)
    except BaseException:
        if walk is not None:
            _close_hands(walk)
        store.close()
        raise
    give_back()
    return App(walk, pulse)


def open_children(settings: Settings) -> Children:
    """Return the parsing children, not yet started; they know the user's registers."""
    registers = Registers(places=settings.places, actors=settings.actors, sources=settings.sources)
    return Children(
        os.cpu_count() or 1,
        settings.fetch.parse_memory_mb,
        settings.fetch.parse_deadline_s,
        partial(prepare, registers),
        preload=("monitor.jobs.warm",),
    )


def _walk(
    settings: Settings,
    store: Store,
    clock: Clock,
    stop: threading.Event,
    pulse: Pulse,
    *,
    network: bool,
) -> Walk:
    templates = load_templates(settings.folder / "templates" if settings.folder else None)
    walk = Walk(
        settings=settings,
        store=store,
        clock=clock,
        stop=stop,
        register=build_register(settings.sources),
        model=load_model(),
        templates=templates,
        children=open_children(settings),
        notifiers=open_channels(settings.channels),
        pulse=pulse,
    )
    if not network:
        return walk
    fetcher = Fetcher(settings.fetch, clock).start()
    agent = user_agent(settings.fetch)
    robots = RobotsGate(fetcher, clock, agent, respect=settings.fetch.respect_robots)
    return replace(walk, fetcher=fetcher, robots=robots)


def _make_known(walk: Walk) -> None:
    known_incidents.sync(walk.store, walk.model, walk.settings)
    if walk.fetcher is not None:
        feed_rows.sync(walk.store, walk.settings.feeds, walk.clock.now())


def _close_hands(walk: Walk) -> None:
    if walk.fetcher is not None:
        walk.fetcher.close()
    walk.children.close()
