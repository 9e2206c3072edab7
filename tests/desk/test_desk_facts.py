"""`why` shows each fact with its words and the rule that read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.desk.facts import ReadFact, facts_of
from monitor.model.facts import Count, Mention, Place, When, Where
from monitor.model.names import DatePrecision, Role
from monitor.model.spans import Span


def a_span(text: str) -> Span:
    return Span(field="text", start=0, end=len(text), text=text)


def a_mention() -> Mention:
    day = date(2026, 3, 3)
    return Mention(
        ordinal=0,
        role=Role.PRIMARY,
        incident_type="rocket_attack",
        when=When(
            start=day,
            end=day,
            precision=DatePrecision.DAY,
            span=a_span("Tuesday"),
            reason="weekday, of the verb that tells it",
        ),
        where=(
            Where(
                place=Place(
                    id="place_1",
                    name="Camp Oryx",
                    kind="base",
                    country="TD",
                    admin1="Lac",
                    latitude=None,
                    longitude=None,
                    precision=1,
                ),
                span=a_span("Camp Oryx"),
                reason="what was struck",
            ),
        ),
        counts=(
            Count(
                field="killed",
                low=3,
                best=3,
                high=3,
                span=a_span("killing\n  three"),
                reason="object of the verb",
            ),
            Count(field="injured", low=12, best=12, high=None, span=a_span("dozens")),
        ),
        actors=(),
        persons=(),
        terms=(),
        spans=(),
        type_reason="“rockets”",
    )


def test_each_fact_has_its_words_and_its_rule() -> None:
    assert facts_of(a_mention())[:4] == (
        ReadFact(field="type", value="rocket attack", words="", reason="“rockets”"),
        ReadFact(
            field="day",
            value="3 Mar 2026",
            words="Tuesday",
            reason="weekday, of the verb that tells it",
        ),
        ReadFact(field="place", value="Camp Oryx", words="Camp Oryx", reason="what was struck"),
        ReadFact(field="killed", value="3", words="killing three", reason="object of the verb"),
    )


def test_an_open_figure_is_a_least() -> None:
    """And a fact that an older version stored has no reason."""
    last = facts_of(a_mention())[-1]
    assert (last.field, last.value, last.reason) == ("injured", "at least 12", "")


def test_what_a_model_weighed_tells_how_surely():
    when = replace(a_mention().when, confidence=0.83)
    facts = facts_of(replace(a_mention(), when=when, type_confidence=0.9))
    told = {fact.field: fact.confidence for fact in facts}
    assert (told["type"], told["day"], told["killed"]) == (0.9, 0.83, None)
