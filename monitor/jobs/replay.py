"""Replay: stored articles decided again in a database of their own; what would change is told."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from monitor.jobs import known_incidents
from monitor.jobs.deciding import decide
from monitor.jobs.reading import load, read
from monitor.jobs.tasks import Registers
from monitor.jobs.walk import Walk
from monitor.lineage.registers import build_register
from monitor.model.deciding import Report
from monitor.model.names import Role
from monitor.model.reading import Article
from monitor.settings.nouns import Settings
from monitor.store import articles as article_rows
from monitor.store import decisions, outcomes
from monitor.store import incidents as incident_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store, open_store, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One article whose decision would be another."""

    article: str
    was: str
    would_be: str
    why: str

    def plain(self) -> dict[str, str]:
        """Return the change as a row."""
        return {
            "article": self.article,
            "was": self.was,
            "would_be": self.would_be,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found."""

    articles: int
    changed: tuple[Change, ...]


def run(
    walk: Walk,
    settings: Settings,
    *,
    since: datetime | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Replayed:
    """Return what `settings` would decide differently. Writes nothing to the store of `walk`.

    Incidents have other ids in a replay, so decisions are compared by company: an article changed
    where it would stand with another first article, or with none.
    """
    articles = sorted(_articles(walk.store, since), key=_order)
    with tempfile.TemporaryDirectory(prefix="monitor-replay-") as folder:
        store = open_store(Path(folder) / "replay.db", exclusive=True)
        try:
            _decide_again(_aside(walk, settings, store), articles, progress)
            changed = tuple(_compare(walk.store, store, articles))
        finally:
            store.close()
    return Replayed(articles=len(articles), changed=changed)


def _aside(walk: Walk, settings: Settings, store: Store) -> Walk:
    """Return a walk that decides by `settings` into `store`; persons' decisions stand."""
    register = build_register(settings.sources)
    return replace(walk, settings=settings, store=store, register=register, judged=walk.store)


def _decide_again(
    aside: Walk, articles: Sequence[Article], progress: Callable[[int, int], None]
) -> None:
    settings, store, judged = aside.settings, aside.store, aside.judged
    assert judged is not None, "a replay decides in a store of its own"
    known_incidents.sync(store, aside.model, settings)
    tools = load(
        Registers(places=settings.places, actors=settings.actors, sources=settings.sources)
    )
    for place, article in enumerate(articles):
        now = article.fetched_at
        _name_judged(judged, store, article)
        reading = read(replace(article, version=1), tools)
        outcome = decide(aside, reading, entry=None, now=now, tell=False)
        outcomes.record(store, outcome, now)
        progress(place + 1, len(articles))


def _name_judged(store: Store, aside: Store, article: Article) -> None:
    """Have the incidents that a person named for an article exist in the replay from then on."""
    for incident_id in decisions.constraints(store, article.id).same:
        named = incident_rows.get(store, incident_id)
        if named is not None and incident_rows.get(aside, incident_id) is None:
            with writing(aside) as db:
                incident_rows.save(db, named)


def _articles(store: Store, since: datetime | None) -> Iterator[Article]:
    after = 0
    while True:
        found = article_rows.page(store, after=after, limit=500)
        for number, article in found:
            after = number
            if since is None or (article.published or article.fetched_at) >= since:
                yield article
        if not found:
            return


def _order(article: Article) -> tuple[datetime, str]:
    return (article.published or article.fetched_at, article.id)


def _compare(store: Store, aside: Store, articles: list[Article]) -> Iterator[Change]:
    first_was: dict[str, str] = {}
    first_would: dict[str, str] = {}
    for article in articles:
        was, would = _primary(store, article), _primary(aside, article)
        # Ids are made of content: what a person merged leads to the same place in a replay.
        old, new = _incident(store, was), _incident(store, would)
        company_was = first_was.setdefault(old, article.id) if old else ""
        company_would = first_would.setdefault(new, article.id) if new else ""
        if company_was != company_would or _word(was) != _word(would):
            yield Change(
                article=article.url,
                was=f"{_word(was)} {old}".strip(),
                would_be=f"{_word(would)} {_title(aside, new)}".strip(),
                why=would.verdict.reason if would else "",
            )


def _primary(store: Store, article: Article) -> Report | None:
    told = report_rows.of_article(store, article.id)
    return next((report for report in told if report.role is Role.PRIMARY), None)


def _incident(store: Store, report: Report | None) -> str:
    if report is None or report.incident_id is None:
        return ""
    return incident_rows.resolve(store, report.incident_id)


def _word(report: Report | None) -> str:
    if report is None:
        return "none"
    # "same" and "new" differ only in who came first.
    return "reports" if report.incident_id else report.verdict.decision.value


def _title(store: Store, incident_id: str) -> str:
    found = incident_rows.get(store, incident_id) if incident_id else None
    return f"“{found.title}”" if found else ""
