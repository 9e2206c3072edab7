"""Backfill rows → articles: plain text or HTML, with or without title and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from monitor.articles import dates, tidy, walls
from monitor.articles.assemble import MAX_TITLE, build, quality_of
from monitor.articles.extract import extract
from monitor.articles.language import language_of
from monitor.articles.lines import is_paragraph, line
from monitor.model.collecting import Page
from monitor.model.names import make_id
from monitor.model.reading import Article
from monitor.text import one_line, paragraphs, unescape

MAX_ROW_TEXT = 400_000

_MARKUP = re.compile(r"<(?:p|br|div|a|span|h[1-6])\b[^<>]*>", re.IGNORECASE)


def from_row(row: Mapping[str, object], now: datetime) -> Article:
    """Return the article of a row: `url`, `title`, `text` or `html`, `published`, `outlet`,
    `language`; each may be missing, null or empty.

    `fetched_at` is the row's own date, or `now` where it has none (`published` is then None).
    A row without text is a title alone.
    """
    published = dates.read(_text(row, "published"), _LATEST)
    at = published.at if published else now
    html = _text(row, "html")
    text = _text(row, "text")
    if not text.strip() and html:
        return _of_html(row, html, at, published)
    return _of_text(row, text, at, published)


_LATEST = datetime.max.replace(tzinfo=dates.EARLIEST.tzinfo) - 2 * dates.AHEAD


def _of_html(
    row: Mapping[str, object], html: str, at: datetime, published: dates.Moment | None
) -> Article:
    url = _url(row)
    page = Page(
        url=url,
        final_url=url,
        status=200,
        headers={},
        body=html.encode("utf-8", "replace"),
        fetched_at=at if published is None else at + dates.AHEAD,
    )
    found = extract(page, None, None)
    article = replace(
        found,
        title=_title(row) or found.title,
        outlet_name=_text(row, "outlet"),
        fetched_at=at,
    )
    if published is not None:
        article = replace(
            article,
            published=published.at,
            published_precision=published.precision,
            published_from="row",
        )
    return replace(article, version_id=make_id("version", article.id, article.text_hash))


def _of_text(
    row: Mapping[str, object], text: str, at: datetime, published: dates.Moment | None
) -> Article:
    title = _title(row)
    tidied = tidy.tidy(paragraphs(_plain(text[:MAX_ROW_TEXT])))
    body = tidied.text
    oddity = walls.wall_of_text(text)
    if oddity:
        body = ""
    cut = walls.stub(text, declared=False)
    if not title:
        title, body = headline(body)
    return build(
        url=_url(row),
        title=title,
        text=body,
        signals=tidied.signals,
        published=published,
        published_from="row",
        now=at,
        language=language_of(body, _text(row, "language")),
        quality=quality_of(body, cut=cut),
        oddity=oddity or ("paywall" if cut and body else "" if body else "empty"),
        feed=None,
        home=_url(row),
        outlet=_text(row, "outlet"),
    )


def headline(text: str) -> tuple[str, str]:
    """Return (title, rest) where the first line clearly is the headline, else ("", text)."""
    first, _, rest = text.partition("\n")
    following = next((one.strip() for one in rest.split("\n") if one.strip()), "")
    head, second = line(first.strip()), line(following)
    short = 3 <= head.words <= 22 and 12 <= len(head.raw) <= 160
    if not short or head.ends or not is_paragraph(second) or len(second.raw) < 1.2 * len(head.raw):
        return "", text
    return one_line(head.raw, MAX_TITLE), rest.strip()


def _plain(text: str) -> str:
    """Text that still holds tags loses them; entities are resolved."""
    if len(_MARKUP.findall(text[:20_000])) < 2:
        return unescape(text) if "&" in text else text
    return unescape(re.sub(r"<[^<>]{0,2000}>", "\n", text))


def _url(row: Mapping[str, object]) -> str:
    return (
        _text(row, "url").strip()
        or f"row:{_text(row, 'id') or make_id('row', _text(row, 'title'), _text(row, 'text'))}"
    )


def _title(row: Mapping[str, object]) -> str:
    return one_line(unescape(_text(row, "title")), MAX_TITLE)


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return "" if value is None else str(value)
