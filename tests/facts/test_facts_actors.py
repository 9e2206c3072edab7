"""Actors under one name, blame apart from claims, persons and their fates."""

from __future__ import annotations

import pytest

from monitor.facts.lexical.prose import prose

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


STANDINGS = [
    ("Two clerks, accused by the {0} of spying, were killed on Monday.", "named"),
    ("Police are accusing the {0} of the murder of two clerks on Monday.", "suspected"),
    ("Two died on Monday. It is presumed that the murder involved men of the {0}.", "suspected"),
    (
        "Two clerks were killed on Monday. Nobody said so, but police did not blame the {0}.",
        "named",
    ),
    ("The {0} is to blame for the murder of two clerks on Monday.", "suspected"),
    ("The murder of two clerks on Monday was not carried out by the {0}.", "named"),
    ("Three alleged men fired at a post near the {0} offices on Monday.", "named"),
    ("Neither the {0} nor any other group has claimed the attack of Monday.", "named"),
    ("The {0} claimed that police killed two clerks on Monday.", "named"),
    ("The {0} said it killed two guards on Monday.", "claimed"),
    ("The {0} said it did not kill two guards on Monday.", "named"),
    (
        "A bomb killed two on Monday. The {0} may have planted it, an attack by the {0}.",
        "suspected",
    ),
    ("Six fighters of the so-called {0} died in a raid on Monday.", "victim"),
    ("The chief of the {0} was shot dead on Monday.", "named"),
    ("The {0} condemns the murder of two clerks on Monday.", "named"),
    ("Two engineers were released on Monday by the {0}, a month after they were taken.", "actor"),
    ("A bomb hit a bus on Monday. A message was released by the {0}.", "named"),
    ("Two members of the {0} were arrested in connection with the attack on Monday.", "suspected"),
    ("Two clerks were killed on Monday by the army and the {0}.", "actor"),
    ("Ten died on Monday in a battle between the army and the {0}.", "named"),
]


@pytest.mark.parametrize(("text", "role"), STANDINGS)
@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
def test_standing_is_told_by_grammar(read_text, text, role, shape):
    told = {a.name: a.role for a in read_text(shape(text.format(REBELS))).mentions[0].actors}
    assert told[REBELS] == role


def test_one_presumed_does_not_outweigh_what_is_told_plainly(read_text):
    facts = read_text(
        f"The {REBELS} killed two farmers on Monday. Men of the {REBELS} ambushed a bus that day. "
        f"A clerk was killed by the {REBELS}. A bomb was presumably planted by the {REBELS}."
    )
    assert roles(facts)[REBELS][0] == "actor"


def test_who_denies_stays_charged(read_text):
    facts = read_text(
        f"Two farmers were killed on Monday by the {REBELS}, police said. The {REBELS} denied it."
    )
    assert [a.role for a in facts.mentions[0].actors if a.name == REBELS] == ["suspected", "denied"]


def test_a_plan_does_not_make_a_suspect_of_who_did_it(read_text):
    facts = read_text(
        f"The {REBELS} killed two farmers on Monday. The {REBELS} could attack again, police said."
    )
    assert roles(facts)[REBELS][0] == "actor"


def test_a_raid_by_an_army_is_no_violence_by_itself(read_text):
    facts = read_text(
        "A bomb killed two people on Monday. Two men were captured by the Boruvian army."
    )
    assert roles(facts)["Boruvian Army"][0] == "named"


def test_those_in_one_list_are_blamed_together(read_text):
    facts = read_text(
        f"The {REBELS} and the Hill People's Movement are responsible for the murder of two "
        "clerks on Monday."
    )
    assert {role for role, _ in roles(facts).values()} == {"suspected"}


def test_a_party_is_not_blamed_for_its_secretary(read_text):
    facts = read_text(
        "Two clerks were killed on Monday. Police accused Tom Hale, secretary of the Boruvian "
        "army, of the murder."
    )
    assert roles(facts)["Boruvian Army"][0] == "named"


def test_the_rebels_are_those_named_last(read_text):
    facts = read_text(
        f"The Hill People's Movement held a congress. It ended quietly. Nobody came. Rain fell. "
        f"The {REBELS} holds the valley. On Monday the rebels killed two farmers."
    )
    told = {(a.name, a.role) for m in facts.mentions for a in m.actors}
    assert (REBELS, "actor") in told


@pytest.mark.parametrize("name", ["Hamas (HMS)", "the Hamas", "Hamas [Hamas]"])
def test_whole_names_meet_with_article_or_second_name(tools, name):
    assert tools.actors.meaning(name).name == "Hamas"


def test_two_names_of_different_actors_mean_nobody(tools):
    assert tools.actors.meaning("Hamas (ISIS)") is None


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
