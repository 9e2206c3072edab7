"""The rule of origins: the examples of docs/lineage.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    a_candidate,
    a_reading,
    an_article,
    counted,
    some_reports,
    the_register,
    told,
    wrong_today,
)

from monitor.lineage.edges import edges
from monitor.lineage.origins.origins import origin_of, origins, root_sources
from monitor.lineage.views.tree import tree


def test_copies_of_one_wire_story_are_one_origin() -> None:
    found = counted(
        told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE), told(2, f"{FIRE}\n\nAP"), told(3, FIRE)
    )
    assert (found.independent, found.names, found.undetermined) == (1, ("Associated Press",), 0)
    assert "single_root" in found.warnings


def test_own_words_come_from_the_first_source_of_the_central_claim() -> None:
    found = counted(told(0, "Two men were shot at the market, police said."))
    assert found.names == ("police",)


def test_what_a_source_told_an_agency_comes_from_the_agency() -> None:
    found = counted(
        told(0, "Four rockets fell near the base, a security source told AFP."),
        told(1, "A security source told AFP that four rockets had come down by the base."),
    )
    assert (found.independent, found.names) == (1, ("Agence France-Presse",))


def test_a_statement_that_everybody_carries_counts_once() -> None:
    found = counted(
        told(0, "Four rockets fell near the base, the Iraqi military said."),
        told(1, "The Iraqi army said four rockets had hit the base."),
        told(2, "The base came under fire, according to Iraq's military."),
    )
    assert (found.independent, found.undetermined) == (1, 0)


def test_one_government_is_one_voice() -> None:
    found = counted(
        told(0, "Three drones were lost, the Pentagon said."),
        told(1, "Three drones were lost, US Central Command said."),
    )
    assert found.independent == 1


def test_a_host_with_a_correspondent_on_the_spot_is_an_origin() -> None:
    found = counted(told(0, "The roof fell in, our correspondent at the harbour saw at dawn."))
    assert found.names == ("Harbourpost",)


def test_a_host_that_shows_nothing_is_undetermined() -> None:
    found = counted(told(0, BRIDGE))
    assert (found.independent, found.undetermined) == (0, 1)


def test_a_cited_outlet_is_followed_to_its_own_source() -> None:
    guardian = an_article(
        "Four rockets fell near the base, a hospital doctor told Reuters.",
        url="https://www.theguardian.com/world/base",
    )
    citing = told(1, "Rockets have hit a base, The Guardian reported.")
    assert counted(guardian, citing).names == ("Reuters",)
    assert counted(citing).names == ("The Guardian",)


def test_what_was_told_to_the_host_is_the_hosts() -> None:
    text = "Four rockets fell near the base, a security source told The Guardian."
    one = an_article(text, url="https://www.theguardian.com/world/base")
    found = counted(one)
    assert found.names == ("The Guardian",)
    assert "anonymous_only" in found.warnings


def test_a_new_version_of_a_page_is_no_ring() -> None:
    first = told(0, "The roof fell in, our correspondent saw.")
    second = replace(first, text=first.text + " Two were hurt.", version_id="version_2")
    tie = edges(a_reading(second), [a_candidate(first, is_same_article=True)], the_register())
    [report] = some_reports(second)
    found = origins([replace(report, edges=(*report.edges, *tie))], the_register(), "")
    assert (found.independent, found.warnings) == (1, ())


def test_an_official_page_is_its_own_origin() -> None:
    found = counted(an_article("Three drones were lost.", url="https://www.centcom.mil/news/1"))
    assert found.names == ("US Central Command",)


def test_a_ring_of_citations_is_undetermined_and_warned_of() -> None:
    one = an_article("A depot blew up, Le Monde reported.", url="https://www.lefigaro.fr/depot")
    two = an_article("A depot blew up, Le Figaro reported.", url="https://www.lemonde.fr/depot")
    found = counted(one, two)
    assert (found.independent, found.undetermined) == (0, 2)
    assert "circular" in found.warnings


def test_a_tenth_copy_changes_nothing() -> None:
    nine = [told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE)]
    before = counted(*nine)
    after = counted(*nine, told(2, FIRE))
    assert (before.independent, before.names) == (after.independent, after.names)


def test_no_reports_have_no_origin() -> None:
    found = counted()
    assert (found.independent, found.undetermined, found.warnings) == (0, 0, ())


def test_two_that_print_one_release_have_its_author_as_origin() -> None:
    release = (
        "A joint inquiry by two forces led to the arrest of a man on Saturday. During an argument "
        "in a boathouse on Quay Road he fired a shotgun, and the shot went through a wall and "
        "struck a woman in the next room. He is held in the county jail on a bond of 200,000 "
        "crowns, the Velm Bureau of Investigation said in a news release."
    )
    reports = some_reports(told(0, release), told(1, release))
    found = origins(reports, the_register(), "")
    assert found.names == ("Velm Bureau of Investigation",)
    assert (found.independent, found.undetermined) == (1, 0)
    [root] = tree(reports, the_register())
    assert root.label == "Velm Bureau of Investigation"
    assert len(root.children) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "a nurse told this newspaper",
        "a nurse told our correspondent",
        "our own photographer counted nine boats",
        "when this newspaper visited, the gate was shut",
        "a Lantern photographer at the scene counted nine boats",
        "she said in an interview with this website",
        "the mayor confirmed to this newspaper that it was shut",
        "sagte eine Pflegerin unserer Redaktion",
        "a dit une infirmière à notre correspondante",
        "dijo una enfermera a este diario",
        wrong_today("ha detto un'infermiera al nostro giornale", reason="no Italian forms"),
        wrong_today("disse uma enfermeira a este jornal", reason="no Portuguese forms"),
    ],
)
def test_words_that_show_own_reporting(sentence: str) -> None:
    found = counted(told(0, f"{BRIDGE} The ward was full, {sentence}."))
    assert found.names == ("Harbourpost",)


@pytest.mark.parametrize(
    ("byline", "origin"),
    [
        ("Una Voss, Court Reporter", ("Harbourpost",)),
        ("Una Voss, envoyée spéciale à Velm", ("Harbourpost",)),
        ("Una Voss, enviada especial", ("Harbourpost",)),
        ("Una Voss, Korrespondentin", ("Harbourpost",)),
        ("Una Voss, inviata", ("Harbourpost",)),
        ("Una Voss", ()),
        ("Una Voss, editor", ()),
    ],
)
def test_a_byline_of_somebody_who_was_there(byline: str, origin: tuple[str, ...]) -> None:
    assert counted(told(0, BRIDGE, signals=(("byline", byline),))).names == origin


@pytest.mark.parametrize(
    ("texts", "independent", "names"),
    [
        (["Two men fled, police said.", "Two men fled, the mayor said."], 2, {"police", "mayor"}),
        (["Two men fled, police said.", "Two men ran off, police said."], 1, {"police"}),
        (["Two men fled, Reuters reported.", "Two men ran, Reuters reported."], 1, {"Reuters"}),
        (["Two men fled, she said.", "Two men fled, he said."], 0, set()),
        ([f"LIMA (AP) — {FIRE}", f"VELM (Reuters) - {BRIDGE}"], 2, {"Associated Press", "Reuters"}),
    ],
)
def test_how_many_voices(texts: list[str], independent: int, names: set[str]) -> None:
    found = counted(*(told(n, text) for n, text in enumerate(texts)))
    assert (found.independent, set(found.names)) == (independent, names)


def test_the_voice_of_most_reports_comes_first() -> None:
    texts = [
        "It fell, the mayor said.",
        "A wall fell, police said.",
        "The wall is down, police said.",
    ]
    assert counted(*(told(n, text) for n, text in enumerate(texts))).names[0] == "police"


def test_each_version_has_its_origin() -> None:
    reports = some_reports(told(0, "Two men fled, police said."), told(1, BRIDGE))
    found = origins(reports, the_register(), "")
    assert [found.by_version[r.article.version_id] for r in reports] == ["police", None]
    assert root_sources(reports, the_register())[reports[1].article.id] is None
    alone = origin_of(reports[0], the_register())
    assert alone
    assert alone.name == "police"


def test_outlets_of_one_owner_are_one_outlet() -> None:
    sun = an_article(BRIDGE, url="https://www.thesun.co.uk/a")
    times = an_article(FIRE, url="https://www.thetimes.co.uk/b")
    found = counted(sun, times)
    assert (found.articles, found.outlets) == (2, 1)
