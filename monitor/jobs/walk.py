"""What the legs of the walk share: settings, store, hands and models. Built by the app only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import jinja2

from monitor.clock import Clock
from monitor.fetch.children import Children
from monitor.fetch.client import Fetcher
from monitor.fetch.robots import RobotsGate
from monitor.jobs.kept import Kept
from monitor.lineage.registers import SourceRegister
from monitor.matching.model import Model
from monitor.notify.door import Notifier
from monitor.settings.nouns import Settings
from monitor.store.open import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Everything a leg may use. Frozen: a reload makes a new one."""

    settings: Settings
    store: Store
    clock: Clock
    register: SourceRegister
    model: Model
    templates: jinja2.Environment
    children: Children
    notifiers: Mapping[str, Notifier] = field(default_factory=dict)
    #: None where nothing is fetched (backfill, replay).
    fetcher: Fetcher | None = None
    robots: RobotsGate | None = None
    #: Where persons' decisions stand; None = in `store` (a replay decides in a store of its own).
    judged: Store | None = None
    #: What is known of the incidents met last.
    kept: Kept = field(default_factory=Kept)
    #: Set when the daemon should stop: legs end after the item in hand.
    stop: threading.Event = field(default_factory=threading.Event)
    #: Called by a leg, with its name, whenever it comes round: a long leg still moves.
    pulse: Callable[[str], object] = field(default=lambda leg: None)
