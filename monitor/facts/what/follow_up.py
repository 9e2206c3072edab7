"""What an article follows up: an arrest, a trial, hostages freed come after what they are on.

Its day is that of its news, not of the happening; told apart here is what it says of the happening
itself: which kind it was, and when, where an earlier time is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from monitor.facts.attachment import is_dateline
from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Clause, Moment
from monitor.facts.what.clause_events import clause_kind
from monitor.model.names import DatePrecision
from monitor.tables import read_table

#: Sentences of the text that say what is new.
_LEAD = 2
#: A happening told so long before publication is no news of the day.
_EARLIER = timedelta(days=2)
_TOLD = (DatePrecision.DAY, DatePrecision.DAYS, DatePrecision.WEEK, DatePrecision.MONTH)
_FIRST_CLAUSES = 8


def follows_up(fields: Sequence[Prose], language: str) -> bool:
    """Return whether title or lead say that an earlier happening is followed up."""
    cues = _cues(language)
    return cues is not None and any(cues.search(_lead(field)) for field in fields)


def told_day(found: Sequence[Clause], published: date | None) -> Moment | None:
    """Return the earlier time that an article gives what it follows up, the finest of the first.

    None where no such time is told, or nobody knows what would be earlier.
    """
    if published is None:
        return None
    told = [
        moment
        for clause in found[:_FIRST_CLAUSES]
        for moment in clause.moments
        if moment.end is not None
        and moment.end <= published - _EARLIER
        and moment.precision in _TOLD
        and not (moment.future or is_dateline(moment))
    ]
    return min(told, key=lambda moment: _TOLD.index(moment.precision), default=None)


def is_of_happening(clause: Clause, moment: Moment, of: str, language: str) -> bool:
    """Return whether a time is the happening's own: of its verb (`of`), no aftermath's word nearer.

    "Shot on Monday; arrested" is, "the pupils seized there were freed on Monday" is not.
    """
    cues = _cues(language)
    if of != "happening" or cues is None:
        return of == "happening"
    text, (start, end) = clause.prose.text, _chars(clause.prose, moment.first, moment.past)
    first, past = _chars(clause.prose, clause.first, clause.past)
    after = [_gap(start, end, *hit.span()) for hit in cues.finditer(text, first, past)]
    hard = [_gap(start, end, *_chars(clause.prose, h.first, h.past)) for h in clause.hard]
    return min(after, default=past) >= min(hard, default=past - first)


def _chars(prose: Prose, first: int, past: int) -> tuple[int, int]:
    return prose.starts[first], prose.ends[past - 1]


def _gap(start: int, end: int, first: int, past: int) -> int:
    return max(first - end, start - past, 0)


def told_kind(found: Sequence[Clause], roots: Mapping[str, str]) -> str:
    """Return the happening's kind that its first clauses tell of oftenest, "" for none."""
    kinds = Counter(filter(None, (clause_kind(one, roots) for one in found[:_FIRST_CLAUSES])))
    return max(kinds, key=lambda kind: kinds[kind], default="")


def _lead(field: Prose) -> str:
    if field.field == "title":
        return field.text
    inside = [n for n, rank in enumerate(field.sentence_of) if rank < _LEAD]
    return field.text[: field.ends[inside[-1]]] if inside else ""


@cache
def _cues(language: str) -> re.Pattern[str] | None:
    table = read_table("monitor.facts.what", "follow_up.toml")
    if language not in table.lists["follow_up"]:
        return None
    return table.regex(r"(?<!\w){follow_up}(?!\w)", language)
