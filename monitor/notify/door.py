"""What every channel promises. No channel lives here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.telling import Delivery, Message
from monitor.text import one_line

_MAX_DETAIL = 300


class Notifier(Protocol):
    """A channel: brings one message within its deadline and says what became of it.

    Never raises for what the outside does; never tells a secret in `detail`.
    """

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
        detail=one_line(detail, _MAX_DETAIL),
    )


def failed(
    message: Message,
    now: datetime,
    detail: str,
    *,
    permanent: bool = False,
    reached: bool = True,
    retry_after: timedelta | None = None,
) -> Delivery:
    """Return the delivery of a message that was not brought.

    `permanent`: trying again cannot help. Not `reached`: the far end as a whole is not to be
    spoken to, so that other messages would fare no better.
    """
    return Delivery(
        message_id=message.id,
        channel=message.channel,
        attempted_at=now,
        delivered=False,
        permanent=permanent,
        detail=one_line(detail, _MAX_DETAIL),
        reached=reached,
        retry_after=retry_after,
    )
