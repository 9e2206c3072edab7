"""What one report has to say when a card is made: its votes on day and place, worked out once.

Reports whose votes are alike are of one kind, so that a card counts kinds instead of reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from monitor.model.deciding import Origins, Report
from monitor.model.facts import ActorRole, Mention, Place, When
from monitor.model.names import DatePrecision, Role
from monitor.scenes import Scene, scene

_ORDER = tuple(DatePrecision)
#: UCDP where_prec: a district or finer.
_FINE = 3
#: Parts of a vote for the places that a report names beside the likeliest one.
_OTHER_PLACES = (0.3, 0.15)


class Ballot(NamedTuple):
    """A report as a card counts it."""

    report: Report
    version_id: str
    article_id: str
    is_primary: bool
    #: Of one such page and role the last one counts.
    page: str
    #: What was decided later comes later; of one article the first mention comes last.
    order: tuple[datetime, int]
    published: datetime | None
    #: Of publication, where it tells of anything.
    day: date | None
    when: When | None
    #: Place of the precision among all, finest first.
    rank: int
    is_same_day: bool
    #: Each place once, with its part of a vote; the likeliest first.
    places: tuple[tuple[Place, float], ...]
    is_fine: bool
    #: None where it names none.
    incident_type: str | None
    actors: tuple[ActorRole, ...]
    #: What it can contradict others in.
    scene: Scene
    #: A person decided whose report it is: it counts whatever it tells.
    is_bound: bool
    #: Equal where day, places, type and actors are told alike and on one day.
    kind: str


class Electorate(NamedTuple):
    """The ballots of an incident, counted."""

    #: The first of each kind in the order of telling, with how many are of it, and how many of
    #: those are a voter each.
    firsts: tuple[tuple[Ballot, int, int], ...]
    #: Those that have one vote together with others.
    shared: tuple[Ballot, ...]


def ballot(report: Report) -> Ballot:
    """Return what a report has to say."""
    told = report.mention
    when = told.when if told else None
    published = report.published.date() if report.published else None
    same = when is not None and published == when.start
    places = _places(told) if told else ()
    where_and_when = scene(when, [place for place, _ in places], published)
    actors = told.actors if told else ()
    return Ballot(
        report=report,
        version_id=report.version_id,
        article_id=report.article_id,
        is_primary=report.role is Role.PRIMARY,
        page=f"{report.article_id} {report.role.value}",
        order=(report.decided_at, -report.ordinal),
        published=report.published,
        day=published if told else None,
        when=when,
        rank=_ORDER.index(when.precision) if when else len(_ORDER),
        is_same_day=same,
        places=places,
        is_fine=bool(places) and places[0][0].precision <= _FINE,
        incident_type=told.incident_type if told and told.incident_type != "other" else None,
        actors=actors,
        scene=where_and_when,
        is_bound=report.verdict.decided_by.startswith("person:"),
        kind=_kind(told, published, places, where_and_when) if told else "",
    )


def ballots(reports: Iterable[Report | Ballot]) -> list[Ballot]:
    """Return what reports have to say, in their order."""
    return [one if isinstance(one, Ballot) else ballot(one) for one in reports]


def latest(told: Iterable[Ballot]) -> list[Ballot]:
    """Return one ballot per article and role: of its latest version, oldest article first."""
    return list({one.page: one for one in sorted(told, key=attrgetter("order"))}.values())


def electorate(voters: Sequence[Ballot], origins: Origins) -> Electorate:
    """Return ballots by kind, and those that share a vote with others of one origin."""
    kinds = [one.kind for one in voters]
    first = dict(zip(reversed(kinds), reversed(voters), strict=True))
    counted = Counter(kinds)
    shared = {version for version, origin in origins.by_version.items() if origin}
    with_others = [one for one in voters if one.version_id in shared]
    alone = dict(counted)
    for one in with_others:
        alone[one.kind] -= 1
    return Electorate(
        firsts=tuple((first[kind], number, alone[kind]) for kind, number in counted.items()),
        shared=tuple(with_others),
    )


def _kind(
    told: Mention,
    published: date | None,
    places: Sequence[tuple[Place, float]],
    where_and_when: Scene,
) -> str:
    when = told.when
    parts: list[object] = [told.incident_type, published, where_and_when.days is None]
    if when is not None:
        parts += [when.start, when.end, when.precision.value, bool(when.part_of_day)]
    parts += [f"{place.id} {place.precision} {part}" for place, part in places]
    parts += [f"{one.actor_id} {one.role}" for one in told.actors]
    return "\t".join(map(str, parts))


def _places(told: Mention) -> tuple[tuple[Place, float], ...]:
    if not told.where:
        return ()
    found = {told.where[0].place.id: (told.where[0].place, 1.0)}
    for one, part in zip(told.where[1:], _OTHER_PLACES, strict=False):
        if one.place.precision <= _FINE:
            found.setdefault(one.place.id, (one.place, part))
    return tuple(found.values())
