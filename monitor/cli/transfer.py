"""`monitor backfill` and `monitor export`: articles in from files, everything out to files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from monitor.cli.output import note, show_json
from monitor.cli.session import Session, json_option, on_terminal, with_session
from monitor.jobs import backfill as job
from monitor.messages.exports import FORMATS, as_text
from monitor.store import exports
from monitor.words import plural

#: Problems shown before the rest is only counted.
_SHOWN = 20


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--alerts", is_flag=True, help="Raise alerts as if the articles came in now.")
@json_option
@with_session
def backfill(session: Session, files: tuple[Path, ...], alerts: bool, as_json: bool) -> None:
    """Read articles from JSONL files (gzip accepted), in publication order.

    A row has `url`, `title`, `text` or `html`, `published` (ISO 8601 or null), `outlet` and
    `language`; further keys are ignored. Running it again changes nothing; a bad row is named and
    skipped.
    Exits with 65 when every row was bad.
    """
    app = session.open_app(exclusive=True, network=False)
    with click.progressbar(
        length=1, label="reading", file=sys.stderr, show_pos=True, hidden=not on_terminal()
    ) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        summary = job.run(app.walk, files, alerts=alerts, progress=progress)
    for problem in summary.problems[:_SHOWN]:
        note(problem)
    if summary.skipped > _SHOWN:
        note(f"… and {summary.skipped - _SHOWN} more rows skipped")
    if as_json:
        show_json({"new": summary.new, "known": summary.known, "skipped": summary.skipped})
    else:
        skipped = f", {plural(summary.skipped, 'row')} skipped" if summary.skipped else ""
        click.echo(
            f"{plural(summary.new, 'new article')}, {summary.known} known before{skipped}"
            f" → {session.db_path}"
        )
    if summary.skipped and not summary.new + summary.known:
        raise click.exceptions.Exit(65)


@click.command()
@click.argument("kind", type=click.Choice(exports.KINDS))
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
    default=None,
    help="Only what was recorded since (UTC).",
)
@click.option("--merged", is_flag=True, help="With incidents: also those merged into others.")
@with_session
def export(
    session: Session,
    kind: str,
    form: str,
    output: Path | None,
    since: datetime | None,
    merged: bool,
) -> None:
    """Write KIND, one row a line, to standard output or a file.

    The keys of the JSON lines are a contract (see docs/exports.md). In CSV, lists and objects are
    JSON in their cell, and a cell that a spreadsheet would run as a formula starts with an
    apostrophe.
    """
    moment = since.replace(tzinfo=UTC) if since else None
    rows = exports.export(session.store, kind, since=moment, merged=merged)
    texts = as_text(rows, form)
    if output is None:
        _write(texts, sys.stdout)
        return
    part = output.with_name(output.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as handle:
        count = _write(texts, handle)
    part.replace(output)
    note(f"{plural(count, 'row')} → {output}")


def _write(texts: Iterable[str], out: TextIO) -> int:
    written = 0
    for text in texts:
        out.write(text)
        written += 1
    return written
