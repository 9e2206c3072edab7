"""Articles coded by reading, and others that surely report, with their clauses: what fits read.

DATA holds `facts/primary-*.jsonl` with the texts they name, and sets under `matching/`; what was
coded here of further sets of DATA stands in `coded/verdicts.tsv`.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
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
#: Sets of which `coded/verdicts.tsv` tells what some articles report → corpus.
FURTHER = {
    "facts/places-lgl.jsonl": "local-news",
    "attribution/us-politics-train.jsonl": "campaign",
    "attribution/german-train.jsonl": "german-further",
    "lineage/reuse-documents.jsonl": "reuse",
    "facts/places-geovirus.jsonl": "outbreaks",
    "facts/dates.jsonl": "business",
}
_REPORTS = ("report", "follow_up")
VERDICTS = Path(__file__).parent / "coded" / "verdicts.tsv"
#: A space that a tokeniser put before or after a sign.
_SPACED = re.compile(r"(?<=\w) (?=[.,;:!?)])|(?<=[(„]) | (?=“)")
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
        if gold is None:
            return True
        # A type is not told of every row of `coded/verdicts.tsv`.
        return gold["kind"] in _REPORTS and (gold["type"] is not None or "set" in gold)


def coded(data: Path, tools: FactTools) -> Iterator[Coded]:
    """Yield the articles of the primary sets that are read, in order."""
    for name, files in PRIMARY.items():
        gold = {row["url"]: row for row in rows(data / "facts" / f"primary-{name}.jsonl")}
        for file in files:
            for row in rows(data / file):
                if row["url"] in gold:
                    corpus = name if name != "world" else Path(file).stem
                    yield from _found(corpus, row, gold.pop(row["url"]), tools)


def further(data: Path, tools: FactTools) -> Iterator[Coded]:
    """Yield the articles of `coded/verdicts.tsv`, set by set; type and kind are their gold."""
    told: dict[str, dict[str, Row]] = {}
    for one in table(VERDICTS):
        told.setdefault(one["set"], {})[one["id"]] = one
    for file, corpus in FURTHER.items():
        for row in rows(data / file):
            gold = told[file].get(row["id"])
            if gold is not None:
                kept = {key: value or None for key, value in gold.items()}
                yield from _found(corpus, as_row(row), kept | {"sure": gold["sure"] == "1"}, tools)


def as_row(row: Row) -> Row:
    """Return a row of a further set as others are: its day `published`, its title not twice."""
    title, text = row.get("title") or "", row["text"]
    day = (row.get("published") or row.get("date") or row.get("dct") or "")[:10]
    if row.get("lang") == "de":
        title, text = (_SPACED.sub("", one) for one in (title, text))
    text = text.removeprefix(title).removeprefix(".").lstrip() if title else text
    return (
        row
        | {"url": row.get("url") or row["id"], "title": title, "text": text}
        | ({"published": day} if day else {})
    )


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of tabs under `coded/`; its notes begin with "#"."""
    with path.open(encoding="utf-8") as lines:
        told = (line.rstrip("\n") for line in lines if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


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
