"""Laws of the choice of the scene, of names that no list has, of buildings, of common words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from facts_builders import an_article
from facts_tables import rows

from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.nouns import Toponym
from monitor.model.facts import Facts


def named(
    tools: FactTools, text: str, *, title: str = "", language: str = "en"
) -> dict[str, Toponym]:
    found = Finder(an_article(text, title=title, language=language), tools).clauses()
    return {
        t.prose.span(t.first, t.past).text: t
        for clause in found
        for t in clause.toponyms
        if not t.adjective
    }


@pytest.mark.parametrize(("language", "word", "rest"), rows("no_places"))
def test_a_common_word_with_a_capital_is_no_place(
    tools: FactTools, language: str, word: str, rest: str
) -> None:
    assert named(tools, f"{word} {rest}", language=language) == {}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Protesters gathered outside the White House on Friday.", "White House", "US"),
        ("She was jailed at the Old Bailey on Friday.", "Old Bailey", "GB"),
        ("A drone was seen over Heathrow on Friday.", "Heathrow", "GB"),
        (
            "UNITED NATIONS (XNA) — Envoys of many countries met on Friday and agreed on nothing.",
            "UNITED NATIONS",
            "US",
        ),
    ],
)
def test_a_building_is_a_place_with_its_spot(
    tools: FactTools, text: str, name: str, country: str
) -> None:
    one = named(tools, text)[name]
    assert one.chosen is not None
    assert not one.weak
    assert one.chosen.place.kind == "site"
    assert one.chosen.place.country == country


def test_a_body_that_speaks_is_no_place(tools: FactTools) -> None:
    found = named(tools, "The White House said so. The United Nations agreed on Friday.")
    assert found["White House"].weak
    assert "United Nations" not in found


def test_a_town_called_like_a_building_is_the_town_of_its_state(tools: FactTools) -> None:
    found = named(tools, "A man was shot in Westminster, Colo., on Friday.")
    chosen = found["Westminster"].chosen
    assert chosen is not None
    assert chosen.place.country == "US"


def test_a_name_told_as_a_place_that_no_list_has_lies_where_its_text_says(
    tools: FactTools,
) -> None:
    text = "A wall fell on two hikers in the village of Crestwellby, Italy, on Friday, police said."
    chosen = named(tools, text)["Crestwellby"].chosen
    assert chosen is not None
    assert (chosen.place.name, chosen.place.country) == ("Crestwellby", "IT")
    assert chosen.place.latitude is None


def test_an_adjective_and_a_body_hint_at_a_country_and_name_no_place(tools: FactTools) -> None:
    text = "Die britische Polizei sprach am Freitag mit dem FBI."
    found = Finder(an_article(text, language="de"), tools).clauses()
    hints = [t.chosen.place.country for c in found for t in c.hints if t.chosen]
    assert hints == ["GB", "US"]
    assert not any(c.toponyms for c in found)


def test_a_town_of_which_german_makes_an_adjective_is_named_weakly(tools: FactTools) -> None:
    found = named(tools, "Im Londoner Stadtteil Ostfeld brannte es.", language="de")
    assert found["Londoner"].weak
    assert found["Londoner"].chosen is not None
    assert found["Londoner"].chosen.place.country == "GB"


def test_the_confidence_of_a_place_is_a_share(read_text: Callable[..., Facts]) -> None:
    where = read_text(
        "A bus fell into a ravine near Ayacucho on Sunday, killing 14 people.", title="Bus crash"
    )
    told = where.mentions[0].where
    assert told
    assert all(0.0 <= one.confidence <= 1.0 for one in told)


def test_somewhere_in_a_country_is_told_without_a_place_name(
    read_text: Callable[..., Facts],
) -> None:
    """Where shares of the towns are small and those of their country large."""
    text = (
        "Russia's economy ministry said on Friday that output fell. "
        "Analysts of the country's banks had expected so, and the rouble lost a little."
    )
    told = read_text(text, title="Russian output falls").mentions[0].where
    assert [one.place.country for one in told[:1]] in ([], ["RU"])
