"""`monitor lineage`, `claims`, `sources`: where it comes from, who said what, who is leant on."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import click

from monitor.cli.alerts import moment_since
from monitor.cli.articles import find_article
from monitor.cli.incidents import find_incident
from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.codec import time_text, to_json
from monitor.jobs import lineage_of
from monitor.lineage.origins.first_reports import FirstReport
from monitor.lineage.origins.words import warning
from monitor.lineage.views.dot import dot
from monitor.lineage.views.prov import prov
from monitor.lineage.views.svg import svg
from monitor.lineage.views.tree import draw, tree
from monitor.model.deciding import Claim, Incident
from monitor.store import articles as article_rows
from monitor.store import claims as claim_rows
from monitor.store import sources as source_rows
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
    walk = session.open_app(exclusive=False, network=False).walk
    incident = None
    if what.startswith("incident_"):
        incident = find_incident(session, what)
        reports = lineage_of.of_incident(walk, incident.id)
    else:
        reports = lineage_of.of_article(walk, find_article(session, what))
    if as_dot:
        click.echo(dot(reports, walk.register))
    elif as_svg:
        click.echo(svg(tree(reports, walk.register)))
    elif as_prov:
        show_json(prov(reports))
    elif as_json:
        edges = {edge.id: edge for one in reports for edge in one.edges}
        show_json([json.loads(to_json(edge)) for edge in edges.values()])
    else:
        if incident is not None:
            _show_origins(incident, lineage_of.firsts(walk, reports))
        for line in draw(tree(reports, walk.register), evidence=evidence):
            click.echo(line)


def _show_origins(incident: Incident, first: FirstReport | None) -> None:
    click.echo(click.style(incident_name(incident), bold=True))
    click.echo(origins_words(incident.origins))
    for name in incident.origins.warnings:
        click.echo(click.style(f"! {warning(name)}", fg="yellow"))
    if first is not None:
        click.echo(f"first: {lineage_of.first_words(first)}")
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
    incident = find_incident(session, incident_id)
    moment = moment_since(session, at) if at else None
    found = claim_rows.of_incident(session.store, incident.id, at=moment, standing=not every_one)
    articles = {
        one.version_id: one
        for one in article_rows.load_versions(session.store, {c.version_id for c in found})
    }
    rows = [_claim(claim, articles) for claim in found]
    if as_json:
        show_json(rows)
        return
    now = " (its name today)" if moment else ""
    click.echo(click.style(incident_name(incident) + now, bold=True))
    columns = ("field", "value", "claimant", "outlet", "first_seen", "words", "fate")
    show_table(rows, columns, widths={"words": 60, "claimant": 36})
    note(plural(len(rows), "claim") + (f" as of {time_text(moment)}" if moment else ""))


@click.command()
@click.argument("name", required=False, default="")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@with_session
def sources(session: Session, name: str, limit: int, as_json: bool) -> None:
    """Show who reports lean on, most used first: credited for texts, quoted, claiming."""
    rows = source_rows.list_sources(session.store, name=name, limit=limit)
    if as_json:
        show_json(rows)
        return
    columns = [key for key in rows[0] if key != "id"] if rows else ["name"]
    show_table(rows, columns)
    note(plural(len(rows), "source"))


def _claim(claim: Claim, articles: dict[str, Any]) -> dict[str, Any]:
    article = articles.get(claim.version_id)
    fate = "retracted" if claim.retracted else "superseded" if claim.superseded_by else ""
    return {
        "field": claim.field + (f" ({claim.group})" if claim.group else ""),
        "value": _value(claim),
        "claimant": f"{claim.claimant.name} ({claim.claimant.source_class.value})",
        "outlet": (article.outlet_name or article.outlet) if article else "",
        "first_seen": time_text(claim.first_seen),
        "words": claim.span.text,
        "fate": fate,
        "url": article.url if article else "",
        "id": claim.id,
    }


def _value(claim: Claim) -> str:
    if claim.low is None and claim.high is None:
        return claim.value or ""
    if claim.low == claim.high:
        figure = str(claim.low)
    elif claim.high is None:
        figure = f"at least {claim.low}"
    elif claim.low is None:
        figure = f"at most {claim.high}"
    else:
        figure = f"{claim.low}–{claim.high}"
    return f"{figure} {claim.value}" if claim.value else figure
