"""What the database holds, what waits in it, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.jobs.health import in_trouble
from monitor.model.names import OutboxState
from monitor.settings.nouns import PollSettings
from monitor.store import meta, outbox
from monitor.store.open import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts and last times of everything (None = never)."""

    feeds: int
    feeds_active: int
    feeds_failing: int
    feeds_retired: int
    feeds_due: int
    last_poll: str | None
    entries: int
    entries_waiting: int
    entries_failed: int
    articles: int
    versions: int
    #: Kept and searched, but in a language without lists: nothing was read of what happened.
    articles_in_unread_languages: int
    #: In the review queue: nobody could say whose they are.
    reports_unsure: int
    last_read: str | None
    incidents: int
    incidents_open: int
    incidents_mentioned: int
    incidents_known: int
    claims: int
    edges: int
    alerts: int
    last_alert: str | None
    messages_waiting: int
    messages_dead: int
    last_sent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleLine:
    """A feed or a message that is in trouble."""

    #: "feed" or "message".
    what: str
    #: The feed's address, the message's id.
    which: str
    #: When it last was well, "" = never.
    since: str
    reason: str


def status(store: Store, now: datetime) -> Status:
    """Return counts and last times of everything."""
    return Status(**meta.status(store, now))


def troubles(store: Store, settings: PollSettings, now: datetime) -> tuple[TroubleLine, ...]:
    """Return everything in trouble, feeds first."""
    return (
        *(
            TroubleLine(
                what="feed",
                which=row["url"],
                since=row["last_new_at"] or row["first_seen_at"] or "",
                reason=f"{row['outlet']}: {told.words}",
            )
            for row, _, told in in_trouble(store, settings, now)
        ),
        *(
            TroubleLine(
                what="message",
                which=dead["id"],
                since=dead["created_at"],
                reason=f"not delivered to {dead['channel']}: {dead['detail']}",
            )
            for dead in outbox.list_messages(store, state=OutboxState.DEAD)
        ),
    )
