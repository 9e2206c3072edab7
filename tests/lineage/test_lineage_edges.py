"""Typed edges of one reading: to sources, and to the articles it shares prose with or names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from lineage_builders import (
    BRIDGE,
    FIRE,
    NOON,
    SENTENCES,
    a_candidate,
    a_reading,
    an_article,
    elsewhere,
    made,
    the_register,
    words_of,
)

from monitor.lineage.edges import edges, superseded
from monitor.model.names import Relation


def test_a_copy_republishes_the_earlier_text() -> None:
    [edge] = made(elsewhere(FIRE), an_article(FIRE))
    assert edge.relation is Relation.REPUBLISHES
    assert edge.to_article_id == an_article().id
    assert edge.evidence[0].kind == "shared_text"


def test_an_older_article_that_turns_up_late_becomes_the_root() -> None:
    copy = elsewhere(FIRE)
    late = an_article(FIRE, url="https://lantern.example/fire", published=NOON - timedelta(days=1))
    [edge] = made(late, copy)
    assert (edge.from_article_id, edge.to_article_id) == (copy.id, late.id)
    assert edge.from_version_id == copy.version_id


def test_an_edge_that_pointed_the_wrong_way_is_superseded() -> None:
    early, late = an_article(FIRE), elsewhere(FIRE)
    [right] = made(late, early)
    wrong = replace(right, id="edge_wrong", from_article_id=early.id, to_article_id=late.id)
    assert superseded([wrong, right], [right]) == ("edge_wrong",)


def test_who_credits_the_other_is_the_copy_whatever_the_clock_says() -> None:
    guardian = an_article(
        FIRE, url="https://www.theguardian.com/fire", published=NOON + timedelta(hours=9)
    )
    copy = an_article(f"{FIRE}\n\nSource: The Guardian", published=NOON)
    tie = next(e for e in made(guardian, copy) if e.to_article_id)
    assert (tie.from_article_id, tie.to_article_id) == (copy.id, guardian.id)


def test_a_second_text_of_a_page_revises_it() -> None:
    first = an_article(FIRE)
    second = an_article(FIRE + " Three were hurt.")
    found = edges(a_reading(second), [a_candidate(first, is_same_article=True)], the_register())
    assert [e.relation for e in found] == [Relation.REVISES]


def test_a_linked_page_is_cited() -> None:
    page = an_article(BRIDGE, url="https://lantern.example/bridge")
    linking = elsewhere(FIRE, signals=(("out_link", "https://www.lantern.example/bridge here"),))
    [edge] = made(linking, page)
    assert (edge.relation, edge.to_article_id) == (Relation.CITES, page.id)
    assert words_of(linking, edge.evidence[0].span) == edge.evidence[0].span.text


def test_credits_and_attributions_become_edges_to_sources() -> None:
    text = f"LIMA (AP) — {FIRE}\n\nThe owner fled, a police officer told Reuters."
    found = {(e.relation, e.to_source.name) for e in made(an_article(text)) if e.to_source}
    assert (Relation.TEXT_FROM, "Associated Press") in found
    assert (Relation.CITES, "Reuters") in found
    tie = next(e for e in made(an_article(text)) if e.relation is Relation.CITES)
    assert tie.evidence[0].span.text == "Reuters"
    assert not any(name == "Reuters" for tie, name in found if tie is Relation.TEXT_FROM)


def test_a_second_run_makes_the_same_edges() -> None:
    text = f"LIMA (AP) — {FIRE}"
    assert made(elsewhere(text), an_article(FIRE)) == made(elsewhere(text), an_article(FIRE))


def test_a_text_never_comes_from_a_later_page_of_whom_it_credits() -> None:
    """An agency that tells of the next event repeats its own words, not those of its copies."""
    agency = an_article(
        f"{'. '.join(SENTENCES[3:5])}. {BRIDGE}",
        url="https://www.reuters.com/fire-2",
        published=NOON + timedelta(days=3),
    )
    copy = an_article(f"LIMA (Reuters) - {FIRE}")
    assert not [e for e in made(agency, copy) if e.to_article_id]


def test_background_that_an_outlet_repeats_makes_no_version() -> None:
    later = an_article(
        f"{BRIDGE} {FIRE}", url="https://harbourpost.example/b", published=NOON + timedelta(days=4)
    )
    [edge] = [e for e in made(later, an_article(FIRE)) if e.to_article_id]
    assert edge.relation is Relation.ADAPTS


def test_of_many_copies_only_the_original_is_named() -> None:
    original = an_article(FIRE)
    copies = [
        an_article(FIRE, url=f"https://copy{n}.example/f", published=NOON + timedelta(minutes=n))
        for n in range(1, 5)
    ]
    ties = [e for e in made(elsewhere(FIRE), *copies, original) if e.to_article_id]
    assert [e.to_article_id for e in ties] == [original.id]


def test_two_sources_of_one_patchwork_are_both_named() -> None:
    one = an_article(FIRE)
    two = an_article(BRIDGE, url="https://lantern.example/bridge")
    ties = [e for e in made(elsewhere(f"{FIRE}\n{BRIDGE}"), one, two) if e.to_article_id]
    assert {e.to_article_id for e in ties} == {one.id, two.id}


@pytest.mark.parametrize(
    ("text", "relation", "name"),
    [
        (f"LIMA (AP) — {FIRE}", Relation.TEXT_FROM, "Associated Press"),
        (f"{FIRE}\n\nReuters contributed to this report.", Relation.CONTRIBUTED_BY, "Reuters"),
        (f"The quay. (AP Photo/Una Voss)\n{FIRE}", Relation.PHOTO_FROM, "Associated Press"),
        (f"{FIRE} Reuters reported it first.", Relation.CITES, "Reuters"),
        (f"{FIRE} A nurse told EFE so.", Relation.CITES, "EFE"),
        (f"{FIRE} Police said so.", Relation.ATTRIBUTES, "police"),
        (f"{FIRE} Mayor Ada Quill said so.", Relation.ATTRIBUTES, "Ada Quill"),
    ],
)
def test_each_relation_is_made(text: str, relation: Relation, name: str) -> None:
    found = {(e.relation, e.to_source.name) for e in made(an_article(text)) if e.to_source}
    assert (relation, name) in found


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRE} Nobody said so.",
        f"{FIRE} She said so.",
        f"{FIRE} The baker said so.",
        f"{FIRE} The army responded by shelling the village.",
    ],
)
def test_nobody_in_particular_gets_no_edge(text: str) -> None:
    assert [e for e in made(an_article(text)) if e.relation is Relation.ATTRIBUTES] == []


def test_a_host_is_not_cited_by_itself() -> None:
    own = an_article(f"{FIRE} The Guardian reported it.", url="https://www.theguardian.com/fire")
    assert made(own) == ()


def test_whose_text_it_is_is_not_cited_too() -> None:
    text = f"LIMA (Reuters) - {FIRE} A nurse told Reuters so."
    relations = [
        e.relation for e in made(an_article(text)) if e.to_source and e.to_source.name == "Reuters"
    ]
    assert relations == [Relation.TEXT_FROM]


def test_more_evidence_makes_an_edge_surer() -> None:
    once = made(an_article(f"{FIRE} Police said so."))
    twice = made(an_article(f"{FIRE} Police said so. Police said it again."))
    assert once[0].confidence < twice[0].confidence <= 0.95
    assert len(twice[0].evidence) == 2


@pytest.mark.parametrize(
    ("link", "cites"),
    [
        ("https://lantern.example/bridge", True),
        ("https://www.lantern.example/bridge?utm_source=x", True),
        ("https://lantern.example/other", False),
        ("mailto:una@lantern.example", False),
    ],
)
def test_a_link_cites_the_page_it_leads_to(link: str, cites: bool) -> None:
    page = an_article(BRIDGE, url="https://lantern.example/bridge")
    linking = elsewhere(FIRE, signals=(("out_link", f"{link} here"),))
    assert bool(made(linking, page)) is cites


def test_a_text_that_is_taken_is_not_cited_by_its_link() -> None:
    page = an_article(FIRE, url="https://lantern.example/fire")
    linking = elsewhere(FIRE, signals=(("out_link", page.url),))
    assert [e.relation for e in made(linking, page)] == [Relation.REPUBLISHES]


def test_a_reading_is_not_tied_to_itself() -> None:
    article = an_article(FIRE)
    assert made(article, article) == ()
