"""The door: page or feed entry → article. One tree a page; nothing here raises on odd pages."""

from __future__ import annotations

from datetime import datetime

import htmldate
from lxml.html import HtmlElement

from monitor import urls
from monitor.articles import dates, metadata, tidy, walls
from monitor.articles.assemble import MAX_TITLE, build, quality_of
from monitor.articles.body import matches, text_of
from monitor.articles.data import SiteRule, site_rules
from monitor.articles.dates import Moment
from monitor.articles.decode import decode
from monitor.articles.language import language_of
from monitor.articles.metadata import Told
from monitor.articles.surroundings import look, standfirst
from monitor.articles.tree import drop_silent, labels, parse, words_of
from monitor.model.collecting import Entry, Feed, Page
from monitor.model.names import Quality
from monitor.model.reading import Article, Signal
from monitor.text import one_line, paragraphs

#: Pages shorter than this beside a longer feed text lose to it.
SCANT = 250


def extract(page: Page, entry: Entry | None, feed: Feed | None) -> Article:
    """Return the article on `page`, or what `entry` tells where the page holds none.

    The reason then stands in `oddity`: "consent_wall", "paywall", "soft_404", "blocked",
    "js_only", "not_html", "empty", or "scant" (the feed tells more than the page). Fetched at
    `page.fetched_at`, which is also its latest date.
    """
    if walls.not_html(page):
        return _instead(page, entry, feed, "not_html")
    tree = parse(decode(page.body, page.headers))
    if tree is None:
        return _instead(page, entry, feed, "empty")
    rule = site_rules().get(urls.registrable_domain(page.final_url))
    by_label = labels(tree)
    told = metadata.read(tree, by_label, page.final_url, page.fetched_at, _ruled_title(tree, rule))
    title = told.title or (entry.title if entry else "")
    scripted = next(tree.iter("script"), None) is not None
    drop_silent(tree)
    raw = text_of(tree, rule)
    lead = standfirst(tree, told.description, raw) if len(raw) > SCANT else ""
    raw = f"{lead}\n{raw}" if lead else raw
    oddity = walls.wall(
        page, tree, told.title, raw, declared=told.behind_paywall, scripted=scripted
    )
    if oddity:
        return _instead(page, entry, feed, oddity)
    around = look(tree, by_label, page.final_url, raw)
    tidied = tidy.tidy(raw, captions=around.captions, links=around.links)
    text = _without_title(tidied.text, title)
    if len(text) < SCANT and entry is not None and len(entry.summary) > 2 * len(text):
        return _instead(page, entry, feed, "empty" if not text else "scant")
    published, published_from = _published(tree, told, entry, page)
    local = Signal(kind="published_local", value=published.local if published else "")
    cut = walls.stub(raw, declared=told.behind_paywall)
    return build(
        url=entry.url if entry else page.url,
        title=title,
        text=text,
        signals=(local, *told.signals, *around.signals, *tidied.signals, *_of_entry(entry)),
        published=published,
        published_from=published_from,
        now=page.fetched_at,
        language=language_of(text, told.language, entry.language if entry else "", _tongue(feed)),
        quality=quality_of(text, cut=cut),
        oddity="paywall" if cut else ("" if text else "empty"),
        feed=feed,
        home=page.final_url,
    )


def from_entry(entry: Entry, feed: Feed | None, now: datetime, oddity: str = "") -> Article:
    """Return the article as its feed tells it: the summary as an excerpt, or the title alone."""
    tidied = tidy.tidy(paragraphs(entry.summary))
    text = _without_title(tidied.text, entry.title)
    published = dates.from_time(entry.published or entry.updated, now)
    return build(
        url=entry.url,
        title=one_line(entry.title, MAX_TITLE),
        text=text,
        signals=(*tidied.signals, *_of_entry(entry)),
        published=published,
        published_from="feed" if published else "none",
        now=now,
        language=language_of(text, entry.language, _tongue(feed)),
        quality=Quality.EXCERPT if text else Quality.TITLE_ONLY,
        oddity=oddity,
        feed=feed,
        home=entry.url,
    )


def _instead(page: Page, entry: Entry | None, feed: Feed | None, oddity: str) -> Article:
    """The feed's own words where the page cannot be had."""
    if entry is not None:
        return from_entry(entry, feed, page.fetched_at, oddity)
    return build(
        url=page.url,
        title="",
        text="",
        signals=(),
        published=None,
        published_from="none",
        now=page.fetched_at,
        language=_tongue(feed),
        quality=Quality.TITLE_ONLY,
        oddity=oddity,
        feed=feed,
        home=page.final_url,
    )


def _of_entry(entry: Entry | None) -> list[Signal]:
    if entry is None:
        return []
    source = " ".join(one for one in (entry.source_title, entry.source_url) if one)
    told = [("feed_source", source), ("dc_creator", entry.author)]
    told += [("media_credit", one) for one in entry.media_credits[:10]]
    return [Signal(kind=kind, value=value) for kind, value in told if value]


def _published(
    tree: HtmlElement, told: Told, entry: Entry | None, page: Page
) -> tuple[Moment | None, str]:
    by_feed = dates.from_time(entry.published if entry else None, page.fetched_at)
    if told.published is not None:
        same = by_feed is not None and abs(by_feed.at - told.published.at).days <= 1
        if by_feed is not None and same and told.published.precision == "day":
            return by_feed, "feed"
        return told.published, told.published_from
    if by_feed is not None:
        return by_feed, "feed"
    guess = _by_htmldate(tree, page)
    return guess, "htmldate" if guess else "none"


def _by_htmldate(tree: HtmlElement, page: Page) -> Moment | None:
    latest = (page.fetched_at + dates.AHEAD).strftime("%Y-%m-%d")
    try:
        told = htmldate.find_date(tree, url=page.final_url, original_date=True, max_date=latest)
    except Exception:
        return None
    return dates.of_day(told, page.fetched_at) if told else None


def _ruled_title(tree: HtmlElement, rule: SiteRule | None) -> str:
    if rule is None or not rule.title:
        return ""
    return next((words_of(e, MAX_TITLE) for e in tree.iter() if matches(e, rule.title)), "")


def _without_title(text: str, title: str) -> str:
    """The text without a first line that is the headline again."""
    first, _, rest = text.partition("\n")
    return (
        rest.strip() if title and rest and one_line(first).casefold() == title.casefold() else text
    )


def _tongue(feed: Feed | None) -> str:
    return feed.language if feed else ""
