"""Feeds and their health: what is polled, how that goes, what stands in each one's way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.model.collecting import Feed
from monitor.store import feeds as feed_rows
from monitor.store.open import Store, is_held


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed and how polling it goes. Times are None where there is none yet."""

    id: str
    outlet: str
    url: str
    title: str
    country: str
    language: str
    family: str
    kind: str
    state: str
    #: Why it fails or is silent, "" = it does not.
    reason: str
    #: In a row; what answers slowly counts in part.
    failures: float
    polled_at: str | None
    due_at: str
    interval_s: float | None
    last_new_at: str | None
    first_seen_at: str | None
    entries: int
    last_outcome: str | None
    last_status: int | None
    last_reason: str | None
    last_detail: str | None
    last_took_s: float | None
    unsettled_leases: int

    @property
    def is_in_trouble(self) -> bool:
        """Whether it fails, is silent, or is polled no more."""
        return bool(self.failures or self.reason or self.state != "active")


def list_feeds(store: Store, *, trouble: bool = False) -> tuple[FeedLine, ...]:
    """Return the feeds (with `trouble` those only that are in it), worst first."""
    found = (FeedLine(**row) for row in feed_rows.health(store))
    return tuple(one for one in found if one.is_in_trouble or not trouble)


def take_up(store: Store, configured: Iterable[Feed], now: datetime) -> None:
    """Have the rows follow the configuration, unless a daemon holds the database: it does so."""
    if not is_held(store.path):
        feed_rows.sync(store, configured, now)
