"""Whether a text tells of a violent act or only speaks of violence."""

from __future__ import annotations

import pytest

ACT = (
    "Gunmen shot and killed the mayor of Dorran outside his home on Monday morning, police said.\n"
    "The attackers fled in a blue van. A bodyguard was wounded and taken to hospital.\n"
    "Police found the van near the river and arrested two men. The mayor, 51, had received threats "
    "for months. His deputy said the council would meet on Tuesday. The town has 9,000 inhabitants."
)
TALK = (
    "The president urged all parties on Monday to return to the talks and to end the war.\n"
    "In a speech to congress he said that violence, terrorism and killings had cost the country "
    "thousands of lives over ten years, and that only dialogue and democracy would bring peace. "
    "We condemn every attack, he said, whoever orders it, and we reject those who would answer "
    "terror with terror. The opposition called the proposal weak and demanded new elections. Its "
    "leaders want reforms of the economic policy before any agreement is signed, they said."
)


def violent(facts, tools):
    return [m for m in facts.mentions if tools.groups.get(m.incident_type) == "violent"]


@pytest.mark.parametrize("shape", [str, str.upper], ids=["written", "capitals"])
def test_act_is_told_from_talk(read_text, tools, shape):
    assert violent(read_text(shape(ACT)), tools)[0].ordinal == 0
    assert violent(read_text(shape(TALK)), tools) == []


def test_act_of_which_a_statement_speaks_is_background(read_text, tools):
    text = (
        "The bishop called on parliament on Monday to reform the law on the police.\n"
        "In a letter read in all churches he asked the government for talks with the unions.\n"
        "Hooded men murdered the priest Anders Holm in the village of Dorran on Saturday night, "
        "and a bomb destroyed the parish house there. The bishop said he knew no reason for it.\n"
        "The government answered that it would study the letter and reply within the week."
    )
    told = violent(read_text(text, title="Bishop calls for reform of police law"), tools)
    assert [m.ordinal > 0 for m in told] == [True]


def test_ordinals_count_on(read_text):
    for text in (ACT, TALK):
        assert [m.ordinal for m in read_text(text).mentions] == list(
            range(len(read_text(text).mentions))
        )


def test_other_languages_and_headlines_are_judged_by_their_kinds(read_text, tools):
    german = "Bewaffnete überfielen am Montag einen Markt in Dorran und töteten vier Menschen."
    assert violent(read_text(german * 6, language="de"), tools)
    assert violent(read_text("", title="Gunmen kill four at market in Dorran"), tools)
