"""Which clauses tell of other incidents than the article's own, and of which one each.

A clause belongs elsewhere when its happening has another day ("on 11 March"), when it reaches back
("days after …", "last December"), or when it goes on from such a clause in the same paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.facts.attachment import attached, is_dateline
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Group, Moment
from monitor.model.facts import When
from monitor.model.names import DatePrecision

_WORDS = bags("what.other_incidents")

_MOST = 12
_DEEDS = _WORDS["deeds"]
_ENOUGH = 1.5
_HARM = ("killed", "kidnapped")
_LATER = timedelta(days=31)
_NOT_DATING = _WORDS["not_dating"]
_HARD = frozenset(("violent", "battle", "disaster", "accident"))
#: Types whose words do not say what it was: they agree with any violent one.
_GENERIC = frozenset(("armed_attack", "explosion", "clash"))
_FROM_ABOVE = frozenset(("air_strike", "drone_strike"))
#: "days after" reaches back so far at most.
_DAYS_AFTER = timedelta(days=10)
_NEAR_RANKS = 3


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
            groups, last = _merged(group, groups, carried)
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


def event_moment(clause: Clause) -> Moment | None:
    """Return the time that a clause gives its happening, the finest one."""
    options = []
    for moment in clause.moments:
        before = clause.prose.words[moment.first - 1] if moment.first else ""
        if moment.future or moment.start is None or before in _NOT_DATING:
            continue
        if is_dateline(moment):
            continue
        if attached(clause, moment) in ("speech", "law", "aftermath"):
            continue
        options.append(moment)
    return min(options, key=lambda m: (m.end or date.max) - (m.start or date.min), default=None)


def clause_kind(clause: Clause, roots: Mapping[str, str]) -> str:
    """Return the hard type (violent, disaster, accident) a clause tells of, "" for none."""
    weights: dict[str, float] = defaultdict(float)
    for name, strong in {hit.value for hit in clause.types}:
        if roots[name] in _HARD:
            weights[name] += (2.0 if strong else 1.0) - 0.5 * (name in _GENERIC)
    hurt = any(t.field in ("killed", "injured", "kidnapped") and t.best for t in clause.tallies)
    best = max(sorted(weights), key=lambda name: weights[name], default="")
    if best and (sum(weights.values()) >= _ENOUGH or hurt):
        near = _kind_of_toll(clause, weights)
        return near or best
    return "armed_attack" if hurt and any(t.field == "killed" for t in clause.tallies) else ""


def _kind_of_toll(clause: Clause, weights: Mapping[str, float]) -> str:
    """The type nearest to the first killing: "killed by a rocket, leading to air strikes"."""
    cue = next((t.cue for t in clause.tallies if t.best), None)
    if cue is None:
        return ""
    kinds = [
        h
        for h in clause.types
        if h.value[0] in weights and h.value[0] not in _GENERIC and h.value[1]
    ]
    nearest = min(kinds, key=lambda h: abs(h.first - cue), default=None)
    return nearest.value[0] if nearest else ""


def in_passing(own: Sequence[Clause], roots: Mapping[str, str]) -> Group | None:
    """Violence that a report on something else tells of without a day, by its plainest clause."""
    told = [(clause, clause_kind(clause, roots)) for clause in own if clause.rank > 0]
    plain = [
        (clause, kind)
        for clause, kind in told
        if roots.get(kind) == "violent"
        and any(strong for hit in clause.hard for _, strong in (hit.value,))
        and any(t.best and t.field in _HARM for t in clause.tallies)
    ]
    if not plain:
        return None
    clause, kind = max(plain, key=lambda one: (len(one[0].tallies), one[1] not in _GENERIC))
    return Group(kind, event_moment(clause), None, (clause,))


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
    if moment and main and _disjoint(moment, main) and not _lead_of(clause, main):
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


def deed(own: Sequence[Clause], main: Moment | None, roots: Mapping[str, str]) -> Group | None:
    """What a verdict was about: the first deed told in the text, with its day where one is told."""
    told: list[Group] = []
    for clause in own:
        kind = clause_kind(clause, roots)
        if not kind or clause.rank == 0:
            continue
        moment = event_moment(clause)
        if moment is main or (moment and main and not _disjoint(moment, main)):
            moment = None
        told.append(Group(kind, moment, None, (clause,)))
    return max(told, key=lambda group: group.moment is not None, default=None)


def dated(found: Sequence[Clause], roots: Mapping[str, str]) -> list[Group]:
    """Happenings that a text only speaks about, where it gives their day and an exact place."""
    groups: list[Group] = []
    before: Clause | None = None
    for clause in found:
        kind, moment = clause_kind(clause, roots), event_moment(clause)
        if not kind or moment is None or moment.precision is not DatePrecision.DAY:
            continue
        if not clause.toponyms and before is not None and clause.rank - before.rank <= 1:
            # "The attack on X of 3 March … That of 6 March …"
            clause = replace(clause, toponyms=before.toponyms)
        before = clause
        group = Group(kind, moment, None, (clause,))
        if _exact(group):
            groups, _ = _merged(group, groups, None)
    return groups[:_MOST]


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


def _disjoint(one: Moment, other: Moment) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.end < other.start - timedelta(days=0) or one.start > other.end


def _lead_of(clause: Clause, main: Moment) -> bool:
    """The clause that holds the main time itself."""
    return main.prose is clause.prose and clause.first <= main.first < clause.past


def _names_main(clause: Clause, main: Moment | None) -> bool:
    return any(m is main for m in clause.moments)


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


def _merged(
    group: Group, groups: Sequence[Group], carried: Group | None
) -> tuple[list[Group], Group]:
    """Join a clause's group to one that tells of the same, or add it; return where it went, too."""
    if carried is not None and group.interval is None and group.kind in _GENERIC:
        return _with(groups, carried, replace(carried, clauses=carried.clauses + group.clauses))
    known = next((one for one in groups if _same(one, group)), None)
    if known is None:
        return [*groups, group], group
    finer = known.moment is None or (group.moment is not None and _width(group) < _width(known))
    joined = Group(
        kind=group.kind if known.kind in _GENERIC else known.kind,
        moment=(group.moment or known.moment) if finer else known.moment,
        relative=known.relative,
        clauses=known.clauses + group.clauses,
    )
    return _with(groups, known, joined)


def _with(groups: Sequence[Group], old: Group, new: Group) -> tuple[list[Group], Group]:
    return [new if one is old else one for one in groups], new


def _width(group: Group) -> timedelta:
    interval = group.interval
    return interval[1] - interval[0] if interval else timedelta.max


def _same(one: Group, other: Group) -> bool:
    if not _agree(one.kind, other.kind) or _apart(one, other):
        return False
    mine, theirs = one.interval, other.interval
    if mine and theirs:
        overlap = mine[0] <= theirs[1] and theirs[0] <= mine[1]
        day = one.moment is not None and other.moment is not None
        return overlap and (not day or _width(one) == _width(other) or one.kind == other.kind)
    ranks = other.clauses[0].rank - one.clauses[-1].rank
    alike = one.kind == other.kind or one.kind in _GENERIC or other.kind in _GENERIC
    return ranks <= _NEAR_RANKS and alike


def _agree(one: str, other: str) -> bool:
    if one == other:
        return True
    if (one in _FROM_ABOVE) != (other in _FROM_ABOVE):
        return False
    return one in _GENERIC or other in _GENERIC or {one, other} <= _FROM_ABOVE


def _apart(one: Group, other: Group) -> bool:
    """Whether both name exact places, and none in common."""
    mine, theirs = _exact(one), _exact(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def _exact(group: Group) -> set[str]:
    return {
        t.chosen.place.id
        for clause in group.clauses
        for t in clause.toponyms
        if t.chosen and t.chosen.place.precision <= 3 and not t.weak
    }


def _is_series(group: Group) -> bool:
    """ "There have been 24 attacks since October": no single incident."""
    return all(clause.has("statistic") for clause in group.clauses)
