"""Credits at the edges of a text: datelines, bylines, end marks, providers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from lineage_builders import a_line, the_register, wrong_today

from monitor.lineage.credits import labels
from monitor.lineage.credits.hits import Found

AP, AFP, DPA = "Associated Press", "Agence France-Presse", "Deutsche Presse-Agentur"


def names(reader: Callable[..., Iterator[Found]], text: str) -> list[str]:
    hits = list(reader(a_line(text), the_register()))
    assert all(text[h.span.start : h.span.end] == h.span.text for h in hits)
    return [hit.source.name for hit in hits]


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("VELM (AP) — A wall fell.", [AP]),
        ("VELM, Corvia, March 4 (Reuters) - A wall fell.", ["Reuters"]),
        ("RIO DE JANEIRO, 3 mar (EFE).- Un muro cayó.", ["EFE"]),
        ("PARIS, 1er mai (AFP) – Un mur est tombé.", [AFP]),
        ("ROMA, 12 GIU (ANSA) - Un muro è caduto.", ["ANSA"]),
        ("VELM (dpa/lby) - Ein Kran fiel um.", [DPA]),
        ("VELM, May 3 (AP/Reuters) — A wall fell.", [AP, "Reuters"]),
        ("VELM /Xinhua/ -- A wall fell.", ["Xinhua"]),
        ("/PRNewswire/ -- Harbour Works has won a prize.", ["PR Newswire"]),
        ("[AP] VELM - A wall fell.", [AP]),
        ("(AFP) - A wall fell.", [AFP]),
        ("Velm (CNN) — A wall fell.", ["CNN"]),
        ("VELM (UPI)", ["United Press International"]),
        ("AFP - Two ships were turned away.", [AFP]),
        ("REUTERS - Two ships were turned away.", ["Reuters"]),
        ("VELM: PTI - Two ships were turned away.", ["Press Trust of India"]),
        ("Velm, dpa – Zwei Schiffe kehrten um.", [DPA]),
        ("LANCASTER, Pa – A wall fell.", []),
        ("VELM (Harbour Lantern) - A wall fell.", []),
        ("WASHINGTON — A wall fell.", []),
        ("(July 16) AP", []),
        ("(AP Photo) VELM", []),
        ("A wall fell in Velm on Monday, said the mayor (Reuters).", []),
        wrong_today(
            "A man (Reuters) was seen at the quay.",
            [],
            reason="a bracket within a sentence is read as “PLACE (AGENCY) ”",
        ),
        wrong_today(
            "The wall (AP) fell.",
            [],
            reason="a bracket within a sentence is read as “PLACE (AGENCY) ”",
        ),
        wrong_today(
            "Photo (AP) A wall fell.",
            [],
            reason="a photo word before the bracket is not asked for where no dash stands behind",
        ),
    ],
)
def test_a_dateline_names_its_agency(line: str, agencies: list[str]) -> None:
    assert names(labels.datelines, line) == agencies


def test_a_dateline_with_brackets_is_surer_than_one_without() -> None:
    with_brackets = next(labels.datelines(a_line("VELM (AP) — A wall fell."), the_register()))
    without = next(labels.datelines(a_line("AFP - A wall fell."), the_register()))
    assert (with_brackets.confidence, without.confidence) == (0.92, 0.85)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("By The Associated Press", [AP]),
        ("Written by Reuters", ["Reuters"]),
        ("By: AFP and Reuters", [AFP, "Reuters"]),
        ("Von dpa", [DPA]),
        ("Par AFP", [AFP]),
        ("Por EFE", ["EFE"]),
        ("By Una Voss, Associated Press", [AP]),
        ("By Una Voss of The Associated Press", [AP]),
        ("By Una Voss and Lem Orr, Reuters", ["Reuters"]),
        ("von Una Voss, dpa", [DPA]),
        ("By Xinhua writer Li Mei", ["Xinhua"]),
        ("Tom Doe, AP Auto Writer", [AP]),
        ("JILL VOSS Associated Press", [AP]),
        ("Una Voss | EFE", ["EFE"]),
        ("Reuters staff", ["Reuters"]),
        ("By Reuters Staff | Posted July 5, 2031", ["Reuters"]),
        ("Associated Press in Velm", [AP]),
        ("AFP, MANILA", [AFP]),
        ("Reuters", ["Reuters"]),
        ("By Wire Services", ["news agencies (unnamed)"]),
        ("By Una Voss", []),
        ("By Una Voss, Harbour Lantern", []),
        ("Una Voss, The Guardian", []),
        ("Jo Doe/AP", []),
        ("Le Fanal avec AFP", []),
        ("AFP reports", []),
        ("The Herald reports", []),
        ("Today", []),
        ("Bild: dpa", []),
        ("By Una Voss, Reuters Photographer", []),
        ("By Reuters:", []),
        ("By " + "Una Voss and " * 20 + "Reuters", []),
    ],
)
def test_a_byline_in_the_text(line: str, sources: list[str]) -> None:
    assert names(partial(labels.bylines, trusted=False), line) == sources


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("Reuters", ["Reuters"]),
        ("AP", [AP]),
        ("AFP Agence", [AFP]),
        ("ABC News", ["ABC News"]),
        ("Reuters, 5 July 2031", ["Reuters"]),
        ("Una Voss, Reuters", ["Reuters"]),
        ("Una Voss • The Guardian", ["The Guardian"]),
        ("Jo Doe/AP", [AP]),
        ("Le Fanal et AFP", [AFP]),
        ("none@none.example (Reuters | AFP)", ["Reuters", AFP]),
        ("Una Voss", []),
        ("Time", []),
        ("Associated Press:", []),
        wrong_today("Reuters Editorial", ["Reuters"], reason="“editorial” is no filler"),
    ],
)
def test_a_field_made_for_authors_needs_no_by(line: str, sources: list[str]) -> None:
    assert names(partial(labels.bylines, trusted=True), line) == sources


@pytest.mark.parametrize(
    ("line", "trusted", "confidence"),
    [
        ("By Reuters", False, 0.9),
        ("Reuters", True, 0.9),
        ("Reuters", False, 0.72),
        ("By Una Voss, Reuters", False, 0.88),
        ("Una Voss, Reuters", True, 0.88),
        ("Una Voss | EFE", False, 0.8),
    ],
)
def test_how_sure_a_byline_is(line: str, trusted: bool, confidence: float) -> None:
    [hit] = labels.bylines(a_line(line), the_register(), trusted=trusted)
    assert hit.confidence == confidence


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Reuters", ["Reuters"]),
        ("- AFP", [AFP]),
        ("— The Associated Press", [AP]),
        ("AFP/Reuters", [AFP, "Reuters"]),
        ("(ats/afp)", ["Keystone-SDA", AFP]),
        ("jm/dm (AFP, dpa)", [AFP, DPA]),
        ("dpa", [DPA]),
        ("mit dpa", []),
        ("avec AFP", []),
        ("The Herald reports", []),
        ("Una Voss", []),
        ("Harbour Lantern", []),
        ("Reuters could not reach the owner of the building for a word on it", []),
    ],
)
def test_an_agency_alone_on_the_last_line(line: str, agencies: list[str]) -> None:
    assert names(labels.end_marks, line) == agencies


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Nobody was hurt. (dpa)", [DPA]),
        ("Nobody was hurt. AFP", [AFP]),
        ("Nobody was hurt. -AP", [AP]),
        ("Nobody was hurt. – Reuters", ["Reuters"]),
        ("Nobody was hurt. dpa/lby", [DPA]),
        ("“Nobody was hurt.” (AFP)", [AFP]),
        wrong_today(
            "Nobody was hurt. AFP/AP",
            [AFP, AP],
            reason="“/AP” is taken for a photo credit before it is read",
        ),
        ("Nobody was hurt (Reuters)", []),
        ("Nobody was hurt. (Una Voss)", []),
        ("He works for AFP.", []),
        ("Photo by Una Voss. (AP)", []),
    ],
)
def test_an_agency_behind_the_last_sentence(line: str, agencies: list[str]) -> None:
    assert names(labels.inline_end_marks, line) == agencies


@pytest.mark.parametrize(
    ("line", "providers"),
    [
        ("CBS News• Two hurt in harbour fire", ["CBS News"]),
        ("https://www.cnn.com • Two hurt", ["CNN"]),
        ("Provided by Stacker", ["Stacker"]),
        ("Provided to Lantern by Reuters", ["Reuters"]),
        ("Distributed by Reuters", ["Reuters"]),
        ("Published here by arrangement with The Guardian", ["The Guardian"]),
        ("SWNS • PA", []),
        ("Harbour Lantern • Two hurt", []),
        ("The food was provided by volunteers", []),
        ("The shelter was provided for walkers.", []),
    ],
)
def test_a_portal_names_its_provider(line: str, providers: list[str]) -> None:
    assert names(labels.provider_lines, line) == providers
