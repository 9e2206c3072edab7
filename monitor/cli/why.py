"""`monitor why` and `monitor replay`: why it was decided so, what other settings would change."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from monitor.cli.alerts import moment_since
from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, on_terminal, with_session
from monitor.cli.since import SINCE
from monitor.desk.articles import find_article
from monitor.desk.facts import ReadFact
from monitor.desk.incidents import find_incident
from monitor.desk.plain import plain
from monitor.desk.why import Why, explain_article
from monitor.jobs import reconsider
from monitor.jobs import replay as job
from monitor.matching.explain import part_lines
from monitor.model.names import Role
from monitor.words import decided_words, plural


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.argument("incident", required=False)
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 100))
@json_option
@with_session
def why(session: Session, article: str, incident: str | None, limit: int, as_json: bool) -> None:
    """Explain what ARTICLE (address or id) was decided to report, with the words behind it.

    Shows what was read, each fact with the rule that read it; the verdict on each incident it
    mentions; the incidents it was compared with as they were known then, what spoke for (+) and
    against (-) each, and what would have changed the verdict.
    With INCIDENT, only that comparison, as it is known now.
    """
    store = session.store
    found = find_article(store, article)
    only = find_incident(store, incident).id if incident else None
    told = explain_article(store, session.model, session.settings, found, only=only, limit=limit)
    if as_json:
        show_json(plain(told))
        return
    click.echo(click.style(found.title or found.url, bold=True))
    if any(one.shortlist for one in told):
        legend = "+ speaks for one incident, - against it; the weightiest first"
        click.echo(click.style(legend, dim=True))
    for one in told:
        _show(one)


@click.command()
@click.option("--since", type=SINCE, default=None, help="Only articles since: a date, or an age.")
@click.option(
    "--with",
    "other",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A configuration folder to decide with [default: the present one].",
)
@json_option
@with_session
def replay(
    session: Session, since: datetime | timedelta | None, other: Path | None, as_json: bool
) -> None:
    """Decide the stored articles again, with other settings, and show what would change.

    Nothing is written. Persons' decisions stand. Exits with 1 when something would change.
    """
    app = session.open_app(exclusive=False, network=False)
    settings = session.load_settings_of(other) if other else session.settings
    moment = moment_since(session, since) if since else None
    with click.progressbar(
        length=1, label="deciding", file=sys.stderr, hidden=not on_terminal()
    ) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        changes = job.run(app.walk, settings, since=moment, progress=progress)
    if as_json:
        show_json([change.plain() for change in changes.changed])
    else:
        rows = [change.plain() for change in changes.changed]
        if rows:
            show_table(rows, ("article", "was", "would_be", "why"), widths={"why": 80})
        note(
            f"{plural(changes.articles, 'article')} decided again,"
            f" {len(changes.changed)} would change"
        )
    if changes.changed:
        raise click.exceptions.Exit(1)


_ROLES = {
    Role.PRIMARY: "primary (what the article reports)",
    Role.BACKGROUND: "background (told in passing)",
}


#: Facts shown of a report; --json has them all.
_MOST_FACTS = 12


def _fact(one: ReadFact) -> str:
    words = f" — “{one.words}”" if one.words else ""
    sure = f" ({one.confidence:.0%} sure)" if one.confidence is not None else ""
    return f"{one.field}: {one.value}{sure}: {one.reason or 'read by an older version'}{words}"


def _show(one: Why) -> None:
    report = one.report
    colour = {"same": "green", "new": "cyan", "unsure": "yellow"}.get(report.verdict.decision)
    decision = report.verdict.decision.value.replace("_", " ")
    head = f"{_ROLES[report.role]}: {decision}"
    click.echo(f"\n{click.style(head, fg=colour)}")
    if report.mention is not None:
        click.echo(f"  read as: {one.words}")
        for fact in one.facts[:_MOST_FACTS]:
            click.echo(click.style(f"    {_fact(fact)}", dim=True))
    click.echo(f"  {one.reason}")
    if report.incident_id:
        click.echo(f"  incident {report.incident_id}")
    if one.not_counted:
        click.echo(f"  {one.not_counted}")
    click.echo(click.style(f"  decided by {decided_words(report.verdict.decided_by)}", dim=True))
    for explained in one.shortlist:
        click.echo(f"\n  compared with {explained.title} [{explained.incident_id}]")
        click.echo(f"  {explained.says}")
        for line in part_lines(explained.parts)[:8]:
            click.echo(f"    {line}")
        for change in explained.changes[:4]:
            click.echo(click.style(f"    {change}", dim=True))
    if not one.shortlist and report.mention is not None:
        click.echo("  compared with no incident: none known then shares a place, a name or a day")


@click.command("reconsider")
@click.option("--all", "anew", is_flag=True, help="Look at all reports again, not the new ones.")
@json_option
@with_session
def look_again(session: Session, anew: bool, as_json: bool) -> None:
    """Look again at incidents that changed, and join those that turn out to be one.

    The daemon does so by itself every ten minutes. Each join is recorded with its reason, told to
    whoever was alerted, and undone by `monitor incidents undo`; persons' decisions stand.
    """
    app = session.open_app(exclusive=False, network=False)
    done = reconsider.run(app.walk, anew=anew)
    found = [join.plain() for join in done.joins]
    if as_json:
        show_json(found)
        return
    if done.proposals:
        asked = plural(len(done.proposals), "pair")
        note(f"{asked} perhaps the same: `monitor review` asks you")
    if found:
        show_table(found, ("title", "gone_title", "probability", "kept", "gone"))
    note(f"{plural(done.reports, 'report')} looked at again, {plural(len(found), 'join')}")
