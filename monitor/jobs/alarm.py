"""Words to the person who runs us when the database cannot be used: past the outbox within it.

Sent once and not tried again: the log and `systemctl status` say the same.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from monitor.jobs.deliver import addresses
from monitor.jobs.walk import Walk
from monitor.messages import alerts as words
from monitor.model.names import AlertKind, make_id
from monitor.model.telling import Alert

log = structlog.get_logger(__name__)


def tell(walk: Walk, headline: str, reason: str, now: datetime) -> int:
    """Send `headline` to every channel; return how many took it. Touches no database."""
    alert = Alert(
        id=make_id("alert", "monitor", headline, now.isoformat()),
        kind=AlertKind.FEED_TROUBLE,
        incident_id=None,
        headline=headline,
        before="",
        reason=reason,
        raised_at=now,
        severity=3,
    )
    told = words.told([alert], {}, {}, thread="")
    zone = ZoneInfo(walk.settings.timezone)
    taken = 0
    for channel in walk.settings.channels:
        for to in addresses(channel):
            message = words.compose(told, to, walk.templates, now=now, zone=zone)
            try:
                taken += walk.notifiers[channel.name].send(message, now).delivered
            except Exception:
                # The others must be told all the same.
                log.exception("channel failed", channel=channel.name)
    return taken
