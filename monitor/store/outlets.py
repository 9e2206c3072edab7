"""What is stored of each outlet: its articles, reports, texts taken from others, later versions."""

from __future__ import annotations

from monitor.store.open import Store, reading
from monitor.store.rows import Row, rows

_OUTLETS = """
select outlet, outlet_name, country, family, articles from v_outlets
where :name = '' or instr(lower(outlet), lower(:name)) > 0
    or instr(lower(outlet_name), lower(:name)) > 0
order by articles desc, outlet limit :limit
"""
_SIGHTINGS = """
with told as (
    select coalesce(d.to_id, r.incident_id) as incident_id, r.article_id, r.version_id
    from reports r left join redirects d on d.from_id = r.incident_id
    where r.current = 1 and r.role = 'primary' and r.incident_id is not null
)
select t.incident_id, a.outlet, v.published, v.published_precision, v.fetched_at, e.first_seen,
    (select max(p.polled_at) from polls p where p.feed_id = e.feed_id
        and p.polled_at < e.first_seen and p.outcome <> 'failed') as previous_poll
from told t
join articles a on a.id = t.article_id
join versions v on v.article_id = a.id and v.version = 1
left join entries e on e.id = (
    select x.id from entries x where x.article_id = a.id order by x.first_seen, x.id limit 1)
where :outlet = '' or t.incident_id in (
    select u.incident_id from told u join articles b on b.id = u.article_id
    where b.outlet = :outlet)
"""
_TAKEN = """
select distinct a.outlet, a.id as article_id,
    coalesce(nullif(b.outlet_name, ''), b.outlet, s.name) as whom
from edges e
join articles a on a.id = e.from_article_id
left join articles b on b.id = e.to_article_id
left join sources s on s.id = e.to_source_id
where e.withdrawn_at is null and e.relation in ('republishes', 'adapts', 'text_from')
    and (b.outlet is null or b.outlet <> a.outlet) and (:outlet = '' or a.outlet = :outlet)
"""
_EDITS = """
select a.outlet,
    o.title || char(10) || o.text || char(10) || (select coalesce(
        group_concat(json_extract(s.value, '$.value'), char(10)), '') from json_each(o.signals) s
        where json_extract(s.value, '$.kind') = 'edited_note') as older,
    n.title || char(10) || n.text || char(10) || (select coalesce(
        group_concat(json_extract(s.value, '$.value'), char(10)), '') from json_each(n.signals) s
        where json_extract(s.value, '$.kind') = 'edited_note') as newer,
    exists (select 1 from claims c where c.version_id = o.id and (c.retracted = 1
        or c.superseded_by in (select x.id from claims x where x.version_id = n.id)))
    as changed_claims
from versions n
join versions o on o.article_id = n.article_id and o.version = n.version - 1
join articles a on a.id = n.article_id
where n.version > 1 and (:outlet = '' or a.outlet = :outlet)
"""


def list_outlets(store: Store, *, name: str = "", limit: int = 100) -> list[Row]:
    """Return outlets whose domain or name holds `name`, most articles first."""
    with reading(store) as db:
        return rows(db, _OUTLETS, {"name": name, "limit": limit})


def sightings(store: Store, outlet: str = "") -> list[Row]:
    """Return first-hand reports with their times, of the incidents that `outlet` reported."""
    with reading(store) as db:
        return rows(db, _SIGHTINGS, {"outlet": outlet})


def taken(store: Store, outlet: str = "") -> list[Row]:
    """Return (outlet, article, whom) of every text that is known to be another's."""
    with reading(store) as db:
        return rows(db, _TAKEN, {"outlet": outlet})


def edits(store: Store, outlet: str = "") -> list[Row]:
    """Return each later version beside the one before it."""
    with reading(store) as db:
        return rows(db, _EDITS, {"outlet": outlet})
