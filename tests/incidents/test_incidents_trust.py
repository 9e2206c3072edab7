"""Whose word a watch trusts: outlets by name, domain or family, and texts that are theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_builders import a_feed, an_alert, an_article, an_incident

from monitor.incidents.trusted_outlets import names_of, outlet_spellings
from monitor.incidents.watches import by_any_name, wants
from monitor.model.names import AlertKind, Relation, SourceClass
from monitor.model.reading import Credit, Source
from monitor.model.spans import Span
from monitor.registers import SourceRow, Watch

SOURCES = (
    SourceRow(
        name="Nordwire",
        source_class=SourceClass.AGENCY,
        aliases=("NW",),
        domains=("nordwire.example",),
        family="Nord Group",
    ),
)
ARTICLE = replace(
    an_article("https://www.quay.example/1"),
    outlet="quay.example",
    outlet_name="Quay News",
    outlet_family="Harbour Press",
)


@pytest.mark.parametrize(
    ("trusted", "passes"),
    [
        ("quay news", True),
        ("quay.example", True),
        ("Harbour Press", True),
        ("Nordwire", False),
        ("news", False),
    ],
)
def test_an_outlet_is_trusted_by_name_domain_or_family(trusted: str, passes: bool) -> None:
    card = an_incident()
    watch = Watch(name="w", trust=(trusted, "Somebody Else"))
    assert wants(watch, card, an_alert(card), ARTICLE) is passes


def test_a_text_that_is_credited_to_a_trusted_agency_comes_from_it() -> None:
    source = Source(name="Nordwire", source_class=SourceClass.AGENCY)
    span = Span(field="text", start=0, end=1, text="N")
    credit = Credit(
        source=source, kind="dateline", relation=Relation.TEXT_FROM, span=span, confidence=1.0
    )
    card = an_incident()
    (watch,) = by_any_name((Watch(name="w", trust=("NW",)),), (), (), (), SOURCES)
    assert wants(watch, card, an_alert(card), ARTICLE, names_of(ARTICLE, (credit,)))
    photo = replace(credit, relation=Relation.PHOTO_FROM)
    assert not wants(watch, card, an_alert(card), ARTICLE, names_of(ARTICLE, (photo,)))


def test_names_of_registers_stand_for_all_that_they_name() -> None:
    assert {"Nordwire", "NW", "nordwire.example"} <= set(outlet_spellings(("nw",), (), SOURCES))
    assert "Nordwire" in outlet_spellings(("Nord Group",), (), SOURCES)
    feed = replace(a_feed(), outlet="Quay News", family="Harbour Press")
    assert "Quay News" in outlet_spellings(("harbour press",), (feed,), ())
    assert outlet_spellings((), (feed,), SOURCES) == ()


def test_trouble_of_a_feed_is_not_for_who_trusts_only_some() -> None:
    trouble = replace(an_alert(an_incident()), kind=AlertKind.FEED_TROUBLE, incident_id=None)
    assert not wants(Watch(name="w", trust=("Quay News",)), None, trouble, None)
