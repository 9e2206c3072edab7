"""`monitor alerts`, `outbox`, `digest`: what was raised, what is on its way, what would be told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text
from monitor.desk import alerts as alert_desk
from monitor.desk import digest as digest_desk
from monitor.desk import outbox as outbox_desk
from monitor.desk.plain import plain
from monitor.jobs import digest as digest_job
from monitor.jobs.digest_window import Period
from monitor.model.names import AlertKind, OutboxState
from monitor.words import plural


@click.command()
@click.option("--since", type=SINCE, default="7d", show_default=True, help="A date, or an age.")
@click.option("--incident", default="", help="Only those of one incident.")
@click.option("--kind", type=click.Choice([kind.value for kind in AlertKind]), default=None)
@click.option("--pending", is_flag=True, help="What channels still owe: when, and why held.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
@json_option
@with_session
def alerts(
    session: Session,
    since: datetime | timedelta,
    incident: str,
    kind: str | None,
    pending: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Show what was raised as new information, latest first, and why."""
    if pending:
        _show_pending(session, as_json)
        return
    moment = moment_since(session, since)
    found = alert_desk.list_alerts(
        session.store,
        since=moment,
        incident_id=incident,
        kind=AlertKind(kind) if kind else None,
        limit=limit,
    )
    if as_json:
        show_json(plain(found))
        return
    columns = ("at", "kind", "headline", "reason", "incident")
    show_table(plain(found), columns, widths={"headline": 90, "reason": 70})
    older = "" if found else f" since {time_text(moment)}; --since looks back"
    note(plural(len(found), "alert") + older)


def _show_pending(session: Session, as_json: bool) -> None:
    found = alert_desk.pending(session.store, session.settings, session.clock.now())
    if as_json:
        show_json(plain(found))
        return
    widths = {"headline": 70, "why": 90}
    show_table(plain(found), ("when", "channel", "kind", "headline", "why"), widths=widths)
    note(f"{plural(len(found), 'alert')} to be told")


@click.group(invoke_without_command=True)
@click.option("--state", type=click.Choice([state.value for state in OutboxState]), default=None)
@click.option("--channel", default="")
@json_option
@with_session
def outbox(session: Session, state: str | None, channel: str, as_json: bool) -> None:
    """Show messages: waiting, sent, dead. `monitor outbox retry` wakes dead ones."""
    if click.get_current_context().invoked_subcommand:
        return
    wanted = OutboxState(state) if state else None
    found = outbox_desk.list_messages(session.store, state=wanted, channel=channel)
    if as_json:
        show_json(plain(found))
        return
    columns = ("created_at", "channel", "recipient", "kind", "state", "attempts", "due_at")
    show_table(plain(found), (*columns, "subject", "detail"))
    note(plural(len(found), "message"))


@outbox.command()
@click.argument("message")
@json_option
@with_session
def show(session: Session, message: str, as_json: bool) -> None:
    """Show a message's words and every attempt to bring it."""
    found = outbox_desk.show(session.store, message)
    if found is None:
        raise click.ClickException(f"no message {message}; `monitor outbox` lists them")
    if as_json:
        show_json(plain(found))
        return
    one = found.message
    show_fields(
        {
            "subject": one.subject,
            "channel": one.channel,
            "recipient": one.recipient,
            "id": one.id,
        }
    )
    click.echo(f"\n{one.text}")
    show_table(plain(found.attempts), ("at", "delivered", "detail"))


@outbox.command()
@click.argument("messages", nargs=-1)
@click.option("--all", "every_one", is_flag=True, help="Every dead message.")
@with_session
def retry(session: Session, messages: tuple[str, ...], every_one: bool) -> None:
    """Make dead (or waiting) messages due at once."""
    if not messages and not every_one:
        raise click.UsageError("name messages, or use --all")
    woken = outbox_desk.retry(session.store, session.clock.now(), messages)
    click.echo(f"{plural(woken, 'message')} due now")


@click.command()
@click.option("--preview", is_flag=True, help="Print it; nothing is sent or stored. (the default)")
@click.option("--since", type=SINCE, default="1d", show_default=True, help="A date, or an age.")
@click.option("--until", type=SINCE, default=None, help="[default: now]")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the HTML form."
)
@click.option("--send", is_flag=True, help="Make the digests that are due now, as the daemon does.")
@json_option
@with_session
def digest(
    session: Session,
    preview: bool,
    since: datetime | timedelta,
    until: datetime | timedelta | None,
    html: Path | None,
    send: bool,
    as_json: bool,
) -> None:
    """Show what is new per incident: origins, lineage, disputes, feeds in trouble."""
    app = session.open_app(exclusive=send, network=False)
    if send:
        click.echo(f"{plural(digest_job.run(app.walk), 'digest')} put into the outbox")
        return
    end = moment_since(session, until) if until else session.clock.now()
    period = Period(start=moment_since(session, since), end=end, now=session.clock.now())
    walk = app.walk
    message = digest_desk.preview(walk.store, walk.settings, walk.register, walk.templates, period)
    if html:
        html.write_text(message.html, encoding="utf-8")
        note(f"digest → {html}")
    if as_json:
        click.echo(message.payload)
    elif not html:
        click.echo(message.text)


def moment_since(session: Session, since: datetime | timedelta) -> datetime:
    """Return a moment: itself, or an age before now."""
    return since if isinstance(since, datetime) else session.clock.now() - since
