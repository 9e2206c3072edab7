"""Makes the pages and feeds of the demo world: data and a time in, text out. No socket here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from jinja2 import Environment, FunctionLoader, select_autoescape
from markupsafe import Markup, escape

from monitor.demo.nouns import DemoArticle, Outlet, World
from monitor.demo.world import world_folder

MAX_FEED_ENTRIES = 25
#: The promotion line stands behind this paragraph.
_PROMOTION_AFTER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """What a feed template shows of one article."""

    guid: str
    url: str
    title: str
    summary: str
    author: str
    published: datetime
    updated: datetime
    photo_credit: str
    #: Outlet the entry was copied from (aggregators), else None.
    origin: Outlet | None
    origin_feed: str


class Renderer:
    """Templates of one world, on one port."""

    def __init__(self, world: World, port: int) -> None:
        self._world = world
        self._port = port
        self._templates = Environment(
            loader=FunctionLoader(_template),
            autoescape=select_autoescape(default=True, default_for_string=True),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["rfc822"] = format_datetime
        self._templates.filters["long_date"] = _long_date

    def url(self, outlet: Outlet, path: str) -> str:
        """Return the address of `path` at the outlet."""
        return f"http://{outlet.host}:{self._port}{path}"

    def article_url(self, article: DemoArticle) -> str:
        """Return the address of the article's page."""
        return self.url(self._world.outlet(article.outlet), article.path)

    def page(self, article: DemoArticle, now: datetime) -> str:
        """Return the article's HTML page as it reads at `now`."""
        outlet = self._world.outlet(article.outlet)
        edit = article.at(now)
        text = edit.text if edit else article.text
        context = {
            "outlet": outlet,
            "article": article,
            "title": edit.title if edit else article.title,
            "note": edit.note if edit else "",
            "modified": edit.at if edit else article.published,
            "url": self.article_url(article),
            "canonical": self._canonical(article),
            "paragraphs": [self._linked(p, article) for p in text.split("\n\n")],
            "related": self._related(article, now),
            "promotion_after": _PROMOTION_AFTER,
        }
        template = f"pages/{'consent' if article.wall == 'consent' else outlet.page}.html"
        return self._templates.get_template(template).render(
            **context, jsonld=self._jsonld(context) if outlet.dates == "jsonld" else ""
        )

    def front(self, outlet: Outlet, now: datetime) -> str:
        """Return the outlet's front page."""
        return self._templates.get_template("pages/front.html").render(
            outlet=outlet, articles=self._world.of_outlet(outlet.id, now)[:MAX_FEED_ENTRIES]
        )

    def feed(self, outlet: Outlet, now: datetime) -> str:
        """Return the outlet's feed as it stands at `now`, newest entry first."""
        items = self.items(outlet, now)
        updated = max((item.updated for item in items), default=self._world.begins())
        context = {"outlet": outlet, "items": items, "updated": updated}
        context |= {"home": self.url(outlet, "/"), "address": self.url(outlet, outlet.feed_path)}
        if outlet.feed == "json":
            return _json_feed(context)
        text = self._templates.get_template(f"feeds/{outlet.feed}.xml").render(**context)
        return _damage(text) if outlet.fault == "malformed" else text

    def items(self, outlet: Outlet, now: datetime) -> tuple[FeedItem, ...]:
        """Return the entries of the outlet's feed at `now`, newest first."""
        if outlet.fault == "empty":
            return ()
        own = [self._item(a, outlet, now) for a in self._world.of_outlet(outlet.id, now)]
        seen = [repeat for repeat in outlet.repeats if repeat.at <= now]
        own += [self._item(self._world.article(r.article), outlet, now, r.at) for r in seen]
        return tuple(sorted(own, key=lambda i: i.published, reverse=True)[:MAX_FEED_ENTRIES])

    def _item(
        self, article: DemoArticle, host: Outlet, now: datetime, repeated: datetime | None = None
    ) -> FeedItem:
        origin = self._world.outlet(article.outlet)
        edit = article.at(now)
        shown = edit if edit and edit.announced else None
        url = self.article_url(article) + (f"?{host.tracking}" if host.tracking else "")
        return FeedItem(
            guid=f"{host.id}-{article.id}" if repeated else self.article_url(article),
            url=url,
            title=shown.title if shown else article.title,
            summary=article.summary,
            author=article.feed_author or article.byline,
            published=repeated or article.published,
            updated=shown.at if shown else repeated or article.published,
            photo_credit=article.photo.credit if article.photo else "",
            origin=origin if repeated else None,
            origin_feed=self.url(origin, origin.feed_path),
        )

    def _canonical(self, article: DemoArticle) -> str:
        named = self._world.article(article.canonical) if article.canonical else article
        return self.article_url(named)

    def _related(self, article: DemoArticle, now: datetime) -> list[DemoArticle]:
        others = [a for a in self._world.of_outlet(article.outlet, now) if a.id != article.id]
        return others[:4]

    def _linked(self, paragraph: str, article: DemoArticle) -> Markup:
        """Return the paragraph escaped, with the article's links around their words."""
        text = escape(paragraph)
        for words, target in article.links.items():
            url = target if "://" in target else self.article_url(self._world.article(target))
            anchor = Markup('<a href="{}">{}</a>').format(url, words)
            text = Markup(str(text).replace(str(escape(words)), str(anchor), 1))  # noqa: S704
        return text

    def _jsonld(self, context: dict[str, Any]) -> Markup:
        article, outlet = context["article"], context["outlet"]
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": context["title"],
            "datePublished": article.published.isoformat(),
            "dateModified": context["modified"].isoformat(),
            "mainEntityOfPage": context["url"],
            "inLanguage": outlet.language,
            "publisher": {"@type": "Organization", "name": outlet.name},
        }
        author = article.jsonld_author or article.byline.removeprefix("By ")
        if author:
            # Publishers do type an agency as a person; the extractor must not mind.
            data["author"] = {"@type": "Person", "name": author}
        if article.wall == "paywall":
            data["isAccessibleForFree"] = False
        return Markup(json.dumps(data, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704


def _template(name: str) -> str:
    return (world_folder() / name).read_text(encoding="utf-8")


def _long_date(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _json_feed(context: dict[str, Any]) -> str:
    outlet, items = context["outlet"], context["items"]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": context["home"],
        "feed_url": context["address"],
        "language": outlet.language,
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _json_item(item: FeedItem) -> dict[str, Any]:
    data = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "date_published": item.published.isoformat(),
    }
    if item.updated != item.published:
        data["date_modified"] = item.updated.isoformat()
    return data | ({"authors": [{"name": item.author}]} if item.author else {})


def _damage(feed: str) -> str:
    """Return the feed as a careless system writes it: a bare ampersand, an entity, no end."""
    broken = feed.replace("<channel>", "<channel>\n<category>Ships & tides &nbsp; ports</category>")
    return broken.rsplit("</channel>", 1)[0]


def error_page(outlet: Outlet) -> str:
    """Return the HTML that a broken system serves in place of its feed, with status 200."""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(outlet.name)}: error</title></head><body>"
        "<h1>Something went wrong</h1><p>Our engineers have been told. Please try again later."
        "</p></body></html>"
    )
