"""Actors under one name, blame apart from claims, persons and their fates."""

from __future__ import annotations

import pytest

from monitor.facts.prose import prose

SAME = [
    (
        "Kata'ib Hezbollah",
        [
            "Kata’ib Hizbollah",
            "Kataeb Hezbollah",
            "Katai’b Hezbollah",
            "Kata’ib Hizobollah",
            "Kataib Hizbullah",
            "Ketaeb Hizballah",
        ],
    ),
    (
        "Popular Mobilization Forces",
        ["Hashd Al-Shaabi", "Hashed al-Shaabi", "Popular Mobilisation Forces", "Hashd ash-Shaabi"],
    ),
    ("Houthis", ["Houthi rebels", "Ansar Allah", "Huthis"]),
]


@pytest.mark.parametrize(("name", "spellings"), SAME)
def test_spellings_of_an_actor_meet(tools, name, spellings):
    assert {tools.actors.meaning(one).name for one in spellings} == {name}


@pytest.mark.parametrize("name", ["Hazel Bullock", "Kathy Hezlet", "Shabby", "Holly Mass"])
def test_other_names_do_not_meet(tools, name):
    assert tools.actors.meaning(name) is None


def roles(facts):
    return {a.name: (a.role, a.by) for a in facts.mentions[0].actors}


def test_blame_names_who_blames(read_text):
    facts = read_text("Rockets hit a base on Monday. Washington blamed Kataib Hezbollah for it.")
    assert roles(facts)["Kata'ib Hezbollah"] == ("suspected", "Government of the United States")


def test_claim_is_a_claim(read_text):
    facts = read_text("Rockets hit a ship on Monday. The Houthis claimed responsibility for it.")
    assert roles(facts)["Houthis"][0] == "claimed"


def test_nobody_claims_where_none_has_claimed(read_text):
    facts = read_text(
        "Rockets hit a ship on Monday. No group has claimed responsibility, but "
        "the Houthis often strike there."
    )
    assert roles(facts)["Houthis"][0] != "claimed"


def test_denial_is_kept(read_text):
    facts = read_text("A bomb killed two people on Monday. Hamas denied involvement.")
    assert roles(facts)["Hamas"][0] == "denied"


def test_abbreviation_must_be_written_large(read_text):
    facts = read_text("A bomb killed two people on Monday. It is sad, she said.")
    assert "Syrian Democratic Forces" not in roles(facts)


def test_persons_have_fate_and_age(read_text):
    facts = read_text(
        "Michael Brewer, 31, was shot and killed in Toledo on Monday. Police charged "
        "Daniel Croft, 24, with murder. Sheriff Robert Hale spoke to reporters."
    )
    told = {p.name: (p.role, p.age) for p in facts.mentions[0].persons}
    assert told["Michael Brewer"] == ("killed", 31)
    assert told["Daniel Croft"][0] == "suspect"
    assert "Robert Hale" not in told


def test_weapon_target_and_street_are_terms(read_text):
    facts = read_text(
        "A man with a handgun shot two clerks at a restaurant in the 1400 block of Cedar Street "
        "in Toledo on Monday."
    )
    told = {(t.kind, t.value) for t in facts.mentions[0].terms}
    assert {("weapon", "handgun"), ("target", "restaurant")} <= told
    assert ("street", "1400 block of Cedar Street") in told


def test_group_that_no_register_lists_is_named_by_its_own_words(read_text):
    facts = read_text(
        "A bomb killed two people on Monday. The Marsh Valley Liberation Front claimed "
        "responsibility for it."
    )
    assert roles(facts)["Marsh Valley Liberation Front"][0] == "claimed"


def test_passive_blame_finds_its_subject(read_text):
    facts = read_text("Rockets hit a base on Monday. Kataib Hezbollah was blamed for the attack.")
    assert roles(facts)["Kata'ib Hezbollah"][0] == "suspected"


REBELS = "Marsh Valley Liberation Front"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"Members of the {REBELS} killed two farmers on Monday.", "actor"),
        (f"Alleged members of the {REBELS} killed two farmers on Monday.", "suspected"),
        (f"Two farmers were killed on Monday, presumably by the {REBELS}.", "suspected"),
        (f"Two farmers were killed on Monday by the {REBELS}.", "actor"),
        (f"The attack that killed two on Monday was condemned by the {REBELS}.", "named"),
        (f"A bomb killed two on Monday. They hold the {REBELS} responsible for it.", "suspected"),
        (f"A bomb killed two on Monday. The {REBELS} has not yet claimed responsibility.", "named"),
        (
            f"Four farmers were kidnapped by armed members of the {REBELS} in Cusco on Monday.",
            "actor",
        ),
        (
            f"The army charged on Monday that the farmers were killed by the {REBELS} in Cusco.",
            "suspected",
        ),
        (
            f"He is convinced that the attack on Monday was carried out by the {REBELS}.",
            "suspected",
        ),
    ],
)
@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
def test_standing_comes_from_the_words_beside_the_name(read_text, text, role, shape):
    assert roles(read_text(shape(text)))[REBELS][0] == role


def test_a_countrys_forces_are_named_by_it(read_text):
    facts = read_text("THE BORUVIAN ARMY KILLED NINE FARMERS IN THE VILLAGE ON MONDAY.")
    assert roles(facts)["Boruvian Army"][0] == "actor"


def test_army_that_only_speaks_has_done_nothing(read_text):
    facts = read_text(
        "A bomb killed two people on Monday. The Boruvian army said of the attack no word."
    )
    assert roles(facts)["Boruvian Army"][0] == "named"


def test_article_does_not_cut_a_name_short(tools):
    assert tools.actors.meaning("the Army of National Liberation").country == "CO"


def test_rebels_in_capitals_are_no_houthis(read_text):
    facts = read_text("ON MONDAY THE REBELS ATTACKED A POST, KILLING TWO FARMERS.")
    assert "Houthis" not in roles(facts)


DOERS = [
    (
        "The Marsh Liberation Front (MLF) held a congress last year. On Monday the rebels killed "
        "two farmers near Kirkuk.",
        ("Marsh Liberation Front", "actor"),
    ),
    (
        "A bomb killed two people on Monday. The attack was attributed to the Marsh Liberation "
        "Front.",
        ("Marsh Liberation Front", "suspected"),
    ),
    (
        "A bomb killed two people on Monday. A group calling itself the Night Herons claimed "
        "responsibility.",
        ("Night Herons", "claimed"),
    ),
    (
        'A bomb killed two people on Monday. The "Sand River Force" claimed responsibility.',
        ("Sand River Force", "claimed"),
    ),
    (
        "The Marsh Liberation Front said on Monday that Marsh Liberation Front fighters ambushed "
        "a bus and killed two passengers.",
        ("Marsh Liberation Front", "claimed"),
    ),
]


@pytest.mark.parametrize(("text", "doer"), DOERS)
def test_who_did_it_is_told_by_grammar(read_text, text, doer):
    told = {(a.name, a.role) for m in read_text(text).mentions for a in m.actors}
    assert doer in told


def test_a_leader_murdered_does_not_make_the_party_a_murderer(read_text):
    facts = read_text(
        "Police on Monday sought those behind the Marsh Liberation Front leader murder."
    )
    told = {a.name: a.role for m in facts.mentions for a in m.actors}
    assert told.get("Marsh Liberation Front") != "actor"


def test_a_verb_is_no_abbreviated_group(read_text):
    facts = read_text("LET US PRAY, THE BISHOP SAID AFTER A BOMB KILLED TWO PEOPLE ON MONDAY.")
    assert "Lashkar-e-Taiba" not in roles(facts)


def test_a_sentence_goes_on_after_an_abbreviated_country():
    text = prose("text", "Guards of the U.S. Embassy fled. He left the U.S. The guards stayed.")
    assert len(text.sentences) == 3
