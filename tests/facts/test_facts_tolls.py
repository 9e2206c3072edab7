"""How many: words and digits, bounds, zero, and nobody counted twice."""

from __future__ import annotations

import pytest


def counts(facts):
    return {c.field: (c.low, c.best, c.high) for c in facts.mentions[0].counts if not c.group}


TOLLS = [
    ("en", "Gunmen killed twelve people on Monday.", "killed", (12, 12, 12)),
    ("en", "At least 25 people were killed in the bombing.", "killed", (25, 25, None)),
    ("en", "Between gunfire and fire, up to 30 people died.", "killed", (None, 30, 30)),
    ("en", "Dozens of people were killed in the attack.", "killed", (12, 12, None)),
    ("en", "The attack killed 1,250 people.", "killed", (1250, 1250, 1250)),
    ("en", "The blast left forty-two dead.", "killed", (42, 42, 42)),
    ("en", "Three to five people were killed in the shelling.", "killed", (3, 3, 5)),
    ("en", "A 23-year-old man was shot and killed in the street.", "killed", (1, 1, 1)),
    ("en", "A rocket attack wounded three soldiers and a civilian.", "injured", (4, 4, 4)),
    (
        "en",
        "Rockets hit the base, wounding three of its troops, without naming them, and two "
        "Iraqi troops.",
        "injured",
        (5, 5, 5),
    ),
    ("en", "A rocket hit a field. There were no casualties.", "killed", (0, 0, 0)),
    ("en", "A rocket hit a field. No injuries were reported.", "injured", (0, 0, 0)),
    ("en", "Gunmen abducted six students from a school.", "kidnapped", (6, 6, 6)),
    ("en", "The ferry sank and 14 passengers are missing.", "missing", (14, 14, 14)),
    ("en", "Ten people, three of them officers, died in the blast.", "killed", (10, 10, 10)),
    ("en", "Six monks, five of whom were foreign, were killed.", "killed", (6, 6, 6)),
    ("en", "Twelve people lived there, and two of them died.", "killed", (2, 2, 2)),
    ("en", "The shooting left four troops, including the gunman, dead.", "killed", (4, 4, 4)),
    ("fr", "Une explosion a fait au moins douze morts.", "killed", (12, 12, None)),
    ("de", "Bei dem Anschlag wurden mindestens zwölf Menschen getötet.", "killed", (12, 12, None)),
    ("es", "El atentado dejó al menos doce muertos.", "killed", (12, 12, None)),
    ("ru", "При взрыве погибли двенадцать человек.", "killed", (12, 12, 12)),
    ("ar", "قتل 12 شخصا في انفجار.", "killed", (12, 12, 12)),
    ("ar", "قتل 12 شخصا وأصيب 30 آخرون في انفجار.", "injured", (30, 30, 30)),
    ("fr", "Le séisme a fait plus de 2 000 morts.", "killed", (2000, 2000, None)),
    ("de", "Das Erdbeben tötete 1.250 Menschen.", "killed", (1250, 1250, 1250)),
]


@pytest.mark.parametrize(("language", "text", "field", "toll"), TOLLS)
def test_toll_is_read_with_its_bounds(read_text, language, text, field, toll):
    assert counts(read_text(text, language=language))[field] == toll


def test_lead_and_later_sentence_are_not_added_up(read_text):
    text = "Two people were killed in a shooting on Monday.\nThe two victims were found dead."
    assert counts(read_text(text))["killed"] == (2, 2, 2)


def test_silence_is_unknown(read_text):
    facts = read_text("Two rockets hit a base near Baghdad on Monday, the army said.")
    assert "killed" not in counts(facts)
    assert "injured" not in counts(facts)


def test_the_dead_among_the_shot_are_not_wounded_too(read_text):
    facts = read_text("Five people were shot on Sunday. One man was killed.", title="Five shot")
    assert counts(facts)["killed"][1] == 1
    assert counts(facts)["injured"][1] == 4


@pytest.mark.parametrize(
    "text",
    [
        "A clerk, 34, was hit by a rocket fragment in 2019 pounds of rubble on 12 March.",
        "Two other children were at home but were not injured when rockets fell.",
        "Rockets fell. The bill killed off 200 rules.",
        "Gunmen fired. Witnesses heard one shot after 45 minutes.",
    ],
)
def test_ages_years_and_denials_are_no_tolls(read_text, text):
    assert all(best in (None, 0, 1) for _, best, _ in counts(read_text(text)).values())


def test_munitions_are_counted_by_kind(read_text):
    facts = read_text("At least 25 rockets hit Camp Taji on Saturday.")
    told = [(c.unit, c.low, c.high) for c in facts.mentions[0].counts if c.field == "munitions"]
    assert told == [("rocket", 25, None)]


GROUPS = [
    (
        "Rockets hit a base in Mosul on Saturday, wounding three of its troops, two of them badly, "
        "and two Iraqi troops, an official said.",
        "injured",
        {"": 5, "troops": 3, "Iraqi": 2},
    ),
    (
        "Two Danes and a British nurse were killed on Wednesday when a bomb exploded in Mosul.",
        "killed",
        {"": 3, "Dane": 2, "British": 1},
    ),
    (
        "A blast in Mosul on Monday wounded four civilians as well as two policemen.",
        "injured",
        {"": 6, "civilian": 4, "policeman": 2},
    ),
    ("A man and a woman were shot dead in Houston on Monday.", "killed", {"": 2}),
    ("A bomb in Mosul killed four people on Monday.", "killed", {"": 4}),
]


@pytest.mark.parametrize(("text", "field", "told"), GROUPS)
def test_groups_of_one_verb_are_added_and_kept_apart(read_text, text, field, told):
    found = [c for c in read_text(text).mentions[0].counts if c.field == field]
    assert {c.group: c.best for c in found} == told


@pytest.mark.parametrize(
    ("text", "field", "best"),
    [
        ("A half-dozen people were wounded in a shooting in Leeds on Monday.", "injured", 6),
        ("A man was charged with shooting four people and killing one of them.", "killed", 1),
        ("A bomb wounded two men and a boy, an officer said on Monday.", "injured", 3),
    ],
)
def test_number_is_of_those_who_were_hurt(read_text, text, field, best):
    found = [c for c in read_text(text).mentions[0].counts if c.field == field and not c.group]
    assert [c.best for c in found] == [best]


WHO_ELSE = [
    ("A shooting on Monday left two people dead and two more wounded at a park.", 2, 2),
    ("A child was shot five times and killed, his father was badly injured, on Monday.", 1, 1),
    ("A shooting on Monday left a girl dead and her 8-year-old friend injured.", 1, 1),
    ("A girl died and her father is in critical condition after a shooting on Monday.", 1, 1),
    ("A man was wounded in a shooting on Monday. The man died in hospital.", 1, 0),
]


@pytest.mark.parametrize(("text", "killed", "injured"), WHO_ELSE)
def test_the_wounded_beside_one_dead_are_others_where_told_so(read_text, text, killed, injured):
    found = counts(read_text(text))
    assert (found["killed"][1], found["injured"][1]) == (killed, injured)


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Image 3 of 8 A child was shot on Monday.", 1),
        ("A boy was shot on Monday. He had multiple injuries. Several tips were received.", 1),
        ("A party ended with five people in the hospital after a shooting on Monday.", 5),
    ],
)
def test_captions_wounds_and_tips_are_no_persons(read_text, text, injured):
    assert counts(read_text(text))["injured"][1] == injured


def test_who_was_only_shot_at_is_not_hurt(read_text):
    facts = read_text("Both teens said on Monday that they were shot at by a man.")
    assert "injured" not in counts(facts)


def test_an_officer_right_after_the_killing_is_its_victim(read_text):
    text = (
        "Rockets hit Camp Taji on Monday.\n\nLast December, a rocket killed a contractor at "
        "Besmaya.\n\nThe army then killed militia commander Major General John Doeman in Baghdad."
    )
    background = read_text(text).mentions[1:]
    assert [(m.where[0].place.name, m.counts[0].best) for m in background] == [
        ("Besmaya", 1),
        ("Baghdad", 1),
    ]


def test_an_officer_who_tells_of_it_is_no_victim(read_text):
    text = "A man was killed, Sheriff John Doeman said on Monday. It was a shooting in Toledo."
    assert counts(read_text(text))["killed"][1] == 1


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Gunmen murdered Judge Robert Hale in Leeds on Monday.", 1),
        ("The murder of Senator Robert Hale shocked Leeds on Monday.", 1),
        ("Sheriff Robert Hale was shot and killed in Leeds on Monday.", 1),
        ("A boy was shot and killed in Leeds on Monday, Sheriff Robert Hale said.", 1),
        ("Gunmen killed six priests and two maids in Leeds on Monday.", 8),
    ],
)
@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
def test_an_officer_of_the_state_may_be_the_victim(read_text, text, best, shape):
    found = read_text(shape(text)).mentions[0].counts
    assert [c.best for c in found if c.field == "killed" and not c.group] == [best]


COUNTED_UP = [
    # A death told in one word; whose it was, where one was shot.
    ("The fatal shooting of a 9-year-old girl on Monday shocked Leeds.", 1, 0),
    ("A man shot a clerk on Monday. He is charged with murder.", 1, 0),
    ("A man shot a clerk on Monday. He is charged with attempted murder.", 0, 1),
    ("Police told of a deadly shooting in Leeds on Monday.", 1, 0),
    # Numbered victims.
    ("Three men were shot on Monday in Leeds. A fourth person was wounded by glass.", 0, 4),
    ("Several people were wounded in a shooting on Monday. All five victims are stable.", 0, 5),
    ("A triple shooting left one man dead in Leeds on Monday.", 1, 2),
    # Who shot himself was not among those he shot.
    ("A man shot a mother and her son on Monday, then turned his gun on himself.", 3, 0),
    ("Anna Reed, 7, died after she and her father were shot on Monday in Leeds.", 1, 1),
    # Several are vague; the number told later is not.
    (
        "Multiple people were hurt in a shooting on Monday.\n\nA.\n\nB.\n\nSeven were wounded.",
        0,
        7,
    ),
    (
        "Four people were taken to hospital after a shooting on Monday. One man was hurt badly.",
        0,
        4,
    ),
    # Ages, pages, children left behind and those only sought are nobody.
    ("Four men in their 20’s were shot on Monday.", 0, 4),
    ("(Photo 8) – Two teenagers are dead after a shooting on Monday.", 2, 0),
    ("A shooting on Monday: two girls, 7 and 5, were wounded.", 0, 2),
    ("Sam Reed, a father of four, was killed in a shooting on Monday.", 1, 0),
    ("A man who was 59, had shot two women on Monday.", 0, 2),
    ("Four men were shot on Monday, one fatally, at a vigil for a slain friend.", 1, 3),
    (
        "Five people were wounded in a shooting on Monday. Some of the scars and injuries stay.",
        0,
        5,
    ),
    (
        "Police confirmed four fatalities in a shooting, including the shooter, and one injured.",
        4,
        1,
    ),
]


@pytest.mark.parametrize(("text", "killed", "injured"), COUNTED_UP)
def test_victims_of_a_crime_are_counted_up(read_text, text, killed, injured):
    found = counts(read_text(text))
    assert (found["killed"][1], found["injured"][1]) == (killed, injured)


def test_who_is_sought_for_a_shooting_was_not_shot(read_text):
    facts = read_text("Officers looked for a man on Monday.", title="Police seek shooting suspect")
    assert "injured" not in counts(facts)


def test_a_headline_about_oneself_counts_nobody_besides(read_text):
    title = "Boy, 4, accidentally shoots himself, father charged"
    facts = read_text("A boy shot himself on Monday.", title=title)
    assert counts(facts)["injured"][1] == 1


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("The murder of John Doeman and of lawyer Jane Roe on Monday shocked Leeds.", 2),
        (
            "A commando killed John Doeman, leader of the leftist party of the north, and "
            "Ruritanian lawyer Jane Roe in Leeds on Monday.",
            2,
        ),
        ("Inspector Robert Hale died in the bomb attack in Leeds on Monday.", 1),
        ("John Doeman, who was kidnapped by rebels in Leeds, was found dead on Monday.", 1),
        ("Rebels killed two farmers on Monday. About 13,000 people were killed since 1980.", 2),
    ],
)
@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
def test_the_dead_named_with_their_offices_are_counted(read_text, text, best, shape):
    found = [c.best for c in read_text(shape(text)).mentions[0].counts if c.field == "killed"]
    assert found[:1] == [best]


ALSO_KILLED = [
    ("Minister John Doeman was murdered on Monday in an attack in which two guards of his escort "
     "were also killed.", 3),
    ("Rebels murdered John Doeman on Monday. Two of the mayor's guards were also killed.", 3),
    ("John Doeman, 65, was killed near his home on Monday, along with two of his bodyguards.", 3),
    ("The murder of Dr John Doeman, his wife, and two other people on Monday shook Leeds.", 4),
    ("Mayor John Doeman and the two farmers were killed by a firing squad on Monday.", 3),
    ("Deputy John Doeman, of the Reform Party of the north, was murdered on Monday.", 1),
    ("Police look into the murder of two Ruritanian citizens in Leeds on Monday.", 2),
    ("The bodies of three more unidentified Ruritanians were found after an attack on Monday.", 3),
    ("A strike began on Monday after lawyer John Doeman's murder in Leeds.", 1),
    ("John Doeman's murder trial began on Monday. Gunmen killed two women in Leeds.", 2),
    ("Rebels killed John Doeman and Jane Roe, both of whom were writers, on Monday.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "best"), ALSO_KILLED)
def test_who_died_with_somebody_is_counted_too(read_text, text, best):
    found = [c.best for c in read_text(text).mentions[0].counts if c.field == "killed"]
    assert found[:1] == [best]


def test_a_name_broken_over_two_lines_is_one_name(read_text):
    line = "The council of the old town of Leeds said on Monday in a statement that "
    text = (
        f"{line}\nit mourns the murder of lawyer John\nDoeman, who was a friend of the council,\n"
    )
    assert counts(read_text(text + f"{line}\n{line}"))["killed"][1] == 1


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Three men shot dead Xolani Mbheki in Velm on Monday.", 1),
        ("Three gunmen killed city councillor Xolani Mbheki on Monday.", 1),
        ("The murder of Dr. Xolani Mbheki shocked the town on Monday.", 1),
        ("Staff walked out over magistrate Xolani Mbheki's murder on Monday.", 1),
        ("An army colonel, a clerk and senator Xolani Mbheki were murdered on Monday.", 3),
    ],
)
def test_a_name_of_no_list_is_a_persons_by_what_befell_it(read_text, text, best):
    """Else the three gunmen were read as the dead."""
    facts = read_text(text)
    assert counts(facts)["killed"] == (best, best, best)
    named = {(p.name, p.role) for p in facts.mentions[0].persons}
    assert named == {("Xolani Mbheki", "killed")}


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed Red Star fighters in Velm on Monday.",
        "Two men were killed in Grey Hollow on Monday.",
        "The men were shot near Pebble Harbour as they left.",
    ],
)
def test_what_is_harmed_or_where_is_no_person_for_its_capitals(read_text, text):
    assert not read_text(text).mentions[0].persons


@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("An army major was murdered in Ostley on Monday.", 1),
        ("Gunmen killed an army major and his driver in Ostley on Monday.", 2),
        ("A retired captain was killed in Ostley on Monday.", 1),
        ("A major fire in Ostley on Monday killed a man.", 1),
    ],
)
def test_a_rank_after_its_service_is_a_person(read_text, text, best, shape):
    assert counts(read_text(shape(text)))["killed"][1] == best
