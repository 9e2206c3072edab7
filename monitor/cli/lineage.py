"""`monitor lineage`, `claims`, `sources`: where it comes from, who said what, who is leant on."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from monitor.cli.alerts import moment_since
from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text
from monitor.desk import lineage as lineage_desk
from monitor.desk.claims import claims_of
from monitor.desk.incidents import find_incident
from monitor.desk.lineage import View
from monitor.desk.plain import plain
from monitor.desk.sources import list_sources
from monitor.lineage.origins.words import warning
from monitor.model.deciding import Incident
from monitor.words import incident_name, origins_words, plural


@click.command()
@click.argument("what", metavar="INCIDENT|ARTICLE")
@click.option("--evidence", is_flag=True, help="With the words that prove each tie.")
@click.option("--dot", "as_dot", is_flag=True, help="Print the graph for Graphviz.")
@click.option("--svg", "as_svg", is_flag=True, help="Print the tree as an SVG picture.")
@click.option("--prov", "as_prov", is_flag=True, help="Print W3C PROV-JSON.")
@json_option
@with_session
def lineage(
    session: Session,
    what: str,
    evidence: bool,
    as_dot: bool,
    as_svg: bool,
    as_prov: bool,
    as_json: bool,
) -> None:
    """Draw where the reports of an incident (or one article) come from.

    Sources and first texts stand at the roots; who copied, adapted or cited whom hangs below. The
    count of origins is an upper bound; "undetermined" stands apart.
    """
    asked = {View.DOT: as_dot, View.SVG: as_svg, View.PROV: as_prov, View.EDGES: as_json}
    view = next((one for one, is_asked in asked.items() if is_asked), View.TREE)
    found = lineage_desk.lineage(session.store, what)
    if view.is_data:
        show_json(lineage_desk.data(found, view))
        return
    if view is View.TREE and found.incident is not None:
        _show_origins(found.incident, lineage_desk.first_words(session.store, found))
    text = lineage_desk.drawn(found, session.register, view, evidence=evidence)
    if text:
        click.echo(text)


def _show_origins(incident: Incident, first: str) -> None:
    click.echo(click.style(incident_name(incident), bold=True))
    click.echo(origins_words(incident.origins))
    for name in incident.origins.warnings:
        click.echo(click.style(f"! {warning(name)}", fg="yellow"))
    if first:
        click.echo(f"first: {first}")
    click.echo()


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.option("--at", type=SINCE, default=None, help="As it was known then: a date, or an age.")
@click.option("--all", "every_one", is_flag=True, help="Also what was superseded or retracted.")
@json_option
@with_session
def claims(
    session: Session,
    incident_id: str,
    at: datetime | timedelta | None,
    every_one: bool,
    as_json: bool,
) -> None:
    """Show who claims what about an incident, with the very words, and what it replaced."""
    incident = find_incident(session.store, incident_id)
    moment = moment_since(session, at) if at else None
    found = claims_of(session.store, incident.id, at=moment, every_one=every_one)
    if as_json:
        show_json(plain(found))
        return
    now = " (its name today)" if moment else ""
    click.echo(click.style(incident_name(incident) + now, bold=True))
    columns = ("field", "value", "claimant", "outlet", "first_seen", "words", "fate")
    show_table(plain(found), columns, widths={"words": 60, "claimant": 36})
    note(plural(len(found), "claim") + (f" as of {time_text(moment)}" if moment else ""))


@click.command()
@click.argument("name", required=False, default="")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@with_session
def sources(session: Session, name: str, limit: int, as_json: bool) -> None:
    """Show who reports lean on, most used first: credited for texts, quoted, claiming."""
    found = list_sources(session.store, name=name, limit=limit)
    if as_json:
        show_json(plain(found))
        return
    rows = plain(found)
    show_table(rows, list(rows[0]) if rows else ())
    note(plural(len(rows), "source"))
