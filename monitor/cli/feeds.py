"""`monitor feeds`: what is polled, how it fares, adding, removing, testing, OPML both ways."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from monitor.cli.output import note, show_json, show_table
from monitor.cli.session import Session, json_option, on_terminal, with_session
from monitor.desk import feed_trial
from monitor.desk import feeds as feed_desk
from monitor.desk.feed_trial import FeedTrial
from monitor.desk.plain import plain
from monitor.errors import InputError, MonitorError, ParseError
from monitor.feeds.opml import read_opml, write_opml
from monitor.model.names import FeedKind
from monitor.settings.feeds_file import add_feed, add_feeds, remove_feed, save_text
from monitor.settings.find import shipped_folder
from monitor.urls import canonical
from monitor.words import plural


@click.group()
def feeds() -> None:
    """List, add, remove, test, import and export feeds."""


@feeds.command("list")
@click.option("--trouble", is_flag=True, help="Only feeds that fail, are silent or empty.")
@json_option
@with_session
def list_(session: Session, trouble: bool, as_json: bool) -> None:
    """Show configured feeds and how polling them goes, worst first."""
    store = session.store
    feed_desk.take_up(store, session.settings.feeds, session.clock.now())
    found = feed_desk.list_feeds(store, trouble=trouble)
    if as_json:
        show_json(plain(found))
        return
    columns = ("outlet", "state", "failures", "reason", "polled_at", "last_new_at", "url")
    rows = [plain(one) | {"failures": f"{one.failures:g}"} for one in found]
    show_table(rows, columns, widths={"outlet": 28, "url": 70})
    note(plural(len(rows), "feed"))


@feeds.command("add")
@click.argument("url")
@click.option("--outlet", required=True, help="Name of the outlet as people say it.")
@click.option("--title", default="", help="Name of the feed [default: the outlet's].")
@click.option("--country", default="", help="ISO code of the country, two letters.")
@click.option("--language", default="en", show_default=True)
@click.option("--family", default="", help="Owner family: outlets of one family count as one.")
@click.option("--kind", type=click.Choice([kind.value for kind in FeedKind]), default="newspaper")
@click.option("--every", default="", help='Pause between polls, as "10m" [default: adaptive].')
@with_session
def add(session: Session, /, url: str, **fields: str) -> None:
    """Add a feed to feeds.toml. Its present entries will raise no alert."""
    path = _feeds_file(session)
    row = {"url": url, **{name: value for name, value in fields.items() if value}}
    row.setdefault("title", row["outlet"])
    _write_checked(session, path, add_feed(_text(path), row))
    click.echo(f"added {url} to {path}")


@feeds.command("remove")
@click.argument("which", metavar="URL|TITLE")
@with_session
def remove(session: Session, which: str) -> None:
    """Remove a feed from feeds.toml. What was read from it stays."""
    path = _feeds_file(session)
    _write_checked(session, path, remove_feed(_text(path), which))
    click.echo(f"removed {which} from {path}")


@feeds.command("test")
@click.argument("urls", nargs=-1)
@click.option("--all", "every_one", is_flag=True, help="Test every configured feed.")
@json_option
@with_session
def test(session: Session, urls: tuple[str, ...], every_one: bool, as_json: bool) -> None:
    """Fetch and parse feeds as the daemon would, and show what came; nothing is stored.

    Exits with 1 when one of them cannot be read.
    """
    wanted = list(urls) or ([feed.url for feed in session.settings.feeds] if every_one else [])
    if not wanted:
        raise click.UsageError("name a feed's address, or use --all")
    found = _tried(session, wanted)
    if as_json:
        show_json(plain(found))
    else:
        rows = [plain(one) | {"ok": "yes" if one.ok else "NO"} for one in found]
        show_table(rows, ("ok", "entries", "newest", "says", "url"), widths={"says": 70})
    if not all(one.ok for one in found):
        raise click.exceptions.Exit(1)


def _tried(session: Session, urls: Sequence[str]) -> list[FeedTrial]:
    walk = session.open_app(exclusive=False).walk
    assert walk.fetcher is not None, "testing feeds needs the network"
    most = walk.settings.poll.max_entries_per_poll
    found = []
    with click.progressbar(
        length=len(urls), label="testing", file=sys.stderr, hidden=not on_terminal()
    ) as bar:
        for one in feed_trial.run(walk.fetcher, walk.children, urls, limit=most):
            found.append(one)
            bar.update(1)
    return found


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_session
def import_(session: Session, file: Path) -> None:
    """Add the feeds of an OPML file to feeds.toml; known ones are left as they are."""
    try:
        found = read_opml(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    except ParseError as error:
        raise InputError(f"{file}: is no OPML that could be read") from error
    path = _feeds_file(session)
    known = {canonical(feed.url) for feed in session.settings.feeds}
    fresh = [one for one in found if canonical(one.url) not in known]
    rows = [
        {"url": one.url, "title": one.title or one.url, "outlet": one.title or one.url}
        for one in fresh
    ]
    _write_checked(session, path, add_feeds(_text(path), rows))
    click.echo(
        f"{plural(len(fresh), 'feed')} added to {path}, {len(found) - len(fresh)} known before"
    )


@feeds.command("export")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), default=None)
@with_session
def export(session: Session, output: Path | None) -> None:
    """Write the configured feeds as OPML 2.0."""
    text = write_opml(session.settings.feeds)
    if output is None:
        click.echo(text)
        return
    output.write_bytes(text)
    note(f"{plural(len(session.settings.feeds), 'feed')} → {output}")


def _feeds_file(session: Session) -> Path:
    if session.folder is None:
        raise InputError(
            "there is no configuration folder to write to: make ./config (or name one with"
            " --config) and try again; shipped defaults are never edited"
        )
    return session.folder / "feeds.toml"


def _text(path: Path) -> str:
    """Return the file's text; where there is none yet, that of the shipped one.

    A file of one's own replaces the shipped one as a whole: adding one feed must not drop the rest.
    """
    source = path if path.exists() else shipped_folder() / "feeds.toml"
    return source.read_text(encoding="utf-8")


def _write_checked(session: Session, path: Path, text: str) -> None:
    """Write the file, and put the old one back where the whole would be refused."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    save_text(path, text)
    try:
        session.load_settings()
    except MonitorError:
        if before is None:
            path.unlink()
        else:
            save_text(path, before)
        raise
