"""The backfill leg: articles from files, in publication order, each one's own date as the clock.

The very code of the daemon decides; only the network and (unless asked for) alerts are left out.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import structlog

from monitor.articles.rows import from_row
from monitor.errors import InputError, ParseError, StoreError
from monitor.fetch.memory import undisturbed
from monitor.jobs.deciding import decide
from monitor.jobs.doors import read_task
from monitor.jobs.tasks import RowTask
from monitor.jobs.walk import Walk
from monitor.model.names import make_id
from monitor.model.reading import Reading
from monitor.store import articles as article_rows
from monitor.store import outcomes
from monitor.store.open import Store, writing
from monitor.urls import canonical, is_web

log = structlog.get_logger(__name__)

Result = Reading | ParseError
#: Longest line read: an article with its page (3 MB decoded, as JSON), and room.
MAX_LINE = 8_000_000
#: Articles decided in one transaction: a crash costs their repeat, a commit costs 2 ms. Others
#: who write beside us wait for at most about a second.
_BATCH = 64
_LONGEST_S = 1.0
#: Rows given to a child at a time; twelve such lots are in memory.
_CHUNK = 4
#: After every date that a row can have.
_UNDATED = float("inf")
#: Problems kept word for word; more are counted.
_MOST_TOLD = 1000


@dataclass(slots=True)
class Summary:
    """What a backfill did. `problems` are rows that were skipped, as file:line: why."""

    rows: int = 0
    new: int = 0
    known: int = 0
    #: Rows skipped in all; `problems` tells the first of them.
    skipped: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Rows done with, one way or another."""
        return self.new + self.known + self.skipped

    def skip(self, words: str) -> None:
        """Note a row that was skipped."""
        self.skipped += 1
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(words)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands, and when it was published (for the order of reading)."""

    order: tuple[float, int]
    file: int
    offset: int


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
    with ExitStack() as opened:
        opened.enter_context(undisturbed())
        handles = [opened.enter_context(_open(path)) for path in paths]
        places = _survey(paths, handles, summary)
        summary.rows = len(places)
        total = len(places) + summary.skipped
        tasks = _tasks(walk, handles, places, summary)
        with closing(walk.children.map_ordered(read_task, tasks, chunk=_CHUNK)) as readings:
            for batch in _batches(readings):
                _settle_batch(walk, batch, alerts, summary)
                progress(summary.done, total)
                if walk.stop.is_set():
                    return summary
    progress(total, total)
    return summary


def _settle_batch(walk: Walk, batch: Sequence[Result], alerts: bool, summary: Summary) -> None:
    """Record a batch in one transaction; where one of it is poison, each in its own."""
    before = (summary.new, summary.known)
    try:
        with writing(walk.store):
            for reading in batch:
                if not isinstance(reading, ParseError):
                    _settle(walk, reading, alerts, summary)
    except StoreError:
        raise
    except Exception:
        summary.new, summary.known = before
        for reading in batch:
            _settle_alone(walk, reading, alerts, summary)
    for reading in batch:
        if isinstance(reading, ParseError):
            summary.skip(f"{reading.url or 'a row'}: {reading.reason} {reading.detail}".strip())


def _settle_alone(walk: Walk, reading: Result, alerts: bool, summary: Summary) -> None:
    if isinstance(reading, ParseError):
        return
    try:
        _settle(walk, reading, alerts, summary)
    except StoreError:
        raise
    except Exception as error:
        log.exception("row not recorded", url=reading.article.url)
        summary.skip(f"{reading.article.url}: not recorded ({type(error).__name__})")


def _settle(walk: Walk, reading: Reading, alerts: bool, summary: Summary) -> None:
    now = reading.article.fetched_at
    outcome = decide(walk, reading, entry=None, now=now, tell=alerts)
    outcomes.record(walk.store, outcome, now)
    if outcome.is_new_version:
        summary.new += 1
    else:
        summary.known += 1


def _tasks(
    walk: Walk, handles: Sequence[IO[bytes]], places: Sequence[_Place], summary: Summary
) -> Iterator[RowTask]:
    started = walk.clock.now()
    for place in places:
        handle = handles[place.file]
        handle.seek(place.offset)
        row = json.loads(handle.readline(MAX_LINE))
        # An undated row gives no evidence of time: the moment of the run stands for it.
        task = RowTask(row=row, now=moment_of(row.get("published") or "") or started)
        if _is_known(walk.store, task):
            summary.known += 1
        else:
            yield task


def _is_known(store: Store, task: RowTask) -> bool:
    """Whether this very text was read before: spares a restarted backfill the reading.

    Only plain text is looked at here; a page is parsed in a child, known or not.
    """
    if not str(task.row.get("text") or "").strip() and task.row.get("html"):
        return False
    stored = article_rows.find(store, make_id("article", canonical(str(task.row["url"]))))
    if stored is None:
        return False
    return from_row(task.row, task.now).version_id == stored.version_id


def _survey(paths: Sequence[Path], handles: Sequence[IO[bytes]], summary: Summary) -> list[_Place]:
    """Return where every good row stands, in the order of reading."""
    places: list[_Place] = []
    for number, (path, handle) in enumerate(zip(paths, handles, strict=True)):
        for line, (offset, raw) in enumerate(_lines(handle), start=1):
            if raw is not None and not raw.strip():
                continue
            problem, published = _look(raw) if raw is not None else ("the line is too long", None)
            if problem:
                summary.skip(f"{path}:{line}: {problem}")
                continue
            places.append(
                _Place((_UNDATED if published is None else published, len(places)), number, offset)
            )
    return sorted(places, key=lambda place: place.order)


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


def _open(path: Path) -> IO[bytes]:
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


def _batches(readings: Iterable[Result]) -> Iterator[list[Result]]:
    """Yield readings as they come, no more at a time than are decided in about a second."""
    batch: list[Result] = []
    size = 8
    for reading in readings:
        batch.append(reading)
        if len(batch) < size:
            continue
        handed = time.monotonic()
        yield batch
        took = time.monotonic() - handed
        size = min(_BATCH, 2 * size) if took < _LONGEST_S / 2 else max(1, size // 2)
        batch = []
    if batch:
        yield batch
