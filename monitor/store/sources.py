"""Sources, and the spans that prove something: columns that several tables share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from monitor.model.names import SourceClass, make_id
from monitor.model.reading import Source
from monitor.model.spans import Span
from monitor.store.open import Store, reading
from monitor.store.rows import Row, change, listed, rows

_INSERT = """
insert into sources (id, name, source_class, family, country)
select json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'),
    json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]'), json_extract(j.value, '$[4]')
from json_each(:sources) j where true
on conflict (id) do nothing
"""
_LIST = """
select * from v_sources
where case :name
    when '' then source_class <> 'unsourced' else instr(lower(name), lower(:name)) > 0
end
order by credits + attributions + claims desc, name limit :limit
"""


@lru_cache(maxsize=4096)
def source_id(source: Source) -> str:
    """Return the id of a source: its name with class, family and country."""
    return make_id("source", source.name, source.source_class, source.family, source.country)


def save(db: Database, found: Iterable[Source]) -> None:
    """Store those of `found` that are new, in one statement; call inside `writing`."""
    told = [
        (source_id(one), one.name, one.source_class, one.family, one.country)
        for one in dict.fromkeys(found)
    ]
    if told:
        change(db, _INSERT, {"sources": listed(told)})


def source(row: Row) -> Source:
    """Return the noun of a row that carries name, source_class, family and country."""
    return source_of((row["name"], row["source_class"], row["family"], row["country"]))


#: The same few sources stand behind most rows.
@lru_cache(maxsize=4096)
def source_of(columns: tuple[Any, ...]) -> Source:
    """Return the noun of the columns name, source_class, family and country."""
    name, source_class, family, country = columns
    return Source(name=name, source_class=SourceClass(source_class), family=family, country=country)


def list_sources(store: Store, *, name: str = "", limit: int = 500) -> list[Row]:
    """Return sources with how often each is credited, quoted and claims, most used first.

    What is said by nobody ("unsourced") stands there only where `name` asks for it.
    """
    with reading(store) as db:
        return rows(db, _LIST, {"name": name, "limit": limit})


def span_values(prefix: str, span: Span | None) -> Row:
    """Return a span as the parameters `<prefix>field`, `…start`, `…end`, `…text`."""
    return {
        f"{prefix}field": span.field if span else None,
        f"{prefix}start": span.start if span else None,
        f"{prefix}end": span.end if span else None,
        f"{prefix}text": span.text if span else None,
    }


def span(row: Row, prefix: str = "") -> Span | None:
    """Return the span that `span_values` wrote, None where there is none."""
    if row[f"{prefix}field"] is None:
        return None
    return Span(
        field=row[f"{prefix}field"],
        start=row[f"{prefix}start"],
        end=row[f"{prefix}end"],
        text=row[f"{prefix}text"],
    )


def span_of(columns: tuple[Any, ...]) -> Span | None:
    """Return the span of the columns field, start, end and text, None where there is none."""
    field, start, end, text = columns
    return None if field is None else Span(field=field, start=start, end=end, text=text)


def sure_span_of(columns: tuple[Any, ...]) -> Span:
    """Return the span of columns that are never null."""
    field, start, end, text = columns
    return Span(field=field, start=start, end=end, text=text)


def sure_span(row: Row, prefix: str = "") -> Span:
    """Return a span from columns that are never null."""
    found = span(row, prefix)
    assert found is not None, "these columns are not null"
    return found
