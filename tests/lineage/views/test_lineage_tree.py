"""A lineage as a tree, on a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    some_reports,
    the_register,
    told,
)

from monitor.lineage.views.tree import draw, tree
from monitor.model.reading import Article


def test_the_tree_hangs_every_report_once() -> None:
    reports = some_reports(told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE), told(2, BRIDGE))
    lines = draw(tree(reports, the_register()), evidence=True)
    assert lines[0] == "Associated Press"
    assert sum("news/fire" in line or "Two hurt" in line for line in lines) == 3
    assert any("copy of the above" in line for line in lines)
    assert "origin undetermined" in lines


def lines(*articles: Article) -> list[str]:
    return list(draw(tree(some_reports(*articles), the_register())))


@pytest.mark.parametrize(
    ("text", "root", "tie"),
    [
        (f"LIMA (AP) — {FIRE}", "Associated Press", "credits its text to the above"),
        (f"{BRIDGE} Reuters reported it.", "Reuters", "cites the above"),
        ("It fell, police said.", "police", "quotes the above"),
        (BRIDGE, "origin undetermined", ""),
        (f"{BRIDGE}\n\nsource site-59", "origin undetermined", "credit names nobody"),
    ],
)
def test_a_report_hangs_on_its_origin(text: str, root: str, tie: str) -> None:
    found = lines(told(0, text))
    assert found[0] == root
    assert found[1].startswith("└─ 2024-05-02 12:00  Harbourpost  Two hurt in harbour fire")
    assert tie in found[1]
    assert ("[" in found[1]) is bool(tie)


def test_a_copy_hangs_on_the_text_it_takes() -> None:
    found = lines(told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE), told(2, f"{FIRE} More soon."))
    assert [line.lstrip(" │├└─").split("  ")[0][:10] for line in found] == [
        "Associated",
        "2024-05-02",
        "2024-05-02",
        "2024-05-02",
    ]
    assert found[2].startswith("   ├─ ")
    assert found[3].startswith("   └─ ")
    assert all("[copy of the above]" in line for line in found[2:])


def test_what_has_no_origin_stands_last() -> None:
    found = lines(told(0, BRIDGE), told(1, f"LIMA (AP) — {FIRE}"))
    roots = [line for line in found if not line.startswith((" ", "└", "├"))]
    assert roots == ["Associated Press", "origin undetermined"]


def test_a_bare_day_has_no_hour() -> None:
    found = lines(told(0, BRIDGE, precision="day"))
    assert "2024-05-02  Harbourpost" in found[1]


def test_evidence_is_drawn_where_it_is_asked_for() -> None:
    roots = tree(some_reports(told(0, f"LIMA (AP) — {FIRE}")), the_register())
    assert not any("·" in line for line in draw(roots))
    assert "· dateline: “AP”" in draw(roots, evidence=True)[2]


def test_a_ring_of_copies_is_cut() -> None:
    one, two = some_reports(told(0, FIRE), told(1, FIRE))
    [tie] = [e for e in two.edges if e.to_article_id]
    back = replace(
        tie, id="edge_back", from_article_id=one.article.id, to_article_id=two.article.id
    )
    ring = [replace(one, edges=(*one.edges, back)), two]
    drawn = draw(tree(ring, the_register()))
    assert sum("Two hurt" in line for line in drawn) == 2


def test_nothing_draws_nothing() -> None:
    assert draw(tree((), the_register())) == ()
