"""Fields cut into lines, and the words that make a line a picture's."""

from __future__ import annotations

import pytest
from lineage_builders import (
    a_line,
    an_article,
)

from monitor.lineage.data import lexicon
from monitor.lineage.lines import photo_word, signal_lines, text_lines


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("AP Photo/Una Voss", "ap photo"),
        ("A photo of the quay", "photo"),
        ("Una Voss/Getty", "/getty"),
        ("(Jo Doe/AFP)", "/afp"),
        ("via AP", "via ap"),
        ("FILE - A boat", "file"),
        ("pictured above", "pictured"),
        ("Foto: dpa", "foto"),
        ("Archivbild", "archivbild"),
        ("Crédit : Una Voss", "crédit"),
        ("Imagen de archivo", "imagen"),
        ("zdjęcie", "zdjęcie"),
        ("Фото", "фото"),
        ("📷 Una Voss", "📷"),
        ("photosynthesis", ""),
        ("profile", ""),
        ("filed", ""),
        ("The quay at dawn", ""),
        ("", ""),
    ],
)
def test_the_first_word_that_makes_a_line_a_pictures(text: str, word: str) -> None:
    assert photo_word(text) == word


@pytest.mark.parametrize(
    ("count", "zones"),
    [
        (1, ["both"]),
        (6, ["both"] * 6),
        (8, ["both"] * 6 + ["tail"] * 2),
        (20, ["head"] * 6 + ["body"] * 6 + ["tail"] * 8),
    ],
)
def test_zones_of_a_text(count: int, zones: list[str]) -> None:
    lines = text_lines(an_article("\n\n".join(f"Line {n}." for n in range(count))))
    assert [line.zone for line in lines] == zones
    assert [line.at_head for line in lines] == [zone in ("head", "both") for zone in zones]
    assert [line.at_tail for line in lines] == [zone in ("tail", "both") for zone in zones]


def test_lines_know_their_place() -> None:
    article = an_article("  One.\n\n \nTwo is here.  ")
    assert [article.text[x.start : x.start + len(x.text)] for x in text_lines(article)] == [
        "  One.",
        "Two is here.  ",
    ]


def test_signals_are_cut_into_lines_too() -> None:
    article = an_article(signals=(("byline", "By Una Voss\n\nNordwire"), ("footer", " ")))
    found = [(kind, line.field, line.text) for kind, line in signal_lines(article)]
    assert found == [("byline", "signal:0", "By Una Voss"), ("byline", "signal:0", "Nordwire")]


@pytest.mark.parametrize(("length", "is_prose"), [(240, False), (241, True)])
def test_a_long_line_is_prose(length: int, is_prose: bool) -> None:
    assert a_line("x" * length).is_prose is is_prose


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [("By  Una Voss ", 2, 13, "Una Voss"), ("AP", 0, 2, "AP"), (" AP ", 0, 4, "AP")],
)
def test_a_span_has_no_white_space_at_its_ends(text: str, start: int, end: int, words: str) -> None:
    span = a_line(text).span(start, end)
    assert span.text == words == text[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "unnamed"),
    [
        ("news agencies", True),
        ("Staff and wire services", True),
        ("our foreign news services", True),
        ("agences", True),
        ("Agenturen", True),
        ("агентства", True),
        ("the agency", False),
        ("Agencia EFE", False),
        ("Staff", False),
    ],
)
def test_agencies_that_are_not_named(words: str, unnamed: bool) -> None:
    assert bool(lexicon().unnamed_agencies.match(words)) is unnamed
