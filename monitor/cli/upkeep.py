"""`monitor backup` and `monitor check-db`: the database kept, and looked through."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.output import note, show_json
from monitor.cli.session import Session, json_option, with_session
from monitor.store.backup import backup as write_backup
from monitor.store.check import check
from monitor.words import plural


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@with_session
def backup(session: Session, target: Path) -> None:
    """Write a checked copy of the database to TARGET, while the daemon runs.

    The copy is one consistent moment; it stands under its name only when it is whole and on disk.
    """
    size = write_backup(session.store, target)
    note(f"{size / 1_000_000:.1f} MB → {target}")


@click.command("check-db")
@json_option
@with_session
def check_db(session: Session, as_json: bool) -> None:
    """Read the whole database and say what is wrong with it; exits with 74 if anything is.

    Looks at the file's structure, references, every text against its hash, and every span of an
    edge, claim or attribution against the words it was read from.
    """
    health = check(session.store)
    if as_json:
        show_json(
            {
                "ok": not health.problems,
                "problems": list(health.problems),
                "versions": health.versions,
                "spans": health.spans,
                "notes": list(health.notes),
            }
        )
    else:
        for problem in health.problems:
            click.echo(problem, err=True)
        for remark in health.notes:
            note(remark)
        verdict = plural(len(health.problems), "problem") if health.problems else "in order"
        click.echo(
            f"{plural(health.versions, 'text')} and {plural(health.spans, 'span')} read: {verdict}"
        )
    if health.problems:
        raise click.exceptions.Exit(74)
