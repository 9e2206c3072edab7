"""Shortlists of incidents: those that share keys, their cards in short, their reports' profiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from monitor.model.deciding import Incident, Sketch
from monitor.store.cards import incident, sketch
from monitor.store.incidents import MANY
from monitor.store.open import Store, reading
from monitor.store.rows import Row, listed, rows, tuples

#: Rows looked at per key: keeps a shortlist's cost flat.
_MOST_PER_KEY = 64


#: All keys in one statement; of each the latest incidents only.
_SHARING = """
select j.value, (select group_concat(incident) from (
    select incident from incident_keys where key = j.value
    order by day desc, incident desc limit :most))
from json_each(:keys) j
"""


#: After number and id the columns that `sketch` takes, in its order.
_SKETCHES = """
select i.number, coalesce(r.to_id, i.id), i.event_start, i.event_end, i.first_published,
    i.latitude, i.longitude, i.place_precision, i.country, i.incident_type, i.killed_low,
    i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high
from json_each(:numbers) j join incidents i on i.number = j.value
left join redirects r on r.from_id = i.id order by j.key
"""


_EARLIEST = """
select profile from reports where incident_id = :id and current = 1 and role = 'primary'
    and profile <> '' order by number limit :early
"""


_LATEST = """
select profile from reports where incident_id = :id and current = 1 and role = 'primary'
    and profile <> '' order by number desc limit :late
"""


#: Both at once of many incidents, the profiles of each in one text: JSON holds no such sign.
_APART = "\x1f"


_ENDS = """
select
    (select group_concat(profile, char(31)) from (
        select profile from reports where incident_id = j.value and current = 1
        and role = 'primary' and profile <> '' order by number limit :early)),
    (select group_concat(profile, char(31)) from (
        select profile from reports where incident_id = j.value and current = 1
        and role = 'primary' and profile <> '' order by number desc limit :late))
from json_each(:ids) j order by j.key
"""


_BACKGROUND = """
select profile from reports where incident_id = :id and current = 1 and role = 'background'
    and profile <> '' order by number limit :most
"""


_FAMILIES = """
select to_id, from_id from redirects where to_id in (select value from json_each(:ids))
"""


def sharing(store: Store, keys: Iterable[str]) -> dict[str, list[int]]:
    """Return the row numbers of the latest incidents that stand under each of these keys.

    Keys that nobody has are left out. The cost depends on the keys, not on how much is stored.
    """
    with reading(store) as db:
        values = {"keys": listed(dict.fromkeys(keys)), "most": _MOST_PER_KEY}
        found = db.execute(_SHARING, values).fetchall()
    return {key: list(map(int, dict.fromkeys(told.split(",")))) for key, told in found if told}


def sketches(store: Store, numbers: Iterable[int]) -> dict[int, tuple[str, Sketch]]:
    """Return (id, sketch) of incidents by row number; merged ones with the id they lead to."""
    with reading(store) as db:
        found = tuples(db, _SKETCHES, {"numbers": listed(numbers)})
    return {row[0]: (row[1], sketch(row[2:])) for row in found}


def candidates(
    store: Store, ids: Sequence[str], profiles_each: int
) -> tuple[tuple[Incident, tuple[str, ...]], ...]:
    """Return each incident with profiles of its earliest and latest reports, in the given order.

    Incidents that no article reported yet have the profile they were imported with.
    """
    shares = {"early": profiles_each - profiles_each // 2, "late": profiles_each // 2}
    with reading(store) as db:
        merged: dict[str, list[str]] = {}
        for row in rows(db, _FAMILIES, {"ids": listed(ids)}):
            merged.setdefault(row["to_id"], []).append(row["from_id"])
        wanted = [*ids, *(one for family in merged.values() for one in family)]
        found = {row["id"]: row for row in rows(db, MANY, {"ids": listed(wanted)})}
        ends = _ends(db, [one for one in ids if one not in merged], shares)
        return tuple(
            (
                incident(found[one]),
                _profiles(
                    db,
                    [found[one], *(found[id_] for id_ in merged.get(one, ()))],
                    ends.get(one),
                    shares,
                ),
            )
            for one in ids
            if one in found
        )


def _ends(db: Database, ids: Sequence[str], shares: dict[str, int]) -> dict[str, list[str]]:
    """Return the profiles of the earliest and the latest reports of each incident."""
    found = tuples(db, _ENDS, {"ids": listed(ids), **shares})
    return {
        one: [profile for told in both if told for profile in told.split(_APART)]
        for one, both in zip(ids, found, strict=True)
    }


def _profiles(
    db: Database, family: list[Row], ends: list[str] | None, shares: dict[str, int]
) -> tuple[str, ...]:
    """Return the profiles of an incident and of those merged into it; `ends` where there is none.

    Background mentions stand in only where no article reports it first-hand.
    """
    told = ends or []
    for statement in (_EARLIEST, _LATEST) if ends is None else ():
        for row in family:
            values = {"id": row["id"], **shares}
            told += [profile for (profile,) in db.execute(statement, values).fetchall()]
    if not told:
        for row in family:
            values = {"id": row["id"], "most": sum(shares.values())}
            told += [profile for (profile,) in db.execute(_BACKGROUND, values).fetchall()]
    told += [row["profile"] for row in family if row["profile"]]
    return tuple(dict.fromkeys(told))
