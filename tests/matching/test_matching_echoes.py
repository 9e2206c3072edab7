"""What two tellings share that reports of other days have as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_matching_decide import MODEL, a_candidate, the_follow_up, the_strike

from monitor.matching.caution import NAMES, terms
from monitor.matching.decide import rank
from monitor.matching.echoes import with_echoes
from monitor.matching.features import Echoes
from monitor.matching.profile import Profile


def on(day: date, one: Profile) -> Profile:
    ordinal = day.toordinal()
    return replace(one, start=ordinal, end=ordinal, published=ordinal)


STRIKE = a_candidate(the_strike(), incident_id="incident_a")
#: A release in the same words of another day, and one in quite other words.
RELEASE = a_candidate(on(date(2031, 3, 2), the_strike()), incident_id="incident_b")


def worded(*stems: str) -> Profile:
    body = tuple((stem, 50) for stem in stems)
    return replace(on(date(2031, 3, 2), the_strike()), body=body, uses="1" * len(body))


def test_nothing_echoes_where_there_is_no_report_of_another_day() -> None:
    alone = with_echoes(the_follow_up(), [STRIKE])
    same_day = a_candidate(the_strike(), incident_id="incident_c")
    beside = with_echoes(the_follow_up(), [STRIKE, same_day])
    assert [one.echoes for one in (*alone, *beside)] == [None, None, None]


def test_a_template_echoes_wholly_and_other_words_not_at_all() -> None:
    told, _ = with_echoes(the_follow_up(), [STRIKE, RELEASE])
    assert told.echoes == Echoes(1.0, 0.0)
    other = a_candidate(worded("orchard", "kite"), incident_id="incident_d")
    told, strange = with_echoes(the_follow_up(), [STRIKE, other])
    assert told.echoes == Echoes(0.0, 1.0)
    # What shares nothing has nothing to echo.
    assert strange.echoes is None


def test_the_share_is_weighed_by_how_much_the_words_say() -> None:
    ours = replace(the_follow_up(), body=(("silo", 50), ("dock", 30)), uses="11")
    theirs = replace(the_strike(), body=(("silo", 50), ("dock", 30)), uses="11")
    other = worded("dock")
    found = with_echoes(
        ours,
        [a_candidate(theirs, incident_id="incident_a"), a_candidate(other, incident_id="b")],
    )
    assert found[0].echoes == Echoes(pytest.approx(30 / 80), pytest.approx(50 / 500))


def test_little_in_common_speaks_little_for_a_tie() -> None:
    many = tuple((word * 3, 50) for word in ("silo", *"abcdefghijklmnopqrstuvwxyz"))
    many += tuple((word * 4, 50) for word in "abcdefghijklmnopqrstuvwxyz")
    ours = replace(the_follow_up(), body=many, uses="1" * len(many))
    theirs = replace(the_strike(), body=many[:1], uses="1")
    found = with_echoes(ours, [a_candidate(theirs), a_candidate(worded("kite"), incident_id="b")])
    whole = 50 * len(many)
    assert found[0].echoes == Echoes(0.0, pytest.approx(50 / (0.25 * whole)))
    undated = with_echoes(
        replace(ours, published=None),
        [a_candidate(theirs), a_candidate(worded("kite"), incident_id="b")],
    )
    assert undated[0].echoes == Echoes(0.0, 0.0)


def test_across_languages_nothing_is_known_of_echoes() -> None:
    theirs = replace(the_strike(), language="fr")
    found = with_echoes(the_follow_up(), [a_candidate(theirs), RELEASE])
    assert found[0].echoes is None


def test_reports_without_a_day_are_of_other_days_if_they_came_weeks_apart() -> None:
    undated = replace(the_strike(), start=None, end=None, precision="unknown")
    soon = replace(undated, published=date(2031, 5, 14).toordinal())
    late = replace(undated, published=date(2031, 9, 1).toordinal())
    for other, expected in ((soon, None), (late, Echoes(1.0, 0.0))):
        found = with_echoes(the_follow_up(), [STRIKE, a_candidate(other, incident_id="b")])
        assert found[0].echoes == expected


def test_an_echo_lowers_the_score_and_why_names_it() -> None:
    alone = rank(the_follow_up(), [STRIKE], MODEL)[0][0]
    echoed = {c.incident.id: s for s, c, _ in rank(the_follow_up(), [STRIKE, RELEASE], MODEL)}
    assert echoed["incident_a"] < alone
    held = dict(
        zip(NAMES, terms(the_follow_up(), [the_strike()], (0, 0), Echoes(0.8, 0.2)), strict=True)
    )
    assert (held["echoed"], held["own"]) == (0.8, 0.2)


def test_words_used_again_and_again_weigh_more() -> None:
    one = replace(the_strike(), body=(("silo", 50), ("dock", 50)), uses="91")
    assert one.topic_bag.words["silo"] > 2 * one.topic_bag.words["dock"]
    assert one.body_bag.words["silo"] == one.body_bag.words["dock"]
    # Profiles stored before uses were counted read as one use a word.
    assert replace(one, uses="").topic_bag.words == one.body_bag.words
