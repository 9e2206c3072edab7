"""`monitor watches` and `monitor silence`: what you asked to be told of, and what not just now."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta

import click

from monitor.cli.alerts import moment_since
from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text
from monitor.desk import silences as silence_desk
from monitor.desk import watches as watch_desk
from monitor.desk.plain import plain
from monitor.desk.watch_trial import trial
from monitor.errors import InputError
from monitor.facts.data import load_tools
from monitor.registers import Watch
from monitor.words import incident_name, plural

_SHOWN = 15


@click.group()
def watches() -> None:
    """List the watches, and try one on what is stored."""


@watches.command("list")
@json_option
@with_session
def list_(session: Session, as_json: bool) -> None:
    """Show what each watch asks for, where it goes, and what it asked for in 30 days."""
    found = plain(watch_desk.list_watches(session.store, session.settings, session.clock.now()))
    if as_json:
        show_json(found)
        return
    columns = ("watch", "asks for", "channels", "urgency", "quiet", "alerts in 30 d")
    show_table(found, columns, widths={"asks for": 70})


@watches.command()
@click.argument("name")
@click.option("--since", type=SINCE, default="7d", show_default=True, help="A date, or an age.")
@json_option
@with_session
def test(session: Session, name: str, since: datetime | timedelta, as_json: bool) -> None:
    """Show what a watch would have told of, and warn where it can match nothing."""
    watch = _find(session, name)
    settings = session.settings
    tools = load_tools(settings.places, settings.actors)
    found = trial(session.store, watch, moment_since(session, since), settings, tools)
    if as_json:
        show_json(plain(found))
        return
    click.echo(
        f"would have told of {plural(len(found.incidents), 'incident')} of {found.seen_incidents}"
        f" (in {plural(len(found.articles), 'article')}), and of {len(found.alerts)} of"
        f" {plural(found.seen_alerts, 'raised alert')}"
    )
    for card in found.incidents[:_SHOWN]:
        click.echo(f"  {incident_name(card)}  {card.id}")
    if len(found.incidents) > _SHOWN:
        click.echo(f"  and {len(found.incidents) - _SHOWN} more")
    for words in found.warnings:
        click.echo(click.style(f"warning: {words}", fg="yellow"))


@click.group()
def silence() -> None:
    """Hold alerts of an incident or a watch for a while; all are told in one when it ends."""


@silence.command()
@click.option("--incident", default="", help="Only of this incident.")
@click.option("--watch", default="", help="Only by this watch.")
@click.option("--until", type=SINCE, required=True, help='A date and time, or a while: "2h".')
@click.option("--why", required=True, help="Shown with every alert that it held.")
@with_session
def add(session: Session, incident: str, watch: str, until: datetime | timedelta, why: str) -> None:
    """Hold alerts until a moment. Nothing is lost: they come when it ends."""
    now = session.clock.now()
    end = now + until if isinstance(until, timedelta) else until
    if end <= now:
        raise click.UsageError(f"--until {time_text(end)} is past: nothing would be held")
    if not incident and not watch:
        raise click.UsageError("name an --incident or a --watch (or both)")
    if watch:
        watch = _find(session, watch).name
    if incident:
        incident = _incident(session, incident)
    who = getpass.getuser()
    made = silence_desk.silence(
        session.store, now, until=end, who=who, why=why, incident_id=incident, watch=watch
    )
    click.echo(f"{made.id}: held until {time_text(end)}; `monitor silence end {made.id}` ends it")


@silence.command("list")
@click.option("--all", "all_of_them", is_flag=True, help="Also those that are over.")
@json_option
@with_session
def list_silences(session: Session, all_of_them: bool, as_json: bool) -> None:
    """Show the silences that hold now."""
    now = session.clock.now()
    found = silence_desk.list_silences(session.store, now, all_of_them=all_of_them)
    if as_json:
        show_json(plain(found))
        return
    columns = ("silence", "state", "until", "incident", "watch", "who", "why")
    show_table(plain(found), columns)
    if not found:
        note("nothing is silenced")


@silence.command()
@click.argument("silence_")
@with_session
def end(session: Session, silence_: str) -> None:
    """End a silence now; what it held is told within seconds."""
    if not silence_desk.end(session.store, silence_, session.clock.now()):
        raise click.ClickException(f"no silence {silence_} that still holds")
    click.echo("ended")


def _find(session: Session, name: str) -> Watch:
    try:
        return watch_desk.find_watch(session.settings, name)
    except InputError as error:
        raise click.UsageError(str(error)) from error


def _incident(session: Session, which: str) -> str:
    found = silence_desk.known_incident(session.store, which)
    if not found:
        raise click.UsageError(f"no incident {which}; `monitor incidents list` names them")
    return found
