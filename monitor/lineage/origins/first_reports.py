"""Who had it first, as an honest interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.reading import Article

#: A publication date of a bare day may mean any moment of it, anywhere on earth.
_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """When one article came to our eyes."""

    article: Article
    #: First poll that carried it, and the poll of that feed before it.
    first_seen: datetime | None = None
    previous_poll: datetime | None = None
    feed_updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeared:
    """Between when and when an article appeared. `earliest` None = nothing bounds it."""

    article_id: str
    outlet: str
    earliest: datetime | None
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReport:
    """Who had it first: one outlet where the intervals allow to say so, else several."""

    candidates: tuple[Appeared, ...]
    #: By how much the first one led for sure; None where the intervals overlap.
    lead: timedelta | None


def appeared(seen: Seen) -> Appeared:
    """Return the interval in which the article appeared.

    It cannot be later than our first sight of it. A publication time to the second is taken at its
    word only where it lies between the poll before and the first sight; a bare day opens the whole
    day; without either the previous poll is the only lower bound.
    """
    article = seen.article
    earliest, latest = interval(
        published=article.published,
        precision=article.published_precision,
        latest=min(seen.first_seen or article.fetched_at, article.fetched_at),
        previous_poll=seen.previous_poll,
    )
    outlet = article.outlet_name or article.outlet
    return Appeared(article_id=article.id, outlet=outlet, earliest=earliest, latest=latest)


def interval(
    *, published: datetime | None, precision: str, latest: datetime, previous_poll: datetime | None
) -> tuple[datetime | None, datetime]:
    """Return (earliest, latest) moment at which an article appeared; see `appeared`."""
    earliest = previous_poll
    if published is not None and published <= latest:
        if precision == "day":
            start = published.replace(hour=0, minute=0, second=0, microsecond=0)
            earliest = max(start, earliest) if earliest else start
            latest = min(latest, start + _DAY)
        elif earliest is None or published >= earliest:
            earliest = latest = published
    if earliest is not None and earliest > latest:
        earliest = latest
    return earliest, latest


def first_report(reports: Iterable[Seen]) -> FirstReport | None:
    """Return who had it first among `reports`, None where there are none."""
    times = sorted((appeared(one) for one in reports), key=lambda a: (a.latest, a.article_id))
    if not times:
        return None
    first = times[0]
    rivals = [a for a in times if a.earliest is None or a.earliest <= first.latest]
    others = [a for a in times if a not in rivals]
    lead = None
    if len(rivals) == 1 and others:
        starts = [a.earliest for a in others if a.earliest is not None]
        lead = min(starts) - first.latest if starts else None
    return FirstReport(candidates=tuple(rivals), lead=lead)
