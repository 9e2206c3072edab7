"""The parts of an article put together: its ids, its outlet, its bounded signals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor import urls
from monitor.articles import tidy
from monitor.articles.dates import Moment
from monitor.model.collecting import Feed
from monitor.model.names import Quality, make_id
from monitor.model.reading import Article, Signal
from monitor.text import clean, one_line

MAX_TITLE = 400
MAX_SIGNALS = 200
#: A signal that comes again and again says nothing new.
MAX_OF_KIND = {"out_link": 50, "boilerplate": 40, "promotion": 40}
MAX_OTHERS = 20


def build(
    *,
    url: str,
    title: str,
    text: str,
    signals: Iterable[Signal],
    published: Moment | None,
    published_from: str,
    now: datetime,
    language: str,
    quality: Quality,
    oddity: str,
    feed: Feed | None,
    home: str,
    outlet: str = "",
) -> Article:
    domain = urls.registrable_domain(home) if urls.host(home) else ""
    signals = tuple(signals)
    own = next((signal.value for signal in signals if signal.kind == "canonical"), "")
    article = Article(
        id=identity(urls.declared(url, own) if urls.is_web(url) else url),
        version_id="",
        url=url,
        outlet=domain or outlet,
        outlet_name=outlet or (feed.outlet if feed else ""),
        title=one_line(title, MAX_TITLE),
        text=clean(text),
        language=language,
        published=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        published_from=published_from if published else "none",
        fetched_at=now,
        quality=quality,
        oddity=oddity,
        signals=bounded(signals),
        outlet_country=feed.country if feed else "",
        outlet_family=feed.family if feed else "",
    )
    return replace(article, version_id=make_id("version", article.id, article.text_hash))


def identity(url: str) -> str:
    """Return the id of the article at `url`; an address that is none is its own form."""
    try:
        return make_id("article", urls.canonical(clean(url)))
    except ValueError:
        return make_id("article", clean(url, urls.MAX_URL))


def bounded(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return the signals cleaned, each once, bounded in number by kind and in all."""
    kept: dict[tuple[str, str], Signal] = {}
    counts: dict[str, int] = {}
    for signal in signals:
        value = one_line(signal.value, tidy.MAX_SIGNAL)
        number = counts.get(signal.kind, 0)
        if not value or number >= MAX_OF_KIND.get(signal.kind, MAX_OTHERS):
            continue
        if (signal.kind, value) not in kept:
            kept[signal.kind, value] = Signal(kind=signal.kind, value=value)
            counts[signal.kind] = number + 1
    return tuple(kept.values())[:MAX_SIGNALS]


def quality_of(text: str, *, cut: bool) -> Quality:
    """Return how much of an article `text` is; `cut`: a paywall ended it."""
    if not text:
        return Quality.TITLE_ONLY
    return Quality.EXCERPT if cut else Quality.FULL
