"""The digest leg: exactly one digest per channel and window; a missed window is made up in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from monitor.jobs.deliver import addresses
from monitor.jobs.digest_window import Period, window
from monitor.jobs.walk import Walk
from monitor.messages import digest as words
from monitor.messages.schedule import last_due
from monitor.model.telling import Message
from monitor.store import digest_windows, outbox
from monitor.store.open import writing

log = structlog.get_logger(__name__)

#: The first digest looks back this far.
FIRST_WINDOW = timedelta(days=1)


def run(walk: Walk) -> int:
    """Make every digest that is due; return how many messages went into the outbox."""
    now = walk.clock.now()
    settings = walk.settings
    zone = ZoneInfo(settings.timezone)
    end = last_due(settings.digest.at, settings.digest.days, zone, now)
    if end is None:
        return 0
    made = 0
    for name in settings.digest.channels:
        last = digest_windows.last_window(walk.store, name)
        if last is None or last < end:
            made += _make(walk, name, last or end - FIRST_WINDOW, end, now)
    return made


def _make(walk: Walk, channel_name: str, start: datetime, end: datetime, now: datetime) -> int:
    channels = {channel.name: channel for channel in walk.settings.channels}
    if channel_name not in channels:
        return 0
    told_to = digest_windows.told_to(walk.store, channel_name)
    period = Period(start=start, end=end, now=now)
    found, newest = window(
        walk.store, walk.settings, walk.register, period, channel=channel_name, told_to=told_to
    )
    zone = ZoneInfo(walk.settings.timezone)
    messages: Sequence[Message] = ()
    if not found.is_empty or walk.settings.digest.send_empty:
        messages = [
            words.compose(found, to, walk.templates, now=now, zone=zone)
            for to in addresses(channels[channel_name])
        ]
    with writing(walk.store) as db:
        first = messages[0] if messages else None
        if not digest_windows.record_digest(
            walk.store, channel_name, start, end, first, now, told_to=newest
        ):
            return 0
        outbox.save(db, messages[1:])
    log.info("digest made", channel=channel_name, incidents=len(found.incidents))
    return len(messages)
