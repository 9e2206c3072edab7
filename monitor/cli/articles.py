"""`monitor articles`, `extract`, `search`: single texts, stored or not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from monitor.app import open_children
from monitor.articles.plain import as_dict
from monitor.cli.output import note, show_fields, show_json, show_table
from monitor.cli.session import Session, json_option, with_session
from monitor.desk import articles as desk
from monitor.desk.plain import plain
from monitor.errors import InputError, MonitorError, ParseError
from monitor.fetch.children import Children
from monitor.fetch.client import Fetcher
from monitor.fetch.nouns import FetchRequest
from monitor.jobs.doors import article_of
from monitor.jobs.tasks import PageTask
from monitor.model.collecting import Page
from monitor.model.reading import Article
from monitor.text import shorten
from monitor.words import plural


@click.group()
def articles() -> None:
    """Look at stored articles and their versions."""


@articles.command()
@click.argument("which", metavar="URL|ID")
@click.option("--versions", is_flag=True, help="Every text of it that was seen.")
@json_option
@with_session
def show(session: Session, which: str, versions: bool, as_json: bool) -> None:
    """Show an article: its text, what was kept beside it, and what it reports."""
    article = desk.find_article(session.store, which)
    found = desk.show(session.store, article, versions=versions)
    if as_json:
        show_json(plain(found))
        return
    for one in found.versions:
        _show(one)
    for report in found.reports:
        click.echo(f"{report.role}: {report.reason} [{report.incident_id or 'none'}]")


@click.command()
@click.argument("what", metavar="URL|FILE|-", required=False, default="-")
@click.option("--jsonl", is_flag=True, help='Read {"url","html"} rows, write one object a row.')
@click.option("--url", "base", default="", help="The address that a FILE was saved from.")
@with_session
def extract(session: Session, what: str, jsonl: bool, base: str) -> None:
    """Print what is read out of a page, as one JSON object; nothing is stored.

    With --jsonl, a row that cannot be read gives {"url", "error"} in its place, and the command
    exits with 65.
    """
    now = session.clock.now()
    with open_children(session.settings) as children:
        if jsonl:
            _extract_rows(children, what, now)
            return
        is_address = what.startswith(("http://", "https://"))
        page = _fetched(session, what) if is_address else _saved(what, base, now)
        task = PageTask(page=page, entry=None, feed=None, now=now)
        show_json(as_dict(children.call(article_of, task, url=page.url)))


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@json_option
@with_session
def search(session: Session, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the stored articles' titles and texts, best first.

    All words must occur; '"a phrase"' in quotes must occur as it stands, a beginn* stands for all
    words that begin so. Exits with 1 when nothing is found.
    """
    found = desk.search(session.store, " ".join(words), limit)
    if as_json:
        show_json(plain(found))
    else:
        columns = ("published", "outlet", "title", "snippet", "id")
        show_table(plain(found), columns, widths={"outlet": 24})
        best = f", the best {limit}" if len(found) == limit else ""
        note(plural(len(found), "article") + best)
    if not found:
        raise click.exceptions.Exit(1)


def _show(article: Article) -> None:
    click.echo(click.style(article.title or "(no title)", bold=True))
    show_fields(
        {
            "address": article.url,
            "outlet": article.outlet_name or article.outlet,
            "published": f"{article.published:%Y-%m-%d %H:%M} UTC ({article.published_from})"
            if article.published
            else "unknown",
            "language": article.language,
            "version": article.version,
            "quality": article.quality + (f" ({article.oddity})" if article.oddity else ""),
            "id": article.id,
        }
    )
    click.echo(f"\n{article.text}\n")
    for signal in article.signals:
        click.echo(click.style(f"{signal.kind}: {shorten(signal.value, 160)}", dim=True))
    if article.signals:
        click.echo()


def _fetched(session: Session, url: str) -> Page:
    with Fetcher(session.settings.fetch, session.clock) as fetcher:
        outcome = fetcher.fetch(FetchRequest(url=url, kind="page"))
    if outcome.page is None:
        raise InputError(f"{url}: {outcome.failure} {outcome.detail}".rstrip())
    return outcome.page


def _saved(what: str, base: str, now: datetime) -> Page:
    try:
        body = sys.stdin.buffer.read() if what == "-" else Path(what).read_bytes()
    except OSError as error:
        raise InputError(f"{what}: {error.strerror}") from error
    return _page(body, base or "https://page.invalid/", now)


def _page(body: bytes, url: str, now: datetime) -> Page:
    headers = {"content-type": "text/html"}
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=now)


def _extract_rows(children: Children, what: str, now: datetime) -> None:
    bad = 0
    urls: list[str] = []

    def tasks() -> Iterator[PageTask]:
        for url, html in _rows(what):
            urls.append(url)
            page = _page(html.encode("utf-8", "replace"), url, now)
            yield PageTask(page=page, entry=None, feed=None, now=now)

    for number, found in enumerate(children.map_ordered(article_of, tasks())):
        if isinstance(found, ParseError):
            bad += 1
            row: dict[str, object] = {"url": urls[number], "error": found.reason}
        else:
            row = as_dict(found)
        click.echo(json.dumps(row, ensure_ascii=False))
    if bad:
        raise click.exceptions.Exit(65)


def _rows(what: str) -> Iterator[tuple[str, str]]:
    try:
        with click.open_file(what, encoding="utf-8") as handle:
            for number, line in enumerate(handle, start=1):
                if line.strip():
                    yield _row(what, number, line)
    except OSError as error:
        raise InputError(f"{what}: {error.strerror}") from error


def _row(what: str, number: int, line: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
        return str(row["url"]), str(row["html"])
    except (ValueError, KeyError, TypeError) as error:
        raise _bad_row(what, number) from error


def _bad_row(what: str, number: int) -> MonitorError:
    return InputError(f'{what}:{number}: not a row like {{"url": …, "html": …}}')
