"""`run`, `once`, `check`, `status`: the daemon, one round of it, and what it stands at."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import click
import structlog

from monitor.app import TICKS_S
from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, on_terminal, with_session
from monitor.daemon.loop import Daemon, hold_signals
from monitor.desk import status as status_desk
from monitor.desk.plain import plain
from monitor.desk.status import Status
from monitor.errors import ConfigError
from monitor.facts.data import load_tools
from monitor.fetch.memory import undisturbed
from monitor.jobs.unread_feeds import unread_feeds
from monitor.jobs.watch_problems import all_problems
from monitor.words import plural

log = structlog.get_logger(__name__)


@click.command()
@with_session
def run(session: Session) -> None:
    """Run the daemon in the foreground until SIGTERM or Ctrl-C.

    SIGHUP reads the configuration again and keeps the old one where the new is bad. Under systemd
    it tells readiness, feeds the watchdog, and says when it stops. Exits with 75 when another
    instance holds the database, with 78 on a bad configuration.
    """
    hold_signals()
    session.set_log_level("info")
    app = session.open_app(exclusive=True)
    for words in all_problems(app.walk.settings):
        log.warning("watch matches less than meant", why=words)
    jobs = app.jobs()
    daemon = Daemon(
        {name: (jobs[name], every_s) for name, every_s in TICKS_S.items()},
        stop=app.walk.stop,
        reload=lambda: app.reload(session.load_settings),
        clock=session.clock,
        environ=os.environ,
        hurry=app.hurry,
        fatal=app.walk.store.misplaced,
        alarm=app.alarm,
    )
    app.pulse.listener = daemon.moved
    with undisturbed():
        code = daemon.run()
    session.close()
    sys.exit(code)


@click.command()
@with_session
def once(session: Session) -> None:
    """Do everything that is due now, then end: for cron and systemd timers.

    Polls due feeds, reads waiting articles, delivers messages, makes a due digest.
    """
    app = session.open_app(exclusive=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: app.walk.stop.set())
    before = status_desk.status(session.store, session.clock.now())
    app.once()
    if on_terminal():  # cron would mail it, every ten minutes
        note(_done(before, status_desk.status(session.store, session.clock.now())))


def _done(before: Status, after: Status) -> str:
    """Return what one run brought, and what is left for a later one."""
    new = (
        (after.articles - before.articles, "article"),
        (after.incidents - before.incidents, "incident"),
        (after.alerts - before.alerts, "alert"),
    )
    brought = ", ".join(f"{count} new {noun}{'s' * (count != 1)}" for count, noun in new if count)
    waiting = after.entries_waiting
    later = f"; {plural(waiting, 'page')} to be read (again) when due" if waiting else ""
    return f"done: {brought or 'nothing new'}{later}"


@click.command()
@json_option
@with_session
def check(session: Session, as_json: bool) -> None:
    """Check the configuration and name every problem; exits with 78 if there is one."""
    folder = session.folder
    try:
        settings = session.load_settings()
    except ConfigError as error:
        if as_json:
            show_json({"ok": False, "problems": list(error.problems)})
        else:
            for problem in error.problems:
                click.echo(problem, err=True)
            note(f"{plural(len(error.problems), 'problem')} found")
        raise click.exceptions.Exit(ConfigError.exit_code) from None
    found: dict[str, Any] = {
        "folder": str(folder or "shipped defaults"),
        "database": str(session.db_path),
        "feeds": len(settings.feeds),
        "channels": ", ".join(channel.name for channel in settings.channels),
        "watches": ", ".join(watch.name for watch in settings.watches),
        "known incidents": len(settings.incidents),
        "places": len(settings.places),
        "actors": len(settings.actors),
        "sources": len(settings.sources),
        "digest at": f"{', '.join(settings.digest.at)} {settings.timezone}",
    }
    tools = load_tools(settings.places, settings.actors)
    problems = (*all_problems(settings, tools), *unread_feeds(settings, tools))
    warnings = (*settings.warnings, *problems)
    if as_json:
        show_json({"ok": True, "problems": [], "warnings": list(warnings), **found})
        return
    for warning in warnings:
        note(f"warning: {warning}")
    click.echo(click.style("configuration is fine", fg="green"))
    show_fields(found)


@click.command()
@json_option
@with_session
def status(session: Session, as_json: bool) -> None:
    """Show what the database holds, what waits, and which feeds are in trouble.

    Exits with 1 when a feed fails, a message is dead, or the daemon is overdue.
    """
    now = session.clock.now()
    counts = plain(status_desk.status(session.store, now))
    troubles = plain(status_desk.troubles(session.store, session.settings.poll, now))
    if as_json:
        show_json({"database": str(session.db_path), **counts, "troubles": troubles})
    else:
        click.echo(click.style(str(Path(session.db_path).resolve()), bold=True))
        show_fields({name.replace("_", " "): value for name, value in counts.items()})
        if troubles:
            click.echo()
            show_table(troubles, ("what", "which", "since", "reason"), widths={"reason": 80})
    if troubles:
        raise click.exceptions.Exit(1)
