"""The backfill leg: articles from files, in publication order, each one's own date as the clock.

The very code of the daemon decides; only the network and (unless asked for) alerts are left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import structlog

from monitor.articles.rows import from_row
from monitor.errors import ParseError, StoreError
from monitor.fetch.memory import undisturbed
from monitor.jobs.backfill_rows import Place, moment_of, open_rows, row_at, survey
from monitor.jobs.deciding import decide
from monitor.jobs.doors import read_task
from monitor.jobs.tasks import RowTask
from monitor.jobs.walk import Walk
from monitor.model.names import make_id
from monitor.model.reading import Reading
from monitor.store import articles as article_rows
from monitor.store import outcomes
from monitor.store.open import Store, writing
from monitor.urls import canonical

log = structlog.get_logger(__name__)

Result = Reading | ParseError
#: Articles decided in one transaction: a crash costs their repeat, a commit costs 2 ms. Others
#: who write beside us wait for at most about a second.
_BATCH = 64
_LONGEST_S = 1.0
#: Rows given to a child at a time; twelve such lots are in memory.
_CHUNK = 4
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
        handles = [opened.enter_context(open_rows(path)) for path in paths]
        places = survey(paths, handles, summary.skip)
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
    walk: Walk, handles: Sequence[IO[bytes]], places: Sequence[Place], summary: Summary
) -> Iterator[RowTask]:
    started = walk.clock.now()
    for place in places:
        row = row_at(handles, place)
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
