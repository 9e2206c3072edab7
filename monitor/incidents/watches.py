"""Which watches an alert is for. An empty condition lets everything through; all must hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from monitor.incidents.trusted_outlets import is_trusted, names_of, outlet_spellings
from monitor.incidents.watch_patterns import has_pattern, has_words
from monitor.model.collecting import Feed
from monitor.model.deciding import Incident
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import ActorRow, PlaceRow, SourceRow, Watch
from monitor.text import fold

#: Characters of the text that patterns are tried on.
_SEARCHED = 20_000
_EARTH_KM = 6371.0


def matching_watches(
    watches: Iterable[Watch],
    incident: Incident | None,
    alert: Alert,
    article: Article | None,
    names: frozenset[str] = frozenset(),
) -> tuple[Watch, ...]:
    """Return the watches that want this alert, in their order; `names` as in `wants`."""
    return tuple(w for w in watches if wants(w, incident, alert, article, names))


@lru_cache(maxsize=4)
def by_any_name(
    watches: tuple[Watch, ...],
    places: tuple[PlaceRow, ...],
    actors: tuple[ActorRow, ...],
    feeds: tuple[Feed, ...] = (),
    sources: tuple[SourceRow, ...] = (),
) -> tuple[Watch, ...]:
    """Return the watches with the registers' own names beside the ones they were written with."""
    place = _own_names(places)
    actor = _own_names(actors)
    return tuple(
        replace(
            watch,
            places=_with_own(watch.places, place),
            actors=_with_own(watch.actors, actor),
            trust=outlet_spellings(watch.trust, feeds, sources),
            ignore_outlets=outlet_spellings(watch.ignore_outlets, feeds, sources),
        )
        for watch in watches
    )


def _own_names(rows: Iterable[PlaceRow | ActorRow]) -> dict[str, str]:
    return {fold(name): row.name for row in rows for name in (row.name, *row.aliases)}


def _with_own(wanted: Sequence[str], own: Mapping[str, str]) -> tuple[str, ...]:
    found = (own.get(fold(name), name) for name in wanted)
    return tuple(dict.fromkeys((*wanted, *found)))


def wants(
    watch: Watch,
    incident: Incident | None,
    alert: Alert,
    article: Article | None,
    names: frozenset[str] = frozenset(),
) -> bool:
    """Whether every condition of `watch` holds.

    `names`: under which the information comes, where they are more than the article's own.
    """
    if watch.kinds and alert.kind not in watch.kinds:
        return False
    if article is not None and _is_ignored(watch, article):
        return False
    if incident is None:  # news of a feed: asked for by name, or by who wants to know everything
        return alert.kind in watch.kinds or not _has_conditions(watch)
    if watch.trust and not is_trusted(watch, names or (names_of(article) if article else names)):
        return False
    return (
        (not watch.types or incident.incident_type in watch.types)
        and _place_fits(watch, incident)
        and _actors_fit(watch, incident)
        and _toll_fits(watch, incident)
        and incident.origins.independent >= _least_origins(watch)
        and _words_fit(watch, incident, alert, article)
    )


def _has_conditions(watch: Watch) -> bool:
    return bool(
        watch.places
        or watch.countries
        or watch.near
        or watch.types
        or watch.actors
        or watch.words
        or watch.patterns
        or watch.min_killed is not None
        or watch.min_origins > 1
        or watch.trust
    )


def _least_origins(watch: Watch) -> int:
    """One origin is what any report has, also where it is undetermined."""
    return watch.min_origins if watch.min_origins > 1 else 0


def _is_ignored(watch: Watch, article: Article) -> bool:
    names = names_of(article)
    return any(fold(ignored) in names for ignored in watch.ignore_outlets)


def _place_fits(watch: Watch, incident: Incident) -> bool:
    if not (watch.places or watch.countries or watch.near):
        return True
    place = incident.place
    if place is None:
        return False
    if watch.countries and place.country.upper() in {c.upper() for c in watch.countries}:
        return True
    names = {fold(place.name), fold(place.admin1)} - {""}
    if names & {fold(name) for name in watch.places}:
        return True
    return watch.near is not None and _within(watch.near, place.latitude, place.longitude)


def _within(
    near: tuple[float, float, float], latitude: float | None, longitude: float | None
) -> bool:
    if latitude is None or longitude is None:
        return False
    p, q = math.radians(near[0]), math.radians(latitude)
    half = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(longitude - near[1]) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= near[2]


def _actors_fit(watch: Watch, incident: Incident) -> bool:
    if not watch.actors:
        return True
    named = {fold(n) for actor in incident.actors for n in (actor.name, actor.actor_id)}
    return any(fold(wanted) in named for wanted in watch.actors)


def _toll_fits(watch: Watch, incident: Incident) -> bool:
    if watch.min_killed is None:
        return True
    killed = incident.killed
    return killed is not None and (killed.high or killed.best or 0) >= watch.min_killed


def _words_fit(watch: Watch, incident: Incident, alert: Alert, article: Article | None) -> bool:
    if not watch.words and not watch.patterns:
        return True
    text = f"{incident.title}\n{alert.headline}\n"
    if article is not None:
        text += f"{article.title}\n{article.text[:_SEARCHED]}"
    return has_words(watch.words, text) or has_pattern(watch.patterns, text)
