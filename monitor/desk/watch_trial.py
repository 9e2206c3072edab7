"""Trying a watch on what is stored: what it would have told of, and why not more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.facts.data import FactTools
from monitor.incidents.trusted_outlets import names_of
from monitor.incidents.watches import by_any_name, wants
from monitor.jobs.watch_problems import problems
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
from monitor.words import incident_name

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


#: An incident, and an article that reports it first-hand.
Told = tuple[Incident, Article]


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
    alone: Mapping[str, int]
    #: A sentence each: why it matches less than was meant, or nothing.
    warnings: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "incidents": [{"id": one.id, "title": incident_name(one)} for one in self.incidents],
            "articles": [one.url for one in self.articles],
            "alerts": [{"id": one.id, "headline": one.headline} for one in self.alerts],
            "seen_incidents": self.seen_incidents,
            "seen_alerts": self.seen_alerts,
            "met_alone": dict(self.alone),
            "warnings": list(self.warnings),
        }


def trial(
    store: Store, watch: Watch, since: datetime, settings: Settings, tools: FactTools | None = None
) -> Trial:
    """Return what `watch` would have told of since a moment, as things are known now.

    Without `tools` (the gazetteer is large) it is not looked at whether its places are known.
    """
    warned = problems(watch, settings, tools)
    (watch,) = by_any_name(
        (watch,), settings.places, settings.actors, settings.feeds, settings.sources
    )
    told = tuple(_reported(store, since))
    hits = [(card, one) for card, one in told if _wants(store, watch, card, one)]
    cards = {card.id: card for card, _ in told}
    found = tuple({card.id: card for card, _ in hits}.values())
    raised = alert_rows.list_alerts(store, since=since, limit=_MOST)
    alone = _met_alone(store, watch, told)
    return Trial(
        incidents=found,
        articles=tuple({one.id: one for _, one in hits}.values()),
        alerts=tuple(alert for alert in raised if _would_pass(store, watch, alert, cards)),
        seen_incidents=len(cards),
        seen_alerts=len(raised),
        alone=alone,
        warnings=(*warned, *_why_nothing(alone, seen=len(cards), found=len(found))),
    )


def _met_alone(store: Store, watch: Watch, told: Sequence[Told]) -> dict[str, int]:
    return {
        name: len({card.id for card, one in told if _wants(store, alone, card, one)})
        for name, alone in _alone(watch)
    }


def _why_nothing(alone: Mapping[str, int], *, seen: int, found: int) -> Iterator[str]:
    """Yield why nothing matches, where nothing does."""
    if not seen:
        yield "no incident is stored for that time: nothing could match"
        return
    if found:
        return
    blocking = [name for name, count in alone.items() if not count]
    if blocking:
        yield f"matches nothing: no stored incident meets {', '.join(blocking)}"
    else:
        each = ", ".join(f"{name} {count}" for name, count in alone.items())
        yield f"matches nothing: each condition is met alone ({each}), never all at once"


def _reported(store: Store, since: datetime) -> Iterator[Told]:
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
