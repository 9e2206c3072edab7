"""An incident's card as a row and back. No SQL here."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import lru_cache
from typing import Any

from monitor.codec import from_json, to_json
from monitor.model.deciding import Incident, Sketch, Toll
from monitor.model.names import DatePrecision, IncidentState
from monitor.store.rows import Row, stamp


def incident(row: Row) -> Incident:
    """Return the noun of an `incidents` row; what persons decided stands over the card."""
    card = _card(row["noun"])
    state = IncidentState(row["state"])
    if (card.state, card.merged_into, card.given_name) == (
        state,
        row["merged_into"],
        row["given_name"],
    ):
        return card
    return dataclasses.replace(
        card, state=state, merged_into=row["merged_into"], given_name=row["given_name"]
    )


@lru_cache(maxsize=4096)
def _card(noun: str) -> Incident:
    return from_json(Incident, noun)


#: The incidents of the last days are looked at with nearly every article.
@lru_cache(maxsize=8192)
def sketch(columns: tuple[Any, ...]) -> Sketch:
    """Return the sketch of the columns of an `incidents` row, in the order that stands here."""
    start, end, published, latitude, longitude, precision, country, kind, *tolls = columns
    return Sketch(
        start=_ordinal(start),
        end=_ordinal(end),
        published=_ordinal(published),
        latitude=latitude,
        longitude=longitude,
        place_precision=precision,
        country=country or "",
        incident_type=kind,
        killed=_toll(*tolls[:3]),
        injured=_toll(*tolls[3:]),
    )


def _ordinal(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None


def _toll(low: int | None, best: int | None, high: int | None) -> Toll | None:
    return None if low is best is high is None else Toll(low=low, best=best, high=high)


def card_values(one: Incident) -> Row:
    """Return the parameters of an `incidents` row, its whole noun included."""
    place = one.place
    return {
        "id": one.id,
        # Only decisions.merge makes an incident merged (with where it leads).
        "state": ("open" if one.state is IncidentState.MERGED else one.state.value),
        "title": one.title,
        "given_name": one.given_name,
        "incident_type": one.incident_type,
        "event_start": one.when.start.isoformat() if one.when else None,
        "event_end": one.when.end.isoformat() if one.when else None,
        "date_precision": (one.when.precision if one.when else DatePrecision.UNKNOWN).value,
        "place": place.name if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
        **toll_values("killed", one.killed),
        **toll_values("injured", one.injured),
        "articles": one.origins.articles,
        "outlets": one.origins.outlets,
        "independent_origins": one.origins.independent,
        "undetermined_origins": one.origins.undetermined,
        "origin_names": to_json(one.origins.names),
        "warnings": to_json(one.origins.warnings),
        "opened_at": stamp(one.opened_at),
        "updated_at": stamp(one.updated_at),
        "first_published": stamp(one.first_published),
        "external_id": one.external_id,
        "known_from": one.known_from,
        "perhaps_two": one.perhaps_two,
        "noun": to_json(one),
    }


def toll_values(name: str, toll: Toll | None) -> Row:
    """Return a toll as the parameters `<name>_low`, `…_best`, `…_high`."""
    return {
        f"{name}_low": toll.low if toll else None,
        f"{name}_best": toll.best if toll else None,
        f"{name}_high": toll.high if toll else None,
    }
