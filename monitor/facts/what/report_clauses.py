"""What an article's clauses say for and against a report: days, happenings, speakers.

Signs of `report_or_not`, which weighs them; what its words and its shape say stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import log

from monitor.facts.nouns import HARD, Clause, Moment

#: Times that tell of no day.
_NO_DAYS = frozenset(("month", "year", "relative"))
#: Days before publication that are news; those that are looked back to; no day is wider.
_NEW, _OLD, _WIDE = 7, 60, 10
_LEAD, _TOP, _HEAD = 1, 3, 8
_MANY = 99
_NAMED = frozenset(("law", "politics", "sport"))

Signs = Iterator[tuple[str, float]]


def of_days(found: Sequence[Clause], anchor: date | None) -> Signs:
    """Days just past, and how early they are told; days to come; years and days long gone."""
    years: set[int] = set()
    old = new = 0
    first = first_old = first_future = _MANY
    for clause in found:
        for moment in clause.moments:
            if moment.future:
                first_future = min(first_future, clause.rank)
            elif _is_new(moment, anchor):
                new += 1
                first = min(first, clause.rank)
            elif moment.start is not None and _is_old(moment, anchor):
                old += 1
                years.add(moment.start.year)
                first_old = min(first_old, clause.rank)
    yield "a new day in the lead", float(first <= _LEAD)
    yield "a new day at the top", float(first <= _TOP)
    yield "a new day in the head", float(first <= _HEAD)
    yield "a new day", float(first < _MANY)
    yield "a day to come", float(first_future < _MANY)
    yield "a day to come at the top", float(first_future <= _TOP)
    yield "an old day at the top", float(first_old <= _TOP)
    yield "new days", log(1 + new)
    yield "old days", log(1 + old)
    yield "years told", min(float(len(years)), 6.0) / 2
    lead = [moment for clause in found if clause.rank == _LEAD for moment in clause.moments]
    new_in_lead = any(not one.future and _is_new(one, anchor) for one in lead)
    yield (
        "only a day to come in the lead",
        float(not new_in_lead and any(one.future for one in lead)),
    )


def _is_new(moment: Moment, anchor: date | None) -> bool:
    if moment.kind in _NO_DAYS:
        return False
    if anchor is None or moment.start is None or moment.end is None:
        return moment.kind != "date"
    return (anchor - moment.end).days <= _NEW and (moment.end - moment.start).days <= _WIDE


def _is_old(moment: Moment, anchor: date | None) -> bool:
    if moment.end is None:
        return False
    if anchor is None:
        return moment.kind in ("year", "month", "date")
    return (anchor - moment.end).days > _OLD


def of_lead(found: Sequence[Clause], roots: Mapping[str, str]) -> Signs:
    """What headline, first and further sentences tell: happenings, harm, persons, places."""
    for clause in found:
        if clause.rank > _TOP:
            break
        at = "title" if clause.rank == 0 else "lead" if clause.rank <= _LEAD else "top"
        for hit in clause.types:
            group = roots[hit.value[0]]
            kind = "hard" if group in HARD else group if group in _NAMED else "soft"
            yield f"{kind} {'strong' if hit.value[1] else 'weak'} in {at}", 1.0
        yield f"harm in {at}", float(any(t.best > 0 for t in clause.tallies))
        for cue in clause.cues:
            yield f"{cue.value} in {at}", 1.0
        if at != "top":
            yield f"person in {at}", float(bool(clause.people))
            yield f"place in {at}", float(bool(clause.toponyms))


def of_speech(found: Sequence[Clause]) -> Signs:
    """How many sentences tell who said it, of whom and where."""
    sentences = max(6, max((clause.rank for clause in found), default=0))
    early = sum(clause.has("speech") for clause in found if clause.rank <= _HEAD)
    yield "said at the head", min(float(early), 6.0) / 2
    yield "nothing said at the head", float(early == 0)
    yield "share said", sum(clause.has("speech") for clause in found) / sentences
    yield "share with persons", sum(bool(clause.people) for clause in found) / sentences
    yield "share with places", sum(bool(clause.toponyms) for clause in found) / sentences
    yield "share with hard words", sum(bool(clause.hard) for clause in found) / sentences
