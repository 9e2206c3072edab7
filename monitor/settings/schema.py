"""The schema of the configuration, read from schema.toml beside this module: one place for all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from monitor.model import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a table: how it is read, its bounds, what it does."""

    name: str
    kind: str
    help: str
    #: Bounds as written: numbers, or durations ("30s").
    low: float | str | None = None
    high: float | str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    #: Field of the noun it becomes.
    field: str
    #: Other spellings that are read too.
    also: tuple[str, ...] = ()
    #: Kinds of channel it belongs to; empty = all.
    only: tuple[str, ...] = ()
    #: Words for a default that the noun cannot say.
    default: str = ""


#: Keys of one table by name.
Table = MappingProxyType[str, Key]

#: Tables of monitor.toml that stand once, and the row tables of the other files.
SECTIONS = ("fetch", "poll", "matching", "digest", "retention", "alerts")
ROW_FILES = MappingProxyType(
    {
        "feeds.toml": "feed",
        "incidents.toml": "incident",
        "places.toml": "place",
        "actors.toml": "actor",
        "sources.toml": "source",
        "watches.toml": "watch",
    }
)
FILES = ("monitor.toml", *ROW_FILES)

#: A secret `password` is given as one of these, never as itself.
SECRET_WAYS = ("env", "file", "credential")


@cache
def schema() -> MappingProxyType[str, Table]:
    """Return every table of the configuration by name; "top" holds the keys outside tables."""
    text = files("monitor.settings").joinpath("schema.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            table: MappingProxyType({name: _key(name, row) for name, row in rows.items()})
            for table, rows in tomllib.loads(text).items()
        }
    )


def _key(name: str, row: dict[str, Any]) -> Key:
    choices = row.get("choices", ())
    if isinstance(choices, str):
        choices = tuple(member.value for member in getattr(names, choices))
    return Key(
        name=name,
        field=row.get("field", name),
        choices=tuple(choices),
        also=tuple(row.get("also", ())),
        only=tuple(row.get("only", ())),
        **{k: v for k, v in row.items() if k not in ("field", "choices", "also", "only")},
    )
