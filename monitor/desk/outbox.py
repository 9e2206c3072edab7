"""Messages: waiting, sent, dead; the words of one and every attempt to bring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.codec import time_text
from monitor.desk.plain import plain
from monitor.model.names import OutboxState
from monitor.model.telling import Message
from monitor.store import outbox as outbox_rows
from monitor.store.open import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message in one line. Times are None where there is none yet."""

    id: str
    channel: str
    recipient: str
    #: "alert" or "digest".
    kind: str
    state: str
    subject: str
    created_at: str
    due_at: str | None
    attempts: int
    sent_at: str | None
    #: What the last attempt was answered.
    detail: str
    thread: str
    #: How many alerts it carries.
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to bring a message."""

    at: str
    delivered: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShown:
    """A message with every attempt to bring it."""

    message: Message
    #: Oldest first.
    attempts: tuple[Attempt, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        one = self.message
        return {
            "id": one.id,
            "channel": one.channel,
            "recipient": one.recipient,
            "subject": one.subject,
            "text": one.text,
            "attempts": plain(self.attempts),
        }


def list_messages(
    store: Store, *, state: OutboxState | None = None, channel: str = "", limit: int = 100
) -> tuple[MessageLine, ...]:
    """Return messages, the latest first."""
    found = outbox_rows.list_messages(store, state=state, channel=channel, limit=limit)
    return tuple(MessageLine(**row) for row in found)


def show(store: Store, message_id: str) -> MessageShown | None:
    """Return a message with the attempts to bring it, None where there is no such message."""
    found = outbox_rows.get(store, message_id)
    if found is None:
        return None
    attempts = (
        Attempt(at=time_text(one.attempted_at), delivered=one.delivered, detail=one.detail)
        for one in outbox_rows.deliveries(store, message_id)
    )
    return MessageShown(message=found, attempts=tuple(attempts))


def retry(store: Store, now: datetime, message_ids: tuple[str, ...] = ()) -> int:
    """Make every dead message due (or these, waiting ones too); return how many."""
    return outbox_rows.retry(store, now, message_ids or None)
