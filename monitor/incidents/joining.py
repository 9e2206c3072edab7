"""What is said where two incidents turn out to be one: one line, never a new first report."""

from __future__ import annotations

from datetime import datetime

from monitor.incidents.change import severity
from monitor.incidents.words import headline
from monitor.model.deciding import Incident
from monitor.model.names import AlertKind, make_id
from monitor.model.telling import Alert
from monitor.words import incident_name


def joined_alert(kept: Incident, gone: Incident, why: str, now: datetime) -> Alert:
    """Return the alert that what was told as `gone` is the same as `kept`."""
    what = f"is the same incident as “{incident_name(gone)}”"
    return Alert(
        id=make_id("alert", AlertKind.CORRECTION.value, kept.id, "joined", gone.id),
        kind=AlertKind.CORRECTION,
        incident_id=kept.id,
        headline=headline(kept, what),
        before=f"told as two: “{incident_name(kept)}” and “{incident_name(gone)}”",
        reason=why,
        raised_at=now,
        # A correction of ours is no reason to wake anybody.
        severity=min(1, severity(kept)),
    )
