"""Two attacks on one place stay two, one incident stays one: pairs of short articles of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_builders import lines, run

TABLE = Path(__file__).parents[1] / "matching" / "pairs.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pairs in one database, decided and looked at again."""
    folder = tmp_path_factory.mktemp("pairs")
    rows = [
        {
            "url": url_of(number, place),
            "published": published,
            "title": title,
            "text": text,
            "outlet": f"outlet{number}{place}.example",
            "language": row[7] if len(row) > 7 else "en",
        }
        for number, row in enumerate(ROWS)
        for place, (published, title, text) in enumerate(articles(row))
    ]
    file = folder / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("backfill", str(file), db=folder / "monitor.db")
    run("reconsider", db=folder / "monitor.db")
    return folder / "monitor.db"


def articles(row: list[str]) -> list[list[str]]:
    """Published, title and text of the two articles, and of one after them that names both."""
    return [row[1:4], row[4:7], *([row[8:11]] if len(row) > 8 else [])]


def url_of(number: int, place: int) -> str:
    return f"https://outlet{number}{place}.example/news"


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        pytest.param(
            number,
            row[0].removeprefix("? "),
            id=row[5],
            marks=[pytest.mark.xfail(strict=True)] if row[0].startswith("? ") else [],
        )
        for number, row in enumerate(ROWS)
    ],
)
def test_pairs(db: Path, number: int, wanted: str) -> None:
    one, other = (incident_of(db, url_of(number, place)) for place in (0, 1))
    # What is left unsure is tied to none.
    told = "one" if one and one == other else "none" if other is None else "two"
    assert told == wanted or (wanted == "none" and told == "one")
    if len(articles(ROWS[number])) > 2:
        assert incident_of(db, url_of(number, 2)) in (one, other)


def incident_of(db: Path, url: str) -> str | None:
    found = lines(run("export", "reports", db=db).output)
    told = (r for r in found if r["article_url"] == url and r["role"] == "primary")
    return next((r["incident_id"] for r in told), None)
