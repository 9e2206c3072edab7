"""One incident in six languages is one; a second of its kind, near in place or time, is not it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from cli_builders import lines, run

TABLE = Path(__file__).parents[1] / "matching" / "languages.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
HAPPENINGS = tuple(dict.fromkeys(row[0] for row in ROWS))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str | None]]:
    """The incident of each telling: happening → language → incident id."""
    folder = tmp_path_factory.mktemp("languages")
    rows = [
        {
            "url": url_of(number),
            "published": published,
            "title": title,
            "text": text,
            "outlet": f"outlet{number}.example",
            "language": language,
        }
        for number, (_, language, published, title, text) in enumerate(ROWS)
    ]
    file, db = folder / "rows.jsonl", folder / "monitor.db"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run("backfill", str(file), db=db)
    run("reconsider", db=db)
    reports = [r for r in lines(run("export", "reports", db=db).output) if r["role"] == "primary"]
    by_url = {r["article_url"]: r["incident_id"] for r in reports}
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for number, (happening, language, *_) in enumerate(ROWS):
        found[happening][language] = by_url.get(url_of(number))
    return found


def url_of(number: int) -> str:
    return f"https://outlet{number}.example/news"


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_tellings_in_all_languages_are_one(
    told: dict[str, dict[str, str | None]], happening: str
) -> None:
    found = told[happening]
    assert None not in found.values(), found
    assert len(set(found.values())) == 1, found


def test_happenings_of_one_kind_stay_apart(told: dict[str, dict[str, str | None]]) -> None:
    met = [set(told[happening].values()) for happening in HAPPENINGS]
    assert sum(map(len, met)) == len(set().union(*met))


def test_each_first_happening_is_told_in_six_languages() -> None:
    languages = {h: {row[1] for row in ROWS if row[0] == h} for h in HAPPENINGS}
    six = {"ar", "de", "en", "es", "fr", "ru"}
    assert sum(told == six for told in languages.values()) == len(HAPPENINGS) // 2
