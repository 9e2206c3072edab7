"""Figures, days and pauses in words, with no more certainty than they carry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from monitor.model.deciding import Origins, Toll
from monitor.model.facts import When
from monitor.model.names import AlertKind, DatePrecision
from monitor.words import (
    KINDS,
    age_words,
    origins_words,
    toll_words,
    tolls_words,
    warning_words,
    when_words,
)


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        ((3, 3, 3), "3 killed"),
        ((3, 4, 5), "3–5 killed"),
        ((0, 0, 0), "no one killed"),
        ((None, 0, None), "no one killed"),
        ((25, None, None), "at least 25 killed"),
        ((0, None, None), ""),
        ((None, None, 9), "at most 9 killed"),
        ((None, 7, None), "7 killed"),
        ((None, None, None), ""),
    ],
)
def test_a_toll_is_told_as_far_as_it_is_known(
    toll: tuple[int | None, int | None, int | None], words: str
) -> None:
    low, best, high = toll
    assert toll_words(Toll(low=low, best=best, high=high), "killed") == words


def test_an_unknown_toll_is_silence_beside_a_known_one() -> None:
    assert tolls_words(None, Toll(low=2, best=2, high=2)) == "2 injured"
    assert tolls_words(None, None) == ""


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        ((2, ("AFP", "army statement"), 1, 7, 5), "2 origins (AFP; army statement) · 1"),
        ((1, ("AFP",), 0, 10, 10), "10 articles · 10 outlets · 1 origin (AFP)"),
        ((0, (), 3, 3, 3), "3 articles · 3 outlets · 3 undetermined"),
    ],
)
def test_an_origin_count_keeps_undetermined_apart(
    origins: tuple[int, tuple[str, ...], int, int, int], words: str
) -> None:
    independent, names, undetermined, articles, outlets = origins
    told = origins_words(
        Origins(
            independent=independent,
            names=names,
            undetermined=undetermined,
            articles=articles,
            outlets=outlets,
        )
    )
    assert words in told
    assert "confirm" not in told


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2020, 3, 14), date(2020, 3, 14), DatePrecision.DAY, "14 Mar 2020"),
        (date(2020, 3, 14), date(2020, 3, 16), DatePrecision.DAYS, "14–16 Mar 2020"),
        (date(2020, 2, 28), date(2020, 3, 2), DatePrecision.DAYS, "28 Feb 2020 – 2 Mar 2020"),
        (date(2020, 3, 1), date(2020, 3, 31), DatePrecision.MONTH, "Mar 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), DatePrecision.YEAR, "2020"),
        (date(2020, 1, 1), date(2020, 1, 1), DatePrecision.UNKNOWN, ""),
    ],
)
def test_a_time_is_told_as_exactly_as_it_is_known(
    start: date, end: date, precision: DatePrecision, words: str
) -> None:
    assert when_words(When(start=start, end=end, precision=precision)) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 s"), (900, "15 min"), (7200, "2 h"), (172800, "2 days")]
)
def test_a_pause_is_told_as_people_say_it(seconds: int, words: str) -> None:
    assert age_words(timedelta(seconds=seconds)) == words


def test_every_kind_of_alert_has_words() -> None:
    assert set(KINDS) == {kind.value for kind in AlertKind}
    assert warning_words("new_sort_of_warning") == "new sort of warning"
