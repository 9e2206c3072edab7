"""Incident cards, their blocking keys, and where old ids lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlite_utils import Database

from monitor.codec import to_json
from monitor.model.deciding import Incident
from monitor.model.names import IncidentState
from monitor.store.cards import card_values, incident
from monitor.store.open import Store, reading, writing
from monitor.store.rows import Row, change, first, listed, rows, stamp, value

_UPSERT = """
insert into incidents (id, state, title, given_name, incident_type, event_start, event_end,
    date_precision, place, admin1, country, latitude, longitude, place_precision, killed_low,
    killed_best, killed_high, injured_low, injured_best, injured_high, articles, outlets,
    independent_origins, undetermined_origins, origin_names, warnings, opened_at, updated_at,
    first_published, external_id, known_from, perhaps_two, profile, noun)
values (:id, :state, :title, :given_name, :incident_type, :event_start, :event_end,
    :date_precision, :place, :admin1, :country, :latitude, :longitude, :place_precision,
    :killed_low, :killed_best, :killed_high, :injured_low, :injured_best, :injured_high,
    :articles, :outlets, :independent_origins, :undetermined_origins, :origin_names, :warnings,
    :opened_at, :updated_at, :first_published, :external_id, :known_from, :perhaps_two, :profile,
    :noun)
on conflict (id) do update set
    -- A merge is a person's decision; a card computed beside it does not undo it.
    state = iif(state = 'merged', state, excluded.state),
    title = excluded.title, incident_type = excluded.incident_type,
    event_start = excluded.event_start, event_end = excluded.event_end,
    date_precision = excluded.date_precision, place = excluded.place, admin1 = excluded.admin1,
    country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude,
    place_precision = excluded.place_precision, killed_low = excluded.killed_low,
    killed_best = excluded.killed_best, killed_high = excluded.killed_high,
    injured_low = excluded.injured_low, injured_best = excluded.injured_best,
    injured_high = excluded.injured_high, articles = excluded.articles,
    outlets = excluded.outlets, independent_origins = excluded.independent_origins,
    undetermined_origins = excluded.undetermined_origins,
    origin_names = excluded.origin_names, warnings = excluded.warnings,
    opened_at = excluded.opened_at, updated_at = excluded.updated_at,
    first_published = excluded.first_published, external_id = excluded.external_id,
    known_from = excluded.known_from, perhaps_two = excluded.perhaps_two, noun = excluded.noun,
    profile = iif(excluded.profile = '', profile, excluded.profile)
where noun <> excluded.noun or (excluded.profile not in ('', profile))
"""

_ORIGIN = """
update reports set origin = j.value
from json_each(:origins) j
where reports.version_id = j.key and reports.current = 1 and reports.origin is not j.value
    and coalesce((select to_id from redirects where from_id = reports.incident_id),
        reports.incident_id) = :id
"""

_KEYS = """
insert into incident_keys (key, day, incident)
select json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), i.number
from json_each(:keys) j join incidents i on i.id = :id
where true on conflict do nothing
"""

MANY = """
select i.id, i.state, i.merged_into, i.given_name, i.noun, i.profile
from json_each(:ids) j join incidents i on i.id = j.value order by j.key
"""
_FAMILY = "select from_id from redirects where to_id = :id"
_LEADS = "select to_id from redirects where from_id = :id"
_EXTERNAL = "select id from incidents where external_id = :external_id order by number limit 1"

_LIST = """
select i.* from incidents i
where (:merged or i.state <> 'merged')
    and (:state = '' or i.state = :state)
    and (:since = '' or i.updated_at >= :since)
    and (:event_since = '' or i.event_end >= :event_since)
    and (:type = '' or i.incident_type = :type)
    and (:place = '' or instr(lower(coalesce(i.place, '')), lower(:place)) > 0
        or instr(lower(coalesce(i.admin1, '')), lower(:place)) > 0
        or lower(coalesce(i.country, '')) = lower(:place))
    and (:text = '' or instr(lower(i.title || ' ' || i.given_name), lower(:text)) > 0)
order by i.updated_at desc, i.number desc limit :limit
"""
_PERHAPS_TWO = """
select id, state, merged_into, given_name, noun from incidents
where perhaps_two <> '' and state = 'open' and updated_at >= :since
order by updated_at desc, id limit :limit
"""
_KNOWN_STATE = "select state from incidents where id = :id"

Keys = Sequence[tuple[str, int]]


def get(store: Store, incident_id: str) -> Incident | None:
    """Return an incident by the id it stands under, merged or not; see `resolve`."""
    found = get_many(store, [incident_id])
    return found[0] if found else None


def get_many(store: Store, ids: Iterable[str]) -> tuple[Incident, ...]:
    """Return incidents in the given order; unknown ids are left out."""
    with reading(store) as db:
        return tuple(incident(row) for row in rows(db, MANY, {"ids": listed(ids)}))


def resolve(store: Store, incident_id: str) -> str:
    """Return the id that an id leads to now (itself, unless it was merged)."""
    with reading(store) as db:
        return value(db, _LEADS, {"id": incident_id}) or incident_id


def family(db: Database, incident_id: str) -> list[str]:
    """Return the id with all ids that lead to it; inside `reading` or `writing`."""
    return [incident_id, *(row["from_id"] for row in rows(db, _FAMILY, {"id": incident_id}))]


def by_external_id(store: Store, external_id: str) -> Incident | None:
    """Return the incident of a register's id, where it leads now."""
    with reading(store) as db:
        known = value(db, _EXTERNAL, {"external_id": external_id})
    return get(store, resolve(store, known)) if known else None


def list_incidents(
    store: Store,
    *,
    since: datetime | None = None,
    event_since: date | None = None,
    place: str = "",
    incident_type: str = "",
    text: str = "",
    state: IncidentState | None = None,
    merged: bool = False,
    limit: int = 100,
) -> tuple[Incident, ...]:
    """Return incidents, latest change first; `place` is a name, part of one, or a country code."""
    values = {
        "since": stamp(since) or "",
        "event_since": event_since.isoformat() if event_since else "",
        "place": place,
        "type": incident_type,
        "text": text,
        "state": state.value if state else "",
        "merged": merged or state is IncidentState.MERGED,
        "limit": limit,
    }
    with reading(store) as db:
        return tuple(incident(row) for row in rows(db, _LIST, values))


def perhaps_two(
    store: Store, *, since: datetime | None = None, limit: int = 100
) -> tuple[Incident, ...]:
    """Return the open incidents that are perhaps two, latest change first."""
    with reading(store) as db:
        values = {"since": stamp(since) or "", "limit": limit}
        return tuple(incident(row) for row in rows(db, _PERHAPS_TWO, values))


def upsert_known(store: Store, known: Iterable[tuple[Incident, str, Keys]]) -> int:
    """Store (incident, profile, keys) of known incidents and return how many rows changed.

    One that an article has reported since keeps its card. Idempotent.
    """
    written = 0
    with writing(store) as db:
        for one, profile, keys in known:
            state = value(db, _KNOWN_STATE, {"id": one.id})
            if state in (None, IncidentState.KNOWN):
                written += save(db, one, profile=profile)
                save_keys(db, {one.id: keys})
    return written


def save(db: Database, one: Incident, *, profile: str = "") -> int:
    """Store a card; 0 where it stands so already. Inside `writing`."""
    return change(db, _UPSERT, {**card_values(one), "profile": profile})


def save_origins(db: Database, one: Incident) -> None:
    """Write the origin of each report beside it; inside `writing`, after the reports."""
    if one.origins.by_version:
        change(db, _ORIGIN, {"id": one.id, "origins": to_json(dict(one.origins.by_version))})


def save_keys(db: Database, keys: Mapping[str, Keys]) -> int:
    """Store blocking keys with the day they stand at; inside `writing`."""
    return sum(change(db, _KEYS, {"id": one, "keys": listed(pairs)}) for one, pairs in keys.items())


def find_row(db: Database, incident_id: str) -> Row | None:
    """Return the whole row of an incident; inside `reading` or `writing`."""
    return first(db, "select * from incidents where id = :id", {"id": incident_id})
