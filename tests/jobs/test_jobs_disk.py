"""A disk that is full: the legs stop, nothing recorded is lost, all goes on when there is room."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from jobs_servers import START, STORY, page, rss, serving, watching

from monitor import logs
from monitor.app import App
from monitor.clock import SteppedClock
from monitor.demo.loopback import Answer
from monitor.errors import StoreError
from monitor.jobs import alarm, poll, read
from monitor.notify.console import Console
from monitor.registers import Channel
from monitor.store import exports

HOST = "127.0.3.9"


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No file of this process may grow: what a full disk or a quota does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_polling_and_reading_stop_and_go_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    def answer(host: str, path: str) -> Answer:
        if path == "/feed.xml":
            own = {f"http://{HOST}:{server.port}/{n}.html": STORY for n in range(3)}
            return Answer(body=rss(own), content_type="application/rss+xml")
        return Answer(body=page())

    with serving((HOST,), answer) as server:
        clock = SteppedClock(START + timedelta(hours=1))
        with watching(tmp_path, (f"http://{HOST}:{server.port}/feed.xml",), clock=clock) as app:
            wal = tmp_path / "world.db-wal"
            app.walk.store.db.execute("pragma wal_checkpoint(truncate)").fetchall()
            with full_disk(wal), pytest.raises(StoreError, match="disk"):
                poll.run(app.walk)
            assert app.walk.store.db.execute("select count(*) from entries").fetchone() == (0,)
            assert poll.run(app.walk) == 3
            app.walk.store.db.execute("pragma wal_checkpoint(truncate)").fetchall()
            with full_disk(wal), pytest.raises(StoreError, match="disk"):
                read.run(app.walk)
            assert exports_of(app, "articles") == 0
            assert read.run(app.walk) == 3
            assert exports_of(app, "articles") == 3
            assert app.walk.store.db.execute("pragma integrity_check").fetchone() == ("ok",)


def exports_of(app: App, kind: str) -> int:
    return len(list(exports.export(app.walk.store, kind)))


def test_a_database_that_cannot_be_used_is_told_past_it(tmp_path: Path) -> None:
    """Every channel is asked, a broken one stops no other, and no row is needed."""

    class Broken:
        def send(self, message: object, now: object) -> None:
            raise RuntimeError("odd")

    logs.set_up("error")
    heard = io.StringIO()
    with watching(tmp_path, ()) as app:
        channels = (Channel(name="broken", kind="console"), Channel(name="desk", kind="console"))
        walk = replace(
            app.walk,
            settings=replace(app.walk.settings, channels=channels),
            notifiers={"broken": Broken(), "desk": Console(heard)},
        )
        app.walk.store.db.execute("pragma query_only = on").fetchall()
        assert alarm.tell(walk, "monitor cannot use its database", "the disk is full", START) == 1
        app.walk.store.db.execute("pragma query_only = off").fetchall()
    assert "monitor cannot use its database" in heard.getvalue()
