"""The rule of origins: the examples of docs/lineage.md, the warnings, and how it is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    NOON,
    a_candidate,
    a_reading,
    an_article,
    some_reports,
    the_register,
)

from monitor.lineage.edges import edges
from monitor.lineage.origins import words
from monitor.lineage.origins.first_reports import Seen, appeared, first_report
from monitor.lineage.origins.origins import origins
from monitor.lineage.views.dot import dot
from monitor.lineage.views.prov import prov
from monitor.lineage.views.tree import draw, tree
from monitor.model.deciding import Origins
from monitor.model.reading import Article

HOSTS = ("harbourpost.example", "valleytimes.example", "lantern.example", "ridge.example")


def told(number: int, text: str, **more: object) -> Article:
    """The report of the `number`-th outlet, an hour after the one before it."""
    return an_article(
        text,
        url=f"https://{HOSTS[number]}/news/fire",
        outlet_name=HOSTS[number].split(".")[0].title(),
        published=NOON + timedelta(hours=number),
        **more,  # type: ignore[arg-type]
    )


def counted(*articles: Article, country: str = "") -> Origins:
    return origins(some_reports(*articles), the_register(), country)


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


@pytest.mark.parametrize(
    ("texts", "country", "warning"),
    [
        (["Rockets fell, the Iraqi military said."], "IQ", "only_state_affiliated"),
        (["Rockets fell, a security source said."], "", "anonymous_only"),
        (["Rockets fell, the Pentagon said."], "IQ", "no_local_source"),
    ],
)
def test_warnings(texts: list[str], country: str, warning: str) -> None:
    found = counted(*(told(n, text) for n, text in enumerate(texts)), country=country)
    assert warning in found.warnings


def test_no_reports_have_no_origin() -> None:
    found = counted()
    assert (found.independent, found.undetermined, found.warnings) == (0, 0, ())


def test_the_one_line() -> None:
    found = Origins(
        independent=2,
        names=("Agence France-Presse", "Iraqi military"),
        undetermined=1,
        articles=7,
        outlets=5,
    )
    assert words.line(found) == (
        "7 articles · 5 outlets · 2 origins (Agence France-Presse; Iraqi military) · 1 undetermined"
    )
    assert words.warning("single_root") == "all trace to one source"


def test_the_tree_hangs_every_report_once() -> None:
    reports = some_reports(told(0, f"LIMA (AP) — {FIRE}"), told(1, FIRE), told(2, BRIDGE))
    lines = draw(tree(reports, the_register()), evidence=True)
    assert lines[0] == "Associated Press"
    assert sum("news/fire" in line or "Two hurt" in line for line in lines) == 3
    assert any("copy of the above" in line for line in lines)
    assert "origin undetermined" in lines


def test_dot_and_prov_hold_every_edge() -> None:
    reports = some_reports(told(0, f"LIMA (AP) — {FIRE} “Go,” she told Reuters."), told(1, FIRE))
    count = sum(len(report.edges) for report in reports)
    assert dot(reports, the_register()).count(" -> ") == count
    document = json.loads(json.dumps(prov(reports)))
    assert set(document["entity"]) >= {f"monitor:{r.article.id}" for r in reports}
    relations = ("wasDerivedFrom", "wasAttributedTo", "wasInfluencedBy")
    keys = {key for name in relations for key in document.get(name, {})}
    assert {f"_:{e.id}" for r in reports for e in r.edges} <= keys


def test_labels_of_a_graph_cannot_break_out() -> None:
    reports = some_reports(an_article(FIRE, title='x"]; evil [label="\\'))
    assert 'x\\"]; evil [label=\\"\\\\' in dot(reports, the_register())


def test_a_bare_day_opens_the_whole_day() -> None:
    found = appeared(Seen(article=an_article(precision="day"), first_seen=NOON))
    assert found.earliest == NOON.replace(hour=0)
    assert found.latest == NOON


def test_a_time_before_the_last_poll_is_not_believed() -> None:
    seen = Seen(
        article=an_article(published=NOON - timedelta(days=3)),
        first_seen=NOON,
        previous_poll=NOON - timedelta(minutes=14),
    )
    found = appeared(seen)
    assert (found.earliest, found.latest) == (NOON - timedelta(minutes=14), NOON)


def test_first_report_leads_only_as_far_as_times_allow() -> None:
    early, late = told(0, FIRE), told(2, FIRE)
    found = first_report([Seen(article=late), Seen(article=early)])
    assert found
    assert [a.article_id for a in found.candidates] == [early.id]
    assert found.lead == timedelta(hours=2)
    tie = first_report([Seen(article=told(0, FIRE, precision="day")), Seen(article=late)])
    assert tie
    assert tie.lead is None
    assert first_report([]) is None


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
