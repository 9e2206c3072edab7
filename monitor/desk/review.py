"""The review queue: articles that were left unsure, each with the incidents it may belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.codec import time_text
from monitor.model.deciding import Incident, Report
from monitor.store import articles as article_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store
from monitor.words import incident_name

#: Incidents shown beside an article: those further off are hardly ever meant.
_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An incident that an article may belong to."""

    incident_id: str
    title: str
    #: How alike they are, 0-1.
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """An article that a person should look at."""

    article_id: str
    url: str
    outlet: str
    title: str
    decided_at: str
    #: Why it was left unsure.
    why: str
    #: The nearest first.
    near: tuple[Near, ...]


def queue(store: Store, *, since: datetime | None = None, limit: int = 100) -> tuple[Unsure, ...]:
    """Return what was left unsure since a moment, the latest first.

    What a person decided on since stands there no more.
    """
    stamp = time_text(since) if since else ""
    found = report_rows.unsure(store, since=stamp, limit=limit)
    read = article_rows.load_versions(store, [one.version_id for one in found])
    articles = {one.version_id: one for one in read}
    return tuple(
        Unsure(
            article_id=one.article_id,
            url=articles[one.version_id].url,
            outlet=articles[one.version_id].outlet_name or articles[one.version_id].outlet,
            title=articles[one.version_id].title,
            decided_at=time_text(one.decided_at),
            why=one.verdict.reason,
            near=_near(store, one),
        )
        for one in found
        if not decision_rows.list_decisions(store, article_id=one.article_id)
    )


def _near(store: Store, report: Report) -> tuple[Near, ...]:
    """Return the incidents that it was compared with, where they lead now."""
    scores: dict[str, float] = {}
    for incident_id, score in report.verdict.others:
        scores.setdefault(incident_rows.resolve(store, incident_id), score)
    cards = incident_rows.get_many(store, scores)[:_NEAREST]
    return tuple(_line(one, scores[one.id]) for one in cards)


def _line(incident: Incident, score: float) -> Near:
    return Near(incident_id=incident.id, title=incident_name(incident), score=score)
