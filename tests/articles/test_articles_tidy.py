from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.lines import BODY, HEAD, TAIL, kind_of, line
from monitor.articles.tidy import tidy

PROSE = (
    "A ferry carrying forty passengers ran aground near the lighthouse of Port Velm on Tuesday "
    "morning, and the harbour master said that everybody on board was safe."
)
MORE = (
    "The company that runs the line told reporters that the ship would be towed back to the "
    "harbour when the tide rises in the evening, and that no fuel had leaked."
)

LINES = [
    ("Via The Velm Courier", HEAD, "credit_line"),
    ("Source » velmcourier", TAIL, "credit_line"),
    ("Source: Velm Courier", TAIL, "credit_line"),
    ("source velm-7", TAIL, "credit_line"),
    ("Quelle: Hafenbote", TAIL, "credit_line"),
    ("Источник: Портовые новости", TAIL, "credit_line"),
    ("h/t: Harbour Watch", TAIL, "credit_line"),
    ("With agencies", TAIL, "credit_line"),
    ("First published in The Velm Courier", TAIL, "credit_line"),
    ("This article was originally published on Velm Online.", TAIL, "credit_line"),
    ("Our writers Ada Moor and Tom Pell contributed to this report.", TAIL, "credit_line"),
    ("(Reporting by Ada Moor; Editing by Tom Pell)", TAIL, "credit_line"),
    ("Additional reporting by Tom Pell", TAIL, "credit_line"),
    ("-30-", TAIL, "credit_line"),
    ("By Ada Moor", HEAD, "byline"),
    ("By Ada Moor and Tom Pell, Harbour Desk", HEAD, "byline"),
    ("Von Ada Moor", HEAD, "byline"),
    ("Par Ada Moor", HEAD, "byline"),
    ("The ferry on the sands this week [Getty]", HEAD, "caption"),
    ("The ferry at dawn. (AP Photo/Ada Moor)", BODY, "caption"),
    ("Photo: Ada Moor", BODY, "caption"),
    ("FILE - The ferry leaves Port Velm in 2019.", BODY, "caption"),
    ("Divers inspect the hull. (Photo: Ada Moor, AP)", BODY, "caption"),
    ("Read more: Why the sands of Velm move", BODY, "promotion"),
    ("READ ALSO  Why the sands of Velm move", BODY, "promotion"),
    ("Lire aussi : pourquoi les bancs de sable bougent", BODY, "promotion"),
    ("Lesen Sie auch: Warum der Sand wandert", BODY, "promotion"),
    ("Lea también: por qué se mueve la arena", BODY, "promotion"),
    ("Читайте также: почему движется песок", BODY, "promotion"),
    ("Baca juga: mengapa pasir bergerak", BODY, "promotion"),
    ("اقرأ أيضا: لماذا يتحرك الرمل", BODY, "promotion"),
    ("Follow us on Facebook and Instagram to stay connected", TAIL, "promotion"),
    ("Subscribe to our newsletter", TAIL, "promotion"),
    ("You May Be Interested", TAIL, "promotion"),
    ("Select Language:", HEAD, "promotion"),
    ("3 min read", HEAD, "boilerplate"),
    ("17 March, 2021", HEAD, "boilerplate"),
    ("Le 3 août 2021 à 14h05", HEAD, "boilerplate"),
    ("Published: 14:05 GMT, 3 August 2021", HEAD, "boilerplate"),
    ("© 2021 Velm Media. All rights reserved.", TAIL, "copyright"),
    ("Copyright 2021 Velm Media", TAIL, "copyright"),
    ("Correction: an earlier version gave the wrong name of the ship.", TAIL, "edited_note"),
    ("This article was amended on 4 August to add a reply.", TAIL, "edited_note"),
    ("Updated: 4 August 2021", HEAD, "edited_note"),
]


@pytest.mark.parametrize(("raw", "place", "kind"), LINES)
def test_a_line_is_known_by_its_form(raw: str, place: str, kind: str) -> None:
    assert kind_of(line(raw), place) == kind


SENTENCES = [
    "Follow-up inspections found nothing.",
    "By Tuesday the ferry was afloat again.",
    "By then it was dark, Moor said.",
    "“Read my report,” he said.",
    "The source of the leak was found.",
    "Sources close to the company said it would sue.",
    "Via a side door the crew left the ship.",
    "More than forty people were on board.",
    "Share prices fell by four per cent.",
    "Police said a photo by a witness showed the captain on the bridge.",
    "The court ruled on copyright in the film.",
    "Reporting by the harbour office was late.",
    "Related charges were dropped.",
    "From 2019 to 2021 the line lost money.",
    "– Shifting sands –",
    "Three more ships followed.",
    "Watch officers are trained for a year.",
    "RELVEM (Agency) — Divers found the anchor of the ferry on the sea floor.",
    "READING (Agency) — The line to the coast was closed for an hour.",
    "Join our prayers, the bishop said to the families.",
]


@pytest.mark.parametrize("raw", SENTENCES)
def test_a_sentence_stays_text(raw: str) -> None:
    assert kind_of(line(raw), BODY) is None
    assert raw in tidy(f"{PROSE}\n\n{raw}\n\n{MORE}").text


def test_lines_around_the_text_become_signals_and_no_sentence_is_lost() -> None:
    text = "\n\n".join(
        ("Via Velm Courier", "3 min read", PROSE, "READ ALSO  Sand", MORE, "Latest", "Gulls return")
    )
    found = tidy(text)
    assert found.text == f"{PROSE}\n\n{MORE}"
    assert [(s.kind, s.value) for s in found.signals] == [
        ("credit_line", "Via Velm Courier"),
        ("boilerplate", "3 min read"),
        ("promotion", "READ ALSO  Sand"),
        ("promotion", "Latest"),
        ("promotion", "Gulls return"),
    ]


def test_promotion_glued_to_prose_is_split_from_it() -> None:
    found = tidy(
        f"{PROSE}Read more: Why sands move\n{MORE} (Reporting by A. Moor; Editing by T. P.)"
    )
    assert found.text == f"{PROSE}\n{MORE}"
    assert [s.kind for s in found.signals] == ["promotion", "credit_line"]


def test_a_copyright_glued_to_prose_is_split_from_it() -> None:
    found = tidy(f"{PROSE}\n{MORE} © 2021 Velm Media. All rights reserved.")
    assert found.text == f"{PROSE}\n{MORE}"
    assert [s.value for s in found.signals] == ["© 2021 Velm Media. All rights reserved."]


def test_lines_of_a_hard_wrapped_text_are_no_bylines() -> None:
    text = """THE FERRY WAS TOWED BACK TO PORT VELM THIS MORNING, WATCHED
BY MEMBERS OF THE CREW AND THEIR FAMILIES ON THE QUAY. SHARE
PRICES OF THE COMPANY FELL. THE HARBOUR OFFICE SAID THE SHIP
WILL BE INSPECTED, AND THE CAPTAIN WILL BE QUESTIONED TODAY
BY OFFICERS OF THE COAST GUARD. NOBODY WAS HURT WHEN IT RAN
AGROUND NEAR THE LIGHTHOUSE, BUT THE LINE STAYS CLOSED UNTIL
FRIDAY."""
    assert tidy(text).text == text


def test_a_label_told_of_two_people_stays() -> None:
    lines = ("Name – Ada", "Cabin – Stern", "Name – Tom", "Cabin – Stern")
    assert tidy("\n".join((PROSE, *lines, MORE))).text.count("Cabin – Stern") == 2


def test_a_sentence_with_a_photo_credit_stays_where_nothing_else_is_told() -> None:
    text = "A ferry with forty people ran aground near the lighthouse on Tuesday. (Photo: Ada Moor)"
    assert tidy(text).text == text


def test_a_picture_title_told_twice_goes_both_times() -> None:
    found = tidy(f"Port Velm lighthouse\n\nPort Velm lighthouse\n\n{PROSE}")
    assert found.text == PROSE


@pytest.mark.parametrize(
    ("opening", "signal"),
    [
        ("PORT VELM, March 3 (Agency) — ", "PORT VELM, March 3 (Agency) —"),
        ("PORT VELM (Agency) - ", "PORT VELM (Agency) -"),
        ("PORT VELM — ", "PORT VELM —"),
        ("(Port Velm) ", "(Port Velm)"),
    ],
)
def test_a_dateline_stays_in_the_text_and_is_a_signal(opening: str, signal: str) -> None:
    found = tidy(opening + PROSE)
    assert found.text == opening + PROSE
    assert [(s.kind, s.value) for s in found.signals] == [("dateline", signal)]


def test_prose_without_a_dateline_has_no_such_signal() -> None:
    assert tidy(PROSE).signals == ()


def test_a_bare_name_at_the_end_is_a_credit() -> None:
    found = tidy(f"{PROSE}\n\n{MORE}\n\nPress Agency")
    assert found.text.endswith(MORE)
    assert [(s.kind, s.value) for s in found.signals] == [("credit_line", "Press Agency")]


@pytest.mark.parametrize("text", ["", "\n\n\n", " ", "\u200b", "a" * 3_000_000, "(\n" * 50_000])
def test_odd_texts_do_not_raise(text: str) -> None:
    assert isinstance(tidy(text).text, str)


NOISE = [raw for raw, place, _ in LINES if place == BODY] + [
    "Follow us on Facebook and Instagram to stay connected",
    "Subscribe to our newsletter",
    "© 2021 Velm Media. All rights reserved.",
]
REAL = [PROSE, MORE, *SENTENCES]


@given(st.lists(st.one_of(st.sampled_from(REAL), st.sampled_from(NOISE)), max_size=12, unique=True))
def test_between_paragraphs_all_noise_goes_and_all_prose_stays_in_order(middle: list[str]) -> None:
    lines = [PROSE, *middle, MORE]
    found = tidy("\n\n".join(lines))
    assert found.text.split("\n\n") == [one for one in lines if one in REAL]
    moved = [signal.value for signal in found.signals if signal.kind != "dateline"]
    assert moved == [one for one in lines if one in NOISE]
    assert tidy(found.text).text == found.text


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = tidy(text)
    assert len(found.text) <= len(text)
