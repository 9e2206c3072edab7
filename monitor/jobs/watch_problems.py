"""Saying beforehand what a watch can never match, or what it matches less than was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from monitor.facts.data import FactTools
from monitor.incidents.watch_patterns import cannot_match
from monitor.language.tokens import key
from monitor.model.names import AlertKind
from monitor.registers import Watch
from monitor.settings.nouns import Settings
from monitor.text import fold
from monitor.urls import registrable_domain


def problems(watch: Watch, settings: Settings, tools: FactTools | None = None) -> tuple[str, ...]:
    """Return why a watch matches less than was meant, or nothing: a sentence each.

    Without `tools` (the gazetteer is large) places are not looked at.
    """
    return (
        *(_place_problems(watch, tools) if tools else ()),
        *_actor_problems(watch, settings),
        *_outlet_problems(watch, settings),
        *(f"pattern {one!r} {why}" for one in watch.patterns if (why := cannot_match(one))),
        *_kind_problems(watch),
    )


def all_problems(settings: Settings, tools: FactTools | None = None) -> tuple[str, ...]:
    """Return the problems of every watch, each with the watch's name."""
    return tuple(
        f"watch “{watch.name}”: {words}"
        for watch in settings.watches
        for words in problems(watch, settings, tools)
    )


def _place_problems(watch: Watch, tools: FactTools) -> Iterator[str]:
    for name in watch.places:
        found = tools.gazetteer.candidates(key(name))
        if not found:
            yield (
                f"place “{name}” is unknown{_near_place(name, tools)}; write another of its names, "
                "or add it to places.toml"
            )
        elif all(fold(name) not in _called(one.place.name, one.place.admin1) for one in found):
            known = " or ".join(dict.fromkeys(f"“{one.place.name}”" for one in found[:3]))
            if not any(one.own for one in found):
                yield f"place “{name}” is called {known} here: write that name"


def _called(*names: str) -> set[str]:
    return {fold(name) for name in names}


def _actor_problems(watch: Watch, settings: Settings) -> Iterator[str]:
    known = {fold(name): row.name for row in settings.actors for name in (row.name, *row.aliases)}
    for name in watch.actors:
        if fold(name) not in known:
            yield f"actor “{name}” is not in actors.toml{_near(name, list(known.values()))}"


def _outlet_problems(watch: Watch, settings: Settings) -> Iterator[str]:
    """Yield names of outlets that nobody knows; a domain may be one that a feed leads to."""
    rows = (*settings.sources, *settings.feeds)
    if not rows:
        return
    names = [
        *(name for s in settings.sources for name in (s.name, *s.aliases, *s.domains, s.family)),
        *(name for f in settings.feeds for name in (f.outlet, f.family, registrable_domain(f.url))),
    ]
    known = {fold(name): name for name in names if name}
    for key_, wanted in (("trust", watch.trust), ("ignore_outlets", watch.ignore_outlets)):
        for name in wanted:
            meant = fold(registrable_domain(name)) if _is_domain(name) else fold(name)
            near = _near(name, list(known.values()))
            if meant not in known and (near or not _is_domain(name)):
                yield (
                    f"{key_} “{name}” is no outlet, domain or family of feeds.toml or "
                    f"sources.toml{near}"
                )


def _is_domain(name: str) -> bool:
    return "." in name.strip(".") and " " not in name


def _near(name: str, known: Sequence[str]) -> str:
    found = process.extractOne(name, known, score_cutoff=75)
    return f" (did you mean “{found[0]}”?)" if found else ""


def _near_place(name: str, tools: FactTools) -> str:
    """Return the place that was probably meant: one of the user's own, else any that is known."""
    wanted = key(name)
    for known in (tools.gazetteer.own, tools.gazetteer.rows.keys()):
        names = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=80, limit=9)
        found = [tools.gazetteer.candidates(near)[0] for near, _, _ in names]
        if found:
            # Of names that are about as near, the place that most people mean.
            return f" (did you mean “{max(found, key=lambda c: c.population).place.name}”?)"
    return ""


def _kind_problems(watch: Watch) -> Iterator[str]:
    kinds = set(watch.kinds)
    first = {AlertKind.NEW_INCIDENT, AlertKind.SINGLE_ROOT}
    if watch.min_origins > 1 and kinds and kinds <= first:
        yield (
            f"min_origins = {watch.min_origins} and kinds = {sorted(kinds)} hardly ever meet: "
            "a new incident has one origin; add “second_origin”"
        )
    if kinds == {AlertKind.FEED_TROUBLE}:
        yield "tells only of feeds; its other conditions do not matter"
