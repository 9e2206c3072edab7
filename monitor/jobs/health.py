"""What a person should look at: feeds in trouble and dead messages, in words."""

from __future__ import annotations

from datetime import datetime

from monitor.feeds.health import trouble
from monitor.model.names import OutboxState
from monitor.settings.nouns import PollSettings
from monitor.store import feeds as feed_rows
from monitor.store import outbox
from monitor.store.open import Store
from monitor.store.rows import moment


def troubles(store: Store, settings: PollSettings, now: datetime) -> list[dict[str, str]]:
    """Return rows (what, which, since, reason) of everything in trouble, feeds first."""
    feeds = {feed.id: feed for feed in feed_rows.all_feeds(store)}
    found: list[dict[str, str]] = []
    for row in feed_rows.health(store):
        told = trouble(
            feeds[row["id"]],
            reason=row["reason"] or "",
            detail=row["last_detail"] or "",
            newest=moment(row["last_new_at"]),
            gap=row["last_reason"] == "gap",
            settings=settings,
            now=now,
        )
        if told is not None:
            since = row["last_new_at"] or row["first_seen_at"] or ""
            found.append(_row("feed", row["url"], since, f"{row['outlet']}: {told.words}"))
    for dead in outbox.list_messages(store, state=OutboxState.DEAD):
        words = f"not delivered to {dead['channel']}: {dead['detail']}"
        found.append(_row("message", dead["id"], dead["created_at"], words))
    return found


def lines(store: Store, settings: PollSettings, now: datetime) -> tuple[str, ...]:
    """Return one line for each trouble, for the digest."""
    return tuple(f"{row['reason']} ({row['which']})" for row in troubles(store, settings, now))


def _row(what: str, which: str, since: str, reason: str) -> dict[str, str]:
    return {"what": what, "which": which, "since": since, "reason": reason}
