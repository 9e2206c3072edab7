"""Known incidents as full citizens: a row of incidents.toml or of a register becomes an incident
with a profile and keys, as if an article of a few words had told of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from monitor.matching.keys import Keys, keys
from monitor.matching.packing import dump
from monitor.matching.profile import CountMark, PersonMark, PlaceMark, Profile
from monitor.matching.word_weights import Background, weighed
from monitor.model.deciding import Incident, Origins, Toll
from monitor.model.facts import Place, When
from monitor.model.names import DatePrecision, IncidentState, make_id
from monitor.registers import KnownIncident
from monitor.text import fold

#: UCDP where_prec when a row names no precision: a point, a place without one, a country alone.
_POINT, _NAMED, _COUNTRY = 1, 2, 6

#: Name of an actor → its id, "" for one nobody knows.
ActorOf = Callable[[str], str]

NO_ORIGINS = Origins(independent=0, names=(), undetermined=0, articles=0, outlets=0)


def _nobody(_name: str) -> str:
    return ""


def known_incident(
    row: KnownIncident, known_from: str, now: datetime, *, complete: bool = False
) -> Incident:
    """Return the card of a row that no article has told of yet; `complete`: of a whole register."""
    return Incident(
        id=make_id("incident", known_from, row.external_id),
        state=IncidentState.KNOWN,
        title=row.title,
        incident_type=row.incident_type,
        when=When(start=row.start, end=row.end, precision=DatePrecision(row.precision)),
        place=_place(row),
        killed=_toll(row.killed),
        injured=_toll(row.injured),
        origins=NO_ORIGINS,
        opened_at=now,
        updated_at=now,
        external_id=row.external_id,
        known_from=known_from,
        of_complete=complete,
    )


def known_profile(
    row: KnownIncident, background: Background, actor_of: ActorOf = _nobody
) -> Profile:
    """Return the row as matching compares it: its words are its title, place and actors.

    `actor_of` gives the id of an actor's name as articles have it. Where it does not know them all,
    the actors are words alone: of whom a row names besides, nobody can say that it was another.
    """
    text = " ".join((row.title, row.place, row.admin1, *row.actors, *row.persons))
    said = tuple((w, weight) for w, weight in weighed(text, background).items() if weight >= 12)
    actors = tuple(dict.fromkeys(map(actor_of, row.actors)))
    place = _place(row)
    return Profile(
        role="primary",
        incident_type=row.incident_type,
        language="",
        published=None,
        start=row.start.toordinal(),
        end=row.end.toordinal(),
        precision=row.precision,
        title=said[:24],
        lead=said[:60],
        body=said[:110],
        proper=tuple(weighed(" ".join((row.place, row.admin1, *row.persons)), background).items()),
        names=tuple(fold(name) for name in row.persons if " " in name),
        persons=tuple(PersonMark(name=fold(name), role="killed") for name in row.persons),
        places=(_mark(place),) if place else (),
        counts=_counts(row),
        actors=actors if all(actors) else (),
    )


def known_keys(
    row: KnownIncident, background: Background, actor_of: ActorOf = _nobody
) -> tuple[str, Keys]:
    """Return (profile as text, keys), as the store keeps them."""
    made = known_profile(row, background, actor_of)
    return dump(made), keys(made)


def _place(row: KnownIncident) -> Place | None:
    name = row.place or row.admin1 or row.country
    if not name:
        return None
    default = _COUNTRY if name == row.country else _NAMED if row.latitude is None else _POINT
    precision = row.place_precision or default
    return Place(
        id=make_id("place", fold(name), row.country),
        name=name,
        kind="country" if precision >= _COUNTRY else "place",
        country=row.country,
        admin1=row.admin1,
        latitude=row.latitude,
        longitude=row.longitude,
        precision=precision,
    )


def _mark(place: Place) -> PlaceMark:
    return PlaceMark(
        id=place.id,
        name=fold(place.name),
        country=place.country,
        admin1=fold(place.admin1),
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
    )


def _toll(bounds: tuple[int | None, int | None, int | None] | None) -> Toll | None:
    return Toll(low=bounds[0], best=bounds[1], high=bounds[2]) if bounds else None


def _counts(row: KnownIncident) -> tuple[CountMark, ...]:
    told = (("killed", row.killed), ("injured", row.injured))
    return tuple(
        CountMark(field=name, low=bounds[0], best=bounds[1], high=bounds[2])
        for name, bounds in told
        if bounds is not None
    )
