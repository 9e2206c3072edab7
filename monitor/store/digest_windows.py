"""Windows of digests: each is made once a channel."""

from __future__ import annotations

from datetime import datetime

from monitor.model.telling import Message
from monitor.store.open import Store, reading, writing
from monitor.store.outbox import save
from monitor.store.rows import change, first, stamp, sure, value

_WINDOW = """
insert into digests (channel, window_end, window_start, message_id, made_at, told_to)
values (:channel, :end, :start, :message_id, :now, :told_to)
on conflict do nothing
"""


_LAST_WINDOW = """
select window_end, told_to from digests where channel = :channel
order by window_end desc limit 1
"""


_OVERLAP = """
select 1 from digests where channel = :channel and window_end > :start
    and window_start < :end limit 1
"""


def last_window(store: Store, channel: str) -> datetime | None:
    """Return the end of the latest digest window of a channel, None = none yet."""
    with reading(store) as db:
        found = first(db, _LAST_WINDOW, {"channel": channel})
    return sure(found["window_end"]) if found else None


def told_to(store: Store, channel: str) -> int:
    """Return up to which alert (by number) a channel's latest digest told, 0 = none yet."""
    with reading(store) as db:
        found = first(db, _LAST_WINDOW, {"channel": channel})
    return int(found["told_to"]) if found else 0


def record_digest(
    store: Store,
    channel: str,
    start: datetime,
    end: datetime,
    message: Message | None,
    now: datetime,
    *,
    told_to: int = 0,
) -> bool:
    """Store a digest window with its message (None: nothing to say) in one transaction.

    False, and nothing written, where the window or a part of it was told before.
    """
    values = {"channel": channel, "start": stamp(start), "end": stamp(end), "now": stamp(now)}
    with writing(store) as db:
        if value(db, _OVERLAP, values):
            return False
        if message is not None:
            save(db, [message], due_at=now)
        message_id = message.id if message else None
        change(db, _WINDOW, {**values, "message_id": message_id, "told_to": told_to})
    return True
