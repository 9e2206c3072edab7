"""Shared prose: fingerprints, how two texts share, and the edges made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_builders import (
    BRIDGE,
    FIRE,
    NOON,
    a_candidate,
    a_reading,
    an_article,
    the_register,
    words_of,
)

from monitor.lineage.edges import edges, superseded
from monitor.lineage.reuse.fingerprints import AT_LEAST, signature
from monitor.lineage.reuse.reuse import ReuseKind, compare, text_of
from monitor.model.deciding import Edge
from monitor.model.names import Relation
from monitor.model.reading import Article

QUOTE = (
    "“We saw the flames from the island and thought the whole town had gone, and we could do "
    "nothing but wait for the morning and count the boats that came across the water,” she said."
)
FIRST = FIRE.split(". ")
#: Smallest fingerprints of FIRE.
GOLDEN = (145146555814333840, 190638958694526264)
OTHER = "https://valleytimes.example/news/fire"


def elsewhere(text: str, **more: object) -> Article:
    return an_article(text, url=OTHER, published=NOON + timedelta(hours=3), **more)  # type: ignore[arg-type]


def kind_of(newer: str, older: str) -> ReuseKind | None:
    verdict = compare(text_of(elsewhere(newer)), text_of(an_article(older)))
    return verdict.kind if verdict else None


@pytest.mark.parametrize(
    ("newer", "older", "kind"),
    [
        (FIRE, FIRE, ReuseKind.COPY),
        (". ".join(FIRST[:3]) + ".", FIRE, ReuseKind.TRIMMED),
        (". ".join(FIRST[:1]) + ".", f"{FIRE} {BRIDGE}", ReuseKind.EXCERPT),
        (f"{'. '.join(FIRST[:2])}. {BRIDGE}", FIRE, ReuseKind.ADAPTED),
        (BRIDGE, FIRE, None),
        (f"{BRIDGE} {QUOTE}", f"{FIRE} {QUOTE}", None),
        ("", FIRE, None),
        (FIRE, "", None),
    ],
)
def test_how_two_texts_share(newer: str, older: str, kind: ReuseKind | None) -> None:
    assert kind_of(newer, older) == kind


def test_a_shared_caption_is_no_reuse() -> None:
    caption = (
        "FILE - In this May 3, 2017 file photo, boats lie at the quay below the old customs house "
        "in the early morning before the market opens. (AP Photo/Una Voss, File)"
    )
    assert kind_of(f"{caption}\n{BRIDGE}", f"{caption}\n{FIRE}") is None


def test_one_outlet_that_tells_its_story_again_makes_a_version() -> None:
    again = an_article(FIRE + " The ferry sails again.", url="https://harbourpost.example/fire-2")
    verdict = compare(text_of(again), text_of(an_article(FIRE)))
    assert verdict
    assert verdict.kind is ReuseKind.NEW_VERSION


def test_the_proof_stands_in_the_newer_text() -> None:
    newer = elsewhere(f"A different opening stands here.\n{FIRE}")
    verdict = compare(text_of(newer), text_of(an_article(FIRE)))
    assert verdict
    assert verdict.containment > 0.9
    assert all(words_of(newer, span) == span.text for span in verdict.spans)


def test_fingerprints_are_the_same_everywhere() -> None:
    """A golden value: stored fingerprints must meet those of a later release."""
    assert signature(an_article(FIRE))[:2] == GOLDEN


def test_quotes_and_captions_leave_no_fingerprint() -> None:
    assert signature(an_article(f"{FIRE}\n{QUOTE}"))[:4] != ()
    bare = set(signature(an_article(f"{FIRE}\nShe waited on the quay.")))
    quoted = set(signature(an_article(f"{FIRE}\n“{BRIDGE}”\nShe waited on the quay.")))
    assert len(bare & quoted) / len(bare) > 0.8


def test_short_texts_keep_enough_to_be_found() -> None:
    short = an_article(FIRST[0])
    assert len(signature(short)) >= min(AT_LEAST, len(FIRST[0].split()) - 4)
    assert set(signature(short)) & set(signature(an_article(FIRST[0] + " More is to come here.")))
    assert signature(an_article("Too short a text")) == ()


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_fail(one: str, other: str) -> None:
    newer, older = elsewhere(one), an_article(other)
    assert signature(newer) == tuple(sorted(set(signature(newer))))
    verdict = compare(text_of(newer), text_of(older))
    assert verdict is None or 0 < verdict.containment <= 1


def made(reading_of: Article, *near: Article) -> tuple[Edge, ...]:
    return edges(a_reading(reading_of), [a_candidate(one) for one in near], the_register())


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
        f"{'. '.join(FIRST[3:5])}. {BRIDGE}",
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


RELEASE = (
    "A joint inquiry by the Velm Bureau of Investigation and the harbour watch led to the arrest "
    "of a man on Saturday. During an argument in a boathouse on Quay Road he fired a shotgun, and "
    "the shot went through a wall and struck a woman in the next room. He is held in the county "
    "jail on a bond of 200,000 crowns, the Velm Bureau of Investigation said in a news release."
)


def tied(older: Article, newer: Article) -> set[Relation]:
    made = edges(a_reading(newer), [a_candidate(older)], the_register())
    return {e.relation for e in made if e.to_article_id == older.id}


def test_a_release_that_two_outlets_print_is_a_third_party_s() -> None:
    assert tied(an_article(RELEASE), elsewhere(RELEASE)) == {
        Relation.REPUBLISHES,
        Relation.SHARES_SOURCE,
    }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (f"VELM (AP) — {RELEASE}", RELEASE),
        (RELEASE, f"{RELEASE}\n\nVia the Harbour Post"),
        (FIRE, FIRE),
    ],
)
def test_a_credit_or_no_statement_makes_a_copy(older: str, newer: str) -> None:
    assert Relation.SHARES_SOURCE not in tied(an_article(older), elsewhere(newer))


def test_a_release_printed_a_week_later_is_copied() -> None:
    late = replace(elsewhere(RELEASE), published=NOON + timedelta(days=7))
    assert Relation.SHARES_SOURCE not in tied(an_article(RELEASE), late)


def test_a_report_that_only_names_police_is_no_release() -> None:
    told = RELEASE.replace(" in a news release", "")
    assert Relation.SHARES_SOURCE not in tied(an_article(told), elsewhere(told))
