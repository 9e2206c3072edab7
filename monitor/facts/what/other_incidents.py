"""Which clauses tell of other incidents than the article's own, and of which one each.

A clause belongs elsewhere when its happening has another day ("on 11 March"), when it reaches back
("days after …", "last December"), or when it goes on from such a clause in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Group, Moment
from monitor.facts.what.clause_events import clause_kind, disjoint, event_moment
from monitor.facts.what.incident_groups import merged
from monitor.model.facts import When
from monitor.model.names import DatePrecision

_WORDS = bags("what.other_incidents")

_MOST = 12
_DEEDS = _WORDS["deeds"]
_LATER = timedelta(days=31)
#: "days after" reaches back so far at most.
_DAYS_AFTER = timedelta(days=10)


def split(
    found: Sequence[Clause],
    main: Moment | None,
    roots: Mapping[str, str],
) -> tuple[list[Clause], list[Group]]:
    """Return (the article's own clauses, groups of clauses on other incidents)."""
    own: list[Clause] = []
    before: Clause | None = None
    told_rank = -1
    groups: list[Group] = []
    carried: Group | None = None
    last: Group | None = None
    paragraph = -1
    for one in found:
        clause = _with_sibling_places(one, before, roots)
        if _paragraph(clause) != paragraph:
            paragraph = _paragraph(clause)
            carried = last if _goes_on(clause, last) else None
        later = _later(clause, last, roots)
        if before is not None and clause_kind(before, roots):
            told_rank = before.rank
        group = later or _elsewhere(clause, main, roots, carried, before, told_rank)
        before = clause
        if group is None:
            own.append(clause)
        elif later:
            groups.append(later)
            carried = last = later
        else:
            groups, last = merged(group, groups, carried)
            carried = last
    return own, [g for g in groups if not _is_series(g)][:_MOST]


def _goes_on(clause: Clause, last: Group | None) -> bool:
    """ "The strike, which …" right after a paragraph on one."""
    if last is None or clause.rank - last.clauses[-1].rank > 1:
        return False
    first, second = (*clause.prose.words[clause.first : clause.first + 2], "", "")[:2]
    return first in ("the", "that") and second in _DEEDS


def _paragraph(clause: Clause) -> int:
    start = clause.prose.starts[clause.first]
    return -2 if clause.prose.field == "title" else clause.prose.text.rfind("\n", 0, start)


def _elsewhere(
    clause: Clause,
    main: Moment | None,
    roots: Mapping[str, str],
    carried: Group | None,
    before: Clause | None,
    told_rank: int,
) -> Group | None:
    sibling = before if before is not None and _is_sibling(before, clause) else None
    kind = _kind_beside(clause, sibling, roots)
    if not kind or clause.rank == 0:
        return None
    moment = event_moment(clause)
    if moment and main and disjoint(moment, main) and not _lead_of(clause, main):
        return Group(kind, moment, None, (clause,))
    relative = _reached_back(clause, main, carried, sibling, told_rank)
    if relative:
        return Group(kind, None, relative, (clause,))
    if moment is None and _is_elsewhere(clause, main, carried):
        return Group(kind, None, None, (clause,))
    return None


def _kind_beside(clause: Clause, sibling: Clause | None, roots: Mapping[str, str]) -> str:
    """The kind a clause tells of: "… a strike on the base, which was hit again on 14 March"."""
    kind = clause_kind(clause, roots)
    if not kind and sibling is not None and event_moment(clause):
        return clause_kind(sibling, roots)
    return kind


def _reached_back(
    clause: Clause,
    main: Moment | None,
    carried: Group | None,
    sibling: Clause | None,
    told_rank: int,
) -> When | None:
    """When it was, for a clause that counts from another: "days after …", "in answer to …"."""
    if clause.back == "after_cause" and carried is not None and carried.interval and sibling:
        return _answer(sibling, carried.interval[0])
    if clause.back == "past_before" and told_rank == clause.rank and main and main.start:
        return _before(clause, main.start)
    return None


def _is_elsewhere(clause: Clause, main: Moment | None, carried: Group | None) -> bool:
    """Whether a clause without a day says "last year", or goes on from one on another incident."""
    if clause.has("back") and clause.rank > 1:
        return True
    return carried is not None and not _names_main(clause, main)


def _with_sibling_places(clause: Clause, before: Clause | None, roots: Mapping[str, str]) -> Clause:
    """The clause with the places of the one before it in its sentence, where it points at them."""
    if before is None or clause.toponyms or not _is_sibling(before, clause):
        return clause
    if clause_kind(clause, roots) or not event_moment(clause):
        return clause
    return replace(clause, toponyms=before.toponyms)


def _is_sibling(one: Clause, other: Clause) -> bool:
    return one.prose is other.prose and one.rank == other.rank


def _later(clause: Clause, last: Group | None, roots: Mapping[str, str]) -> Group | None:
    """ "Days later, …", "The US then killed …": soon after what was told just before."""
    if last is None or clause.rank - last.clauses[-1].rank > 2 or not clause.has("later"):
        return None
    kind, interval = clause_kind(clause, roots), last.interval
    if not kind or interval is None or event_moment(clause) is not None:
        return None
    cue = next(c for c in clause.cues if c.value == "later")
    when = When(
        start=interval[0],
        end=interval[1] + _LATER,
        precision=DatePrecision.MONTH,
        span=clause.prose.span(cue.first, cue.past),
        reason="soon after what was told just before",
    )
    return Group(kind, None, when, (clause,))


def _lead_of(clause: Clause, main: Moment) -> bool:
    """The clause that holds the main time itself."""
    return main.prose is clause.prose and clause.first <= main.first < clause.past


def _names_main(clause: Clause, main: Moment | None) -> bool:
    return main is not None and _lead_of(clause, main)


def _before(clause: Clause, day: date) -> When:
    """ "days after two soldiers were killed": some days before the main day."""
    span = clause.prose.span(clause.first, min(clause.past, clause.first + 2))
    unit = next((w for w in clause.prose.words[clause.first : clause.first + 3]), "")
    words = set(clause.prose.words[clause.first : clause.first + 4]) | {unit}
    reach = timedelta(days=2) if words & {"hours"} else _DAYS_AFTER
    if words & {"week", "weeks"}:
        reach = timedelta(days=31)
    if words & {"month", "months", "year", "years"}:
        return When(
            start=day - timedelta(days=3 * 366 if words & {"year", "years"} else 366),
            end=day - timedelta(days=1),
            precision=DatePrecision.UNKNOWN,
            span=span,
            reason="before the main day",
        )
    return When(
        start=day - reach,
        end=day - timedelta(days=1),
        precision=DatePrecision.DAYS,
        span=span,
        reason="days before the main day",
    )


def _answer(cause: Clause, day: date) -> When:
    """ "In retaliation for …, …": within some days of what it answers."""
    span = cause.span()
    return When(
        start=day,
        end=day + _DAYS_AFTER,
        precision=DatePrecision.DAYS,
        span=span,
        reason="days after what it answers",
    )


def _is_series(group: Group) -> bool:
    """ "There have been 24 attacks since October": no single incident."""
    return all(clause.has("statistic") for clause in group.clauses)
