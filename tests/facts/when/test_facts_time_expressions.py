"""Times told in a sentence, in order, each resolved against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from facts_tables import a_text, rows

from monitor.facts.data import FactTools
from monitor.facts.nouns import Moment
from monitor.facts.when.moments import stamped
from monitor.facts.when.time_expressions import date_reader


def shown(moment: Moment) -> str:
    if moment.start is None or moment.end is None:
        days = "?"
    else:
        days = "..".join(dict.fromkeys((str(moment.start), str(moment.end))))
    return days + "!" * moment.future + (f" {moment.part}" if moment.part else "")


def times(tools: FactTools, language: str, published: str, text: str, american: bool) -> str:
    tongue = tools.tongue(language)
    anchor = None if published == "-" else date.fromisoformat(published)
    field = a_text(text, language)
    found = date_reader(field, tongue.times, tongue.numbers, anchor, month_first=american).find()
    return "; ".join(map(shown, found)) or "-"


@pytest.mark.parametrize(("language", "published", "text", "expected"), rows("time_expressions"))
def test_times_are_found_in_order(
    tools: FactTools, language: str, published: str, text: str, expected: str
) -> None:
    assert times(tools, language, published, text, american=False) == expected


@pytest.mark.parametrize(
    ("text", "european", "american"),
    [
        ("It hit on 3/4/2024.", "2024-04-03", "2024-03-04"),
        ("It hit on 03/04/2024.", "2024-04-03", "2024-03-04"),
        ("It hit on 13/4/2024.", "2024-04-13", "2024-04-13"),
        ("It hit on 4/13/2024.", "2024-04-13", "2024-04-13"),
        ("It hit on 12/12/2023.", "2023-12-12", "2023-12-12"),
        ("It hit on 31/31/2023.", "-", "-"),
    ],
)
def test_slashes_mean_the_month_where_the_outlet_is_at_home(
    tools: FactTools, text: str, european: str, american: str
) -> None:
    assert times(tools, "en", "2024-05-15", text, american=False) == european
    assert times(tools, "en", "2024-05-15", text, american=True) == american


@pytest.mark.parametrize(("text", "expected"), rows("stamps"))
def test_a_page_may_say_itself_when_it_was_written(text: str, expected: str) -> None:
    assert str(stamped(text) or "-") == expected


def test_no_more_than_two_hundred_times_are_read(tools: FactTools) -> None:
    assert len(times(tools, "en", "2024-05-15", "on Monday, " * 900, american=False)) < 200 * 20


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1)])
@pytest.mark.parametrize("name", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"])
def test_a_weekday_is_one_of_the_last_seven_days(tools: FactTools, day: date, name: str) -> None:
    told = date.fromisoformat(times(tools, "en", str(day), f"It hit on {name}.", american=False))
    assert told.strftime("%A") == name
    assert 0 <= (day - told).days < 7
