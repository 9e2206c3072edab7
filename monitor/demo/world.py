"""Reads the demo world from its package data. Called by the demo's driver and by tests only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from monitor.demo.nouns import DemoArticle, Edit, Outlet, Photo, Repeat, World


def world_folder() -> Traversable:
    """Return the folder of the world's files."""
    return files("monitor.demo") / "world"


def load_world(folder: Traversable | None = None) -> World:
    """Return the world of outlets.toml and articles/*.toml, articles in order of publication.

    Raises: KeyError, TypeError or ValueError where a file is wrong: the data is ours.
    """
    folder = folder or world_folder()
    outlets = tuple(_outlet(row) for row in _toml(folder / "outlets.toml")["outlet"])
    rows = [row for file in _articles(folder) for row in _toml(file)["article"]]
    by_id = {row["id"]: row for row in rows}
    articles = [_article(row, by_id) for row in rows]
    return World(
        outlets=outlets, articles=tuple(sorted(articles, key=lambda a: (a.published, a.id)))
    )


def _articles(folder: Traversable) -> list[Traversable]:
    found = [file for file in (folder / "articles").iterdir() if file.name.endswith(".toml")]
    return sorted(found, key=lambda file: file.name)


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _time(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _outlet(row: Mapping[str, Any]) -> Outlet:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    repeats = tuple(Repeat(article=r["article"], at=_time(r["at"])) for r in row.get("repeats", ()))
    return Outlet(**{"family": row["name"], **fields, "repeats": repeats})


def _article(row: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> DemoArticle:
    text = _text(row, by_id)
    fields = {
        key: row[key]
        for key in (
            "id",
            "outlet",
            "path",
            "byline",
            "section",
            "jsonld_author",
            "feed_author",
            "canonical",
            "wall",
        )
        if key in row
    }
    title = row.get("title") or by_id[row["copies"]]["title"]
    return DemoArticle(
        **fields,
        title=title,
        published=_time(row["published"]),
        text=text,
        summary=row.get("summary") or _summary(text),
        endings=tuple(row.get("endings", ())),
        photo=Photo(**row["photo"]) if "photo" in row else None,
        links=dict(row.get("links", {})),
        edits=tuple(_edits(row.get("edits", ()), title, text)),
    )


def _text(row: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the body: own `text`, or paragraphs of the article it `copies`, then `more`."""
    if "copies" in row:
        original = _paragraphs(by_id[row["copies"]]["text"])
        kept = [original[number] for number in row.get("keep", range(len(original)))]
        paragraphs = kept + _paragraphs(row.get("more", ""))
    else:
        paragraphs = _paragraphs(row["text"])
    paragraphs[0] = row.get("dateline", "") + paragraphs[0]
    return "\n\n".join(paragraphs)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]


def _summary(text: str) -> str:
    """Return the first sentence or two of the first paragraph, without a dateline."""
    first = text.split("\n\n", 1)[0]
    return first.split(" — ", 1)[-1] if " — " in first[:60] else first


def _edits(rows: Sequence[Mapping[str, Any]], title: str, text: str) -> Iterable[Edit]:
    """Yield the states after each edit; `swap` pairs replace words of the state before."""
    for row in rows:
        for old, new in row["swap"]:
            if old not in text and old not in title:
                raise ValueError(f"edit replaces words that are not there: {old!r}")
            title, text = title.replace(old, new), text.replace(old, new)
        yield Edit(
            at=_time(row["at"]),
            title=title,
            text=text,
            note=row.get("note", ""),
            announced=row.get("announced", True),
        )
