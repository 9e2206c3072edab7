"""What sentences of each language tell, and that no language that is not read is called empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.model.facts import Facts

TABLE = Path(__file__).with_name("languages") / "sentences.tsv"
#: Violent reports in languages without lists.
UNREAD = [
    (
        "sw",
        "Watu watatu wameuawa na wengine watano kujeruhiwa katika shambulio la bomu mjini Velm.",
    ),
    ("fi", "Kolme ihmistä kuoli ja viisi haavoittui pommi-iskussa Velmin torilla maanantaina."),
    ("el", "Τρεις άνθρωποι σκοτώθηκαν και πέντε τραυματίστηκαν σε βομβιστική επίθεση στο Βελμ."),
    ("hi", "वेल्म में हुए बम विस्फोट में तीन लोगों की मौत हो गई और पांच घायल हो गए।"),
    ("vi", "Ba người thiệt mạng và năm người bị thương trong vụ đánh bom ở Velm hôm thứ Hai."),
]
COUNTED = ("killed", "injured", "missing", "kidnapped")


def sentences() -> list[Any]:
    """The rows of the table; one that begins with "? " is known to be read wrong."""
    made = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        wrong = line.startswith("? ")
        marks = [pytest.mark.xfail(reason="known to be read wrong", strict=True)] if wrong else []
        made.append(pytest.param(*line.removeprefix("? ").split("\t"), marks=marks))
    return made


@pytest.mark.parametrize(("language", "text", "kind", "day", "toll", "place"), sentences())
def test_a_sentence_of_a_language_tells_what_happened(
    read_text: Callable[..., Facts],
    language: str,
    text: str,
    kind: str,
    day: str,
    toll: str,
    place: str,
) -> None:
    (mention, *_) = read_text(text, language=language, published="2026-05-14").mentions
    told = " ".join(
        f"{field}={count.best}"
        for field in COUNTED
        for count in mention.counts
        if count.field == field and not count.group and count.best
    )
    start = mention.when.start.isoformat() if mention.when and mention.when.span else "-"
    where = mention.where[0].place.name if mention.where else "-"
    assert (mention.incident_type, start, told or "-", where) == (kind, day, toll, place)


@pytest.mark.parametrize(("language", "text"), UNREAD)
def test_violence_in_a_language_that_is_not_read_is_never_called_nothing(
    read_text: Callable[..., Facts], language: str, text: str
) -> None:
    facts = read_text(" ".join([text] * 6), language=language, published="2026-05-14")
    assert (facts.not_incident, facts.mentions) == ("unread_language", ())


def test_a_text_of_no_known_language_is_read_as_english(read_text: Callable[..., Facts]) -> None:
    facts = read_text("Gunmen killed three people in Kabul.", language="")
    assert facts.mentions
