"""Articles coded by reading, and others that surely report, with their clauses: what fits read.

DATA holds `facts/primary-*.jsonl` with the texts they name, and sets under `matching/`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.articles.rows import from_row
from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.nouns import Clause
from monitor.model.reading import Article

Row = dict[str, Any]
PRIMARY = {
    "world": ("matching/world-news.jsonl", "matching/wikinews.jsonl"),
    "german": ("facts/german-articles.jsonl",),
    "tongues": ("facts/tongues-articles.jsonl",),
    "pages": ("extraction/publisher-pages.jsonl.gz",),
}
NOW = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Coded:
    """One article, found through, with its gold where it has one."""

    corpus: str
    #: The articles of one incident, which no fold parts.
    group: str
    article: Article
    finder: Finder
    found: list[Clause]
    gold: Row | None

    @property
    def reports(self) -> bool:
        """Whether it reports a happening: as its gold says, or since all of its set do."""
        gold = self.gold
        return gold is None or (
            gold["kind"] in ("report", "follow_up") and gold["type"] is not None
        )


def coded(data: Path, tools: FactTools) -> Iterator[Coded]:
    """Yield the articles of the primary sets that are read, in order."""
    for name, files in PRIMARY.items():
        gold = {row["url"]: row for row in rows(data / "facts" / f"primary-{name}.jsonl")}
        for file in files:
            for row in rows(data / file):
                if row["url"] in gold:
                    corpus = name if name != "world" else Path(file).stem
                    yield from _found(corpus, row, gold.pop(row["url"]), tools)


def others(data: Path, name: str, step: int, tools: FactTools) -> Iterator[Coded]:
    """Yield every so-manieth article of a set under `matching/`, without a gold."""
    for number, row in enumerate(rows(data / "matching" / f"{name}.jsonl")):
        if number % step == 0 and row.get("text"):
            yield from _found(name, row, None, tools)


def crimes(data: Path, step: int, tools: FactTools) -> Iterator[Coded]:
    """Yield every so-manieth report of a shooting, with the register's day and counts as gold."""
    for number, row in enumerate(rows(data / "facts" / "gun-violence.jsonl")):
        if number % step == 0 and not row.get("flags"):
            day = row["gold"]["date"][:10]
            gold = row["gold"] | {"kind": "report", "type": "shooting", "day": [day, day]}
            yield from _found("gun-violence", row, gold, tools)


def _found(corpus: str, row: Row, gold: Row | None, tools: FactTools) -> Iterator[Coded]:
    kept = {k: row[k] for k in ("url", "title", "text", "published", "outlet") if k in row}
    kept |= {k: row[k] for k in ("language", "html") if k in row}
    article = from_row(kept, NOW)
    if not tools.reads(article.language):
        return
    finder = Finder(article, tools)
    if finder.fields:
        group = (row.get("incidents") or [row["url"]])[0]
        yield Coded(corpus, group, article, finder, finder.clauses(), gold)


def rows(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file, packed or not."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
