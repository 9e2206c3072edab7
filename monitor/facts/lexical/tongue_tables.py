"""Tables of words joined with what one file a language adds to them. No file is read here.

`lists/tongues/pt.toml` holds the parts of all seven tables for Portuguese, under the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from monitor.language.tokens import key

Table = dict[str, Any]
#: Has every list, so that it says which there are.
FULLEST = "en"
#: Tables whose first key is a language; in the others it stands further in.
_BY_LANGUAGE = ("dates", "numbers", "tolls", "cues", "not_incident")
#: Tables with a name before the language: types by type, terms by kind.
_BY_NAME = ("types", "terms")


def joined(tables: Mapping[str, Table], tongues: Iterable[Mapping[str, Table]]) -> dict[str, Table]:
    """Return the tables by name with the tongues' parts added; what is given is left as it is."""
    made = {name: deepcopy(table) for name, table in tables.items()}
    for tongue in tongues:
        for language, parts in tongue.items():
            for name in _BY_LANGUAGE:
                own = made[name].setdefault(language, {})
                _add(own, _emptied(made[name][FULLEST]))
                _add(own, parts.get(name, {}))
            for name in _BY_NAME:
                for row, cues in parts.get(name, {}).items():
                    _add(made[name][row].setdefault(language, {}), cues)
    return made


def vocabulary(tables: Mapping[str, Mapping[str, Any]], language: str) -> frozenset[str]:
    """Return every word of a language's cues, as look-ups: what its texts may be cut into."""
    parts = [tables[name].get(language, {}) for name in _BY_LANGUAGE]
    parts += [row.get(language, {}) for name in _BY_NAME for row in tables[name].values()]
    return frozenset(word for part in parts for cue in _cues(part) for word in key(cue).split())


def _emptied(table: Mapping[str, Any]) -> Table:
    """The lists of a table without their cues, so that a language that says less is read too."""
    made: Table = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            made[name] = _emptied(value)
        elif isinstance(value, list):
            made[name] = []
    return made


def _add(table: Table, more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, Mapping):
            _add(table.setdefault(name, {}), value)
        elif isinstance(value, list):
            table[name] = list(dict.fromkeys([*table.get(name, ()), *value]))
        else:
            table[name] = value


def _cues(part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, int):
                yield str(name)
            else:
                yield from _cues(value)
    elif isinstance(part, list):
        yield from (cue.rstrip("*") for cue in part)
