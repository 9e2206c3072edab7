"""Titles in words: what, where, when, how many. One line that fits a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.model.deciding import Report, Toll
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision
from monitor.text import one_line, shorten

#: A phone's notification shows about two lines.
TITLE_CHARS = 110
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def title(
    kind: str,
    when: When | None,
    place: Place | None,
    killed: Toll | None,
    injured: Toll | None,
    reports: Sequence[Report] = (),
) -> str:
    """Return "Rocket attack, Camp Taji, 14 Mar 2020: 3 killed, 5 injured" as far as it is known.

    Of an incident without a type, the words of its first report say what it is.
    """
    what = kind.replace("_", " ").capitalize()
    if kind == "other":
        what = _own_words(reports) or "Incident"
    head = ", ".join(part for part in (what, place_words(place), when_words(when)) if part)
    toll = toll_words(killed, injured)
    return shorten(f"{head}: {toll}" if toll else head, TITLE_CHARS)


def when_words(when: When | None) -> str:
    """Return a day or an interval as short as its precision allows."""
    if when is None or when.precision is DatePrecision.UNKNOWN:
        return ""
    if when.precision is DatePrecision.MONTH:
        return f"{_month(when.start)} {when.start.year}"
    if when.precision is DatePrecision.YEAR:
        return str(when.start.year)
    if when.start == when.end:
        return _day(when.start)
    if (when.start.year, when.start.month) == (when.end.year, when.end.month):
        return f"{when.start.day}–{_day(when.end)}"
    return f"{_day(when.start)} – {_day(when.end)}"


def place_words(place: Place | None) -> str:
    """Return the place with its country where that adds something."""
    if place is None:
        return ""
    region = place.admin1 if place.admin1 and place.admin1 != place.name else ""
    return ", ".join(part for part in (place.name, region or place.country) if part != "")


def toll_words(killed: Toll | None, injured: Toll | None) -> str:
    """Return "3–5 killed, 12 injured"; silence is left out, an explicit none is said."""
    parts = [_figure(killed, "killed"), _figure(injured, "injured")]
    if parts == ["0 killed", "0 injured"]:
        return "no casualties reported"
    return ", ".join(part for part in parts if part)


def _figure(toll: Toll | None, word: str) -> str:
    if toll is None or toll.best is None:
        return ""
    low, high = toll.low, toll.high
    if high is None:
        # "At least 0" says nothing.
        return f"at least {toll.best} {word}" if toll.best else ""
    if low is not None and low < high:
        return f"{low}–{high} {word}"
    return f"{toll.best} {word}"


def _month(day: date) -> str:
    return _MONTHS[3 * day.month - 3 : 3 * day.month]


def _day(day: date) -> str:
    return f"{day.day} {_month(day)} {day.year}"


def _own_words(reports: Sequence[Report]) -> str:
    for report in reports:
        spans = report.mention.spans if report.mention else ()
        told = [s for s in spans if s.field == "title"] or list(spans)
        if told:
            return shorten(one_line(told[0].text), 80).rstrip(".")
    return ""
