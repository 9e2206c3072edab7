"""The outbox: messages that wait, attempts to bring them, and digest windows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model.names import OutboxState
from monitor.model.telling import Delivery, Message
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, listed, rows, stamp, sure, value

_INSERT = """
insert into messages (id, channel, recipient, kind, subject, text, html, payload, thread,
    created_at, state, due_at)
values (:id, :channel, :recipient, :kind, :subject, :text, :html, :payload, :thread, :created_at,
    'waiting', :due_at)
on conflict (id) do nothing
"""
_CARRY = """
insert into message_alerts (message_id, alert_id) values (:message_id, :alert_id)
on conflict do nothing
"""

#: Thread of a message that tells of several incidents: all of its channel and recipient stay in
#: order around it.
FOLDED = "*"

#: In order: a message waits until those before it in its thread, channel and recipient are settled.
_LEASE = """
update messages set leased_until = :until, attempts = attempts + 1
where id in (
    select m.id from messages m
    where m.state = 'waiting' and m.due_at <= :now
        and (:channel = '' or m.channel = :channel)
        and (m.leased_until is null or m.leased_until <= :now)
        and (m.thread = '' or not exists (
            select 1 from messages e
            where e.state = 'waiting' and e.channel = m.channel and e.recipient = m.recipient
                and e.thread in (m.thread, '*') and e.kind = m.kind and e.number < m.number))
        and (m.thread <> '*' or not exists (
            select 1 from messages e
            where e.state = 'waiting' and e.channel = m.channel and e.recipient = m.recipient
                and e.thread <> '' and e.kind = m.kind and e.number < m.number))
    order by m.due_at, m.number limit :limit)
returning *
"""
_SETTLE = """
update messages set state = :state, due_at = coalesce(:due_at, due_at), detail = :detail,
    leased_until = null, sent_at = iif(:state = 'sent', :attempted_at, sent_at)
where id = :id and state = 'waiting'
"""
_DELIVERY = """
insert into deliveries (message_id, channel, attempted_at, delivered, permanent, detail,
    retry_after_s, reached)
values (:id, :channel, :attempted_at, :delivered, :permanent, :detail, :retry_after_s, :reached)
"""
_POSTPONE = """
update messages set due_at = max(due_at, :due_at)
where channel = :channel and state = 'waiting' and due_at < :due_at
"""
_UNREACHED = """
select count(*) from deliveries where channel = :channel and number > coalesce(
    (select max(number) from deliveries where channel = :channel and reached = 1), 0)
"""
_RELEASE = """
update messages set leased_until = null, attempts = max(0, attempts - 1)
where id in (select value from json_each(:ids)) and leased_until is not null
    and state = 'waiting'
"""
_RETRY = """
update messages set state = 'waiting', due_at = :now, attempts = 0, leased_until = null
where state in ('dead', 'waiting')
    and (:ids is null and state = 'dead' or id in (select value from json_each(:ids)))
"""
_LIST = """
select * from v_outbox where (:state = '' or state = :state)
    and (:channel = '' or channel = :channel)
order by created_at desc, id limit :limit
"""
_ALERTS = """
select alert_id from message_alerts x join alerts l on l.id = x.alert_id
where x.message_id = :id order by l.number
"""
_ONE = "select * from messages where id = :id"
_MADE_SINCE = """
select created_at from messages
where channel = :channel and created_at >= :since and kind = 'alert'
group by created_at, thread, iif(thread = '', id, '') order by created_at
"""
_DELIVERIES = "select * from deliveries where message_id = :id order by number"
_FORGET = "delete from deliveries where attempted_at < :before"


def save(db: Database, messages: Iterable[Message], *, due_at: datetime | None = None) -> int:
    """Put messages into the outbox (due when created, unless told); inside `writing`."""
    written = 0
    for one in messages:
        if not change(db, _INSERT, _values(one, due_at)):
            continue
        written += 1
        for alert_id in one.alert_ids:
            change(db, _CARRY, {"message_id": one.id, "alert_id": alert_id})
    return written


def put(store: Store, messages: Iterable[Message], *, due_at: datetime | None = None) -> int:
    """Put messages into the outbox and return how many are new."""
    with writing(store) as db:
        return save(db, messages, due_at=due_at)


def lease_due(
    store: Store, now: datetime, limit: int, lease: timedelta, *, channel: str = ""
) -> tuple[tuple[Message, int], ...]:
    """Lease due messages with their attempt count (this one included), oldest due first.

    Of one thread and channel only the oldest waiting message is leased: they arrive in order.
    """
    values = {
        "now": stamp(now),
        "until": stamp(now + lease),
        "limit": limit,
        "channel": channel,
    }
    with writing(store) as db:
        found = rows(db, _LEASE, values)
        found.sort(key=lambda row: (row["due_at"], row["number"]))
        return tuple((_message(db, row), row["attempts"]) for row in found)


def settle_delivery(store: Store, delivery: Delivery, *, due_at: datetime | None = None) -> None:
    """Store an attempt and what becomes of its message, in one transaction.

    Delivered: sent. Failed for good, or without a next `due_at`: dead. Else it waits till then.
    """
    if delivery.delivered:
        state = OutboxState.SENT
    elif delivery.permanent or due_at is None:
        state = OutboxState.DEAD
    else:
        state = OutboxState.WAITING
    retry = delivery.retry_after
    values = {
        "id": delivery.message_id,
        "channel": delivery.channel,
        "attempted_at": stamp(delivery.attempted_at),
        "delivered": delivery.delivered,
        "permanent": delivery.permanent,
        "detail": delivery.detail,
        "retry_after_s": retry.total_seconds() if retry else None,
        "state": state.value,
        "due_at": stamp(due_at) if state is OutboxState.WAITING else None,
        "reached": delivery.reached,
    }
    with writing(store) as db:
        if change(db, _SETTLE, values):
            change(db, _DELIVERY, values)


def release(store: Store, message_ids: Iterable[str]) -> None:
    """Give leased messages back untried (on a clean stop)."""
    with writing(store) as db:
        change(db, _RELEASE, {"ids": listed(message_ids)})


def retry(store: Store, now: datetime, message_ids: Iterable[str] | None = None) -> int:
    """Wake dead messages (all, or these; waiting ones among these are made due at once)."""
    ids = None if message_ids is None else listed(message_ids)
    with writing(store) as db:
        return change(db, _RETRY, {"now": stamp(now), "ids": ids})


def list_messages(
    store: Store, *, state: OutboxState | None = None, channel: str = "", limit: int = 100
) -> list[Row]:
    """Return rows of v_outbox, latest first."""
    values = {"state": state.value if state else "", "channel": channel, "limit": limit}
    with reading(store) as db:
        return rows(db, _LIST, values)


def get(store: Store, message_id: str) -> Message | None:
    """Return one message."""
    with reading(store) as db:
        found = rows(db, _ONE, {"id": message_id})
        return _message(db, found[0]) if found else None


def deliveries(store: Store, message_id: str) -> tuple[Delivery, ...]:
    """Return the attempts to bring a message, oldest first."""
    with reading(store) as db:
        return tuple(_delivery(row) for row in rows(db, _DELIVERIES, {"id": message_id}))


def postpone(store: Store, channel: str, due_at: datetime) -> int:
    """Let everything that waits for a channel wait until `due_at` (its far end is down)."""
    with writing(store) as db:
        return change(db, _POSTPONE, {"channel": channel, "due_at": stamp(due_at)})


def unreached(store: Store, channel: str) -> int:
    """Return how many attempts in a row did not reach the channel's far end."""
    with reading(store) as db:
        return int(value(db, _UNREACHED, {"channel": channel}))


def made_times(store: Store, channel: str, since: datetime) -> tuple[datetime, ...]:
    """Return when alert messages were made for a channel since a moment, oldest first."""
    with reading(store) as db:
        found = rows(db, _MADE_SINCE, {"channel": channel, "since": stamp(since)})
    return tuple(sure(row["created_at"]) for row in found)


def forget_deliveries(db: Database, before: datetime) -> int:
    """Delete the log of attempts before a moment; call inside `writing`."""
    return change(db, _FORGET, {"before": stamp(before)})


def _values(one: Message, due_at: datetime | None) -> Row:
    return {
        "id": one.id,
        "channel": one.channel,
        "recipient": one.recipient,
        "kind": one.kind,
        "subject": one.subject,
        "text": one.text,
        "html": one.html,
        "payload": one.payload,
        "thread": one.thread,
        "created_at": stamp(one.created_at),
        "due_at": stamp(due_at or one.due_at or one.created_at),
    }


def _message(db: Database, row: Row) -> Message:
    return Message(
        id=row["id"],
        channel=row["channel"],
        recipient=row["recipient"],
        kind=row["kind"],
        subject=row["subject"],
        text=row["text"],
        html=row["html"],
        created_at=sure(row["created_at"]),
        thread=row["thread"],
        alert_ids=tuple(one["alert_id"] for one in rows(db, _ALERTS, {"id": row["id"]})),
        payload=row["payload"],
    )


def _delivery(row: Row) -> Delivery:
    seconds = row["retry_after_s"]
    return Delivery(
        message_id=row["message_id"],
        channel=row["channel"],
        attempted_at=sure(row["attempted_at"]),
        delivered=bool(row["delivered"]),
        permanent=bool(row["permanent"]),
        detail=row["detail"],
        retry_after=None if seconds is None else timedelta(seconds=seconds),
        reached=bool(row["reached"]),
    )
