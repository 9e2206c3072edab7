"""`monitor demo`: the whole job on a small world of news, served on this machine."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from monitor.app import App
from monitor.cli.session import Session, on_terminal, with_session
from monitor.demo import drive
from monitor.demo.server import DemoServer
from monitor.desk.digest import preview
from monitor.desk.incidents import happened, latest_article
from monitor.desk.outbox import list_messages
from monitor.jobs.digest_window import Period
from monitor.model.deciding import Incident
from monitor.store import meta
from monitor.store.open import open_store
from monitor.words import incident_name, origins_words, plural, warning_words

_DONE = "demo_done"


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-output"),
    show_default=True,
    help="Where its database, configuration and digest go.",
)
@click.option("--fresh", is_flag=True, help="Start over, also where an earlier run was broken off.")
@with_session
def demo(session: Session, folder: Path, fresh: bool) -> None:
    """See the whole job done: ten days of news from fictional outlets in a minute or two.

    A small world of news is served on loopback addresses and polled by the daemon's own code under
    a fast clock; no internet is used. Alerts are printed as they are raised. What it leaves behind
    (database, configuration, digest) can be looked at with every other command.
    """
    session.set_log_level("error")
    started = time.monotonic()
    _prepare(folder, fresh)
    with drive.demo(folder) as (app, server, clock):
        outlets, articles = len(server.world.outlets), len(server.world.articles)
        click.echo(f"{outlets} outlets, {articles} articles, ten days; alerts as they come:\n")
        with click.progressbar(
            length=1000, label="ten days", file=sys.stderr, hidden=not on_terminal()
        ) as bar:
            for progress in drive.steps(app, server, clock):
                share = (progress.now - progress.begins) / (progress.ends - progress.begins)
                bar.update(int(1000 * share) - bar.pos)
        meta.put(app.walk.store, _DONE, "1")
        _conclude(app, server, folder, time.monotonic() - started)


def _prepare(folder: Path, fresh: bool) -> None:
    """A finished run starts over; a broken one is taken up, unless told otherwise."""
    db = folder / "demo.db"
    if not db.exists():
        return
    if not fresh:
        store = open_store(db)
        try:
            fresh = meta.get(store, _DONE) is not None
        finally:
            store.close()
    if fresh:
        for name in ("demo.db", "demo.db-wal", "demo.db-shm", "demo.db.lock", "digest.html"):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "config", ignore_errors=True)


def _own_name() -> str:
    """Return the command as it was called, so that a line of ours can be pasted."""
    called = Path(sys.argv[0])
    if not called.is_absolute():
        return str(called)
    here = Path.cwd()
    return str(called.relative_to(here)) if called.is_relative_to(here) else "monitor"


def _conclude(app: App, server: DemoServer, folder: Path, took_s: float) -> None:
    walk = app.walk
    found = happened(walk.store)
    _show(found)
    now = walk.clock.now()
    period = Period(start=server.world.begins() - timedelta(hours=2), end=now, now=now)
    message = preview(walk.store, walk.settings, walk.register, walk.templates, period)
    page = folder / "digest.html"
    page.write_text(message.html, encoding="utf-8")
    sent = list_messages(walk.store, limit=10_000)
    told = [one for one in sent if one.kind != "digest"]
    click.echo(
        f"\n{plural(len(server.world.articles), 'article')} → {plural(len(found), 'incident')},"
        f" {plural(len(told), 'message')} with alerts, in {took_s:.0f} s. The digest: {page}"
    )
    most = max(found, key=lambda one: one.origins.articles, default=None)
    if most is not None:
        _hint(folder, most, latest_article(walk.store, most))


def _show(found: Sequence[Incident]) -> None:
    heading = "What happened, and how many independent sources say so"
    click.echo(f"\n{click.style(heading, bold=True)}")
    for one in found:
        click.echo(incident_name(one))
        warnings = "".join(f"; {warning_words(name)}" for name in one.origins.warnings)
        click.echo(f"    {origins_words(one.origins)}{warnings}")


def _hint(folder: Path, most: Incident, article_id: str) -> None:
    command = f"{_own_name()} --config {folder / 'config'} --db {folder / 'demo.db'}"
    click.echo("\nTry next:")
    click.echo(f"  {command} lineage --evidence {most.id}")
    click.echo(f"  {command} claims --all {most.id}")
    click.echo(f"  {command} why {article_id}")
