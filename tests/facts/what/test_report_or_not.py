"""Articles that tell of nothing new open nothing, whatever words of violence stand in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.facts import Facts

_ADVICE = """You want to be ready before the storm season begins. What should you buy, and when?

Many people think that a torch and some water are enough. They rarely are. You should always keep
three days of food at home, and you can store it under the stairs. Most families never check the
batteries of their radio. Do you know where yours is?

Perhaps the best thing you can do is talk to your neighbours. They may need you, and you may need
them. Nobody likes to think about a flood. But everyone sleeps better with a plan, and a plan costs
nothing: a sheet of paper, a pen, ten minutes of your time. And really, what could be simpler?"""

_ARGUMENT = """We have become used to the war. Every morning we read how many were killed, and every
morning we turn the page. Perhaps that is how we protect ourselves. But should we?

I grew up believing that my country would never look away. Yet we do, and we always have. In 1992 we
argued about the price of milk while a city was shelled. In 2003 we argued about grammar. What
will our children say of us?

Of course nobody can mourn all day. But we could, for instance, stop calling a massacre an event. We
might even learn a name or two. It would be a beginning, and beginnings are what we lack."""

_PORTRAIT = """He was born in a fishing village in 1951, the youngest of nine children, and he says
he
always knew that he would leave. His father mended nets. His mother sang.

Today he lives above a bakery, in two rooms full of clocks. Most of them have stopped. "I like the
quiet," he says, and laughs. He often laughs. In 1974 he built his first boat, in 1980 he sold it,
and for most of his life he has never owned more than fits into a trunk.

Every summer, people come from far away to see the clocks. Many bring one of their own. What do they
hope for? He never asks, he says. Perhaps that is why they keep coming."""

_REPORT = """A ferry capsized off Velden on Tuesday, killing at least 14 people, the coast guard
said.

The boat was carrying 60 passengers to the island of Morsa when it was hit by a wave at about 7
a.m.,
said a spokesman, Ivo Lanz. Helicopters rescued 41 people, and five were still missing on Tuesday
night. The cause was not known. Police said that they had opened an investigation and that the
captain was among the dead."""

_UNDATED = """The government of Varland has approved a law that bans fishing with drift nets, the
ministry of agriculture announced. The law was adopted by 61 votes to 38 after a debate of nine
hours, said the minister, Ana Ruiz. Fishermen's unions said that they would challenge it in court.
The
ministry said that boats which were found with such nets would be seized, and that inspectors had
been sent to all harbours."""


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("How to get ready for a storm: 7 things you should buy", _ADVICE),
        ("What the war has done to us", _ARGUMENT),
        ("The man who lives with stopped clocks", _PORTRAIT),
    ],
)
def test_a_piece_that_reports_nothing_opens_nothing(
    read_text: Callable[..., Facts], title: str, text: str
) -> None:
    facts = read_text(text, title=title)
    assert facts.not_incident
    assert not [m for m in facts.mentions if m.ordinal == 0]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ferry capsizes off Velden, killing at least 14", _REPORT),
        ("Varland bans drift nets", _UNDATED),
    ],
)
def test_a_report_stays_one_dated_or_not(
    read_text: Callable[..., Facts], title: str, text: str
) -> None:
    assert read_text(text, title=title).not_incident == ""
    assert read_text(text, title=title, published=None).not_incident == ""


def test_what_was_weighed_says_how_surely(read_text: Callable[..., Facts]) -> None:
    facts = read_text(_ARGUMENT, title="What the war has done to us")
    assert 0.0 <= facts.not_incident_share <= 1.0
