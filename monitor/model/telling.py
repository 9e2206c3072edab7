"""What goes out: alerts, their messages, and attempts to deliver them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.names import AlertKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """New information about one incident (or one feed: incident_id is None)."""

    id: str
    kind: AlertKind
    incident_id: str | None
    #: One line that fits a phone: what, where, when, how many, according to whom.
    headline: str
    #: What was known before, and by whom; "" for the first.
    before: str
    reason: str
    raised_at: datetime
    article_id: str | None = None
    watch: str = ""
    #: 0 quiet … 3 urgent.
    severity: int = 1
    feed_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words for one channel and one recipient; `id` is also Message-ID and Idempotency-Key."""

    id: str
    channel: str
    #: "alert" or "digest".
    kind: str
    subject: str
    text: str
    html: str
    created_at: datetime
    #: Threads: synthetic root per incident ("" = none).
    thread: str = ""
    alert_ids: tuple[str, ...] = ()
    #: Machine form, for webhook and file channels (JSON text, "" = none).
    payload: str = ""
    #: Address on the channel ("" where the channel has just one end).
    recipient: str = ""
    #: Not to be sent before this (None = at once).
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to bring a message."""

    message_id: str
    channel: str
    attempted_at: datetime
    delivered: bool
    permanent: bool
    detail: str
    retry_after: timedelta | None = None
    #: False where the far end as a whole could not be spoken to (down, login refused): other
    #: messages would fare no better just now.
    reached: bool = True
