"""An article as one JSON object, for `monitor extract` and exports."""

from __future__ import annotations

import re

from monitor.codec import time_text
from monitor.model.reading import Article
from monitor.text import fold

_AUTHOR_KINDS = ("jsonld_author", "meta_author", "dc_creator", "byline")
_HOUSE_KINDS = ("og_site_name", "jsonld_publisher")
_DATES = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.*$|https?://\S+")
_BY = re.compile(
    r"^(?:by|autor(?:in)?:|author:|auteur:|text:|von|par|por|di|door|av|af|от)\s+", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*(?:,|;|\band\b|\bog\b|\boch\b|\bet\b|\bund\b|\by\b|&|\|)\s*")


def as_dict(article: Article) -> dict[str, object]:
    """Return the article as plain data: dates as text, authors named, signals by kind.

    `date` is the day as the page wrote it, in its own zone; `published` is UTC.
    """
    signals: dict[str, list[str]] = {}
    for signal in article.signals:
        signals.setdefault(signal.kind, []).append(signal.value)
    published = article.published
    day = article.published_precision != "second"
    local = next(iter(signals.get("published_local", ())), "")
    return {
        "id": article.id,
        "version_id": article.version_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": list(authors(article)),
        "date": None if published is None else (local or published.date().isoformat())[:10],
        "published": None
        if published is None
        else (published.date().isoformat() if day else time_text(published)),
        "published_precision": article.published_precision,
        "published_from": article.published_from,
        "language": article.language,
        "text": article.text,
        "quality": str(article.quality),
        "oddity": article.oddity,
        "signals": signals,
    }


def authors(article: Article) -> tuple[str, ...]:
    """Return the authors' names from the best place that names any, at most ten.

    The outlet itself is no author, unless nobody else is named.
    """
    houses = {_key(s.value) for s in article.signals if s.kind in _HOUSE_KINDS}
    houses |= {_key(article.outlet), _key(article.outlet.split(".")[0])}
    spare: list[str] = []
    for kind in _AUTHOR_KINDS:
        told = [signal.value for signal in article.signals if signal.kind == kind]
        names = list(dict.fromkeys(name for value in told for name in _names(value)))
        persons = [name for name in names if _key(name) not in houses]
        if persons:
            return tuple(persons[:10])
        spare = spare or names
    return tuple(spare[:10])


def _names(value: str) -> list[str]:
    if value.startswith(("http://", "https://", "@", "/")) or len(value) > 200:
        return []
    parts = (part.strip(" .:") for part in _SPLIT.split(_BY.sub("", _DATES.sub("", value).strip())))
    return [part for part in parts if 1 < len(part) <= 60 and not part[0].isdigit()]


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))
