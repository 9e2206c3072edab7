"""The demo world as frozen data. No file is read and nothing is served here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """An aggregator's entry: somebody else's article under a tracking link."""

    article: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A fictional publisher with one loopback address of its own."""

    id: str
    name: str
    host: str
    country: str
    language: str
    #: A FeedKind value.
    kind: str
    family: str
    #: "rss", "rdf", "atom", "json".
    feed: str
    feed_path: str = "/feed.xml"
    #: Page template: a file of world/pages/.
    page: str = "broadsheet"
    #: Where the page tells its date: "jsonld", "opengraph", "time", "dublin".
    dates: str = "jsonld"
    tagline: str = ""
    sections: tuple[str, ...] = ()
    #: Lines of self-promotion that stand among the paragraphs.
    promotions: tuple[str, ...] = ()
    copyright: str = ""
    #: Added to the links of the feed ("utm_source=…").
    tracking: str = ""
    #: "", "busy", "moved", "gone", "refused", "error_page", "empty", "malformed".
    fault: str = ""
    #: Paths that robots.txt disallows.
    disallow: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The page reads differently from `at` on."""

    at: datetime
    title: str
    text: str
    #: Correction note shown on the page, "" = edited silently.
    note: str
    #: The feed shows a new `updated` time.
    announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """A page of the world, as its file tells it."""

    id: str
    outlet: str
    path: str
    published: datetime
    title: str
    #: Paragraphs divided by blank lines; the dateline is part of the first.
    text: str
    summary: str
    byline: str = ""
    section: str = "News"
    #: Lines under the text: copyright, "Via …", footers.
    endings: tuple[str, ...] = ()
    photo: Photo | None = None
    #: Author in JSON-LD where it is not the byline.
    jsonld_author: str = ""
    #: Text of dc:creator / author in the feed, "" = the byline.
    feed_author: str = ""
    #: Article id whose address the page names as canonical, "" = its own.
    canonical: str = ""
    #: "", "consent", "paywall".
    wall: str = ""
    #: Links inside the text: words → article id or http address.
    links: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

    def at(self, now: datetime) -> Edit | None:
        """Return the last edit made until `now`, None = the page as first published."""
        done = [edit for edit in self.edits if edit.at <= now]
        return done[-1] if done else None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    outlets: tuple[Outlet, ...]
    articles: tuple[DemoArticle, ...]

    def outlet(self, outlet_id: str) -> Outlet:
        """Return the outlet of that id. Raises: KeyError."""
        return {outlet.id: outlet for outlet in self.outlets}[outlet_id]

    def article(self, article_id: str) -> DemoArticle:
        """Return the article of that id. Raises: KeyError."""
        return {article.id: article for article in self.articles}[article_id]

    def of_outlet(self, outlet_id: str, now: datetime) -> tuple[DemoArticle, ...]:
        """Return what the outlet has published until `now`, newest first."""
        mine = [a for a in self.articles if a.outlet == outlet_id and a.published <= now]
        return tuple(sorted(mine, key=lambda article: article.published, reverse=True))

    def begins(self) -> datetime:
        """Return the first publication time."""
        return min(article.published for article in self.articles)

    def ends(self) -> datetime:
        """Return the time of the last thing that happens."""
        edits = [edit.at for article in self.articles for edit in article.edits]
        repeats = [repeat.at for outlet in self.outlets for repeat in outlet.repeats]
        return max([article.published for article in self.articles] + edits + repeats)
