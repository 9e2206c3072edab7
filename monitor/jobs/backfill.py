"""The backfill leg: articles from files, in publication order, each one's own date as the clock.

The very code of the daemon decides; only the network and (unless asked for) alerts are left out.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import structlog

from monitor.articles.rows import from_row
from monitor.errors import InputError, ParseError
from monitor.jobs.deciding import decide
from monitor.jobs.reading import RowTask, read_task
from monitor.jobs.walk import Walk
from monitor.model.names import make_id
from monitor.model.reading import Reading
from monitor.store import articles as article_rows
from monitor.store import outcomes
from monitor.store.open import writing
from monitor.urls import canonical, is_web

log = structlog.get_logger(__name__)

#: Longest line read: an article with its page, and room.
MAX_LINE = 20_000_000
#: Articles decided in one transaction: a crash costs their repeat, a commit costs 2 ms.
_BATCH = 64


@dataclass(slots=True)
class Summary:
    """What a backfill did. `problems` are the rows that were skipped, as file:line: why."""

    rows: int = 0
    new: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands, and when it was published (for the order of reading)."""

    order: tuple[str, int]
    file: int
    offset: int
    line: int


def run(
    walk: Walk,
    paths: Sequence[Path],
    *,
    alerts: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Read articles of `paths` (JSONL, gzip accepted), oldest first; undated ones come last.

    Idempotent: rows that were read before change nothing. Raises InputError where a file cannot be
    read at all; a bad row is noted and skipped.
    """
    summary = Summary()
    places = _survey(paths, summary)
    tasks = _tasks(walk, paths, places, summary)
    done = 0
    for batch in _batches(walk.children.map_ordered(read_task, tasks), _BATCH):
        with writing(walk.store):
            for reading in batch:
                _settle(walk, reading, alerts, summary)
        done = summary.new + summary.known + len(summary.problems)
        progress(done, len(places) + len(summary.problems))
        if walk.stop.is_set():
            break
    summary.rows = len(places)
    progress(len(places), len(places))
    return summary


def _settle(walk: Walk, reading: Reading | ParseError, alerts: bool, summary: Summary) -> None:
    if isinstance(reading, ParseError):
        summary.problems.append(f"{reading.url or 'a row'}: {reading}")
        return
    now = reading.article.fetched_at
    outcome = decide(walk, reading, entry=None, now=now, tell=alerts)
    outcomes.record(walk.store, outcome, now)
    if outcome.is_new_version:
        summary.new += 1
    else:
        summary.known += 1


def _tasks(
    walk: Walk, paths: Sequence[Path], places: Sequence[_Place], summary: Summary
) -> Iterator[RowTask]:
    handles = [_open(path) for path in paths]
    started = walk.clock.now()
    try:
        for place in places:
            handle = handles[place.file]
            handle.seek(place.offset)
            row = json.loads(handle.readline(MAX_LINE))
            # An undated row gives no evidence of time: the moment of the run stands for it.
            task = RowTask(row=row, now=moment_of(row.get("published") or "") or started)
            if _is_known(walk, task):
                summary.known += 1
                continue
            yield task
    finally:
        for handle in handles:
            handle.close()


def _is_known(walk: Walk, task: RowTask) -> bool:
    """Whether this very text was read before: spares a restarted backfill the reading."""
    stored = article_rows.find(walk.store, make_id("article", canonical(str(task.row["url"]))))
    if stored is None:
        return False
    return from_row(task.row, task.now).version_id == stored.version_id


def _survey(paths: Sequence[Path], summary: Summary) -> list[_Place]:
    """Return where every good row stands, in the order of reading."""
    places: list[_Place] = []
    for number, path in enumerate(paths):
        with _open(path) as handle:
            for line, (offset, raw) in enumerate(_lines(handle), start=1):
                if not raw.strip():
                    continue
                problem, published = _look(raw)
                if problem:
                    summary.problems.append(f"{path}:{line}: {problem}")
                    continue
                order = (published or "9999", len(places))
                places.append(_Place(order, number, offset, line))
    return sorted(places, key=lambda place: place.order)


def _look(raw: bytes) -> tuple[str, str]:
    """Return (what is wrong with a line or "", its date as sortable text or "")."""
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error})"[:200], ""
    if not isinstance(row, dict):
        return "not a JSON object", ""
    url = row.get("url")
    if not isinstance(url, str) or not is_web(url):
        return "`url` is missing or no http(s) address", ""
    for key in ("title", "text", "html", "outlet", "language"):
        if not isinstance(row.get(key), str | None):
            return f"`{key}` is no text", ""
    if not (row.get("text") or row.get("html") or row.get("title")):
        return "neither `title` nor `text` nor `html`", ""
    published = row.get("published")
    if published in (None, ""):
        return "", ""
    moment = moment_of(published)
    if moment is None:
        return f"`published` is no ISO 8601 date: {str(published)[:40]!r}", ""
    return "", moment.isoformat()


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


def _open(path: Path) -> IO[bytes]:
    try:
        plain = path.open("rb")
        if plain.read(2) != b"\x1f\x8b":
            plain.seek(0)
            return plain
        plain.close()
        # Rows are read in the order of their dates: a gzip file cannot be sought in, a copy can.
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller with the others
        with gzip.open(path, "rb") as packed:
            shutil.copyfileobj(packed, copy)
        copy.seek(0)
        return copy
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _lines(handle: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    offset = handle.tell()
    while line := handle.readline(MAX_LINE):
        yield offset, line
        offset = handle.tell()


def _batches(
    readings: Iterable[Reading | ParseError], size: int
) -> Iterator[list[Reading | ParseError]]:
    batch: list[Reading | ParseError] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
