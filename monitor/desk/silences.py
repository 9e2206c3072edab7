"""Silences: alerts of an incident or a watch that a person holds for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.codec import time_text
from monitor.store import incidents as incident_rows
from monitor.store import silences as silence_rows
from monitor.store.open import Store
from monitor.store.silences import Silence, silence_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceLine:
    """A silence in one line."""

    silence: str
    #: "holds", "over", or "ended" early by a person.
    state: str
    until: str
    #: "any" = of every incident; so is `watch`.
    incident: str
    watch: str
    who: str
    why: str


def list_silences(
    store: Store, now: datetime, *, all_of_them: bool = False
) -> tuple[SilenceLine, ...]:
    """Return the silences that hold now, or all that were ever made."""
    return tuple(
        SilenceLine(
            silence=one.id,
            state="ended" if one.ended_at else "over" if one.until <= now else "holds",
            until=time_text(one.until),
            incident=one.incident_id or "any",
            watch=one.watch or "any",
            who=one.who,
            why=one.why,
        )
        for one in silence_rows.silences(store, now, all_of_them=all_of_them)
    )


def silence(
    store: Store,
    now: datetime,
    *,
    until: datetime,
    who: str,
    why: str,
    incident_id: str = "",
    watch: str = "",
) -> Silence:
    """Hold alerts of an incident, by a watch, or both ("" = any) until a moment."""
    made = Silence(
        id=silence_id(incident_id, watch, until),
        incident_id=incident_id,
        watch=watch,
        until=until,
        who=who,
        why=why,
    )
    silence_rows.add_silence(store, made, now)
    return made


def known_incident(store: Store, incident_id: str) -> str:
    """Return the id under which an incident can be silenced: where its id leads, "" = nowhere."""
    leads = incident_rows.resolve(store, incident_id)
    return leads if incident_rows.get(store, leads) is not None else ""


def end(store: Store, silence_id: str, now: datetime) -> bool:
    """End a silence now; False where there is none that still holds."""
    return silence_rows.end_silence(store, silence_id, now)
