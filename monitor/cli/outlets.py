"""`monitor outlets`: how late, how much its own, whom it copies, how it edits."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import click

from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.codec import to_json
from monitor.jobs.outlets import outlet_profiles
from monitor.lineage.origins.outlet_profiles import OutletProfile
from monitor.words import age_words, plural


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
        show_json([json.loads(to_json(one)) for one in found])
        return
    columns = ("outlet", "articles", "incidents", "first", "lag", "own", "copies", "edits")
    show_table([_row(one) for one in found], columns, widths={"outlet": 32, "copies": 60})
    note(plural(len(found), "outlet"))


def _row(one: OutletProfile) -> dict[str, Any]:
    copies = ", ".join(f"{whom} {count}" for whom, count in one.copies)
    return {
        "outlet": one.name,
        "articles": one.articles,
        "incidents": one.incidents,
        "first": f"{one.first} of {one.shared}" if one.shared else "",
        "lag": _lag(one.lag_least, one.lag_most),
        "own": f"≤ {one.own_text:.0%}",
        "copies": copies,
        "edits": _edits(one),
    }


def _lag(least: timedelta | None, most: timedelta | None) -> str:
    if least is None or most is None:
        return ""
    low, high = age_words(least), age_words(most)
    return low if low == high else f"{low} to {high}"


def _edits(one: OutletProfile) -> str:
    parts = [(one.corrections, "corrected"), (one.silent, "silent")]
    told = ", ".join(f"{count} {word}" for count, word in parts if count)
    return f"{one.edits} ({told})" if told else str(one.edits or "")
