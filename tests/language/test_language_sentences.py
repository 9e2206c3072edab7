"""One cut of a text for facts and attributions: where sentences end, which words stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.language.folding import folded
from monitor.language.sentences import MAX_TOKENS, breaks, sentences
from monitor.language.tokens import key, tokens, words

#: Pieces of hostile and ordinary text.
TEXTS = st.lists(
    st.sampled_from(
        [
            *("The", "mayor", "said", "U.S.", "a.m.", "10a.m.", "21st", "1,200", "3.5", "l'Iraq"),
            *("No.", "Calif.", "Col.", "“Stop!”", "…", "...", "\n", "\n\n", " ", "—", "mid-1990s"),
            *("Ćuprija", "взрыв", "قتل", "。", "'", "''", "O'Neil’s", "_", "\u2028", "a.b.c", "ß"),
        ]
    ),
    max_size=40,
).map(" ".join)


def cut(text: str, language: str = "en") -> list[str]:
    """The sentences of a text as they are written."""
    return [text[part[0].start : part[-1].end] for part in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A man was wounded in Fresno, Calif. Monday night, police said.", 1),
        ("The suspect lives in Reno, Nev. Police searched his house.", 1),
        ("Gen. Amir Tal spoke. The soldiers left.", 2),
        ("Guards of the U.S. Embassy fled. He left the U.S. The guards stayed.", 3),
        ("It began at 10:45 p.m. Saturday near the quay.", 1),
        ("It ended at 10:45 p.m. The crowd went home.", 2),
        ("He answered no. The court rose.", 2),
        ("They hold No. 5 of the list. It is old.", 2),
        ("He sat. The judge rose.", 2),
        ("It opens on Sat. 5 May in Velden.", 1),
        ("“Why?” he asked.", 1),
        ("“Stop!” The guard fired.", 2),
        ("We waited … and they came.", 1),
        ("J. Doe and A. B. Roe were named.", 1),
        ("First line\nsecond line", 2),
        ("爆発があった。二人が死亡した。", 2),
        ("انفجرت قنبلة. قتل شخصان؟ نعم", 3),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(cut(text)) == count


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Das Feuer zerstörte bzw. beschädigte zehn Häuser.", "de", 1),
        ("Der Schaden beträgt 3 Mio. Euro. Niemand wurde verletzt.", "de", 2),
        ("Il vertice va avanti con l'on. Rossi.", "it", 1),
        ("The train went on. The guard waved.", "en", 2),
        ("M. Dupont et Mme. Leroy ont parlé.", "fr", 1),
    ],
)
def test_short_forms_are_those_of_the_language(text: str, language: str, count: int) -> None:
    assert len(cut(text, language)) == count


def test_lines_of_an_old_wire_are_no_sentences() -> None:
    line = "the rebels attacked the town and burned the bridge over a river"
    assert len(cut("\n".join([line] * 6))) == 1
    assert len(cut("\n".join(["A short line", "another one"]))) == 2


def test_facts_and_attributions_share_their_breaks() -> None:
    """What the police said stays in one sentence: the day, the place and who tells it."""
    from monitor.facts.lexical.prose import prose

    text = "A man was wounded in Fresno, Calif. Monday night, police said. He is 30."
    field = prose("text", text, "en")
    assert [field.starts[first] for first, _ in field.sentences] == [
        part[0].start for part in sentences(text, "en")
    ]


@given(TEXTS)
def test_every_look_up_word_stands_in_one_token(text: str) -> None:
    places = [(token.start, token.end) for token in tokens(text)]
    for match in words(folded(text)):
        start, end = match.span()
        assert any(a <= start and end <= b for a, b in places), match.group()


@given(TEXTS)
def test_sentences_hold_every_token_once_and_none_is_too_long(text: str) -> None:
    parts = sentences(text, "en")
    assert [token for part in parts for token in part] == tokens(text)
    assert all(0 < len(part) <= MAX_TOKENS for part in parts)


@given(TEXTS)
def test_breaks_stand_inside_the_text_in_order(text: str) -> None:
    found = breaks(text, folded(text), "en")
    assert found == sorted(set(found))
    assert all(0 <= at <= len(text) for at in found)


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sheriff’s Office", "sheriff office"),
        ("U.S. Army", "us army"),
        ("Ćuprija", "cuprija"),
        ("Łódź", "lodz"),
        ("O'Neil", "oneil"),
        ("", ""),
    ],
)
def test_a_key_is_what_people_type(name: str, expected: str) -> None:
    assert key(name) == expected
