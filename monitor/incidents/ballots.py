"""What one report has to say when a card is made: its votes on day and place, worked out once.

Reports whose votes are alike share a class, so that a card counts classes instead of reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from monitor.model.deciding import Report
from monitor.model.facts import ActorRole, Mention, Place, When
from monitor.model.names import DatePrecision, Role

_ORDER = tuple(DatePrecision)
#: UCDP where_prec: a district or finer.
_FINE = 3
#: Parts of a vote for the places that a report names beside the likeliest one.
_OTHER_PLACES = (0.3, 0.15)


class Ballot(NamedTuple):
    """A report as a card counts it. Classes are equal where the votes are."""

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
    day_class: str
    #: Each place once, with its part of a vote; the likeliest first.
    places: tuple[tuple[Place, float], ...]
    is_fine: bool
    place_class: str
    #: None where it names none.
    incident_type: str | None
    actors: tuple[ActorRole, ...]
    actor_class: str


def ballot(report: Report) -> Ballot:
    """Return what a report has to say."""
    told = report.mention
    when = told.when if told else None
    published = report.published.date() if report.published else None
    same = when is not None and published == when.start
    places = _places(told) if told else ()
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
        day_class=f"{when.start} {when.end} {bool(when.part_of_day)} {same}" if when else "",
        places=places,
        is_fine=bool(places) and places[0][0].precision <= _FINE,
        place_class="\n".join(f"{place.id}\t{part}" for place, part in places),
        incident_type=told.incident_type if told and told.incident_type != "other" else None,
        actors=actors,
        actor_class="\n".join(f"{one.actor_id}\t{one.role}" for one in actors),
    )


def ballots(reports: Iterable[Report | Ballot]) -> list[Ballot]:
    """Return what reports have to say, in their order."""
    return [one if isinstance(one, Ballot) else ballot(one) for one in reports]


def firsts(voters: Sequence[Ballot], name: str) -> dict[str, Ballot]:
    """Return the first ballot of each class of one kind ("day_class", …), in order."""
    classes = list(map(attrgetter(name), voters))
    first = dict(zip(reversed(classes), reversed(voters), strict=True))
    return {one: first[one] for one in dict.fromkeys(classes)}


def _places(told: Mention) -> tuple[tuple[Place, float], ...]:
    if not told.where:
        return ()
    found = {told.where[0].place.id: (told.where[0].place, 1.0)}
    for one, part in zip(told.where[1:], _OTHER_PLACES, strict=False):
        if one.place.precision <= _FINE:
            found.setdefault(one.place.id, (one.place, part))
    return tuple(found.values())
