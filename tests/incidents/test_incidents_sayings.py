"""What a mention says of its incident, and in whose name."""

from __future__ import annotations

import dataclasses

from monitor.incidents.claims import claims, conflicts
from monitor.model.deciding import Claim
from monitor.model.facts import ActorRole, Count, Mention, Term
from monitor.model.names import Role, SourceClass
from monitor.model.reading import Attribution, Source
from monitor.model.spans import Span
from tests.incidents.incident_builders import (
    COAST_GUARD,
    NOW,
    a_mention,
    a_reading,
    a_report,
    an_article,
    hours,
)

MONITORS = Source(name="Velm Rights Watch", source_class=SourceClass.NGO)
NOBODY = Source(name="No group has yet", source_class=SourceClass.UNSOURCED)
MINISTRY = Source(name="Ministry of Velm", source_class=SourceClass.OFFICIAL_BODY)


def at(text: str, words: str, field: str = "text") -> Span:
    start = text.index(words)
    return Span(field=field, start=start, end=start + len(words), text=words)


def says(text: str, source: Source, cue: str, words: str) -> Attribution:
    return Attribution(
        source=source, source_span=None, cue_span=at(text, cue), content_span=at(text, words),
        kind="indirect",
    )  # fmt: skip


def killed(text: str, number: int, words: str, field: str = "text", title: str = "") -> Count:
    span = at(title if field == "title" else text, words, field)
    return Count(field="killed", low=number, best=number, high=number, span=span)


def ledger(text: str, mention: Mention, *said: Attribution, title: str = "") -> tuple[Claim, ...]:
    article = dataclasses.replace(an_article(text=text), title=title or "Shells fall")
    reading = a_reading(article, mention, attributions=said)
    return claims("incident_a", a_report(reading), reading, (), NOW).new


def a_telling(text: str, **changes: object) -> Mention:
    return a_mention(when=None, where=(), counts=(), spans=(at(text, text),), **changes)


def test_two_voices_that_contradict_each_other_both_stand_in_the_ledger() -> None:
    heard = "22 of them had died, while the coast guard spoke of just one death"
    text = f"Velm Rights Watch reported {heard}."
    mention = dataclasses.replace(
        a_telling(text), counts=(killed(text, 22, "22 of them had died"),)
    )
    found = ledger(
        text,
        mention,
        says(text, MONITORS, "reported", heard),
        says(text, COAST_GUARD, "spoke of", "just one death"),
    )
    told = {(c.claimant.name, c.low, c.high, c.span.text) for c in found}
    assert told == {
        (MONITORS.name, 22, 22, "22 of them had died"),
        (COAST_GUARD.name, 1, 1, "one death"),
    }
    assert conflicts(*found)


def test_a_part_of_a_toll_is_no_rival_of_it() -> None:
    text = (
        "Nine people died, Velm Rights Watch reported. The coast guard spoke of nine dead, among "
        "them two killed at sea."
    )
    mention = dataclasses.replace(a_telling(text), counts=(killed(text, 9, "Nine people died"),))
    found = ledger(
        text,
        mention,
        says(text, MONITORS, "reported", "Nine people died"),
        says(text, COAST_GUARD, "spoke of", "nine dead, among them two killed at sea"),
    )
    assert [c.low for c in found] == [9]


def test_a_headline_s_figure_is_whose_words_the_text_has() -> None:
    title = "Seven dockers killed in Velm"
    text = "Seven dockers were killed by shells on Monday, the coast guard said."
    mention = dataclasses.replace(
        a_telling(text), counts=(killed(text, 7, "Seven dockers killed", "title", title),)
    )
    content = "Seven dockers were killed by shells on Monday"
    [one] = ledger(text, mention, says(text, COAST_GUARD, "said", content), title=title)
    assert one.claimant == COAST_GUARD
    assert (one.span.field, one.span.text) == ("text", "Seven dockers were killed")
    assert text[one.span.start : one.span.end] == one.span.text


def test_nobody_claims_nothing() -> None:
    text = "No group has yet claimed the attack, in which three dockers died."
    mention = dataclasses.replace(a_telling(text), counts=(killed(text, 3, "three dockers died"),))
    content = "the attack, in which three dockers died"
    [one] = ledger(text, mention, says(text, NOBODY, "claimed", content))
    assert one.claimant.source_class is SourceClass.OUTLET


def test_habit_is_neither_blame_nor_responsibility() -> None:
    text = "The ministry routinely blames the Sea Guard. The Sea Guard claimed most of them."
    roles = tuple(
        ActorRole(actor_id="s", name="Sea Guard", role=role, span=at(text, words), by=by)
        for role, words, by in (
            ("suspected", "blames the Sea Guard", "Ministry"),
            ("claimed", "The Sea Guard claimed", ""),
        )
    )
    assert ledger(text, a_telling(text, actors=roles)) == ()


def test_blame_is_by_whom_the_text_says() -> None:
    text = "Velm blamed the Sea Guard for the shells."
    role = ActorRole(
        actor_id="s", name="Sea Guard", role="suspected", span=at(text, "Sea Guard"), by="Velm"
    )
    said = says(text, MINISTRY, "blamed", "the Sea Guard for the shells")
    [one] = ledger(text, a_telling(text, actors=(role,)), said)
    assert (one.field, one.value, one.claimant) == ("blame", "Sea Guard", MINISTRY)


def test_nobody_blames_himself() -> None:
    text = "The Sea Guard said fighters were suspected of it."
    role = ActorRole(
        actor_id="s", name="Sea Guard", role="suspected", span=at(text, "Sea Guard"), by="Sea Guard"
    )
    assert ledger(text, a_telling(text, actors=(role,))) == ()


def test_damage_is_told_denied_or_only_named() -> None:
    text = (
        "Shells damaged a helicopter. There was no property damage elsewhere. Police seized a "
        "truck with eight oars."
    )
    terms = tuple(
        Term(kind="damage", value=value, span=at(text, words))
        for value, words in (
            ("helicopter", "helicopter"),
            ("property damage", "property damage"),
            ("vehicle", "truck"),
        )
    )
    found = ledger(text, a_telling(text, terms=terms))
    assert [(c.value, c.span.text) for c in found] == [
        ("helicopter", "helicopter"),
        ("none", "property damage"),
    ]


def test_a_later_figure_of_the_same_voice_takes_the_place_of_both() -> None:
    text = "The coast guard said nine dockers died."
    mention = dataclasses.replace(a_telling(text), counts=(killed(text, 9, "nine dockers died"),))
    article = an_article("Havnebladet", text=text)
    reading = a_reading(
        article, mention, attributions=(says(text, COAST_GUARD, "said", "nine dockers died"),)
    )
    old = ledger(
        "Four dockers died, the coast guard said.",
        dataclasses.replace(
            a_telling("Four dockers died, the coast guard said."),
            counts=(killed("Four dockers died, the coast guard said.", 4, "Four dockers died"),),
        ),
        says("Four dockers died, the coast guard said.", COAST_GUARD, "said", "Four dockers died"),
    )
    changes = claims("incident_a", a_report(reading), reading, old, hours(1))
    assert list(changes.superseded) == [old[0].id]
    assert mention.role is Role.PRIMARY
