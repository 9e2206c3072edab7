"""`monitor alerts`, `outbox`, `digest`: what was raised, what is on its way, what would be told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text
from monitor.jobs import digest as digest_job
from monitor.jobs import holds
from monitor.model.names import AlertKind, OutboxState
from monitor.store import alerts as alert_rows
from monitor.store import outbox as outbox_rows
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
    found = alert_rows.list_alerts(
        session.store,
        since=moment_since(session, since),
        incident_id=incident,
        kind=AlertKind(kind) if kind else None,
        limit=limit,
    )
    rows = [
        {
            "at": time_text(one.raised_at),
            "kind": one.kind.value,
            "headline": one.headline,
            "reason": one.reason,
            "before": one.before,
            "incident": one.incident_id,
            "id": one.id,
        }
        for one in found
    ]
    if as_json:
        show_json(rows)
        return
    columns = ("at", "kind", "headline", "reason", "incident")
    show_table(rows, columns, widths={"headline": 90, "reason": 70})
    older = "" if rows else f" since {time_text(moment_since(session, since))}; --since looks back"
    note(plural(len(rows), "alert") + older)


def _show_pending(session: Session, as_json: bool) -> None:
    """Show what channels owe by the same plan that the daemon carries out."""
    now = session.clock.now()
    names = {channel.name for channel in session.settings.channels}
    rows = []
    for channel, plan in holds.plans(session.store, session.settings, now).items():
        gone = "" if channel in names else "no such channel is configured; it stays owed. "
        told = [
            *((one, "now", bundle.note) for bundle in plan.bundles for one in bundle.alert_ids),
            *((wait.alert_id, time_text(wait.until), wait.why) for wait in plan.waits),
        ]
        found = {one.id: one for one in alert_rows.get_many(session.store, [t[0] for t in told])}
        rows += [
            {
                "when": "unknown" if gone else when,
                "channel": channel,
                "kind": found[alert_id].kind.value,
                "headline": found[alert_id].headline,
                "why": gone + why,
                "alert_id": alert_id,
            }
            for alert_id, when, why in told
        ]
    rows.sort(key=lambda row: (row["when"] != "now", row["when"], row["channel"]))
    if as_json:
        show_json(rows)
        return
    widths = {"headline": 70, "why": 90}
    show_table(rows, ("when", "channel", "kind", "headline", "why"), widths=widths)
    note(f"{plural(len(rows), 'alert')} to be told")


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
    rows = outbox_rows.list_messages(session.store, state=wanted, channel=channel)
    if as_json:
        show_json(rows)
        return
    columns = ("created_at", "channel", "recipient", "kind", "state", "attempts", "due_at")
    show_table(rows, (*columns, "subject", "detail"))
    note(plural(len(rows), "message"))


@outbox.command()
@click.argument("message")
@json_option
@with_session
def show(session: Session, message: str, as_json: bool) -> None:
    """Show a message's words and every attempt to bring it."""
    found = outbox_rows.get(session.store, message)
    if found is None:
        raise click.ClickException(f"no message {message}; `monitor outbox` lists them")
    attempts = [
        {"at": time_text(one.attempted_at), "delivered": one.delivered, "detail": one.detail}
        for one in outbox_rows.deliveries(session.store, message)
    ]
    if as_json:
        show_json(
            {
                "id": found.id,
                "channel": found.channel,
                "recipient": found.recipient,
                "subject": found.subject,
                "text": found.text,
                "attempts": attempts,
            }
        )
        return
    show_fields(
        {
            "subject": found.subject,
            "channel": found.channel,
            "recipient": found.recipient,
            "id": found.id,
        }
    )
    click.echo(f"\n{found.text}")
    show_table(attempts, ("at", "delivered", "detail"))


@outbox.command()
@click.argument("messages", nargs=-1)
@click.option("--all", "every_one", is_flag=True, help="Every dead message.")
@with_session
def retry(session: Session, messages: tuple[str, ...], every_one: bool) -> None:
    """Make dead (or waiting) messages due at once."""
    if not messages and not every_one:
        raise click.UsageError("name messages, or use --all")
    woken = outbox_rows.retry(session.store, session.clock.now(), messages or None)
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
    message = digest_job.preview(app.walk, moment_since(session, since), end)
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
