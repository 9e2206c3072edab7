"""Languages that are not read: named by `check`, counted by `status`, found by `search`."""

from __future__ import annotations

import json
from pathlib import Path

from cli_builders import lines, run

SWAHILI = (
    "Watu watatu wameuawa na wengine watano kujeruhiwa katika shambulio la bomu lililotokea katika "
    "soko la mji huo siku ya Jumatatu asubuhi. Polisi wamesema kwamba uchunguzi unaendelea na "
    "hakuna mtu yeyote aliyekamatwa hadi sasa kuhusiana na tukio hilo la kusikitisha."
)


def test_check_names_feeds_in_a_language_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nurl = "https://a.example/rss"\noutlet = "A"\nlanguage = "sw"\n'
        '[[feed]]\nurl = "https://b.example/rss"\noutlet = "B"\nlanguage = "pt-BR"\n'
    )
    (tmp_path / "monitor.toml").write_text('[fetch]\ncontact = "desk@example.org"\n')
    (found,) = lines(run("--config", str(tmp_path), "check", "--json").output)
    told = [words for words in found["warnings"] if "is not read" in words]
    assert len(told) == 1
    assert "https://a.example/rss" in told[0]


def test_an_article_that_is_not_read_is_kept_counted_and_found(tmp_path: Path) -> None:
    rows, db = tmp_path / "rows.jsonl", tmp_path / "m.db"
    row = {"id": "sw-1", "url": "https://a.example/1", "title": "Shambulio la bomu sokoni"}
    row |= {"text": SWAHILI, "published": "2026-05-14T09:00:00Z", "language": "sw"}
    rows.write_text(json.dumps(row | {"outlet": "a.example"}) + "\n")
    run("backfill", str(rows), db=db)
    counts = json.loads(run("status", "--json", db=db).output)
    assert (counts["articles"], counts["articles_in_unread_languages"]) == (1, 1)
    assert counts["incidents_open"] == 0
    (found,) = json.loads(run("search", "Shambulio", "--json", db=db).output)
    assert found["url"] == "https://a.example/1"
