"""Labelled articles to fit facts on: each with its corpus, so that whole sets can be left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Gold file, and the files its texts stand in.
_PRIMARY = (
    ("facts/primary-world.jsonl", ("matching/world-news.jsonl", "matching/wikinews.jsonl")),
    ("facts/primary-german.jsonl", ("facts/german-articles.jsonl",)),
    ("facts/primary-tongues.jsonl", ("facts/tongues-articles.jsonl",)),
)
_LANGUAGES = {"german-articles": "de"}
_GUNS = "facts/gun-violence.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's row, what a reader found in it, and where it comes from."""

    corpus: str
    row: Mapping[str, Any]
    gold: Mapping[str, Any]

    @property
    def group(self) -> str:
        """What folds must not part: its incident, else itself."""
        incidents = self.row.get("incidents") or (self.row["id"],)
        return str(incidents[0])

    @property
    def is_report(self) -> bool:
        """Whether the article reports something that happened."""
        return self.gold["kind"] in ("report", "follow_up") and self.gold["type"] is not None


def primaries(data: Path) -> Iterator[Labelled]:
    """Yield the articles whose primary happening was coded by reading."""
    for gold_file, text_files in _PRIMARY:
        texts = {
            row["url"]: (Path(name).stem, row) for name in text_files for row in _rows(data / name)
        }
        for gold in _rows(data / gold_file):
            if gold["url"] in texts:
                corpus, row = texts[gold["url"]]
                language = row.get("language") or _LANGUAGES.get(corpus, "en")
                yield Labelled(corpus, row | {"language": language}, gold)


def gun_violence(data: Path, step: int = 1) -> Iterator[Labelled]:
    """Yield every so-manieth crime report of the register's articles."""
    for number, row in enumerate(_rows(data / _GUNS)):
        if row.get("flags") or number % step:
            continue
        day = row["gold"]["date"][:10]
        gold = {"kind": "report", "type": "shooting", "day": [day, day]} | row["gold"]
        yield Labelled("gun-violence", row, gold)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
