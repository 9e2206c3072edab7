"""What an article tells of other happenings is not compared as if it were its own."""

from __future__ import annotations

from monitor.articles.rows import from_row
from monitor.facts.data import load_tools
from monitor.facts.read import read
from monitor.matching.data import load_background
from monitor.matching.profiling import profile
from tests.incidents.incident_builders import NOW

TOOLS = load_tools((), ())
BAKERY = (
    "A bomb went off outside a bakery in Cotabato City on Saturday, wounding four people, police"
    " said.\n\nThe blast came four days after a bomb on a bus of the Mindanao Star company killed"
    " two passengers."
)


def read_of(title: str, text: str):  # type: ignore[no-untyped-def]
    row = {"url": "https://a.example/1", "title": title, "text": text, "language": "en"}
    article = from_row(row | {"published": "2026-01-10T10:00:00+08:00", "outlet": "A"}, NOW)
    return article, read(article, TOOLS)


def test_the_first_bomb_is_told_elsewhere() -> None:
    article, facts = read_of("Bomb at bakery wounds four in Cotabato", BAKERY)
    [(start, end)] = facts.elsewhere
    assert article.text[start:end].startswith("days after a bomb on a bus")
    assert article.text[start:end].endswith("killed two passengers")


def test_its_words_names_and_numbers_are_not_the_seconds() -> None:
    article, facts = read_of("Bomb at bakery wounds four in Cotabato", BAKERY)
    own = profile(article, facts.mentions[0], load_background(), facts.elsewhere)
    whole = profile(article, facts.mentions[0], load_background())
    assert "mindanao star" in whole.names
    assert "mindanao star" not in own.names
    assert {"bus", "mindanao"} & {word for word, _ in whole.body}
    assert not {"bus", "mindanao"} & {word for word, _ in own.body}


def test_an_article_on_one_happening_is_its_own_throughout() -> None:
    _, facts = read_of("Bomb at bakery wounds four in Cotabato", BAKERY.split("\n")[0])
    assert facts.elsewhere == ()
