"""A lineage as DOT, PROV and a picture."""

from __future__ import annotations

import json

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    RELEASE,
    an_article,
    some_reports,
    the_register,
    told,
)

from monitor.lineage.views.dot import dot
from monitor.lineage.views.prov import prov
from monitor.lineage.views.svg import svg
from monitor.lineage.views.tree import tree


def test_dot_and_prov_hold_every_edge() -> None:
    reports = some_reports(told(0, f"LIMA (AP) — {FIRE} “Go,” she told Reuters."), told(1, FIRE))
    count = sum(len(report.edges) for report in reports)
    assert dot(reports, the_register()).count(" -> ") == count
    document = json.loads(json.dumps(prov(reports)))
    assert set(document["entity"]) >= {f"monitor:{r.article.id}" for r in reports}
    relations = ("wasDerivedFrom", "wasAttributedTo", "wasInfluencedBy")
    keys = {key for name in relations for key in document.get(name, {})}
    assert {f"_:{e.id}" for r in reports for e in r.edges} <= keys


def test_labels_of_a_graph_cannot_break_out() -> None:
    reports = some_reports(an_article(FIRE, title='x"]; evil [label="\\'))
    assert 'x\\"]; evil [label=\\"\\\\' in dot(reports, the_register())


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (f"LIMA (AP) — {FIRE}", 'label="text_from", style=solid'),
        (f"The quay. (AP Photo/Una Voss)\n{BRIDGE}", 'label="photo_from", style=dotted'),
        ("It fell, police said.", 'label="attributes", style=dashed'),
    ],
)
def test_how_a_tie_is_drawn(text: str, style: str) -> None:
    assert style in dot(some_reports(told(0, text)), the_register())


def test_a_tie_to_a_text_that_is_not_shown_is_left_out() -> None:
    _, copy = some_reports(told(0, FIRE), told(1, FIRE))
    assert " -> " not in dot([copy], the_register())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"LIMA (AP) — {FIRE}", "wasAttributedTo"),
        ("It fell, police said.", "wasDerivedFrom"),
        ("It fell, Reuters reported.", "wasInfluencedBy"),
        (f"The quay. (AP Photo/Una Voss)\n{BRIDGE}", "wasInfluencedBy"),
    ],
)
def test_what_a_tie_is_in_prov(text: str, kind: str) -> None:
    reports = some_reports(told(0, text))
    document = prov(reports)
    for edge in reports[0].edges:
        assert f"_:{edge.id}" in document[kind]


def test_a_quotation_is_of_words_that_somebody_said() -> None:
    document = prov(some_reports(told(0, "It fell, police said.")))
    [tie] = document["wasDerivedFrom"].values()
    words = document["entity"][tie["prov:usedEntity"]]
    assert words["prov:label"] == "words of police"
    assert [a["prov:label"] for a in document["agent"].values()] == ["police"]


def test_a_shared_statement_is_one_source_of_both() -> None:
    reports = some_reports(told(0, RELEASE), told(1, RELEASE))
    document = prov(reports)
    primary = [
        tie
        for tie in document["wasDerivedFrom"].values()
        if tie.get("prov:type", {}).get("$") == "prov:PrimarySource"
    ]
    assert len(primary) == 2
    assert len({tie["prov:usedEntity"] for tie in primary}) == 1


def test_a_picture_has_a_dot_a_line_and_a_label_for_every_report() -> None:
    reports = some_reports(told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE), told(2, BRIDGE))
    picture = svg(tree(reports, the_register()))
    assert picture.count("<circle") == picture.count("<text") == 5
    assert picture.count("<path") == 3
    assert picture.count('class="root"') == 2
    assert "[copy of the above]" in picture


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('A "wall" & more', "A &quot;wall&quot; &amp; more"),
    ],
)
def test_a_title_cannot_break_out_of_a_picture(title: str, shown: str) -> None:
    picture = svg(tree(some_reports(told(0, BRIDGE, title=title)), the_register()))
    assert shown in picture
    assert title not in picture


def test_an_empty_picture_is_a_picture() -> None:
    assert svg(()).startswith("<svg ")
