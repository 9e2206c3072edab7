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
from monitor.facts.data import load_tools
from monitor.jobs import watching
from monitor.registers import Watch
from monitor.store import alerts as alert_rows
from monitor.store import incidents as incident_rows
from monitor.store.alerts import Silence, silence_id
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
    since = session.clock.now() - timedelta(days=30)
    asked = alert_rows.asked(session.store, since)
    rows = [
        {
            "watch": watch.name,
            "asks for": ", ".join(_asks_for(watch)) or "everything",
            "channels": ", ".join(watch.channels),
            "urgency": watch.urgency,
            "quiet": watch.quiet_hours,
            "alerts in 30 d": asked.get(watch.name, 0),
        }
        for watch in session.settings.watches
    ]
    if as_json:
        show_json(rows)
        return
    columns = ("watch", "asks for", "channels", "urgency", "quiet", "alerts in 30 d")
    show_table(rows, columns, widths={"asks for": 70})


@watches.command()
@click.argument("name")
@click.option("--since", type=SINCE, default="7d", show_default=True, help="A date, or an age.")
@json_option
@with_session
def test(session: Session, name: str, since: datetime | timedelta, as_json: bool) -> None:
    """Show what a watch would have told of, and warn where it can match nothing."""
    watch = _find(session, name)
    settings = session.settings
    warned = watching.problems(watch, settings, load_tools(settings.places, settings.actors))
    found = watching.trial(session.store, watch, moment_since(session, since), settings)
    if as_json:
        show_json(_trial_plain(found, warned))
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
    for words in _warnings(found, warned):
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
        incident = incident_rows.resolve(session.store, incident)
        if incident_rows.get(session.store, incident) is None:
            raise click.UsageError(f"no incident {incident}; `monitor incidents list` names them")
    made = Silence(
        id=silence_id(incident, watch, end),
        incident_id=incident,
        watch=watch,
        until=end,
        who=getpass.getuser(),
        why=why,
    )
    alert_rows.add_silence(session.store, made, now)
    click.echo(f"{made.id}: held until {time_text(end)}; `monitor silence end {made.id}` ends it")


@silence.command("list")
@click.option("--all", "all_of_them", is_flag=True, help="Also those that are over.")
@json_option
@with_session
def list_silences(session: Session, all_of_them: bool, as_json: bool) -> None:
    """Show the silences that hold now."""
    now = session.clock.now()
    rows = [
        {
            "silence": one.id,
            "state": "ended" if one.ended_at else "over" if one.until <= now else "holds",
            "until": time_text(one.until),
            "incident": one.incident_id or "any",
            "watch": one.watch or "any",
            "who": one.who,
            "why": one.why,
        }
        for one in alert_rows.silences(session.store, now, all_of_them=all_of_them)
    ]
    if as_json:
        show_json(rows)
        return
    show_table(rows, ("silence", "state", "until", "incident", "watch", "who", "why"))
    if not rows:
        note("nothing is silenced")


@silence.command()
@click.argument("silence_")
@with_session
def end(session: Session, silence_: str) -> None:
    """End a silence now; what it held is told within seconds."""
    if not alert_rows.end_silence(session.store, silence_, session.clock.now()):
        raise click.ClickException(f"no silence {silence_} that still holds")
    click.echo("ended")


def _find(session: Session, name: str) -> Watch:
    known = {watch.name: watch for watch in session.settings.watches}
    if name in known:
        return known[name]
    folded = {one.casefold(): watch for one, watch in known.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    from rapidfuzz import process

    near = process.extractOne(name, list(known), score_cutoff=60)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise click.UsageError(f"no watch “{name}”.{hint} `monitor watches list` names them")


def _asks_for(watch: Watch) -> list[str]:
    empty = Watch(name="")
    names = ("words", "patterns", "places", "countries", "near", "types", "actors", "kinds")
    told = [
        f"{name} {_short(getattr(watch, name))}"
        for name in names
        if getattr(watch, name) != getattr(empty, name)
    ]
    told += [f"from {_short(watch.trust)}"] if watch.trust else []
    told += [f"not from {_short(watch.ignore_outlets)}"] if watch.ignore_outlets else []
    if watch.min_killed is not None:
        told.append(f"{watch.min_killed} killed or more")
    if watch.min_origins > 1:
        told.append(f"{watch.min_origins} origins or more")
    return told


def _short(values: tuple[object, ...]) -> str:
    more = f" and {len(values) - 3} more" if len(values) > 3 else ""
    return "/".join(str(one) for one in values[:3]) + more


def _warnings(found: watching.Trial, warned: tuple[str, ...]) -> list[str]:
    words = list(warned)
    if found.incidents or not found.seen_incidents:
        if not found.seen_incidents:
            words.append("no incident is stored for that time: nothing could match")
        return words
    blocking = [name for name, count in found.alone.items() if not count]
    if blocking:
        words.append(f"matches nothing: no stored incident meets {', '.join(blocking)}")
    else:
        each = ", ".join(f"{name} {count}" for name, count in found.alone.items())
        words.append(f"matches nothing: each condition is met alone ({each}), never all at once")
    return words


def _trial_plain(found: watching.Trial, warned: tuple[str, ...]) -> dict[str, object]:
    return {
        "incidents": [{"id": one.id, "title": incident_name(one)} for one in found.incidents],
        "articles": [one.url for one in found.articles],
        "alerts": [{"id": one.id, "headline": one.headline} for one in found.alerts],
        "seen_incidents": found.seen_incidents,
        "seen_alerts": found.seen_alerts,
        "met_alone": found.alone,
        "warnings": _warnings(found, warned),
    }
