"""`${NAME}` in monitor.toml: filled from the environment, or named as not set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from monitor.settings.problems import Place, Problems
from monitor.settings.schema import schema
from monitor.settings.toml_file import TomlFile

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def expand(file: TomlFile, environ: Mapping[str, str], problems: Problems) -> None:
    """Fill every `${NAME}` of the file's texts, but for secrets, which have their own way."""
    secrets = {key.name for key in schema()["channel"].values() if key.kind == "secret"}

    def fill(text: str, place: Place) -> str:
        for name in dict.fromkeys(_PLACEHOLDER.findall(text)):
            if name not in environ:
                problems.add(file, place, f"the variable {name} is not set")
        return _PLACEHOLDER.sub(lambda match: environ.get(match[1], match[0]), text)

    def walk(value: Any, place: Place) -> Any:
        if isinstance(value, str):
            return value if place and place[-1] in secrets else fill(value, place)
        if isinstance(value, list):
            return [walk(one, (*place, index)) for index, one in enumerate(value)]
        if isinstance(value, dict):
            return {key: walk(one, (*place, key)) for key, one in value.items()}
        return value

    file.data = walk(file.data, ())


def refuse_placeholders(file: TomlFile, problems: Problems) -> None:
    """Note every `${NAME}` in the rows of a register file, where none is filled."""
    for table, rows in file.data.items():
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            for key, value in row.items() if isinstance(row, dict) else ():
                texts = value if isinstance(value, list) else [value]
                # A pattern may well hold "${": an end of line, then a brace.
                if key != "patterns" and any(_holds_one(text) for text in texts):
                    what = "holds a ${NAME}, which is only filled in monitor.toml"
                    problems.add(file, (table, index, key), what)


def _holds_one(value: object) -> bool:
    return isinstance(value, str) and "${" in value and bool(_PLACEHOLDER.search(value))
