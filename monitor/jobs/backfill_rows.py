"""The rows of backfill files: where each stands, when it was published, what is wrong with it."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from monitor.errors import InputError
from monitor.urls import is_web

#: Longest line read: an article with its page (3 MB decoded, as JSON), and room.
MAX_LINE = 8_000_000
#: After every date that a row can have.
_UNDATED = float("inf")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, and when it was published (for the order of reading)."""

    order: tuple[float, int]
    file: int
    offset: int


def survey(
    paths: Sequence[Path], handles: Sequence[IO[bytes]], skip: Callable[[str], None]
) -> list[Place]:
    """Return where every good row stands, in the order of reading; `skip` is told of the others."""
    places: list[Place] = []
    for number, (path, handle) in enumerate(zip(paths, handles, strict=True)):
        for line, (offset, raw) in enumerate(_lines(handle), start=1):
            if raw is not None and not raw.strip():
                continue
            problem, published = _look(raw) if raw is not None else ("the line is too long", None)
            if problem:
                skip(f"{path}:{line}: {problem}")
                continue
            places.append(
                Place((_UNDATED if published is None else published, len(places)), number, offset)
            )
    return sorted(places, key=lambda place: place.order)


def row_at(handles: Sequence[IO[bytes]], place: Place) -> dict[str, Any]:
    """Return a good row."""
    handle = handles[place.file]
    handle.seek(place.offset)
    row: dict[str, Any] = json.loads(handle.readline(MAX_LINE))
    return row


def _look(raw: bytes) -> tuple[str, float | None]:
    """Return (what is wrong with a line or "", its date in seconds, None = undated)."""
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error})"[:200], None
    if not isinstance(row, dict):
        return "not a JSON object", None
    url = row.get("url")
    if not isinstance(url, str) or not is_web(url):
        return "`url` is missing or no http(s) address", None
    for key in ("title", "text", "html", "outlet", "language"):
        if not isinstance(row.get(key), str | None):
            return f"`{key}` is no text", None
    if not (row.get("text") or row.get("html") or row.get("title")):
        return "neither `title` nor `text` nor `html`", None
    published = row.get("published")
    if published in (None, ""):
        return "", None
    moment = moment_of(published)
    if moment is None:
        return f"`published` is no ISO 8601 date: {str(published)[:40]!r}", None
    return "", moment.timestamp()


def moment_of(value: object) -> datetime | None:
    """Return an ISO 8601 date or time as aware UTC (a bare one counts as UTC), else None."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def open_rows(path: Path) -> IO[bytes]:
    """Return the file, unpacked; whoever asked closes it. Raises InputError."""
    with ExitStack() as opened:
        try:
            plain = opened.enter_context(path.open("rb"))
            if plain.read(2) != b"\x1f\x8b":
                plain.seek(0)
                opened.pop_all()
                return plain
            # Rows are read in the order of their dates: in a copy one can seek, in gzip not.
            copy = opened.enter_context(tempfile.TemporaryFile())
            with gzip.open(path, "rb") as packed:
                shutil.copyfileobj(packed, copy)
        except (OSError, EOFError, zlib.error) as error:
            why = getattr(error, "strerror", None) or error
            raise InputError(f"{path}: {why}") from error
        plain.close()
        copy.seek(0)
        opened.pop_all()
        return copy


def _lines(handle: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield (offset, line), None for a line that is too long to be one."""
    offset = handle.tell()
    while line := handle.readline(MAX_LINE):
        if len(line) < MAX_LINE or line.endswith(b"\n"):
            yield offset, line
        else:
            while (rest := handle.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield offset, None
        offset = handle.tell()
