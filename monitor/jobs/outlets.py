"""Profiles of outlets, gathered from the store."""

from __future__ import annotations

from monitor.lineage.origins.first_reports import interval
from monitor.lineage.origins.outlet_profiles import Edit, OutletProfile, Sighting, Taken, profiles
from monitor.store import outlets as rows
from monitor.store.open import Store
from monitor.store.rows import Row, moment, sure


def outlet_profiles(store: Store, *, name: str = "", limit: int = 100) -> tuple[OutletProfile, ...]:
    """Return profiles of the outlets whose domain or name holds `name`, most articles first."""
    found = rows.list_outlets(store, name=name, limit=limit)
    # One outlet needs the incidents it reported only; many need them all once.
    only = found[0]["outlet"] if len(found) == 1 else ""
    return profiles(
        [(row["outlet"], row["outlet_name"], row["articles"]) for row in found],
        [_sighting(row) for row in rows.sightings(store, only)],
        [Taken(**row) for row in rows.taken(store, only)],
        [_edit(row) for row in rows.edits(store, only)],
    )


def _edit(row: Row) -> Edit:
    return Edit(**{**row, "changed_claims": bool(row["changed_claims"])})


def _sighting(row: Row) -> Sighting:
    fetched = sure(row["fetched_at"])
    earliest, latest = interval(
        published=moment(row["published"]),
        precision=row["published_precision"],
        latest=min(moment(row["first_seen"]) or fetched, fetched),
        previous_poll=moment(row["previous_poll"]),
    )
    return Sighting(
        incident_id=row["incident_id"], outlet=row["outlet"], earliest=earliest, latest=latest
    )
