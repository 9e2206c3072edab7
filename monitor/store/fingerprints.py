"""Fingerprints of texts: which stored texts share prose with a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.store.open import Store, reading
from monitor.store.rows import change, listed, rows, tuples

#: A fingerprint that this many texts of its window carry already is boilerplate or a text whose
#: root is on file; more of it only costs. Keeps the look-up flat whatever is stored.
MOST_PER_HASH = 48


_WINDOW_DAYS = 30


_FINGERPRINTS = """
insert into fingerprints (hash, day, version)
select j.value, :day, :version from json_each(:hashes) j
where (select count(*) from (
    select 1 from fingerprints f where f.hash = j.value and f.day between :day - :window and :day
    limit :most)) < :most
on conflict do nothing
"""


#: All fingerprints in one statement.
_SHARED = """
select (select group_concat(version) from (
    select version from fingerprints where hash = j.value and day >= :day
    order by day limit :most))
from json_each(:hashes) j
"""


_IDS = """
select j.key as place, v.id from json_each(:numbers) j join versions v on v.number = j.value
order by place
"""


_FORGET = "delete from fingerprints where day < :day"


def text_candidates(
    store: Store, signature: Sequence[int], *, since: datetime, min_shared: int, limit: int
) -> tuple[tuple[str, int], ...]:
    """Return (version id, shared fingerprints) of texts dated `since` or later, most shared first.

    The cost depends on the signature alone, not on how much is stored.
    """
    day = since.date().toordinal()
    shared: Counter[int] = Counter()
    with reading(store) as db:
        values = {"hashes": listed(set(signature)), "day": day, "most": MOST_PER_HASH}
        for (told,) in tuples(db, _SHARED, values):
            shared.update(map(int, told.split(",")) if told else ())
        best = [(number, count) for number, count in shared.items() if count >= min_shared]
        best.sort(key=lambda pair: (-pair[1], pair[0]))
        numbers = [number for number, _ in best[:limit]]
        named = {row["place"]: row["id"] for row in rows(db, _IDS, {"numbers": listed(numbers)})}
    return tuple((named[place], best[place][1]) for place in range(len(numbers)) if place in named)


def save_signature(db: Database, version_number: int, signature: Iterable[int], day: int) -> int:
    """Store a version's fingerprints; those that are common already are left out."""
    values = {"hashes": listed(sorted(set(signature))), "day": day, "version": version_number}
    return change(db, _FINGERPRINTS, {**values, "window": _WINDOW_DAYS, "most": MOST_PER_HASH})


def forget_fingerprints(db: Database, before: datetime) -> int:
    """Delete fingerprints dated before a moment; call inside `writing`."""
    return change(db, _FORGET, {"day": before.date().toordinal()})
