"""feeds.toml changed as text: rows added and taken out, comments and all else as they were."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from monitor.errors import InputError
from monitor.settings.layout import Layout, scan
from monitor.settings.schema import schema
from monitor.settings.values import read_value
from monitor.text import fold
from monitor.urls import canonical, is_web

FeedFields = Mapping[str, str | bool]


def add_feed(text: str, feed: FeedFields) -> str:
    """Return `text` with a `[[feed]]` row of `feed` (keys as in feeds.toml) at its end.

    Raises:
        InputError: if the text is not TOML, a value cannot be read, or the feed is there already.
    """
    return add_feeds(text, [feed])


def add_feeds(text: str, feeds: Iterable[FeedFields]) -> str:
    """Return `text` with a row for each of `feeds`; those of an import go in at once.

    Raises:
        InputError: as `add_feed`; a feed that stands twice among `feeds` is there already.
    """
    known = {canonical(row["url"]) for row in _rows(text) if is_web(str(row.get("url", "")))}
    rows: list[str] = []
    for feed in feeds:
        row = _row(feed)
        address = canonical(str(feed["url"]))
        if address in known:
            raise InputError(f"{feed['url']} is among the feeds already")
        known.add(address)
        rows.append(row)
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return _proved(text + gap + "\n".join(rows)) if rows else text


def remove_feed(text: str, url_or_title: str) -> str:
    """Return `text` without the feed of this address or title.

    Comments above the row stay; those inside it go with it.

    Raises:
        InputError: if no feed is meant, or several are.
    """
    rows = _rows(text)
    meant = [index for index, row in enumerate(rows) if _is_meant(row, url_or_title)]
    if not meant:
        raise InputError(f"no feed has the address or title {url_or_title}")
    if len(meant) > 1:
        urls = ", ".join(str(rows[index].get("url")) for index in meant)
        raise InputError(f"{url_or_title} is the title of several feeds: {urls}; say which address")
    left = _proved(_without(text, scan(text), meant[0]))
    assert _rows(left) == rows[: meant[0]] + rows[meant[0] + 1 :], "nothing else may change"
    return left


def save_text(path: Path, text: str) -> None:
    """Write a file so that a crash leaves the old one or the new one, never half of one."""
    new = path.with_name(f".{path.name}.new")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    # A link is followed: the file behind it changes, not the link.
    os.replace(new, path.resolve() if path.is_symlink() else path)


def _rows(text: str) -> list[dict[str, Any]]:
    try:
        rows = tomllib.loads(text).get("feed", [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"feeds.toml cannot be read: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("feeds.toml: feeds are written as [[feed]] rows")
    return rows


def _row(feed: FeedFields) -> str:
    table = schema()["feed"]
    lines = ["[[feed]]"]
    if "url" not in feed:
        raise InputError("a feed needs an address")
    for name, value in feed.items():
        if name not in table:
            raise InputError(f"a feed has no {name}")
        if value == "" and name != "url":
            continue
        try:
            read_value(value, table[name])
        except ValueError as error:
            raise InputError(f"{name}: {'; '.join(map(str, error.args))}") from error
        lines.append(f"{name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_meant(row: Mapping[str, Any], url_or_title: str) -> bool:
    url = str(row.get("url", ""))
    if is_web(url_or_title):
        return is_web(url) and canonical(url) == canonical(url_or_title)
    return fold(str(row.get("title", ""))) == fold(url_or_title)


def _without(text: str, layout: Layout, index: int) -> str:
    """Return `text` without the lines of the `index`-th row, from its header to its last key."""
    lines = text.splitlines(keepends=True)
    headers = [line for line, place in layout.headers if place == ("feed", index)]
    if not headers:
        raise InputError("feeds.toml: only [[feed]] rows can be taken out")
    start = headers[0] - 1
    later = [line - 1 for line, place in layout.headers if place[:2] != ("feed", index)]
    end = min((line for line in later if line > start), default=len(lines))
    # Comments and blank lines before the next header belong to what follows.
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[0] == "#"):
        end -= 1
    if end < len(lines) and not lines[end].strip() and (start == 0 or not lines[start - 1].strip()):
        end += 1
    return "".join(lines[:start] + lines[end:])


def _proved(text: str) -> str:
    _rows(text)
    return text
