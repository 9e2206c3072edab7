"""Which watches an alert is for. An empty condition lets everything through; all must hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from monitor.incidents.trusted_outlets import is_trusted, names_of, outlet_spellings
from monitor.model.collecting import Feed
from monitor.model.deciding import Incident
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import ActorRow, PlaceRow, SourceRow, Watch
from monitor.text import fold

#: CPython's own reader of patterns: the only one that reads exactly what `re` will run.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
#: Characters of the text that patterns are tried on.
_SEARCHED = 20_000
#: Patterns see at most this much at once, those with several open repetitions (cubic) less; pieces
#: of a longer line overlap by a part of that, so that a phrase at a seam is seen whole.
_LINE = 1000
_SHORT_LINE = 250
_OVERLAP = 5
#: A repetition of at most this many is as good as none.
_FEW = 100
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
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
    return _has_words(watch.words, text) or _has_pattern(watch.patterns, text)


def _has_words(wanted: Sequence[str], text: str) -> bool:
    folded = fold(text) if wanted else ""
    return any(_word(w).search(folded) for w in wanted)


@lru_cache(maxsize=1024)
def _word(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(wanted))}(?!\w)")


def _has_pattern(patterns: Sequence[str], text: str) -> bool:
    """Search line by line: an accepted pattern such as `[^.]*Taji` is quadratic in what it sees."""
    return any(
        regex.search(piece)
        for regex, size in (_pattern(pattern) for pattern in patterns)
        for piece in _pieces(text, size)
    )


@lru_cache(maxsize=64)
def _pieces(text: str, size: int) -> tuple[str, ...]:
    """Return the lines of `text`, long ones cut into pieces that overlap by a phrase's length."""
    step = size - size // _OVERLAP
    return tuple(
        line[at : at + size]
        for line in text.splitlines()
        for at in range(0, max(1, len(line) - size // _OVERLAP), step)
    )


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> tuple[re.Pattern[str], int]:
    """Return what to search with, and how much it may see at once.

    A repetition at the beginning that may be empty does not change whether something is found,
    and costs a power of the text's length.
    """
    tree = _parser.parse(pattern, re.IGNORECASE)
    size = _LINE if _open_repeats(tree) < 2 else _SHORT_LINE
    refers = "GROUPREF" in str(tree)
    while len(tree) > 1 and not refers and _may_go(*tree[0]):
        del tree[0]
    return _compiler.compile(tree, re.IGNORECASE), size


def _may_go(operator: Any, argument: Any) -> bool:
    if str(operator) == "SUBPATTERN":
        return len(argument[3]) == 1 and _may_go(*argument[3][0])
    return str(operator) in _REPEATS and argument[0] == 0 and argument[1] > _FEW


def _open_repeats(tree: Any) -> int:
    count = 0
    for operator, argument in tree:
        if str(operator) in _REPEATS and argument[1] > _FEW:
            count += 1
        parts = argument if isinstance(argument, tuple | list) else (argument,)
        for part in parts:
            for one in part if isinstance(part, list) else (part,):
                if isinstance(one, _parser.SubPattern):
                    count += _open_repeats(one)
    return count


def cannot_match(pattern: str) -> str:
    """Return why an accepted pattern can match no line, "" where it may. Not every case is seen."""
    if pattern.startswith(("(i?)", "(I?)")):
        return "begins with (i?), which matches a letter i; case is ignored anyway: leave it out"
    if "\n" in pattern or re.search(r"(?<!\\)(?:\\\\)*\\n", pattern):
        return "asks for a line break; texts are searched line by line"
    tree = _parser.parse(pattern, re.IGNORECASE)
    before = 0
    ended = False
    for operator, argument in tree:
        name = str(argument) if str(operator) == "AT" else ""
        if name in ("AT_BEGINNING", "AT_BEGINNING_STRING") and before:
            return "asks for the beginning of a line after something else"
        ended = ended or name in ("AT_END", "AT_END_STRING")
        width = _width(operator, argument)
        if ended and width:
            return "asks for something after the end of the line"
        before += width
    return "" if before <= _LINE else f"asks for more than {_LINE} characters"


def _width(operator: Any, argument: Any) -> int:
    """Return the least characters that one step of a pattern takes."""
    one = _parser.SubPattern(_parser.State(), [(operator, argument)])
    return int(one.getwidth()[0])
