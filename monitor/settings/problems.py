"""What is wrong with a configuration, said so that a person can mend it. No file is read here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process

from monitor.text import one_line, shorten

#: Place of a value in a TOML file: table names, indices of `[[…]]` rows, the key.
Place = tuple[str | int, ...]

_ALIKE_ENOUGH = 60  # "tpye" and "type" are 75 alike, "evry" and "every" 89, "feed" and "title" 22


class Located(Protocol):
    """A file that knows on which line a key stands."""

    @property
    def path(self) -> Path: ...

    def line(self, place: Place) -> int | None: ...


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, at its place."""

    file: str
    line: int
    where: str
    what: str
    #: Column of a syntax error, 0 = not known.
    column: int = 0

    def __str__(self) -> str:
        at = "".join(f":{part}" for part in (self.line, self.column) if part)
        where = f" {self.where}:" if self.where else ""
        return f"{self.file}{at}:{where} {self.what}"


class Problems:
    """Collects what is wrong, and what is only odd, while the files are read."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.odd: list[Problem] = []

    def add(self, file: Located, place: Place, what: str) -> None:
        """Note that the value at `place` of `file` cannot be used."""
        self.found.append(_problem(file, place, what))

    def warn(self, file: Located, place: Place, what: str) -> None:
        """Note something that works and is probably not meant."""
        self.odd.append(_problem(file, place, what))

    def add_file(self, path: Path, what: str, line: int = 0, column: int = 0) -> None:
        """Note that the whole file cannot be read."""
        self.found.append(Problem(str(path), line, "", what, column))

    def texts(self) -> tuple[str, ...]:
        """Return all problems as lines, in the order of file and line, none twice."""
        return tuple(dict.fromkeys(map(str, sorted(self.found))))

    def warnings(self) -> tuple[str, ...]:
        """Return what is only odd, likewise."""
        return tuple(dict.fromkeys(map(str, sorted(self.odd))))


def _problem(file: Located, place: Place, what: str) -> Problem:
    return Problem(str(file.path), file.line(place) or 0, place_text(place), what)


def place_text(place: Place) -> str:
    """Return a place as people write it: ("feed", 2, "url") is "feed[3].url" (counted from 1)."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{one_line(part, 60)}" if text else one_line(part, 60)
    return text


def hint(word: str, known: Iterable[str]) -> str:
    """Return ' (did you mean "x"?)' for the most alike of `known`, "" where none is alike."""
    best = nearest(word, known)
    return f' (did you mean "{best}"?)' if best else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the most alike of `known`, None where none is alike."""
    choices = {one: one.casefold().replace("_", " ") for one in known}
    wanted = word[:100].casefold().replace("_", " ").replace("-", " ")
    found = process.extractOne(wanted, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE_ENOUGH)
    return found[2] if found else None


def shown(value: object) -> str:
    """Return a value for a message: short, one line, quoted where it is text."""
    if isinstance(value, str):
        return f'"{shorten(one_line(value, 200), 60)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return shorten(one_line(str(value), 200), 60)
