"""What every channel promises. No channel lives here."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from monitor.model.telling import Delivery, Message


class Notifier(Protocol):
    """A channel: brings one message and says what became of it. Never raises for the outside."""

    def send(self, message: Message, now: datetime) -> Delivery:
        """Return the delivery: delivered, or why not and whether trying again can help."""
        ...


def delivered(message: Message, now: datetime, detail: str = "") -> Delivery:
    """Return the delivery of a message that was accepted."""
    return Delivery(
        message_id=message.id,
        channel=message.channel,
        attempted_at=now,
        delivered=True,
        permanent=False,
        detail=detail[:300],
    )


def failed(message: Message, now: datetime, detail: str, *, permanent: bool = False) -> Delivery:
    """Return the delivery of a message that was not; `permanent` = trying again cannot help."""
    return Delivery(
        message_id=message.id,
        channel=message.channel,
        attempted_at=now,
        delivered=False,
        permanent=permanent,
        detail=detail[:300],
    )
