"""Happenings that a text is not about: without a day, behind a verdict, or only spoken about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.facts.nouns import Clause, Group, Moment
from monitor.facts.what.clause_events import GENERIC, clause_kind, disjoint, event_moment
from monitor.facts.what.incident_groups import exact_places, merged
from monitor.model.names import DatePrecision

#: Happenings told of, at most.
_MOST = 12
_HARM = ("killed", "kidnapped")


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
    clause, kind = max(plain, key=lambda one: (len(one[0].tallies), one[1] not in GENERIC))
    return Group(kind, event_moment(clause), None, (clause,))


def deed(own: Sequence[Clause], main: Moment | None, roots: Mapping[str, str]) -> Group | None:
    """What a verdict was about: the first deed told in the text, with its day where one is told."""
    told: list[Group] = []
    for clause in own:
        kind = clause_kind(clause, roots)
        if not kind or clause.rank == 0:
            continue
        moment = event_moment(clause)
        if moment is main or (moment and main and not disjoint(moment, main)):
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
        if exact_places(group):
            groups, _ = merged(group, groups, None)
    return groups[:_MOST]
