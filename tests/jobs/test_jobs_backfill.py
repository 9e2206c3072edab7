"""Backfill: odd files and rows, restarts, versions, order; everything else goes on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jobs_servers import shared_children

from monitor import logs
from monitor.app import App, open_app
from monitor.clock import SteppedClock
from monitor.errors import InputError
from monitor.fetch.children import Children
from monitor.jobs import backfill, backfill_rows
from monitor.settings.nouns import FetchSettings, Settings
from monitor.store import exports

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)
KINDS = ("articles", "incidents", "reports", "lineage", "claims")
TOWNS = ("Kessel", "Ornham", "Westfold", "Lindau", "Marrow", "Tessin", "Varna Hill", "Quill")

Make = Callable[[str], App]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    opened: list[tuple[App, Children]] = []

    def make_app(name: str) -> App:
        settings = Settings(db=tmp_path / f"{name}.db", fetch=FetchSettings(parse_deadline_s=30.0))
        app = open_app(settings, clock=SteppedClock(NOW), exclusive=True, network=False)
        opened.append((app, app.walk.children))
        app.walk = replace(app.walk, children=shared_children(app))
        return app

    yield make_app
    for app, children in reversed(opened):
        app.walk = replace(app.walk, children=children)
        app.close()


def row(number: int, **other: object) -> dict[str, object]:
    town = TOWNS[number % len(TOWNS)]
    text = (
        f"A fire in {town} injured {number + 2} people on Monday, the fire service said. "
        f"The warehouse in street {number} burnt for {number + 3} hours before crews of three "
        f"towns put it out. Its owner, a maker of paint, said that nobody was at work there."
    )
    made: dict[str, object] = {
        "url": f"https://n{number % 5}.example.org/a/{number}",
        "title": f"Fire in {town}",
        "text": text,
        "published": f"2031-05-{number % 27 + 1:02d}T08:00:00Z",
        "outlet": f"Paper {number % 5}",
        "language": "en",
    }
    return made | other


def write(path: Path, rows: list[object]) -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogatepass")
    return path


def exported(app: App) -> dict[str, set[str]]:
    return {
        kind: {json.dumps(one, sort_keys=True) for one in exports.export(app.walk.store, kind)}
        for kind in KINDS
    }


BAD = (
    ("[1, 2]", "not a JSON object"),
    ('{"url": ', "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('{"url": "ftp://x.example.org/a", "text": "t"}', "`url`"),
    ('{"text": "t"}', "`url`"),
    ('{"url": "https://x.example.org/a"}', "neither"),
    ('{"url": "https://x.example.org/a", "text": 5}', "`text` is no text"),
    ('{"url": "https://x.example.org/a", "text": "t", "published": "soon"}', "`published`"),
    ('{"url": "https://x.example.org/a", "text": "t", "published": {}}', "`published`"),
    ("\x00\x01", "not JSON"),
)


def test_each_bad_row_is_named_by_its_line_and_skipped(tmp_path: Path, make: Make) -> None:
    path = write(tmp_path / "rows.jsonl", [row(0), "", *(line for line, _ in BAD), row(1)])
    summary = backfill.run(make("bad").walk, [path])
    assert (summary.new, summary.skipped) == (2, len(BAD))
    for number, ((_, why), told) in enumerate(zip(BAD, summary.problems, strict=True), start=3):
        assert told.startswith(f"{path}:{number}: ")
        assert why in told


def test_odd_rows_are_read(tmp_path: Path, make: Make) -> None:
    rows: list[object] = [
        row(0, published=None),
        row(1, published=""),
        row(2, text="", html=None),
        row(3, published="2031-05-04"),
        row(4, published="2031-05-04T10:00:00+05:30"),
        row(5, published="9999-12-31T23:59:59-14:00"),
        row(6, published="2099-01-01T00:00:00Z"),
        row(7, text="\ud800 broken \u0000 text of a fire in Kessel " * 20),
        row(8, title=None, outlet=None, language=None),
        row(9, text=None, html="<html><body><article><p>Words of a page.</p></article></body>"),
        row(10, extra={"deep": [1]}),
    ]
    app = make("odd")
    summary = backfill.run(app.walk, [write(tmp_path / "rows.jsonl", rows)])
    # A moment that is none in UTC is named; everything else is an article.
    assert summary.skipped == 1
    assert "9999" in summary.problems[0]
    assert summary.new == len(rows) - 1


def test_two_texts_of_one_address_are_versions_and_a_second_run_is_idle(
    tmp_path: Path, make: Make
) -> None:
    first = row(1)
    second = row(1, text=f"{first['text']} One more thing.", published="2031-05-03T08:00:00Z")
    path = write(tmp_path / "rows.jsonl", [second, first, first])
    app = make("versions")
    summary = backfill.run(app.walk, [path])
    assert (summary.new, summary.known, summary.skipped) == (2, 1, 0)
    before = exported(app)
    again = backfill.run(app.walk, [path])
    assert (again.new, again.known) == (0, 3)
    assert exported(app) == before
    assert len(before["articles"]) == 1


def test_order_is_by_date_whatever_the_files(tmp_path: Path, make: Make) -> None:
    rows = [row(number) for number in range(40)]
    one = make("one")
    backfill.run(one.walk, [write(tmp_path / "one.jsonl", list(rows))])
    packed = tmp_path / "two.jsonl.gz"
    with gzip.open(packed, "wt") as handle:
        handle.writelines(json.dumps(each) + "\n" for each in rows[20:])
    other = make("other")
    backfill.run(other.walk, [write(tmp_path / "first.jsonl", list(rows[:20])), packed])
    assert exported(one) == exported(other)


def test_broken_off_anywhere_and_run_again_it_comes_to_the_same(tmp_path: Path, make: Make) -> None:
    path = write(tmp_path / "rows.jsonl", [row(number) for number in range(40)])
    calm = make("calm")
    backfill.run(calm.walk, [path])
    broken = make("broken")

    def stop_at(done: int, total: int) -> None:
        if done and done < total:
            broken.walk.stop.set()

    runs = 0
    while True:
        broken.walk.stop.clear()
        summary = backfill.run(broken.walk, [path], progress=stop_at)
        runs += 1
        if not summary.new:
            break
    assert runs > 2
    assert exported(calm) == exported(broken)


def test_a_poison_row_costs_only_itself(tmp_path: Path, make: Make) -> None:
    logs.set_up("critical")
    app = make("poison")
    with app.walk.store.lock:
        app.walk.store.db.executescript(
            "create trigger poison before insert on versions when new.title like '%Lindau%'"
            " begin select raise(abort, 'poison'); end"
        )
    path = write(tmp_path / "rows.jsonl", [row(number) for number in range(16)])
    summary = backfill.run(app.walk, [path])
    assert (summary.new, summary.skipped) == (14, 2)
    assert all("not recorded" in problem for problem in summary.problems)


def test_a_row_that_kills_its_child_costs_only_itself(tmp_path: Path, make: Make) -> None:
    nested = "<div>" * 900_000
    rows: list[object] = [row(number) for number in range(8)]
    rows.insert(3, row(30, text=None, html=nested))
    summary = backfill.run(make("kill").walk, [write(tmp_path / "rows.jsonl", rows)])
    assert summary.new >= 8
    assert summary.new + summary.skipped == 9


def test_a_line_without_end_is_one_bad_row(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill_rows, "MAX_LINE", 5_000)
    path = write(tmp_path / "rows.jsonl", [row(0), row(1, text="long " * 4_000), row(2)])
    summary = backfill.run(make("long").walk, [path])
    assert (summary.new, summary.skipped) == (2, 1)
    assert summary.problems == [f"{path}:2: the line is too long"]


def test_a_file_that_cannot_be_read_is_refused_before_anything_is_written(
    tmp_path: Path, make: Make
) -> None:
    good = write(tmp_path / "good.jsonl", [row(0)])
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(json.dumps(row(1)).encode() * 50)[:-20])
    app = make("cut")
    for bad in (cut, tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(InputError, match=bad.name):
            backfill.run(app.walk, [good, bad])
    assert exported(app)["articles"] == set()
