"""Articles, their versions, and the search over their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.codec import from_json, to_json
from monitor.model.names import Quality
from monitor.model.reading import Article, Signal
from monitor.store.open import Store, reading
from monitor.store.rows import Row, change, first, listed, moment, rows, stamp, sure, value
from monitor.text import clean
from monitor.urls import canonical, is_web

_ARTICLE = """
insert into articles (id, url, canonical_url, outlet, outlet_name, outlet_country, outlet_family,
    first_seen, latest_version_id, versions, read_at)
values (:id, :url, :canonical_url, :outlet, :outlet_name, :outlet_country, :outlet_family, :now,
    :version_id, 1, :now)
on conflict (id) do update set latest_version_id = excluded.latest_version_id,
    versions = versions + 1, read_at = excluded.read_at, outlet_name = excluded.outlet_name,
    outlet_country = excluded.outlet_country, outlet_family = excluded.outlet_family
"""

_VERSION = """
insert into versions (id, article_id, version, url, outlet, outlet_name, outlet_country,
    outlet_family, title, text, text_hash, language, published, published_precision,
    published_from, fetched_at, quality, oddity, signals)
values (:version_id, :id,
    (select coalesce(max(version), 0) + 1 from versions where article_id = :id),
    :url, :outlet, :outlet_name, :outlet_country, :outlet_family, :title, :text, :text_hash,
    :language, :published, :published_precision, :published_from, :fetched_at, :quality, :oddity,
    :signals)
"""

_INDEX = """
insert into texts (rowid, title, text)
select number, title, text from versions where id = :version_id
"""

_KNOWN = "select 1 from versions where id = :version_id"
_LATEST = """
select v.*, a.url as article_url from articles a join versions v on v.id = a.latest_version_id
where a.id = :id
"""
_ONE = """
select v.*, a.url as article_url from versions v join articles a on a.id = v.article_id
where v.id = :id
"""
_OF = """
select v.*, a.url as article_url from versions v join articles a on a.id = v.article_id
where v.article_id = :id order by v.version
"""
_MANY = """
select v.*, a.url as article_url from json_each(:ids) j join versions v on v.id = j.value
join articles a on a.id = v.article_id order by j.key
"""
_NUMBER = "select number from versions where id = :id"

#: The best version of each article that has the words; bm25 is lower for better.
_SEARCH = """
select v.article_id, v.id as version_id, a.url, v.title, v.published, h.rank, h.snippet,
    coalesce(nullif(v.outlet_name, ''), a.outlet) as outlet
from (
    select rowid, bm25(texts, 4.0, 1.0) as rank,
        snippet(texts, -1, '«', '»', '…', 24) as snippet
    from texts where texts match :match order by rank limit :most) h
join versions v on v.number = h.rowid
join articles a on a.id = v.article_id
order by h.rank, v.number
"""

_SINCE = """
select v.*, a.url as article_url from articles a join versions v on v.id = a.latest_version_id
where a.number > :after and coalesce(v.published, v.fetched_at) >= :since
order by a.number limit :limit
"""

#: Redirected entries are known under the address the feed gave, too.
_BY_URL = """
select id from articles where canonical_url = :url
union all
select article_id from entries where canonical_url = :url and article_id is not null
limit 1
"""
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_MOST_TERMS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A search hit: the words around the match, marked with « »."""

    article_id: str
    version_id: str
    url: str
    outlet: str
    title: str
    published: datetime | None
    snippet: str
    #: 0 is the worst; only comparable within one search.
    score: float


def find(store: Store, article_id: str) -> Article | None:
    """Return the latest version of an article, or None where it was never read."""
    with reading(store) as db:
        row = first(db, _LATEST, {"id": article_id})
    return article(row) if row else None


def find_by_url(store: Store, url: str) -> Article | None:
    """Return the latest version of the article at an address, in any of its forms, or None."""
    if not is_web(url):
        return None
    with reading(store) as db:
        known = value(db, _BY_URL, {"url": canonical(url)})
        row = first(db, _LATEST, {"id": known}) if known else None
    return article(row) if row else None


def load_version(store: Store, version_id: str) -> Article | None:
    """Return one version, or None where it is not stored."""
    with reading(store) as db:
        row = first(db, _ONE, {"id": version_id})
    return article(row) if row else None


def load_versions(store: Store, version_ids: Iterable[str]) -> tuple[Article, ...]:
    """Return versions in the given order; unknown ids are left out."""
    with reading(store) as db:
        return tuple(article(row) for row in rows(db, _MANY, {"ids": listed(version_ids)}))


def versions_of(store: Store, article_id: str) -> tuple[Article, ...]:
    """Return all versions of an article, oldest first."""
    with reading(store) as db:
        return tuple(article(row) for row in rows(db, _OF, {"id": article_id}))


def search(store: Store, query: str, limit: int = 20) -> tuple[Found, ...]:
    """Return the articles that hold all words of `query`, best first; one hit an article.

    "Quoted words" are a phrase, a word with * at its end is a beginning. No query raises.
    """
    match = match_text(query)
    if not match:
        return ()
    with reading(store) as db:
        hits = rows(db, _SEARCH, {"match": match, "most": 4 * limit})
    best = {hit["article_id"]: hit for hit in reversed(hits)}
    return tuple(_found(hit) for hit in sorted(best.values(), key=lambda hit: hit["rank"])[:limit])


def match_text(query: str) -> str:
    """Return an FTS5 expression in which everything the user wrote is a quoted string."""
    terms = []
    for phrase, word in _TERM.findall(clean(query, 1000)):
        words = (phrase or word).replace('"', " ").strip()
        if any(sign.isalnum() for sign in words):
            terms.append(f'"{words}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms[:_MOST_TERMS])


def page(
    store: Store, *, after: int = 0, since: datetime | None = None, limit: int = 500
) -> list[tuple[int, Article]]:
    """Return (row number, latest version) of the next articles in stored order."""
    values = {"after": after, "since": stamp(since) or "", "limit": limit}
    sql = _SINCE.replace("select v.*", "select a.number as place, v.*", 1)
    with reading(store) as db:
        return [(row["place"], article(row)) for row in rows(db, sql, values)]


def save(db: Database, one: Article, now: datetime) -> bool:
    """Store a version and make it the latest; False where it was known. Inside `writing`."""
    values = _values(one, now)
    if value(db, _KNOWN, values):
        return False
    change(db, _ARTICLE, values)
    change(db, _VERSION, values)
    change(db, _INDEX, values)
    return True


def number(db: Database, version_id: str) -> int:
    """Return the row number of a stored version; inside `writing` or `reading`."""
    return int(value(db, _NUMBER, {"id": version_id}))


def article(row: Row) -> Article:
    """Return the noun of a `versions` row; its address is the one the article first came with."""
    return Article(
        id=row["article_id"],
        version_id=row["id"],
        url=row["article_url"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=moment(row["published"]),
        published_precision=row["published_precision"],
        published_from=row["published_from"],
        fetched_at=sure(row["fetched_at"]),
        quality=Quality(row["quality"]),
        oddity=row["oddity"],
        signals=from_json(tuple[Signal, ...], row["signals"]),
        outlet_country=row["outlet_country"],
        outlet_family=row["outlet_family"],
        version=row["version"],
    )


def _values(one: Article, now: datetime) -> Row:
    return {
        "id": one.id,
        "version_id": one.version_id,
        "url": one.url,
        "canonical_url": canonical(one.url) if is_web(one.url) else one.url,
        "outlet": one.outlet,
        "outlet_name": one.outlet_name,
        "outlet_country": one.outlet_country,
        "outlet_family": one.outlet_family,
        "title": one.title,
        "text": one.text,
        "text_hash": one.text_hash,
        "language": one.language,
        "published": stamp(one.published),
        "published_precision": one.published_precision,
        "published_from": one.published_from,
        "fetched_at": stamp(one.fetched_at),
        "quality": one.quality.value,
        "oddity": one.oddity,
        "signals": to_json(one.signals),
        "now": stamp(now),
    }


def _found(hit: Row) -> Found:
    return Found(
        article_id=hit["article_id"],
        version_id=hit["version_id"],
        url=hit["url"],
        outlet=hit["outlet"],
        title=hit["title"],
        published=moment(hit["published"]),
        snippet=hit["snippet"],
        score=-float(hit["rank"]),
    )
