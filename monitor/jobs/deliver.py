"""The deliver leg: held alerts become messages, due messages are sent, each attempt is settled.

Composing and sending are apart: once composed, a message keeps its words and its id through every
attempt, so that a receiver can drop a double.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from monitor.jobs import holds
from monitor.jobs.walk import Walk
from monitor.messages import alerts as words
from monitor.messages.alerts import Address
from monitor.messages.timing import Bundle, Plan
from monitor.model.telling import Delivery, Message
from monitor.registers import Channel
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import incidents as incident_rows
from monitor.store import outbox
from monitor.store.open import Store, writing

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
_BATCH = 20
#: Pauses before the next attempts; after the last, every hour until the channel gives up.
RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 2, 4, 8, 15, 30, 60))


def run(walk: Walk) -> int:
    """Compose what is due, send what waits; return how many messages were delivered."""
    compose(walk, walk.clock.now())
    # A message whose channel is not configured stays in the outbox, untried and owed.
    return sum(
        _deliver(walk, channel) for channel in walk.settings.channels if not walk.stop.is_set()
    )


def compose(walk: Walk, now: datetime) -> int:
    """Make the messages that are due by the plan of each channel; return how many."""
    channels = {channel.name: channel for channel in walk.settings.channels}
    made = 0
    for name, plan in holds.plans(walk.store, walk.settings, now).items():
        # Without its channel an alert is still owed: the next configuration may bring it back.
        if name in channels:
            made += _carry_out(walk, channels[name], plan, now)
    return made


def addresses(channel: Channel) -> tuple[Address, ...]:
    """Return where messages of a channel go: each recipient, or its one end."""
    recipients = channel.recipients or ("",)
    return tuple(Address(channel=channel.name, recipient=one) for one in recipients)


def next_attempt(
    message: Message, delivery: Delivery, attempts: int, channel: Channel
) -> datetime | None:
    """Return when to try again, None = never (delivered, permanent, or given up).

    `attempts` counts this one: the message's own, or those in a row that did not reach the
    channel's far end.
    """
    if delivery.delivered or delivery.permanent:
        return None
    due_at = delivery.attempted_at + _pause(delivery, attempts)
    return due_at if due_at <= message.created_at + channel.keep_trying else None


def _pause(delivery: Delivery, attempts: int) -> timedelta:
    pause = RETRY_AFTER[min(max(attempts, 1), len(RETRY_AFTER)) - 1]
    return max(pause, delivery.retry_after or timedelta())


def _carry_out(walk: Walk, channel: Channel, plan: Plan, now: datetime) -> int:
    made = 0
    for bundle in plan.bundles:
        walk.pulse("deliver")
        messages = _messages(walk, channel, bundle, now)
        with writing(walk.store) as db:
            outbox.save(db, messages)
            alert_rows.release(db, channel.name, bundle.alert_ids, messages[0].id)
        made += len(messages)
    if plan.waits:
        with writing(walk.store) as db:
            for wait in plan.waits:
                alert_rows.hold_on(db, wait.alert_id, channel.name, due_at=wait.until, why=wait.why)
    return made


def _messages(walk: Walk, channel: Channel, bundle: Bundle, now: datetime) -> list[Message]:
    alerts = alert_rows.get_many(walk.store, bundle.alert_ids)
    leads = {
        one.incident_id: incident_rows.resolve(walk.store, one.incident_id)
        for one in alerts
        if one.incident_id
    }
    cards = {one.id: one for one in incident_rows.get_many(walk.store, list(leads.values()))}
    wanted = dict.fromkeys(one.article_id for one in alerts if one.article_id)
    found = [article_rows.find(walk.store, one) for one in wanted]
    told = words.told(
        alerts,
        {old: cards[new] for old, new in leads.items() if new in cards},
        {article.id: article for article in found if article is not None},
        thread=bundle.thread,
        note=bundle.note,
    )
    zone = ZoneInfo(walk.settings.timezone)
    return [
        words.compose(told, to, walk.templates, now=now, zone=zone) for to in addresses(channel)
    ]


def _deliver(walk: Walk, channel: Channel) -> int:
    """Send what waits for one channel until nothing is due or its far end does not answer."""
    delivered = 0
    while not walk.stop.is_set():
        now = walk.clock.now()
        leased = outbox.lease_due(walk.store, now, _BATCH, LEASE, channel=channel.name)
        if not leased:
            break
        for place, (message, attempts) in enumerate(leased):
            done = None if walk.stop.is_set() else _send(walk, channel, message, attempts)
            if done is None or not done.reached:
                _give_back(walk.store, leased[place + (done is not None) :])
                return delivered
            delivered += int(done.delivered)
    return delivered


def _give_back(store: Store, leased: Sequence[tuple[Message, int]]) -> None:
    outbox.release(store, [message.id for message, _ in leased])


def _send(walk: Walk, channel: Channel, message: Message, attempts: int) -> Delivery:
    # A long outbox is no hang: each message has a deadline of its own, and only one that outlasts
    # it leaves the watchdog unfed.
    walk.pulse("deliver")
    now = walk.clock.now()
    try:
        delivery = walk.notifiers[channel.name].send(message, now)
    except Exception as error:
        # One message that a channel stumbles over must not stop the others: it waits, and the
        # log has the trace.
        log.exception("channel failed", message=message.id, channel=channel.name)
        delivery = Delivery(
            message_id=message.id,
            channel=channel.name,
            attempted_at=now,
            delivered=False,
            permanent=False,
            detail=f"the channel failed: {type(error).__name__}",
        )
    _settle(walk, channel, message, attempts, delivery)
    return delivery


def _settle(
    walk: Walk, channel: Channel, message: Message, attempts: int, delivery: Delivery
) -> None:
    """Write what became of an attempt; a far end that is down is asked once for all messages."""
    with writing(walk.store):
        if not delivery.reached:
            attempts = outbox.unreached(walk.store, channel.name) + 1
        next_at = next_attempt(message, delivery, attempts, channel)
        outbox.settle_delivery(walk.store, delivery, due_at=next_at)
        if not delivery.reached:
            until = delivery.attempted_at + _pause(delivery, attempts)
            outbox.postpone(walk.store, channel.name, until)
    _log(message, delivery, next_at)


def _log(message: Message, delivery: Delivery, next_at: datetime | None) -> None:
    bound = log.bind(message=message.id, channel=message.channel)
    if delivery.delivered:
        bound.info("message delivered", subject=message.subject)
    elif next_at is None:
        bound.error("message dead", detail=delivery.detail)
    else:
        bound.warning("message not delivered", detail=delivery.detail, again_at=str(next_at))
