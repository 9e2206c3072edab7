"""Scorers say 1 of a perfect run and less of a spoilt one; floors only rise and are held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.load import corpus, fill
from benchmarks.score import demo_truth, quality, seeds_truth
from monitor.demo.truth import load_truth
from monitor.demo.world import load_world
from monitor.store.open import open_store, writing

TRUTH = load_truth()
WORLD = load_world()


def url(article_id: str) -> str:
    article = WORLD.article(article_id)
    return f"http://{WORLD.outlet(article.outlet).host}:8642{article.path}"


def a_perfect_run() -> dict[str, list[dict[str, object]]]:
    reports: list[dict[str, object]] = []
    lineage: list[dict[str, object]] = []
    for article in TRUTH.articles:
        told = [(article.primary or None, "primary")]
        told += [(one, "background") for one in article.background]
        reports += [
            {"article_url": url(article.id), "incident_id": one, "role": role} for one, role in told
        ]
        for relation, other in demo_truth.wanted_edges(article):
            is_article = any(other == one.id for one in TRUTH.articles)
            lineage.append(
                {
                    "from_url": url(article.id),
                    "relation": relation,
                    "to_url": url(other) if is_article else None,
                    "to_source": None if is_article else other,
                }
            )
    incidents = [
        {
            "id": true.id,
            "title": true.id,
            "incident_type": true.type,
            "event_start": true.day.isoformat() if true.day else None,
            "place": true.place,
            "country": true.country,
            "killed": {"best": true.killed},
            "injured": {"best": true.injured},
            "independent_origins": true.origins.independent if true.origins else 0,
            "undetermined_origins": true.origins.undetermined if true.origins else 0,
            "origins": list(true.origins.names) if true.origins else [],
            "warnings": list(true.origins.warnings) if true.origins else [],
        }
        for true in TRUTH.incidents
    ]
    alerts = [
        {"kind": one.kind, "incident_id": one.incident, "headline": "", "reason": one.why}
        for one in TRUTH.alerts
    ]
    return {"reports": reports, "incidents": incidents, "lineage": lineage, "alerts": alerts}


def test_a_perfect_run_of_the_demo_scores_one_everywhere() -> None:
    assert set(demo_truth.score(TRUTH, a_perfect_run()).values()) == {1.0}


@pytest.mark.parametrize(
    ("kind", "spoil", "figure"),
    [
        ("reports", {"incident_id": "oryx_1"}, "pair_precision"),
        ("incidents", {"independent_origins": 9}, "origins_exact"),
        ("incidents", {"killed": {"best": 99}}, "killed_exact"),
        ("lineage", {"to_source": "Nobody", "to_url": None}, "edges_recall"),
        ("alerts", {"kind": "reopened"}, "alerts_recall"),
    ],
)
def test_what_is_spoilt_is_seen(kind: str, spoil: dict[str, object], figure: str) -> None:
    run = a_perfect_run()
    for row in run[kind]:
        row |= spoil
    assert demo_truth.score(TRUTH, run)[figure] < 1.0


def test_a_floor_stands_below_what_was_measured_and_never_falls() -> None:
    first = quality.raised({}, {"f1": 0.9, "miss": 0.1, "time_ratio": 1.0})
    assert first == {"f1": 0.89, "miss": 0.11}
    assert quality.raised(first, {"f1": 0.5, "miss": 0.3}) == first
    assert quality.raised(first, {"f1": 0.95, "miss": 0.05}) == {"f1": 0.94, "miss": 0.06}


@pytest.mark.parametrize(
    ("figures", "fallen"),
    [
        ({"f1": 0.9, "miss": 0.1}, 0),
        ({"f1": 0.88, "miss": 0.1}, 1),
        ({"f1": 0.9, "miss": 0.2}, 1),
        ({"miss": 0.1}, 1),
    ],
)
def test_a_figure_below_its_floor_or_not_measured_fails(
    figures: dict[str, float], fallen: int
) -> None:
    one = quality.Measured("set", figures, 1.0)
    assert len(quality.compare(one, {"f1": 0.89, "miss": 0.11})) == fallen


def test_a_measure_that_broke_fails_even_without_a_floor() -> None:
    assert quality.compare(quality.Measured("set", {}, 1.0, "OSError: gone"), {})


def test_made_up_news_is_the_same_for_the_same_seed_and_its_towns_differ() -> None:
    one, same, other = (list(corpus.News(seed).rows(40)) for seed in (1, 1, 2))
    assert one == same != other
    assert len({row["incident"]["town"] for row in one}) > 10
    assert len({row["url"] for row in one}) == 40


def test_blocks_move_ids_days_and_buckets_together(tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    with closing(open_store(base)) as store, writing(store) as db:
        db.execute(
            "insert into incident_keys (key, day, incident) values"
            " ('p:place_x@92460', 739700, 1), ('w:harbour|wall', 739700, 1)"
        )
    fill.fill(base, tmp_path / "filled.db", 2, 8, search=False)
    with closing(sqlite3.connect(tmp_path / "filled.db")) as filled:
        rows = filled.execute("select key, day, incident from incident_keys").fetchall()
    assert sorted(rows) == [
        ("p:place_x@92459", 739692, 1),
        ("p:place_x@92460", 739700, 1 + fill.STRIDE),
        ("w:harbour|wall", 739692, 1),
        ("w:harbour|wall", 739700, 1 + fill.STRIDE),
    ]


def test_seeds_score_by_what_stands_together_not_by_names() -> None:
    expected = {
        "incidents": [
            {"id": "x", "killed_disputed": {"Mayor": 2, "Doctor": 5}},
            {"id": "y", "claimed_by": None},
        ],
        "reports": {
            "a": {"primary": "x", "background": ["y"]},
            "b": {"primary": "y", "background": []},
        },
        "lineage": {
            "a": {"text_from": ["Wire"], "cites": ["AFP"], "photo_from": ["Lens"]},
            "b": {"text_from": [], "attributes": ["Mayor"]},
        },
        "claims": [{"incident": "x", "field": "killed", "value": 2, "claimant": "Mayor"}],
        "not_part_of_the_text": ["READ ALSO"],
    }
    rows = [{"id": "a", "url": "http://a"}, {"id": "b", "url": "http://b"}]
    exports = {
        "articles": [{"text": "Two died."}, {"text": "READ ALSO"}],
        "reports": [
            {"article_url": "http://a", "incident_id": "1", "role": "primary"},
            {"article_url": "http://a", "incident_id": "2", "role": "background"},
            {"article_url": "http://b", "incident_id": "2", "role": "primary"},
        ],
        "lineage": [
            {"from_url": "http://a", "relation": "text_from", "to_source": "wire"},
            {"from_url": "http://a", "relation": "photo_from", "to_source": "Lens"},
            {"from_url": "http://a", "relation": "cites", "to_source": "Agence France-Presse"},
            {"from_url": "http://b", "relation": "attributes", "to_source": "the mayor"},
        ],
        "incidents": [{"id": "1", "killed": {"low": 2, "best": 2, "high": 5}}],
        "claims": [
            {"incident_id": "1", "field": "killed", "low": 2, "value": None, "claimant": "Mayor"},
            {
                "incident_id": "2",
                "field": "responsibility",
                "low": None,
                "value": "X",
                "claimant": "X",
            },
        ],
    }
    assert seeds_truth.score_seeds(expected, rows, exports) == {
        "primaries_different": 1.0,
        "background_missed": 0.0,
        "background_wrong": 0.0,
        "boilerplate_absent": 0.0,
        "text_from_right": 1.0,
        "attributes_recall": 1.0,
        "cites_recall": 1.0,
        "photos_right": 1.0,
        "claims_found": 1.0,
        "tolls_disputed": 1.0,
        "unclaimed_right": 0.0,
    }
