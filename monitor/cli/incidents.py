"""`monitor incidents`: what is known to have happened, registers in, and a person's decisions."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from monitor.cli.alerts import moment_since
from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.desk import incidents as desk
from monitor.desk import judgements
from monitor.desk.articles import find_article
from monitor.desk.judgements import Judgement
from monitor.desk.plain import plain
from monitor.errors import InputError
from monitor.jobs import known_incidents
from monitor.matching.register_file import read_register
from monitor.model.names import IncidentState, Role
from monitor.words import plural, warning_words

_SHOWN_PROBLEMS = 20


@click.group()
def incidents() -> None:
    """List, show and import incidents; decide what is the same and what is not."""


@incidents.command("list")
@click.option("--since", type=SINCE, default=None, help="Changed since: a date, or an age.")
@click.option("--place", default="", help="Name of the place, or part of it, or a country code.")
@click.option("--type", "incident_type", default="")
@click.option("--text", default="", help="Words of the title.")
@click.option("--state", type=click.Choice([state.value for state in IncidentState]), default=None)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@with_session
def list_(
    session: Session,
    since: datetime | timedelta | None,
    place: str,
    incident_type: str,
    text: str,
    state: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show incidents, the latest change first."""
    found = desk.list_incidents(
        session.store,
        since=moment_since(session, since) if since else None,
        place=place,
        incident_type=incident_type,
        text=text,
        state=IncidentState(state) if state else None,
        limit=limit,
    )
    if as_json:
        show_json(plain(found))
        return
    columns = ("when", "title", "toll", "origins", "state", "id")
    show_table(plain(found), columns, widths={"title": 60, "origins": 50})
    note(plural(len(found), "incident"))


@incidents.command("show")
@click.argument("incident_id", metavar="INCIDENT")
@json_option
@with_session
def show(session: Session, incident_id: str, as_json: bool) -> None:
    """Show an incident's card, its reports, and what persons decided about it."""
    found = desk.show(session.store, desk.find_incident(session.store, incident_id))
    if as_json:
        show_json(plain(found))
        return
    click.echo(click.style(found.line.title, bold=True))
    warnings = "; ".join(map(warning_words, found.incident.origins.warnings))
    show_fields(plain(found.line) | {"warnings": warnings, "actors": ", ".join(found.actors)})
    for role in (Role.PRIMARY, Role.BACKGROUND):
        told = [_reason_first(row) for row in plain(found.reports_as(role))]
        if told:
            click.echo(f"\n{role.value} reports")
            show_table(told, ("published", "outlet", "title", "why"), widths={"why": 80})
    if found.on_it:
        click.echo("\non it, without news of it")
        columns = ("published", "outlet", "title", "why")
        show_table(plain(found.on_it), columns, widths={"why": 80})
    if found.decisions:
        click.echo("\ndecisions")
        show_table(plain(found.decisions), ("at", "kind", "who", "why", "undone", "id"))


def _reason_first(row: dict[str, Any]) -> dict[str, Any]:
    """The row of a report, its reason headed by why the card takes nothing from it."""
    return row | {"why": "; ".join(filter(None, (row["not_counted"], row["why"])))}


@incidents.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", default="", help="Name of the register [default: the file's].")
@click.option("--complete", is_flag=True, help="It has every incident of its kind: tie sooner.")
@json_option
@with_session
def import_(session: Session, file: Path, name: str, complete: bool, as_json: bool) -> None:
    """Take in a register of known incidents: CSV or JSONL.

    Understands the columns of UCDP GED, ACLED, and plain ones (id, date, place, country, killed,
    injured, title, …). The register's own id is kept. A bad row is named and skipped; taking the
    same file in again changes nothing. A report is tied to a row of a register that is not said
    to be complete only where that is surer: what the register lacks is tied to no other row.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    register = name or file.stem
    rows, problems = read_register(lines, register, known_incidents.country_codes())
    actors = session.settings.actors
    changed = known_incidents.take_in(
        session.store,
        session.model,
        actors,
        rows,
        known_from=f"register:{register}",
        complete=complete,
    )
    for problem in problems[:_SHOWN_PROBLEMS]:
        note(f"{file}:{problem.line}: {problem.what}")
    if len(problems) > _SHOWN_PROBLEMS:
        note(f"… and {len(problems) - _SHOWN_PROBLEMS} more rows skipped")
    if as_json:
        show_json({"rows": len(rows), "new_or_changed": changed, "skipped": len(problems)})
    else:
        click.echo(f"{plural(len(rows), 'incident')} read, {changed} new or changed")
    if problems and not rows:
        raise click.exceptions.Exit(InputError.exit_code)


def _people(function: Any) -> Any:
    """Add --who and --why to a decision: both are kept with it."""
    why = click.option("--why", required=True, help="Kept with the decision.")
    who = click.option("--who", default=getpass.getuser, help="[default: the user of this shell]")
    return why(who(function))


@incidents.command()
@click.argument("article", metavar="ARTICLE")
@click.argument("incident_id", metavar="INCIDENT")
@_people
@with_session
def same(session: Session, article: str, incident_id: str, who: str, why: str) -> None:
    """Decide that ARTICLE reports INCIDENT: binding on every later run."""
    articles = _articles(session, article)
    _decide(session, "same", incident_id, who, why, articles=articles)


@incidents.command("not-same")
@click.argument("article", metavar="ARTICLE")
@click.argument("incident_id", metavar="INCIDENT")
@_people
@with_session
def not_same(session: Session, article: str, incident_id: str, who: str, why: str) -> None:
    """Decide that ARTICLE does not report INCIDENT."""
    articles = _articles(session, article)
    _decide(session, "not_same", incident_id, who, why, articles=articles)


@incidents.command()
@click.argument("kept", metavar="INCIDENT")
@click.argument("gone", metavar="OTHER")
@_people
@with_session
def merge(session: Session, kept: str, gone: str, who: str, why: str) -> None:
    """Decide that OTHER is the same as INCIDENT; OTHER's id leads there from then on."""
    other = desk.find_incident(session.store, gone)
    _decide(session, "merge", kept, who, why, other=other.id)


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@_people
@with_session
def split(
    session: Session, incident_id: str, articles: tuple[str, ...], who: str, why: str
) -> None:
    """Decide that ARTICLEs of INCIDENT report another incident, which is opened."""
    _decide(session, "split", incident_id, who, why, articles=_articles(session, *articles))


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("name")
@_people
@with_session
def rename(session: Session, incident_id: str, name: str, who: str, why: str) -> None:
    """Give INCIDENT a name of your own."""
    _decide(session, "rename", incident_id, who, why, value=name)


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@_people
@with_session
def close(session: Session, incident_id: str, who: str, why: str) -> None:
    """Close INCIDENT."""
    _decide(session, "close", incident_id, who, why)


@incidents.command()
@click.argument("decision")
@click.option("--who", default=getpass.getuser, help="[default: the user of this shell]")
@with_session
def undo(session: Session, decision: str, who: str) -> None:
    """Undo a decision; `monitor incidents show` lists them."""
    now = session.clock.now()
    undone = judgements.undo(session.store, session.register, decision, who, now)
    click.echo(f"undone: {undone.kind} of {undone.incident_id}")


def _articles(session: Session, *which: str) -> tuple[str, ...]:
    return tuple(find_article(session.store, one).id for one in which)


def _decide(session: Session, kind: str, incident_id: str, who: str, why: str, **told: Any) -> None:
    incident = desk.find_incident(session.store, incident_id)
    judgement = Judgement(kind=kind, incident_id=incident.id, who=who, why=why, **told)
    now = session.clock.now()
    decision = judgements.decide(session.store, session.register, judgement, now)
    click.echo(f"decided ({decision.id}); `monitor incidents undo {decision.id}` takes it back")
    if decision.other_incident_id and kind == "split":
        click.echo(f"new incident: {decision.other_incident_id}")
