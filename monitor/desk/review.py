"""The review queue: what only a person can decide.

Articles that were left unsure, each with the incidents it may belong to; pairs of incidents that
are perhaps one; incidents that are perhaps two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.codec import time_text
from monitor.jobs.pairs import is_barred
from monitor.model.deciding import Incident, Report
from monitor.model.names import IncidentState
from monitor.store import articles as article_rows
from monitor.store import decisions as decision_rows
from monitor.store import incidents as incident_rows
from monitor.store import proposals
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsSame:
    """Two incidents that a person should say of whether they are one."""

    #: The one that would stay.
    incident_id: str
    title: str
    other_id: str
    other_title: str
    proposed_at: str
    #: How probable it is, 0-1.
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsTwo:
    """An incident that a person should say of whether it is one."""

    incident_id: str
    title: str
    changed_at: str
    why: str


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


def perhaps_same(
    store: Store, *, since: datetime | None = None, limit: int = 100
) -> tuple[PerhapsSame, ...]:
    """Return the pairs that are perhaps one incident, proposed since a moment, latest first.

    What was joined since, or what persons said is not the same, stands there no more.
    """
    found = (_pair(store, one) for one in proposals.latest(store, since=since, limit=limit))
    return tuple(one for one in found if one is not None)


def perhaps_two(
    store: Store, *, since: datetime | None = None, limit: int = 100
) -> tuple[PerhapsTwo, ...]:
    """Return the incidents whose reports agree no longer, changed since a moment, latest first."""
    return tuple(
        PerhapsTwo(
            incident_id=one.id,
            title=incident_name(one),
            changed_at=time_text(one.updated_at),
            why=one.perhaps_two,
        )
        for one in incident_rows.perhaps_two(store, since=since, limit=limit)
    )


def _pair(store: Store, told: proposals.Proposal) -> PerhapsSame | None:
    ids = sorted(incident_rows.resolve(store, one) for one in (told.one_id, told.other_id))
    two = incident_rows.get_many(store, dict.fromkeys(ids))
    if len(two) < 2 or any(one.state is not IncidentState.OPEN for one in two):
        return None
    if is_barred(store, *ids):
        return None
    # A register's incident stays, else the one that was opened first, as where the machine joins.
    kept, gone = sorted(two, key=lambda one: (one.known_from == "article", one.opened_at, one.id))
    return PerhapsSame(
        incident_id=kept.id,
        title=incident_name(kept),
        other_id=gone.id,
        other_title=incident_name(gone),
        proposed_at=time_text(told.proposed_at),
        score=told.score,
        why=told.why,
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
