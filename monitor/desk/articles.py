"""Articles: found by address or id, shown with what they report, searched by their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.articles.plain import as_dict
from monitor.codec import time_text
from monitor.desk.plain import plain
from monitor.errors import InputError
from monitor.model.names import Decision, Role
from monitor.model.reading import Article
from monitor.store import articles as article_rows
from monitor.store import reports as report_rows
from monitor.store.open import Store
from monitor.text import shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What one article was decided to tell of."""

    #: None = of no incident, or unsure of which.
    incident_id: str | None
    role: Role
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShown:
    """An article with its texts and what it reports."""

    id: str
    #: The latest only, or all of them, oldest first.
    versions: tuple[Article, ...]
    reports: tuple[Reported, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, each text as `monitor extract` writes one."""
        return {
            "id": self.id,
            "versions": [
                {"version_id": one.version_id, "fetched_at": time_text(one.fetched_at)}
                | as_dict(one)
                for one in self.versions
            ],
            "reports": plain(self.reports),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found."""

    #: Its day, "" = unknown.
    published: str
    outlet: str
    title: str
    #: The words around the match, marked with « ».
    snippet: str
    url: str
    id: str


def find_article(store: Store, which: str) -> Article:
    """Return a stored article by address or id. Raises InputError where there is none."""
    if "/" in which:
        found = article_rows.find_by_url(store, which)
    else:
        found = article_rows.find(store, which) or article_rows.load_version(store, which)
    if found is None:
        raise InputError(f"no article {shorten(which, 200)}; `monitor search WORDS` finds them")
    return found


def show(store: Store, article: Article, *, versions: bool = False) -> ArticleShown:
    """Return an article with what it reports; with `versions` every text of it that was seen."""
    texts = article_rows.versions_of(store, article.id) if versions else (article,)
    told = (
        Reported(
            incident_id=report.incident_id,
            role=report.role,
            decision=report.verdict.decision,
            reason=report.verdict.reason,
        )
        for report in report_rows.of_article(store, article.id)
    )
    return ArticleShown(id=article.id, versions=texts, reports=tuple(told))


def search(store: Store, words: str, limit: int = 20) -> tuple[Hit, ...]:
    """Return the articles that hold all `words` in title or text, best first."""
    return tuple(
        Hit(
            published=time_text(one.published)[:10] if one.published else "",
            outlet=one.outlet,
            title=one.title,
            snippet=one.snippet,
            url=one.url,
            id=one.article_id,
        )
        for one in article_rows.search(store, words, limit)
    )
