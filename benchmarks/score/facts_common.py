"""What the scorers of facts share: rows as articles, and halves by hash (one is held out)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from monitor.facts.data import FactTools, load_tools
from monitor.model.names import Quality
from monitor.model.reading import Article


def rows(path: str, half: str = "all", limit: int = 0) -> Iterator[dict[str, Any]]:
    """Yield JSONL rows of one half ("a" to tune on, "b" held out, "all")."""
    count = 0
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if half != "all" and (crc32(row["id"].encode()) % 2 == 0) != (half == "a"):
                continue
            count += 1
            if limit and count > limit:
                return
            yield row


def article(row: Mapping[str, Any], **changes: Any) -> Article:
    """Return a row as an article, its text as it is."""
    published = row.get("published")
    at = datetime.fromisoformat(published[:10]).replace(tzinfo=UTC) if published else None
    values: dict[str, Any] = {
        "id": row["id"],
        "version_id": row["id"],
        "url": row.get("url") or "",
        "outlet": "",
        "outlet_name": "",
        "title": row.get("title") or "",
        "text": row.get("text") or "",
        "language": row.get("language") or "en",
        "published": at,
        "published_precision": "day" if at else "unknown",
        "published_from": "row",
        "fetched_at": at or datetime(2020, 1, 1, tzinfo=UTC),
        "quality": Quality.FULL,
    }
    return Article(**(values | changes))


def tools() -> FactTools:
    """Return the tools with the shipped places and actors."""
    import tomllib

    from monitor.registers import ActorRow, PlaceRow

    config = Path(__file__).parents[2] / "config"

    def read(name: str, kind: Any, key: str) -> tuple[Any, ...]:
        path = config / name
        if not path.exists():
            return ()
        made = []
        for table in tomllib.loads(path.read_text("utf-8")).get(key, ()):
            made.append(
                kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})
            )
        return tuple(made)

    return load_tools(
        read("places.toml", PlaceRow, "place"), read("actors.toml", ActorRow, "actor")
    )
