"""Trying a watch on what is stored, and saying beforehand what can never match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz, process

from monitor.facts.data import FactTools
from monitor.facts.lexical.tokens import key
from monitor.incidents.trusted_outlets import names_of
from monitor.incidents.watch_patterns import cannot_match
from monitor.incidents.watches import by_any_name, wants
from monitor.model.deciding import Incident
from monitor.model.names import AlertKind, IncidentState, Role
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import Watch
from monitor.settings.nouns import Settings
from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import incidents as incident_rows
from monitor.store import lineage as lineage_rows
from monitor.store import reports
from monitor.store.open import Store
from monitor.text import fold
from monitor.urls import registrable_domain

_MOST = 10_000
#: Conditions of a watch, each of which can be tried alone.
_CONDITIONS = (
    ("words and patterns", ("words", "patterns")),
    ("places, countries, near", ("places", "countries", "near")),
    ("types", ("types",)),
    ("actors", ("actors",)),
    ("min_killed", ("min_killed",)),
    ("min_origins", ("min_origins",)),
    ("trust", ("trust",)),
    ("ignore_outlets", ("ignore_outlets",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a watch would have told of."""

    incidents: tuple[Incident, ...]
    articles: tuple[Article, ...]
    #: Raised alerts that it would have passed on.
    alerts: tuple[Alert, ...]
    #: What was looked at.
    seen_incidents: int
    seen_alerts: int
    #: Condition → incidents that meet it alone: which one lets nothing through.
    alone: dict[str, int]


def trial(store: Store, watch: Watch, since: datetime, settings: Settings) -> Trial:
    """Return what `watch` would have told of since a moment, as things are known now."""
    (watch,) = by_any_name(
        (watch,), settings.places, settings.actors, settings.feeds, settings.sources
    )
    told = list(_reported(store, since))
    hits = [(card, one) for card, one in told if _wants(store, watch, card, one)]
    cards = {card.id: card for card, _ in told}
    raised = alert_rows.list_alerts(store, since=since, limit=_MOST)
    return Trial(
        incidents=tuple({card.id: card for card, _ in hits}.values()),
        articles=tuple({one.id: one for _, one in hits}.values()),
        alerts=tuple(alert for alert in raised if _would_pass(store, watch, alert, cards)),
        seen_incidents=len(cards),
        seen_alerts=len(raised),
        alone={
            name: len({card.id for card, one in told if _wants(store, alone, card, one)})
            for name, alone in _alone(watch)
        },
    )


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


def _reported(store: Store, since: datetime) -> Iterator[tuple[Incident, Article]]:
    """Yield every incident that changed since, with each article that reports it first-hand."""
    for card in incident_rows.list_incidents(store, since=since, limit=_MOST):
        if card.state not in (IncidentState.OPEN, IncidentState.CLOSED):
            continue
        for article in _reporting(store, card):
            yield card, article


def _reporting(store: Store, card: Incident) -> tuple[Article, ...]:
    told = [one for one in reports.of_incident(store, card.id) if one.role is Role.PRIMARY]
    return tuple(article_rows.load_versions(store, [one.version_id for one in told]))


def _names(store: Store, watch: Watch, article: Article) -> frozenset[str]:
    """Return under which names an article's information comes, where the watch asks for that."""
    if not watch.trust:
        return frozenset()
    credits = lineage_rows.credits_by_version(store, [article.version_id])
    return names_of(article, credits.get(article.version_id, ()))


def _wants(store: Store, watch: Watch, card: Incident, article: Article) -> bool:
    return wants(_any_kind(watch), card, _news(card), article, _names(store, watch, article))


def _would_pass(store: Store, watch: Watch, alert: Alert, cards: dict[str, Incident]) -> bool:
    card = cards.get(incident_rows.resolve(store, alert.incident_id)) if alert.incident_id else None
    if alert.incident_id and card is None:
        return False
    article = article_rows.find(store, alert.article_id) if alert.article_id else None
    if watch.trust and card and alert.kind is AlertKind.NEW_INCIDENT:
        # Also told where one that is trusted reports it later.
        return any(_wants(store, watch, card, one) for one in _reporting(store, card))
    names = _names(store, watch, article) if article else frozenset()
    return wants(watch, card, alert, article, names)


def _any_kind(watch: Watch) -> Watch:
    return replace(watch, kinds=())


def _alone(watch: Watch) -> Iterator[tuple[str, Watch]]:
    empty = Watch(name=watch.name)
    for name, fields in _CONDITIONS:
        values = {field: getattr(watch, field) for field in fields}
        if any(values[field] != getattr(empty, field) for field in fields):
            yield name, replace(empty, **values)


def _news(card: Incident) -> Alert:
    return Alert(
        id="",
        kind=AlertKind.NEW_INCIDENT,
        incident_id=card.id,
        headline=card.title,
        before="",
        reason="",
        raised_at=card.opened_at,
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
