"""One TOML table against the schema: its values by field, all that is wrong noted at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitor.settings.problems import Place, Problems, hint
from monitor.settings.schema import SECRET_WAYS, Key, Table
from monitor.settings.toml_file import TomlFile
from monitor.settings.values import read_value


def read_table(
    file: TomlFile, place: Place, data: object, table: Table, problems: Problems
) -> dict[str, Any]:
    """Return what the table at `place` sets, by field of the noun; wrong values are left out."""
    if not isinstance(data, Mapping):
        problems.add(file, place, "wants a table of keys")
        return {}
    known = _spellings(table)
    values: dict[str, Any] = {}
    seen: dict[str, str] = {}
    for name, value in data.items():
        key = known.get(name)
        if key is None:
            problems.add(file, (*place, name), f"unknown key{hint(name, known)}")
            continue
        if key.name in seen and key.kind != "secret":
            problems.add(file, (*place, name), f"says the same as {seen[key.name]}; keep one")
            continue
        seen[key.name] = name
        if key.kind == "secret":
            continue
        try:
            values[key.field] = read_value(value, key)
        except ValueError as error:
            for what in error.args:
                problems.add(file, (*place, name), str(what))
    _require(file, place, table, seen, problems)
    return values


def read_rows(
    file: TomlFile, name: str, table: Table, problems: Problems
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every `[[name]]` row of the file with its place; anything else there is a problem."""
    for other in file.data:
        if other != name:
            problems.add(
                file, (other,), f"unknown table or key{hint(other, [name])}; wants [[{name}]] rows"
            )
    rows = file.data.get(name, [])
    if not isinstance(rows, list):
        what = f"is one table; rows are written [[{name}]]" if isinstance(rows, dict) else ""
        problems.add(file, (name,), what or f"wants rows written [[{name}]]")
        return
    for index, row in enumerate(rows):
        yield (name, index), read_table(file, (name, index), row, table, problems)


def _require(
    file: TomlFile, place: Place, table: Table, seen: Iterable[str], problems: Problems
) -> None:
    for key in table.values():
        if key.required and key.name not in seen:
            problems.add(file, (*place, key.name), "is missing")


def _spellings(table: Table) -> dict[str, Key]:
    known: dict[str, Key] = {}
    for key in table.values():
        known |= dict.fromkeys((key.name, *key.also), key)
        if key.kind == "secret":
            known |= {f"{key.name}_{way}": key for way in SECRET_WAYS}
    return known
