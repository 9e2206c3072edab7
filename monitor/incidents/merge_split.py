"""What follows from a person's decision: merging two incidents, splitting reports off one.

Only cards, reports and claims are computed here; the store keeps who, when and why, and can undo.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import datetime

from monitor.incidents.card import card
from monitor.incidents.outcome import History
from monitor.model.deciding import Claim, Incident, Origins, Report
from monitor.model.names import IncidentState, make_id


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A split: the incident that stays, the new one, and what moved to it."""

    stays: Incident
    new: Incident
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]


def merge(kept: History, gone: History, origins: Origins, now: datetime) -> tuple[Incident, ...]:
    """Return the card of the kept incident with both histories, and the gone one redirecting to it.

    `origins` are those of all reports together.
    """
    assert kept.incident is not None, "an incident that exists"
    assert gone.incident is not None, "an incident that exists"
    opened = min(kept.incident.opened_at, gone.incident.opened_at)
    both = (kept.incident, gone.incident)
    known = next((incident for incident in both if incident.known_from != "article"), None)
    merged = card(
        kept.incident.id,
        opened,
        (*kept.reports, *gone.reports),
        (*kept.claims, *gone.claims),
        origins,
        now,
        known or kept.incident,
        is_bound=True,
    )
    redirect = dataclasses.replace(
        gone.incident, state=IncidentState.MERGED, merged_into=kept.incident.id, updated_at=now
    )
    return merged, redirect


def split(
    whole: History,
    version_ids: Collection[str],
    origins: tuple[Origins, Origins],
    now: datetime,
) -> Parted:
    """Return both halves after the reports of `version_ids` were parted from the incident.

    `origins` are those of the reports that stay, and of those that leave.
    """
    assert whole.incident is not None, "an incident that exists"
    leaving = [r for r in whole.reports if r.version_id in version_ids]
    staying = [r for r in whole.reports if r.version_id not in version_ids]
    new_id = make_id("incident", "split", whole.incident.id, *sorted(version_ids))
    moved = tuple(
        dataclasses.replace(c, incident_id=new_id)
        for c in whole.claims
        if c.version_id in version_ids
    )
    kept = tuple(c for c in whole.claims if c.version_id not in version_ids)
    return Parted(
        stays=_card_of(whole.incident.id, staying, kept, origins[0], whole.incident, now),
        new=_card_of(new_id, leaving, moved, origins[1], None, now),
        reports=tuple(dataclasses.replace(r, incident_id=new_id) for r in leaving),
        claims=moved,
    )


def _card_of(
    incident_id: str,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    origins: Origins,
    external: Incident | None,
    now: datetime,
) -> Incident:
    opened = external.opened_at if external else min((r.decided_at for r in reports), default=now)
    return card(incident_id, opened, reports, claims, origins, now, external)


def opened_by_split(whole: Incident, new_id: str, now: datetime) -> Incident:
    """Return the still empty incident that a split opens; its card is made of what moves there."""
    nothing = Origins(independent=0, names=(), undetermined=0, articles=0, outlets=0)
    return Incident(
        id=new_id,
        state=IncidentState.OPEN,
        title=whole.title,
        incident_type=whole.incident_type,
        when=whole.when,
        place=whole.place,
        killed=None,
        injured=None,
        origins=nothing,
        opened_at=now,
        updated_at=now,
    )
