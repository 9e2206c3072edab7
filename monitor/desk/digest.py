"""The digest of any window as it would be sent: nothing is written, nothing leaves."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import jinja2

from monitor.jobs.digest_window import Period, window
from monitor.lineage.registers import SourceRegister
from monitor.messages.alerts import Address
from monitor.messages.digest import compose
from monitor.model.telling import Message
from monitor.settings.nouns import Settings
from monitor.store.open import Store


def preview(
    store: Store,
    settings: Settings,
    register: SourceRegister,
    templates: jinja2.Environment,
    period: Period,
) -> Message:
    """Return the digest of a period as it would be sent at its `now`."""
    found, _ = window(store, settings, register, period)
    zone = ZoneInfo(settings.timezone)
    return compose(found, Address(channel="preview"), templates, now=period.now, zone=zone)
