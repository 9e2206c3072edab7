"""`monitor incidents`: what is known to have happened, registers in, and a person's decisions."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from monitor.cli.alerts import moment_since
from monitor.cli.articles import find_article
from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text
from monitor.errors import InputError
from monitor.jobs import known_incidents, people
from monitor.matching.register_file import read_register
from monitor.model.deciding import Incident
from monitor.model.names import IncidentState, Role
from monitor.store import articles as article_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.words import (
    incident_name,
    origins_words,
    plural,
    tolls_words,
    warning_words,
    when_words,
)

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
    found = incident_rows.list_incidents(
        session.store,
        since=moment_since(session, since) if since else None,
        place=place,
        incident_type=incident_type,
        text=text,
        state=IncidentState(state) if state else None,
        limit=limit,
    )
    rows = [_row(incident) for incident in found]
    if as_json:
        show_json(rows)
        return
    columns = ("when", "title", "toll", "origins", "state", "id")
    show_table(rows, columns, widths={"title": 60, "origins": 50})
    note(plural(len(rows), "incident"))


@incidents.command("show")
@click.argument("incident_id", metavar="INCIDENT")
@json_option
@with_session
def show(session: Session, incident_id: str, as_json: bool) -> None:
    """Show an incident's card, its reports, and what persons decided about it."""
    incident = find_incident(session, incident_id)
    reports = report_rows.of_incident(session.store, incident.id)
    articles = {
        one.version_id: one
        for one in article_rows.load_versions(session.store, [r.version_id for r in reports])
    }
    told = [
        {
            "published": time_text(report.published) if report.published else "",
            "role": report.role.value,
            "outlet": articles[report.version_id].outlet_name or articles[report.version_id].outlet,
            "title": articles[report.version_id].title,
            "why": report.verdict.reason,
            "url": articles[report.version_id].url,
        }
        for report in reports
        if report.version_id in articles
    ]
    decided = decision_rows.list_decisions(session.store, incident_id=incident.id, undone=True)
    if as_json:
        show_json(_row(incident) | {"reports": told, "decisions": [_decision(d) for d in decided]})
        return
    click.echo(click.style(incident_name(incident), bold=True))
    warnings = "; ".join(map(warning_words, incident.origins.warnings))
    show_fields(_row(incident) | {"warnings": warnings, "actors": ", ".join(_actors(incident))})
    for role in (Role.PRIMARY, Role.BACKGROUND):
        rows = [row for row in told if row["role"] == role]
        if rows:
            click.echo(f"\n{role.value} reports")
            show_table(rows, ("published", "outlet", "title", "why"), widths={"why": 80})
    if decided:
        click.echo("\ndecisions")
        show_table([_decision(d) for d in decided], ("at", "kind", "who", "why", "undone", "id"))


@incidents.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", default="", help="Name of the register [default: the file's].")
@json_option
@with_session
def import_(session: Session, file: Path, name: str, as_json: bool) -> None:
    """Take in a register of known incidents: CSV or JSONL.

    Understands the columns of UCDP GED, ACLED, and plain ones (id, date, place, country, killed,
    injured, title, …). The register's own id is kept. A bad row is named and skipped; taking the
    same file in again changes nothing.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    register = name or file.stem
    rows, problems = read_register(lines, register, known_incidents.country_codes())
    app = session.open_app(exclusive=False, network=False)
    changed = known_incidents.take_in(app.walk, rows, known_from=f"register:{register}")
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
    found = find_article(session, article)
    _decide(session, "same", find_incident(session, incident_id), who, why, articles=(found.id,))


@incidents.command("not-same")
@click.argument("article", metavar="ARTICLE")
@click.argument("incident_id", metavar="INCIDENT")
@_people
@with_session
def not_same(session: Session, article: str, incident_id: str, who: str, why: str) -> None:
    """Decide that ARTICLE does not report INCIDENT."""
    found = find_article(session, article)
    incident = find_incident(session, incident_id)
    _decide(session, "not_same", incident, who, why, articles=(found.id,))


@incidents.command()
@click.argument("kept", metavar="INCIDENT")
@click.argument("gone", metavar="OTHER")
@_people
@with_session
def merge(session: Session, kept: str, gone: str, who: str, why: str) -> None:
    """Decide that OTHER is the same as INCIDENT; OTHER's id leads there from then on."""
    other = find_incident(session, gone)
    _decide(session, "merge", find_incident(session, kept), who, why, other=other.id)


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@_people
@with_session
def split(
    session: Session, incident_id: str, articles: tuple[str, ...], who: str, why: str
) -> None:
    """Decide that ARTICLEs of INCIDENT report another incident, which is opened."""
    found = tuple(find_article(session, article).id for article in articles)
    _decide(session, "split", find_incident(session, incident_id), who, why, articles=found)


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("name")
@_people
@with_session
def rename(session: Session, incident_id: str, name: str, who: str, why: str) -> None:
    """Give INCIDENT a name of your own."""
    _decide(session, "rename", find_incident(session, incident_id), who, why, value=name)


@incidents.command()
@click.argument("incident_id", metavar="INCIDENT")
@_people
@with_session
def close(session: Session, incident_id: str, who: str, why: str) -> None:
    """Close INCIDENT."""
    _decide(session, "close", find_incident(session, incident_id), who, why)


@incidents.command()
@click.argument("decision")
@click.option("--who", default=getpass.getuser, help="[default: the user of this shell]")
@with_session
def undo(session: Session, decision: str, who: str) -> None:
    """Undo a decision; `monitor incidents show` lists them."""
    app = session.open_app(exclusive=False, network=False)
    undone = people.undo(app.walk, decision, who)
    click.echo(f"undone: {undone.kind} of {undone.incident_id}")


def find_incident(session: Session, incident_id: str) -> Incident:
    """Return an incident by its id, where that leads now. Raises InputError if there is none."""
    leads = incident_rows.resolve(session.store, incident_id)
    found = incident_rows.get(session.store, leads)
    found = found or incident_rows.by_external_id(session.store, incident_id)
    if found is None:
        raise InputError(f"no incident {incident_id}; `monitor incidents list` shows them")
    return found


def _decide(
    session: Session,
    kind: str,
    incident: Incident,
    who: str,
    why: str,
    *,
    other: str | None = None,
    articles: tuple[str, ...] = (),
    value: str = "",
) -> None:
    app = session.open_app(exclusive=False, network=False)
    decision = people.decide(
        app.walk, kind, incident.id, who=who, why=why, other=other, articles=articles, value=value
    )
    click.echo(f"decided ({decision.id}); `monitor incidents undo {decision.id}` takes it back")
    if decision.other_incident_id and kind == "split":
        click.echo(f"new incident: {decision.other_incident_id}")


def _row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "title": incident_name(incident),
        "type": incident.incident_type,
        "when": when_words(incident.when),
        "place": incident.place.name if incident.place else "",
        "country": incident.place.country if incident.place else "",
        "toll": tolls_words(incident.killed, incident.injured),
        "origins": origins_words(incident.origins) if incident.origins.articles else "",
        "warnings": ", ".join(incident.origins.warnings),
        "state": incident.state.value,
        "external_id": incident.external_id,
        "known_from": incident.known_from,
    }


def _actors(incident: Incident) -> list[str]:
    return [f"{actor.name} ({actor.role})" for actor in incident.actors]


def _decision(one: decision_rows.PersonDecision) -> dict[str, Any]:
    return {
        "at": time_text(one.decided_at),
        "kind": one.kind,
        "who": one.who,
        "why": one.why,
        "undone": f"{time_text(one.undone_at)} by {one.undone_by}" if one.undone_at else "",
        "id": one.id,
    }
