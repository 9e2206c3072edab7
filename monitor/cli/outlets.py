"""`monitor outlets`: how late, how much its own, whom it copies, how it edits."""

from __future__ import annotations

import click

from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.desk.outlets import line_of, outlet_profiles, plain_profile
from monitor.desk.plain import plain
from monitor.words import plural


@click.command()
@click.argument("name", required=False, default="")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@json_option
@with_session
def outlets(session: Session, name: str, limit: int, as_json: bool) -> None:
    """Show what each outlet is like: its lag, its own text, whom it copies, its edits.

    LAG is the median time behind the first known report of the same incident, at least and at most:
    feeds and pages rarely tell when a text appeared. FIRST counts incidents that it had first for
    sure, of those that others reported too. OWN is an upper bound: text that no credit or match
    gives away counts as its own. EDITS: later versions, of which corrections own up to an error and
    silent ones change what is claimed without a word.
    """
    found = outlet_profiles(session.store, name=name, limit=limit)
    if as_json:
        show_json([plain_profile(one) for one in found])
        return
    columns = ("outlet", "articles", "incidents", "first", "lag", "own", "copies", "edits")
    show_table(plain([line_of(one) for one in found]), columns, widths={"outlet": 32, "copies": 60})
    note(plural(len(found), "outlet"))
