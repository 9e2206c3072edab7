"""Credits told in words, line by line: what each form credits, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from lineage_builders import a_line, the_register, wrong_today

from monitor.lineage.credits import phrases
from monitor.lineage.credits.hits import Found
from monitor.model.names import Relation

AP, AFP, DPA = "Associated Press", "Agence France-Presse", "Deutsche Presse-Agentur"
UNNAMED = "news agencies (unnamed)"
LONG = "The harbour was shut for hours while crews fought the flames. " * 5


def found(reader: Callable[..., Iterator[Found]], text: str, zone: str = "both") -> list[Found]:
    return list(reader(a_line(text, zone), the_register()))


def names(reader: Callable[..., Iterator[Found]], text: str) -> list[str]:
    hits = found(reader, text)
    assert all(text[h.span.start : h.span.end] == h.span.text for h in hits)
    return [hit.source.name for hit in hits]


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("Copyright 2031 The Associated Press. All rights reserved.", [AP]),
        ("© 2031 Agence France-Presse", [AFP]),
        ("© AFP", [AFP]),
        ("(c) 2031 Reuters", ["Reuters"]),
        ("&copy; 2031 Reuters", ["Reuters"]),
        ("COPYRIGHT 2031 BY CNN", ["CNN"]),
        ("All content © Copyright 2031 CNN", ["CNN"]),
        ("Copyright 2031 by WQZV. All rights reserved.", ["WQZV"]),
        ("Copyright 2031 WQZV-TV", ["WQZV"]),
        ("© 2031 Harbour Post", []),
        ("Copyright 2031 Nexstar Media Inc. All rights reserved.", []),
        ("(c) 2031 Gannett", []),
        ("Image copyright Reuters", []),
        ("Video copyright AFP", []),
        ("©jdoe (AFP)", []),
        ("Reuters wrote this. Copyright 2031", []),
        ("Copyright 2031. The Associated Press contributed to this report.", []),
        ("Copyright 2031. Reuters told this newspaper", []),
        ("The tune is copyrighted by Reuters.", []),
        ("© AP Photo/Una Voss", []),
    ],
)
def test_a_copyright_is_its_owners(line: str, owners: list[str]) -> None:
    assert names(phrases.copyrights, line) == owners


def test_a_copyright_at_the_end_of_a_paragraph_counts() -> None:
    assert names(phrases.copyrights, LONG + "Copyright 2031 Reuters.") == ["Reuters"]
    assert names(phrases.copyrights, "Copyright 2031 Reuters. " + LONG) == []


@pytest.mark.parametrize(
    ("line", "agencies", "least"),
    [
        ("(Reporting by Una Voss in Velm; Editing by Lem Orr)", ["Reuters"], 0.88),
        (
            "(Additional reporting by Una Voss; writing by Lem Orr, editing by Ada Quill)",
            ["Reuters"],
            0.88,
        ),
        ("(Writing by Una Voss; editing by Lem Orr", ["Reuters"], 0.88),
        ("It burned all night. (Reporting by Una Voss; Editing by Lem Orr)", ["Reuters"], 0.88),
        ("(Reporting by Una Voss, AFP)", [AFP], 0.75),
        ("(Compiled by Una Voss from AP and AFP)", [AP, AFP], 0.75),
        ("(Reporting by Una Voss)", [], 0),
        ("(reporting on the harbour fire)", [], 0),
        ("Reporting by Una Voss; Editing by Lem Orr", [], 0),
        wrong_today(
            "(Reporte de Una Voss; Editado por Lem Orr)",
            ["Reuters"],
            0.88,
            reason="the Spanish footer says “de”, and its desks are looked for in English",
        ),
        wrong_today(
            "(Rédigé par Una Voss; édité par Lem Orr)",
            ["Reuters"],
            0.88,
            reason="a footer's desks are looked for in English only",
        ),
    ],
)
def test_a_footer_of_desks_is_reuters(line: str, agencies: list[str], least: float) -> None:
    hits = found(phrases.footers, line)
    assert [hit.source.name for hit in hits] == agencies
    assert all(hit.confidence == least and hit.kind == "reuters_footer" for hit in hits)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("The Associated Press contributed to this report.", [AP]),
        ("Reuters and AFP contributed to this story.", ["Reuters", AFP]),
        ("With files from The Canadian Press", ["The Canadian Press"]),
        ("(with inputs from PTI)", ["Press Trust of India"]),
        ("(With inputs from agencies)", [UNNAMED]),
        ("Additional reporting by Reuters", ["Reuters"]),
        ("Contributing: The Associated Press", [AP]),
        ("Material from the Associated Press was used in this report.", [AP]),
        ("This story includes reporting from the Associated Press.", [AP]),
        ("This report contains information from AFP", [AFP]),
        ("AFP a contribué à cet article.", [AFP]),
        ("Reuters et AFP ont contribué à cet article.", ["Reuters", AFP]),
        ("Reuters trug zu diesem Bericht bei.", ["Reuters"]),
        ("Con información de EFE", ["EFE"]),
        ("EFE contribuyó a este informe.", ["EFE"]),
        ("Com informações da Reuters", ["Reuters"]),
        ("con informazioni di ANSA", ["ANSA"]),
        ("Met informatie van ANP", ["Algemeen Nederlands Persbureau"]),
        ("Le Monde avec AFP", [AFP]),
        ("Le Fanal avec l'AFP", [AFP]),
        ("(mit dpa)", [DPA]),
        ("Redacción con EFE", ["EFE"]),
        ("The AP contributed to the relief fund.", []),
        ("The heat contributed to the fire, Reuters said.", []),
        ("avec 300 invités", []),
        ("Der Hafen mit Kran und Kai", []),
        ("Le maire avec Una Voss", []),
        wrong_today(
            "Wire services contributed to this report.",
            [UNNAMED],
            reason="unnamed agencies are looked for in small letters only",
        ),
    ],
)
def test_a_contribution_is_no_text_credit(line: str, sources: list[str]) -> None:
    hits = found(phrases.contributions, line)
    assert [hit.source.name for hit in hits] == sources
    assert {hit.relation for hit in hits} <= {Relation.CONTRIBUTED_BY}


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("AP writers in Lima contributed to this report.", AP),
        ("CNN's Ann Low and Bo Reed contributed to this report.", "CNN"),
        ("Associated Press writer Una Voss in Velm contributed to this report.", AP),
        ("Reuters correspondents contributed reporting.", "Reuters"),
    ],
)
def test_whose_writers_contributed_his_is_the_text(line: str, source: str) -> None:
    [hit] = found(phrases.contributions, line)
    assert (hit.source.name, hit.kind, hit.relation) == (source, "agency_writers", "text_from")


def test_writers_of_two_houses_are_contributors() -> None:
    hits = found(phrases.contributions, "AP writers and Reuters contributed to this report.")
    assert {hit.relation for hit in hits} == {Relation.CONTRIBUTED_BY}


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("The Associated Press contributed to this report.", True),
        ("The Associated Press contributed from Velm.", False),
    ],
)
def test_within_a_long_paragraph_it_must_be_about_the_text(sentence: str, is_found: bool) -> None:
    line = LONG + sentence + " " + LONG
    assert bool(found(phrases.contributions, line)) is is_found


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("Via Reuters", ["Reuters"]),
        ("(via The Hill)", ["The Hill"]),
        ("VIA: Reuters", ["Reuters"]),
        ("Via CNN and Reuters", ["CNN", "Reuters"]),
        ("Via Harbour Lantern", ["Harbour Lantern"]),
        ("Via Getty Images", []),
        ("via email", []),
        ("Via Skype from Velm", []),
        ("via a friend of mine", []),
        ("The road via Velm is shut.", []),
        ("Via " + "Lantern " * 12, []),
    ],
)
def test_via_is_whose_text_it_is(line: str, sources: list[str]) -> None:
    hits = found(phrases.vias, line)
    assert [hit.source.name for hit in hits] == sources
    assert {hit.relation for hit in hits} <= {Relation.TEXT_FROM}


@pytest.mark.parametrize("line", ["h/t The Guardian", "Hat tip: The Guardian", "HT: The Guardian"])
def test_a_tip_is_no_text_credit(line: str) -> None:
    [hit] = found(phrases.vias, line)
    assert (hit.source.name, hit.relation) == ("The Guardian", Relation.CONTRIBUTED_BY)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("Source: Reuters", ["Reuters"]),
        ("SOURCE: REUTERS", ["Reuters"]),
        ("Sources: AP, AFP", [AP, AFP]),
        ("Source Reuters", ["Reuters"]),
        ("Source » The Guardian", ["The Guardian"]),
        ("[Source: BBC]", ["BBC"]),
        ("News source: CNN", ["CNN"]),
        ("Source: Harbour Lantern", ["Harbour Lantern"]),
        ("Source: www.lantern.example", ["www.lantern.example"]),
        ("Source: Reuters © 2031 Lantern. All rights reserved.", ["Reuters"]),
        ("Source de l'article : Le Monde", ["Le Monde"]),
        ("Quelle: dpa", [DPA]),
        ("Fuente: EFE", ["EFE"]),
        ("Fonte: ANSA", ["ANSA"]),
        ("Bron: ANP", ["Algemeen Nederlands Persbureau"]),
        ("Kaynak: Anadolu", ["Anadolu Agency"]),
        ("Źródło: PAP", ["Polska Agencja Prasowa"]),
        ("Источник: ТАСС", ["TASS"]),
        ("المصدر: رويترز", ["Reuters"]),
        ("来源：新华社", ["Xinhua"]),
        ("Source: Getty Images", []),
        ("Source: email", []),
        ("source: author", []),
        ("Source Harbour Lantern", []),
        ("source site-59", []),
        ("The source said so.", []),
        ("Source: " + "a long account of how the figures were won, " * 4, []),
        wrong_today(
            "Quelle: dpa/AFP",
            [DPA, AFP],
            reason="“/AFP” is taken for a photo credit before it is read",
        ),
    ],
)
def test_a_source_line_names_whose_text_it_is(line: str, sources: list[str]) -> None:
    assert names(phrases.source_lines, line) == sources


@pytest.mark.parametrize(
    ("line", "is_broken"),
    [
        ("source site-59", True),
        ("Source: null", True),
        ("Source: ---", True),
        ("Via undefined", True),
        ("via link", True),
        ("Quelle: n/a", True),
        ("Source: Reuters", False),
        ("Via Reuters", False),
        ("Nothing is credited here.", False),
    ],
)
def test_a_template_that_was_not_filled_in_names_nobody(line: str, is_broken: bool) -> None:
    assert phrases.is_broken(a_line(line), the_register()) is is_broken


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("This story first appeared in The Guardian.", ["The Guardian"]),
        ("This article was originally published by ProPublica.", ["ProPublica"]),
        ("Originally published by Kaiser Health News on Monday", ["Kaiser Health News"]),
        ("The post Fire appeared first on Harbour Lantern.", ["Harbour Lantern"]),
        ("Republished with permission from The Conversation", ["The Conversation"]),
        (
            "Republished under a Lantern licence from The Conversation",
            ["The Conversation"],
        ),
        ("Reprinted from Reuters", ["Reuters"]),
        ("Syndicated from The Guardian", ["The Guardian"]),
        ("First published in the Harbour Lantern magazine", ["the Harbour Lantern"]),
        ("first appeared on the Lantern's website", ["the Lantern"]),
        ("Dieser Artikel erschien zuerst bei Spiegel Online.", ["Der Spiegel"]),
        ("Publié initialement dans Le Monde", ["Le Monde"]),
        ("Publicado originalmente en El País", ["El País"]),
        ("Pubblicato originariamente su La Repubblica", ["la Repubblica"]),
        ("She first appeared in court.", []),
        ("He was first published in May.", []),
        ("It was first published in English.", []),
        ("The text may not be reproduced.", []),
        wrong_today(
            "This story was first published on 5 May 2031 in The Guardian",
            ["The Guardian"],
            reason="a date whose day stands before the month is not passed over",
        ),
        wrong_today(
            "This article is republished here under a Lantern licence from The Conversation",
            ["The Conversation"],
            reason="“here” and the licence are read one or the other, not both",
        ),
    ],
)
def test_where_a_text_first_appeared(line: str, sources: list[str]) -> None:
    assert names(phrases.first_published, line) == sources


def test_a_paragraph_must_say_that_itself_appeared_elsewhere() -> None:
    about = LONG + "This article first appeared in The Guardian."
    other = LONG + "Her novel first appeared in The Guardian."
    assert names(phrases.first_published, about) == ["The Guardian"]
    assert names(phrases.first_published, other) == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [("© 2031", True), ("(C) Lantern", True), ("copyright law", True), ("copyrighted", False)],
)
def test_what_claims_copyright(text: str, claims: bool) -> None:
    assert phrases.has_copyright(text) is claims
