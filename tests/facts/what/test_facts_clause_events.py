"""What one clause tells by itself: its kind, its time; and which clauses tell of one incident."""

from __future__ import annotations

from datetime import date

import pytest
from facts_builders import an_article
from facts_tables import a_text, rows
from hypothesis import given
from hypothesis import strategies as st

from monitor.facts.data import FactTools
from monitor.facts.finding import Finder
from monitor.facts.nouns import Clause, Group, Moment
from monitor.facts.what.act_or_talk import weigh
from monitor.facts.what.clause_events import clause_kind, disjoint, event_moment
from monitor.facts.what.incident_groups import merged
from monitor.model.names import DatePrecision

DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 20))
FIELD = a_text("A bomb went off.")


def a_moment(start: date, end: date) -> Moment:
    return Moment(FIELD, 0, 1, "date", start, end, DatePrecision.DAYS)


def a_group(kind: str, *days: int) -> Group:
    ends = [date(2020, 1, day) for day in days]
    clause = Clause(FIELD, 1, 0, len(FIELD.words))
    return Group(kind, a_moment(*ends) if ends else None, None, (clause,))


def clauses_of(tools: FactTools, text: str) -> list[Clause]:
    return Finder(an_article(text, published="2024-05-15"), tools).clauses()


@pytest.mark.parametrize(("text", "expected"), rows("clause_kinds"))
def test_a_clause_tells_its_kind(tools: FactTools, text: str, expected: str) -> None:
    kinds = [clause_kind(clause, tools.groups) or "-" for clause in clauses_of(tools, text)]
    assert " ".join(kinds) == expected


@pytest.mark.parametrize(("text", "expected"), rows("clause_days"))
def test_a_clause_dates_its_happening(tools: FactTools, text: str, expected: str) -> None:
    moments = [event_moment(clause) for clause in clauses_of(tools, text)]
    assert " ".join(str(one.start) if one else "-" for one in moments) == expected


@given(one=st.tuples(DAYS, DAYS), other=st.tuples(DAYS, DAYS))
def test_times_are_disjoint_where_no_day_is_common(
    one: tuple[date, date], other: tuple[date, date]
) -> None:
    mine, theirs = a_moment(min(one), max(one)), a_moment(min(other), max(other))
    common = max(min(one), min(other)) <= min(max(one), max(other))
    assert disjoint(mine, theirs) == (not common)
    assert disjoint(theirs, mine) == disjoint(mine, theirs)


@pytest.mark.parametrize(
    ("one", "other", "count", "kind"),
    [
        (a_group("bombing", 3, 3), a_group("bombing", 3, 3), 1, "bombing"),
        (a_group("bombing", 3, 3), a_group("armed_attack", 3, 3), 1, "bombing"),
        (a_group("armed_attack", 3, 3), a_group("bombing", 3, 3), 1, "bombing"),
        (a_group("bombing", 3, 3), a_group("bombing", 5, 5), 2, "bombing"),
        (a_group("bombing", 3, 3), a_group("earthquake", 3, 3), 2, "bombing"),
        (a_group("bombing", 1, 9), a_group("bombing", 5, 5), 1, "bombing"),
    ],
)
def test_groups_of_one_kind_and_day_are_one_incident(
    one: Group, other: Group, count: int, kind: str
) -> None:
    groups, went = merged(other, [one], None)
    assert (len(groups), groups[0].kind) == (count, kind)
    assert went in groups


def test_the_finer_time_stays_when_groups_are_joined() -> None:
    groups, _ = merged(a_group("bombing", 5, 5), [a_group("bombing", 1, 9)], None)
    assert groups[0].interval == (date(2020, 1, 5), date(2020, 1, 5))


@pytest.mark.parametrize(("text", "expected"), rows("act_or_talk"))
def test_a_text_tells_of_an_act_or_only_speaks_of_violence(
    tools: FactTools, text: str, expected: str
) -> None:
    told = weigh(clauses_of(tools, text), date(2024, 5, 15), tools.groups, tools.deeds)
    assert ("act" if told.score >= tools.deeds.enough else "talk") == expected
