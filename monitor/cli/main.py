"""The `monitor` command: global options, and where each command lives (loaded when called)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from importlib.metadata import version

import click

from monitor.cli.session import Session
from monitor.errors import MonitorError

#: Command → (module under monitor.cli, attribute).
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("daemon", "run"),
    "once": ("daemon", "once"),
    "check": ("daemon", "check"),
    "status": ("daemon", "status"),
    "feeds": ("feeds", "feeds"),
    "incidents": ("incidents", "incidents"),
    "review": ("review", "review"),
    "articles": ("articles", "articles"),
    "extract": ("articles", "extract"),
    "search": ("articles", "search"),
    "lineage": ("lineage", "lineage"),
    "claims": ("lineage", "claims"),
    "sources": ("lineage", "sources"),
    "outlets": ("outlets", "outlets"),
    "alerts": ("alerts", "alerts"),
    "outbox": ("alerts", "outbox"),
    "digest": ("alerts", "digest"),
    "watches": ("watches", "watches"),
    "silence": ("watches", "silence"),
    "why": ("why", "why"),
    "replay": ("why", "replay"),
    "reconsider": ("why", "look_again"),
    "backfill": ("transfer", "backfill"),
    "export": ("transfer", "export"),
    "backup": ("upkeep", "backup"),
    "check-db": ("upkeep", "check_db"),
    "demo": ("demo", "demo"),
}

#: How help shows them: heading → command → one line.
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Watch": {
        "run": "the daemon, in the foreground",
        "once": "everything that is due now, then end (cron, timers)",
        "check": "check the configuration, name every problem",
        "status": "what is stored, what waits, what is in trouble",
        "feeds": "list, add, remove, test, import, export",
    },
    "What happened": {
        "incidents": "list, show, import; same, not-same, merge, split, …",
        "review": "what only you can decide: unsure, perhaps the same, perhaps two",
        "search": "full-text search over the articles",
        "articles": "one article, its versions, what stood beside its text",
        "why": "why it was decided so, and what would change it",
    },
    "Who says so": {
        "lineage": "who copied, adapted, cited whom",
        "claims": "who claims what, in which words",
        "sources": "who the reports lean on",
        "outlets": "how late each is, what is its own, whom it copies",
    },
    "Be told": {
        "alerts": "what was raised as new information, and why",
        "digest": "what is new, as text or HTML",
        "watches": "what you want to be told of; try one",
        "silence": "hold alerts for a while",
        "outbox": "messages waiting, sent, dead",
    },
    "Data in and out": {
        "backfill": "read articles from JSONL files",
        "export": "reports, incidents, lineage, claims, articles, alerts",
        "extract": "what is read out of one page",
        "replay": "decide again with other settings; writes nothing",
        "reconsider": "join incidents that turn out to be one",
        "backup": "a checked copy, while the daemon runs",
        "check-db": "read the whole database against its hashes",
    },
    "Try it": {"demo": "the whole job on a small world of news, no internet"},
}


class Commands(click.Group):
    """A group whose commands are imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by what they are for, without loading any."""
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return one command, None where there is none of that name."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        command = getattr(importlib.import_module(f"monitor.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest command named when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from rapidfuzz import process

            near = process.extractOne(args[0], list(COMMANDS), score_cutoff=60) if args else None
            if near is None:
                raise
            words = f"{error.message} Did you mean '{near[0]}'?"
            raise click.UsageError(words, ctx) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("monitor"), prog_name="monitor")
@click.option(
    "--config",
    "folder",
    envvar="MONITOR_CONFIG",
    metavar="DIR",
    help="Configuration folder [default: ./config, else the XDG one, else what was shipped].",
)
@click.option(
    "--db",
    envvar="MONITOR_DB",
    metavar="FILE",
    help="The database [default: as configured, state/monitor.db]. Made where it is missing.",
)
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default=None,
    help="What is logged to standard error [default: warning; info for `run`].",
)
@click.option("--log-json", is_flag=True, help="Log lines as JSON objects.")
@click.pass_context
def monitor(
    ctx: click.Context, folder: str | None, db: str | None, log_level: str | None, log_json: bool
) -> None:
    """Watch the news: what has happened, and how many independent sources really say so.

    Feeds are polled, articles matched to known incidents or flagged as new ones, and every report's
    lineage kept in one SQLite file. Try `monitor demo`; edit config/; then `monitor run`.
    """
    ctx.obj = Session(folder=folder, db=db, log_level=log_level, log_json=log_json)
    ctx.call_on_close(ctx.obj.close)


def main() -> None:
    """Run the command line; every error of our own becomes one plain message and its exit code."""
    try:
        # Without its standalone mode click hands back the code that a command exits with.
        code = monitor(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except MonitorError as error:
        for line in str(error).splitlines():
            click.echo(f"error: {line}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong, and nothing more to say.
        sys.stderr.close()
        sys.exit(0)
