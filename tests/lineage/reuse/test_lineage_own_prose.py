"""An article's own prose: what is left without quotes, captions, posts and invitations."""

from __future__ import annotations

import pytest
from lineage_builders import (
    an_article,
    wrong_today,
)

from monitor.lineage.reuse.own_prose import is_caption, prose


def own(text: str) -> str:
    return " ".join(prose(an_article(text)).words)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The quay burned all night.", "the quay burned all night"),
        ("It’s Una's boat.", "it's una's boat"),
        ("He said “we lost it all” and left.", "he said and left"),
        ("Er sagte: „Alles weg.“ Dann ging er.", "er sagte dann ging er"),
        ("Elle dit « tout est perdu » et part.", "elle dit et part"),
        ('He said "we lost it all" and left.', "he said and left"),
        ("He said ``we lost it all'' and left.", "he said and left"),
        ("It is 5' 10\" long and old.", "it is 5 10 long and old"),
        ("Read more: Two hurt\nThe quay burned.", "the quay burned"),
        ("Lire aussi : Deux blessés\nLe quai brûle.", "le quai brûle"),
        ("Lesen Sie auch: Zwei Verletzte\nDer Kai brannte.", "der kai brannte"),
        ("Lea también: Dos heridos\nEl muelle ardió.", "el muelle ardió"),
        ("Leia mais: Dois feridos\nO cais ardeu.", "o cais ardeu"),
        ("Sign up for our newsletter\nThe quay burned.", "the quay burned"),
        ("This story has been updated.\nThe quay burned.", "the quay burned"),
        ("— Una Voss (@unavoss) May 3, 2031\nThe quay burned.", "the quay burned"),
        ("RT @unavoss so sad\nThe quay burned.", "the quay burned"),
        ("See pic.twitter.com/abc\nThe quay burned.", "the quay burned"),
        ("The quay at dawn. (AP Photo/Una Voss)\nThe quay burned.", "the quay burned"),
        ("Mail una@lantern.example for more.", "mail una lantern example for more"),
        ("", ""),
        wrong_today(
            "Leggi anche: Due feriti\nIl molo brucia.",
            "il molo brucia",
            reason="there are no Italian invitations in the list",
        ),
        wrong_today(
            "Lees ook: Twee gewonden\nDe kade brandde.",
            "de kade brandde",
            reason="there are no Dutch invitations in the list",
        ),
    ],
)
def test_what_is_a_newsrooms_own(text: str, kept: str) -> None:
    assert own(text) == kept


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("The quay at dawn. (AP Photo/Una Voss)", True),
        ("FILE - The quay in 2029.", True),
        ("Smoke over the port in a picture by a reader", True),
        ("Foto: dpa", True),
        ("The quay at dawn.", False),
        ("Profile of a harbour", False),
        (
            "A video that spread on Monday " + "shows the quay and the ferry in the smoke " * 4,
            False,
        ),
        ("A video (file) that spread " + "shows the quay and the ferry in the smoke " * 4, True),
        ("Pictured is the quay " + "with the ferry and the old customs house " * 4, True),
        ("A photo of the quay. " + "It burned for hours and hours. " * 12, False),
    ],
)
def test_what_is_a_caption(line: str, caption: bool) -> None:
    assert is_caption(line) is caption


def test_places_are_those_of_the_text() -> None:
    text = "He said “we lost it all” and LEFT."
    found = prose(an_article(text))
    told = [text[a:b].lower() for a, b in zip(found.starts, found.ends, strict=True)]
    assert told == list(found.words)
    assert found.total == len(text.split())


def test_a_run_needs_eight_words() -> None:
    assert not prose(an_article("one two three four five six seven")).runs
    assert len(prose(an_article("one two three four five six seven eight")).runs) == 1
