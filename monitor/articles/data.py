"""Package data of this room: the cue lexicon, the site rules and the wall lexicon.

The only module of the room that reads files: three small ones that ship beside the code, each once
a process.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from monitor.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """Selectors of one site: "class:x", "id:y" or a tag name."""

    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


#: kind → list name → folded cues.
Cues = Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def cues() -> Cues:
    """Return the cue lexicon of lines, folded."""
    return _folded("cues.toml")


@cache
def walls() -> Cues:
    """Return the lexicon of pages that are no article, folded."""
    return _folded("walls.toml")


@cache
def site_rules() -> Mapping[str, SiteRule]:
    """Return the rules by registrable domain."""
    table = tomllib.loads(_read("sites.toml"))
    return MappingProxyType(
        {
            domain: SiteRule(**{key: tuple(values) for key, values in rule.items()})
            for domain, rule in table.items()
        }
    )


def _folded(name: str) -> Cues:
    table = tomllib.loads(_read(name))
    return MappingProxyType(
        {
            kind: MappingProxyType(
                {key: tuple(dict.fromkeys(map(fold, values))) for key, values in lists.items()}
            )
            for kind, lists in table.items()
        }
    )


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
