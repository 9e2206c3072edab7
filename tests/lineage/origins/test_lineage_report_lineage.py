"""What the rule of origins asks of one report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    RELEASE,
    an_article,
    elsewhere,
    some_reports,
    the_register,
)

from monitor.lineage.origins.origins import ReportLineage
from monitor.lineage.origins.report_lineage import (
    beside,
    central,
    credited,
    report_of,
    statement_twins,
)
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.model.spans import Span


def a_report(text: str, **more: object) -> ReportLineage:
    [report] = some_reports(an_article(text, **more))
    return report


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"LIMA (AP) — {FIRE}", "Associated Press"),
        (f"{FIRE}\n\nSource: Reuters", "Reuters"),
        (f"{FIRE}\n\nReuters contributed to this report.", None),
        (FIRE, None),
    ],
)
def test_whom_a_text_is_credited_to(text: str, source: str | None) -> None:
    found = credited(a_report(text))
    assert (found.name if found else None) == source


def test_a_stored_edge_credits_as_a_credit_does() -> None:
    report = replace(a_report(f"LIMA (AP) — {FIRE}"), credits=())
    found = credited(report)
    assert found
    assert found.name == "Associated Press"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two men fled, police said. Reuters reported more.", "police"),
        ("She said it was over. Police said so too.", "police"),
        ("The army responded by shelling it. Police said so.", "police"),
        ("Two of them said so. Police said so.", "police"),
        ("Ada Quill said so.", "Ada Quill"),
        ("A nurse told Reuters so.", "nurse"),
        (f"{BRIDGE} {FIRE} Police said so.", None),
        (BRIDGE, None),
    ],
)
def test_the_first_attribution_of_the_central_claim(text: str, source: str | None) -> None:
    found = central(a_report(text))
    assert (found.source.name if found else None) == source


def test_the_sentences_that_tell_of_the_incident_count_before_the_beginning() -> None:
    text = "It rained, the mayor said. Two men fled, police said."
    start = text.index("Two men")
    span = Span(field="text", start=start, end=len(text), text=text[start:])
    report = replace(a_report(text), mention_spans=(span,))
    found = central(report)
    assert found
    assert found.source.name == "police"


def test_where_they_name_nobody_the_beginning_may() -> None:
    text = "It rained, the mayor said. Two men fled."
    span = Span(field="text", start=27, end=len(text), text=text[27:])
    found = central(replace(a_report(text), mention_spans=(span,)))
    assert found
    assert found.source.name == "mayor"


@pytest.mark.parametrize(
    ("name", "kind", "is_found"),
    [
        ("The Times", SourceClass.OUTLET, True),
        ("The Sun", SourceClass.OUTLET, True),
        ("Reuters", SourceClass.AGENCY, False),
        ("The Times", SourceClass.PERSON, False),
    ],
)
def test_the_report_of_a_cited_outlet(name: str, kind: SourceClass, is_found: bool) -> None:
    theirs = a_report(BRIDGE, url="https://www.thetimes.co.uk/a")
    citing = a_report(FIRE)
    known = the_register().source_of(name)
    medium = replace(known or Source(name=name, source_class=kind), source_class=kind)
    both = beside((theirs, citing), the_register())
    assert (report_of(medium, citing, both) == theirs) is is_found


def test_one_of_many_reports_by_an_outlet_is_the_first_that_is_not_the_article_itself() -> None:
    first, second, third = (
        a_report(BRIDGE, url=f"https://www.thetimes.co.uk/{name}") for name in "abc"
    )
    medium = the_register().source_of("The Times")
    assert medium
    all_of_them = beside((first, second, third), the_register())
    asked = {one.article.id: report_of(medium, one, all_of_them) for one in (first, second, third)}
    assert list(asked.values()) == [second, first, first]


def test_twins_of_a_statement() -> None:
    first, second = some_reports(an_article(RELEASE), elsewhere(RELEASE))
    assert statement_twins(second) == {first.article.id}
    assert statement_twins(first) == frozenset()
