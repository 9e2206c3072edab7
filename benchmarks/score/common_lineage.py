"""Shared by the lineage benchmarks: rows to articles, the register as shipped."""

from __future__ import annotations

import gzip
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from monitor.lineage.registers import SourceRegister, build_register
from monitor.model.names import Quality, SourceClass, make_id
from monitor.model.reading import Article
from monitor.registers import ActorRow, SourceRow
from monitor.urls import registrable_domain

CONFIG = Path(__file__).resolve().parents[2] / "config"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def rows(path: Path) -> list[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def register() -> SourceRegister:
    raw = tomllib.loads((CONFIG / "sources.toml").read_text(encoding="utf-8"))["source"]
    return build_register(
        SourceRow(
            name=r["name"],
            source_class=SourceClass(r["class"]),
            aliases=tuple(r.get("aliases", ())),
            domains=tuple(r.get("domains", ())),
            family=r.get("family", ""),
            country=r.get("country", ""),
            language=r.get("language", ""),
        )
        for r in raw
    )


def actors() -> tuple[ActorRow, ...]:
    path = CONFIG / "actors.toml"
    if not path.exists():
        return ()
    raw = tomllib.loads(path.read_text(encoding="utf-8")).get("actor", [])
    return tuple(
        ActorRow(
            name=r["name"],
            kind=r["kind"],
            aliases=tuple(r.get("aliases", ())),
            country=r.get("country", ""),
            part_of=r.get("part_of", ""),
        )
        for r in raw
    )


def article_of(row: dict) -> Article:
    url = row.get("url") or f"https://articles.invalid/{row['id']}"
    text = row.get("text") or ""
    title = row.get("title") or ""
    published = None
    if row.get("published"):
        try:
            published = datetime.fromisoformat(str(row["published"])[:10]).replace(tzinfo=UTC)
        except ValueError:
            published = None
    return Article(
        id=make_id("art", url),
        version_id=make_id("ver", url, title, text),
        url=url,
        outlet=registrable_domain(url),
        outlet_name=row.get("outlet") or "",
        title=title,
        text=text,
        language=row.get("lang") or row.get("language") or "en",
        published=published,
        published_precision="day" if published else "unknown",
        published_from="row" if published else "none",
        fetched_at=NOW,
        quality=Quality.FULL,
    )
