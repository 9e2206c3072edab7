"""No edge, claim, credit or attribution without words that stand where it says they stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app import App, open_app
from monitor.clock import SteppedClock
from monitor.demo.render import Renderer
from monitor.demo.world import load_world
from monitor.desk.outlets import outlet_profiles
from monitor.facts.data import incident_types
from monitor.jobs import backfill
from monitor.settings.find import shipped_folder
from monitor.settings.load import load
from monitor.store.check import check
from monitor.store.open import reading

LATER = datetime(2031, 6, 1, 12, tzinfo=UTC)
PAGES = Path(__file__).parents[1] / "lineage" / "credits.jsonl"
#: Everything that rests on words: (what, version id, field, start, end, words).
SPANS = """
select 'claim', version_id, span_field, start, "end", text from claims union all
select 'credit', version_id, field, start, "end", text from credits union all
select 'cue', version_id, cue_field, cue_start, cue_end, cue_text from attributions union all
select 'source', version_id, source_field, source_start, source_end, source_text
    from attributions where source_field is not null union all
select 'content', version_id, content_field, content_start, content_end, content_text
    from attributions where content_field is not null union all
select 'edge', e.from_version_id, w.field, w.start, w."end", w.text
    from edges e left join edge_evidence w on w.edge_id = e.id
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The demo's pages as they are served, then every eighth labelled page, all backfilled."""
    folder = tmp_path_factory.mktemp("spans")
    path = folder / "rows.jsonl"
    rows = [*_demo(), *_labelled()]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    shipped = load(None, environ={}, shipped=shipped_folder(), incident_types=incident_types())
    settings = replace(shipped, db=folder / "spans.db")
    # Children of its own: those that other tests share know no register.
    app = open_app(settings, clock=SteppedClock(LATER), exclusive=True, network=False)
    summary = backfill.run(app.walk, [path])
    assert summary.new > 100, summary
    yield app
    app.close()


def _demo() -> Iterator[dict[str, object]]:
    world = load_world()
    renderer = Renderer(world, 8642)
    for article in world.articles:
        for moment in (article.published, article.published + timedelta(days=30)):
            yield {
                "url": renderer.article_url(article),
                "html": renderer.page(article, moment),
                "published": moment.isoformat(),
                "outlet": world.outlet(article.outlet).name,
            }


def _labelled() -> Iterator[dict[str, object]]:
    for line in PAGES.read_text(encoding="utf-8").splitlines()[::8]:
        row = json.loads(line)
        yield {**row, "published": "2031-05-02T08:00:00Z", "outlet": row["outlet"] or "Post"}


def test_every_claim_edge_and_attribution_reproduces_its_words(app: App) -> None:
    with reading(app.walk.store) as db:
        versions = {
            row[0]: {"title": row[1], "text": row[2], "url": row[3], "signals": json.loads(row[4])}
            for row in db.execute("select id, title, text, url, signals from versions")
        }
        found = db.execute(SPANS).fetchall()
    kinds: Counter[str] = Counter()
    for what, version_id, field, start, end, words in found:
        assert field, f"{what} of {version_id} has no span"
        version = versions[version_id]
        kind, _, place = field.partition(":")
        whole = version["signals"][int(place)]["value"] if kind == "signal" else version[kind]
        assert words, f"an empty {what} in {version_id}"
        assert whole[start:end] == words, f"{what} of {version_id}"
        kinds[what] += 1
    assert set(kinds) == {"claim", "credit", "cue", "source", "content", "edge"}
    assert min(kinds.values()) > 20


def test_the_database_s_own_check_agrees(app: App) -> None:
    health = check(app.walk.store)
    assert health.problems == ()
    assert health.spans > 1000


def test_outlets_have_profiles(app: App) -> None:
    found = {one.name: one for one in outlet_profiles(app.walk.store)}
    courier = found["Harbour Courier"]
    assert courier.articles > 1
    assert courier.own_text < 1
    assert "Meridian Press Agency" in dict(courier.copies)
    assert any(one.corrections for one in found.values())
    [alone] = outlet_profiles(app.walk.store, name="Harbour Courier")
    assert alone == courier
