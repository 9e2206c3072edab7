"""Which watches an alert is for. An empty condition lets everything through; all must hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from monitor.model.deciding import Incident
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import Watch
from monitor.text import fold

#: Characters of the text that patterns are tried on.
_SEARCHED = 20_000
_EARTH_KM = 6371.0


def matching_watches(
    watches: Iterable[Watch], incident: Incident | None, alert: Alert, article: Article | None
) -> tuple[Watch, ...]:
    """Return the watches that want this alert, in their order."""
    return tuple(w for w in watches if wants(w, incident, alert, article))


def wants(watch: Watch, incident: Incident | None, alert: Alert, article: Article | None) -> bool:
    """Whether every condition of `watch` holds."""
    if watch.kinds and alert.kind not in watch.kinds:
        return False
    if article is not None and _is_ignored(watch, article):
        return False
    if incident is None:  # a feed in trouble: only watches without conditions on incidents
        return not (watch.places or watch.countries or watch.types or watch.actors or watch.words)
    return (
        (not watch.types or incident.incident_type in watch.types)
        and _place_fits(watch, incident)
        and _actors_fit(watch, incident)
        and _toll_fits(watch, incident)
        and incident.origins.independent >= _least_origins(watch)
        and _words_fit(watch, incident, alert, article)
    )


def _least_origins(watch: Watch) -> int:
    """One origin is what any report has, also where it is undetermined."""
    return watch.min_origins if watch.min_origins > 1 else 0


def _is_ignored(watch: Watch, article: Article) -> bool:
    names = {fold(article.outlet), fold(article.outlet_name)}
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
    return _has_words(watch.words, text) or _has_pattern(watch.patterns, text)


def _has_words(wanted: Sequence[str], text: str) -> bool:
    folded = fold(text) if wanted else ""
    return any(_word(w).search(folded) for w in wanted)


@lru_cache(maxsize=1024)
def _word(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(wanted))}(?!\w)")


def _has_pattern(patterns: Sequence[str], text: str) -> bool:
    return any(_pattern(p).search(text) for p in patterns)


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
