"""`monitor review`: what only a person can decide, and the command that decides it."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from monitor.cli.alerts import moment_since
from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.cli.since import SINCE
from monitor.desk import review as desk
from monitor.desk.plain import plain
from monitor.words import plural

UNSURE, SAME, TWO = "unsure", "perhaps-same", "perhaps-two"


@click.command("review")
@click.option("--kind", type=click.Choice([UNSURE, SAME, TWO]), default=None, help="That alone.")
@click.option("--since", type=SINCE, default=None, help="Since: a date, or an age.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@with_session
def review(
    session: Session,
    kind: str | None,
    since: datetime | timedelta | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show what a person should decide, the latest first.

    Articles of which nobody could say which incident they report; incidents that are perhaps the
    same; incidents whose reports tell of perhaps two. What you decide binds, and what you decided
    is not asked again.
    """
    store, moment = session.store, moment_since(session, since) if since else None
    ask = {UNSURE: desk.queue, SAME: desk.perhaps_same, TWO: desk.perhaps_two}
    found = {
        one: plain(question(store, since=moment, limit=limit))
        for one, question in ask.items()
        if kind in (None, one)
    }
    if as_json:
        show_json({name.replace("-", "_"): told for name, told in found.items()})
        return
    for name, told in found.items():
        if told:
            click.echo(f"\n{_HEADS[name]}")
            rows = [_line(one) for one in told]
            show_table(rows, _COLUMNS[name], widths={"why": 90, "title": 50, "near": 50})
            note(_HOW[name])
    note(plural(sum(map(len, found.values())), "question"))


def _line(told: dict[str, object]) -> dict[str, object]:
    """The row of a table: of an article also the nearest incident."""
    near = told.get("near")
    if not isinstance(near, list) or not near:
        return told
    return told | {"near": f"{near[0]['title']} [{near[0]['incident_id']}]"}


_HEADS = {
    UNSURE: "unsure which incident they report",
    SAME: "perhaps the same incident",
    TWO: "perhaps two incidents",
}
_COLUMNS = {
    UNSURE: ("decided_at", "outlet", "title", "near", "why", "article_id"),
    SAME: ("proposed_at", "title", "why", "incident_id", "other_id"),
    TWO: ("changed_at", "title", "why", "incident_id"),
}
_HOW = {
    UNSURE: "monitor incidents same|not-same ARTICLE INCIDENT --why …",
    SAME: "the same: monitor incidents merge INCIDENT OTHER --why …; not: monitor incidents"
    " not-same ARTICLE INCIDENT --why … with an article of the other",
    TWO: "two: monitor incidents split INCIDENT ARTICLE… --why …; one: monitor incidents same"
    " ARTICLE INCIDENT --why … for those that tell otherwise",
}
