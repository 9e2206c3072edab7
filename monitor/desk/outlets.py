"""What each outlet is like: how late, how much its own, whom it copies, how it edits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from monitor.codec import to_json
from monitor.lineage.origins.first_reports import interval
from monitor.lineage.origins.outlet_profiles import Edit, OutletProfile, Sighting, Taken, profiles
from monitor.store import outlets as rows
from monitor.store.open import Store
from monitor.store.rows import Row, moment, sure
from monitor.words import age_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet's profile in words, each figure as the bound that it is; "" = nothing to say."""

    outlet: str
    articles: int
    incidents: int
    #: "2 of 5": had first for sure, of those that others reported too.
    first: str
    lag: str
    own: str
    copies: str
    edits: str


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


def line_of(one: OutletProfile) -> OutletLine:
    """Return a profile in words."""
    return OutletLine(
        outlet=one.name,
        articles=one.articles,
        incidents=one.incidents,
        first=f"{one.first} of {one.shared}" if one.shared else "",
        lag=_lag(one.lag_least, one.lag_most),
        own=f"≤ {one.own_text:.0%}",
        copies=", ".join(f"{whom} {count}" for whom, count in one.copies),
        edits=_edits(one),
    )


def plain_profile(one: OutletProfile) -> dict[str, Any]:
    """Return a profile as plain data; what stands at its default is left out."""
    found: dict[str, Any] = json.loads(to_json(one))
    return found


def _lag(least: timedelta | None, most: timedelta | None) -> str:
    if least is None or most is None:
        return ""
    low, high = age_words(least), age_words(most)
    return low if low == high else f"{low} to {high}"


def _edits(one: OutletProfile) -> str:
    parts = [(one.corrections, "corrected"), (one.silent, "silent")]
    told = ", ".join(f"{count} {word}" for count, word in parts if count)
    return f"{one.edits} ({told})" if told else str(one.edits or "")


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
