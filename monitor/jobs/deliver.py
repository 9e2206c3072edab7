"""The deliver leg: held alerts become messages, due messages are sent, each attempt is settled.

Composing and sending are apart: once composed, a message keeps its words and its id through every
attempt, so that a receiver can drop a double.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from monitor.jobs.walk import Walk
from monitor.messages import alerts as compose_alerts
from monitor.messages.alerts import Address
from monitor.model.telling import Alert, Delivery, Message
from monitor.registers import Channel
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import incidents as incident_rows
from monitor.store import outbox
from monitor.store.open import writing
from monitor.store.rows import Row

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
_BATCH = 20
#: Pauses before the next attempts; after the last, every hour until the channel gives up.
RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 2, 4, 8, 15, 30, 60))


def run(walk: Walk) -> int:
    """Compose what is due, send what waits; return how many messages were delivered."""
    compose(walk, walk.clock.now())
    delivered = 0
    while not walk.stop.is_set():
        now = walk.clock.now()
        leased = outbox.lease_due(walk.store, now, _BATCH, LEASE)
        if not leased:
            break
        for place, (message, attempts) in enumerate(leased):
            if walk.stop.is_set():
                outbox.release(walk.store, [one.id for one, _ in leased[place:]])
                return delivered
            delivered += _send(walk, message, attempts)
    return delivered


def compose(walk: Walk, now: datetime) -> int:
    """Turn alerts that channels owe by now into messages, one per incident, channel, recipient."""
    owed = alert_rows.pending(walk.store, now)
    owed.sort(key=_thread)
    made = 0
    for (channel_name, _, _), rows in groupby(owed, key=_thread):
        made += _compose_one(walk, channel_name, list(rows), now)
    return made


def addresses(channel: Channel) -> tuple[Address, ...]:
    """Return where messages of a channel go: each recipient, or its one end."""
    recipients = channel.recipients or ("",)
    return tuple(Address(channel=channel.name, recipient=one) for one in recipients)


def _thread(row: Row) -> tuple[str, str, str]:
    return (row["channel"], row["incident_id"] or "", "" if row["incident_id"] else row["alert_id"])


def _compose_one(walk: Walk, channel_name: str, rows: list[Row], now: datetime) -> int:
    channel = _channels(walk).get(channel_name)
    if channel is None:
        # Still owed: the channel may come back with the next configuration.
        return 0
    told = alert_rows.get_many(walk.store, [row["alert_id"] for row in rows])
    messages = [_message(walk, told, to, now) for to in addresses(channel)]
    with writing(walk.store) as db:
        outbox.save(db, messages)
        alert_rows.release(db, channel_name, [alert.id for alert in told], messages[0].id)
    return len(messages)


def _message(walk: Walk, told: Iterable[Alert], to: Address, now: datetime) -> Message:
    alerts = tuple(told)
    incident_id = alerts[0].incident_id
    incident = incident_rows.get(walk.store, incident_id) if incident_id else None
    article_id = next((alert.article_id for alert in alerts if alert.article_id), None)
    article = article_rows.find(walk.store, article_id) if article_id else None
    return compose_alerts.compose(alerts, incident, article, to, walk.templates, now=now)


def _send(walk: Walk, message: Message, attempts: int) -> int:
    notifier = walk.notifiers.get(message.channel)
    now = walk.clock.now()
    if notifier is None:
        delivery = Delivery(
            message_id=message.id,
            channel=message.channel,
            attempted_at=now,
            delivered=False,
            permanent=False,
            detail="no such channel is configured",
        )
    else:
        delivery = notifier.send(message, now)
    channel = _channels(walk).get(message.channel)
    next_at = next_attempt(message, delivery, attempts, channel)
    outbox.settle_delivery(walk.store, delivery, due_at=next_at)
    _log(message, delivery, next_at)
    return int(delivery.delivered)


def next_attempt(
    message: Message, delivery: Delivery, attempts: int, channel: Channel | None
) -> datetime | None:
    """Return when to try again, None = never (delivered, permanent, or too old)."""
    if delivery.delivered or delivery.permanent:
        return None
    keep_trying = channel.keep_trying if channel else timedelta(days=7)
    pause = delivery.retry_after or RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    due_at = delivery.attempted_at + pause
    return due_at if due_at <= message.created_at + keep_trying else None


def _channels(walk: Walk) -> Mapping[str, Channel]:
    return {channel.name: channel for channel in walk.settings.channels}


def _log(message: Message, delivery: Delivery, next_at: datetime | None) -> None:
    bound = log.bind(message=message.id, channel=message.channel)
    if delivery.delivered:
        bound.info("message delivered", subject=message.subject)
    elif next_at is None:
        bound.error("message dead", detail=delivery.detail)
    else:
        bound.warning("message not delivered", detail=delivery.detail, again_at=str(next_at))
