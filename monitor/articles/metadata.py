"""What a page says of itself: title, date, authors, language, and lineage's structured signals.

Order: JSON-LD, then OpenGraph and other meta, then h1, <title> and <time>; measured better and
several times cheaper than the packages (see benchmarks/score/extraction.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from monitor.articles import dates, jsonld
from monitor.articles.dates import Moment
from monitor.articles.titles import choose
from monitor.articles.tree import Labels, classes, labelled, words_of
from monitor.model.reading import Signal
from monitor.text import one_line, unescape
from monitor.urls import resolve

MAX_META = 500

_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "publication_date",
    "publishdate",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "article.published",
    "article:published",
    "cxenseparse:recs:publishtime",
    "og:published_time",
    "citation_publication_date",
    "date",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
)
_SOURCE_NAMES = (
    "syndication-source",
    "original-source",
    "source",
    "dc.source",
    "news_source",
    "provider",
    "copyright",
)
_SIGNALS = (
    ("meta_author", _AUTHOR_NAMES),
    ("meta_source", _SOURCE_NAMES),
    ("og_site_name", ("og:site_name",)),
)
_BYLINE_TAGS = frozenset(("span", "p", "div", "a", "address", "li", "strong", "h3", "h4"))
_BYLINE = re.compile(
    r"(?<![a-z])(?:by-?lines?|authors?|auteurs?|autore?n?|autor(?:in|es)?)(?![a-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page declares; "" and None where it says nothing."""

    title: str
    published: Moment | None
    #: "jsonld", "meta" or "none".
    published_from: str
    language: str
    #: Where the page says its article really lives.
    canonical: str
    #: How the page describes its article in a sentence or two.
    description: str
    signals: tuple[Signal, ...]
    #: JSON-LD says that part of it is not free.
    behind_paywall: bool


def read(
    tree: HtmlElement, by_label: Labels, url: str, now: datetime, title_hint: str = ""
) -> Told:
    """Return what the page at `url` declares, read at `now`; `title_hint` is its site rule's."""
    node = jsonld.article(tree)
    meta = _meta(tree)
    published, source = _published(tree, node, meta, now)
    canonical = _canonical(tree, meta, url)
    return Told(
        title=title_hint or choose(tree, node, meta, url),
        published=published,
        published_from=source,
        language=_language(tree, node, meta),
        canonical=canonical,
        description=one_line(unescape(_description(node, meta)), 600),
        signals=tuple(_signals(by_label, node, meta, canonical)),
        behind_paywall=str(node.get("isAccessibleForFree", "")).lower() == "false",
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta name, lower case, of at most 500 elements."""
    found: dict[str, str] = {}
    for count, element in enumerate(tree.iter("meta")):
        if count >= MAX_META:
            break
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower()[:80], content.strip()[:1000])
    return found


def _published(
    tree: HtmlElement, node: jsonld.Node, meta: Mapping[str, str], now: datetime
) -> tuple[Moment | None, str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        moment = dates.read(jsonld.first(node.get(key)), now)
        if moment:
            return _finer(moment, meta, now), "jsonld"
    for name in _DATE_NAMES:
        moment = dates.read(meta.get(name, ""), now)
        if moment:
            return moment, "meta"
    moment = _time_element(tree, now)
    return moment, "meta" if moment else "none"


def _finer(moment: Moment, meta: Mapping[str, str], now: datetime) -> Moment:
    """Return the meta date where it tells the same day to the second and JSON-LD does not."""
    if moment.precision == "second":
        return moment
    other = dates.read(meta.get("article:published_time", ""), now)
    same = other is not None and other.precision == "second" and abs(other.at - moment.at).days <= 1
    return other if other is not None and same else moment


def _time_element(tree: HtmlElement, now: datetime) -> Moment | None:
    """Return the date of the first <time> that says it is the publication, else of a lone one."""
    told: list[Moment] = []
    for count, element in enumerate(tree.iter("time", "abbr", "span")):
        if count >= 2000:
            break
        value = element.get("datetime") or (
            element.get("content") or element.get("title") if element.tag != "time" else None
        )
        moment = dates.read(value, now) if value else None
        if moment is None:
            continue
        if (
            re.search(r"publish|pubdate|dateline|posted", classes(element))
            or "pubdate" in element.attrib
        ):
            return moment
        if element.tag == "time":
            told.append(moment)
    days = {moment.at.date() for moment in told}
    return told[0] if len(days) == 1 else None


def _description(node: jsonld.Node, meta: Mapping[str, str]) -> str:
    told = (
        meta.get("og:description"),
        meta.get("description"),
        jsonld.first(node.get("description")),
    )
    return max((one for one in told if one), key=len, default="")


def _canonical(tree: HtmlElement, meta: Mapping[str, str], url: str) -> str:
    for count, link in enumerate(tree.iter("link")):
        if count >= MAX_META:
            break
        if "canonical" in (link.get("rel") or "").lower().split():
            return resolve(url, link.get("href") or "") or ""
    return resolve(url, meta.get("og:url", "")) or "" if meta.get("og:url") else ""


def _language(tree: HtmlElement, node: jsonld.Node, meta: Mapping[str, str]) -> str:
    declared = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
        jsonld.first(node.get("inLanguage"), "alternateName", "name"),
        meta.get("og:locale"),
        meta.get("language"),
        meta.get("content-language"),
    )
    for value in declared:
        found = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", (value or "").strip())
        if found:
            return found.group(1).lower()
    return ""


def _signals(
    by_label: Labels, node: jsonld.Node, meta: Mapping[str, str], canonical: str
) -> list[Signal]:
    found = [("canonical", canonical)]
    fields = (
        ("jsonld_author", ("author", "creator")),
        ("jsonld_publisher", ("publisher", "sourceOrganization", "provider")),
        ("jsonld_based_on", ("isBasedOn", "isBasedOnUrl", "citation")),
    )
    for kind, keys in fields:
        for key in keys:
            found += [(kind, value) for value in jsonld.texts(node.get(key), "name", "url", "@id")]
    holder = jsonld.first(node.get("copyrightHolder"), "name")
    found.append(("copyright", holder))
    for kind, names in _SIGNALS:
        found += [(kind, meta[name]) for name in names if name in meta]
    found += [("byline", value) for value in _bylines(by_label)]
    cleaned = ((kind, one_line(value, 300)) for kind, value in found)
    return [Signal(kind=kind, value=value) for kind, value in dict.fromkeys(cleaned) if value]


def _bylines(by_label: Labels) -> list[str]:
    """Return up to five visible bylines: elements that call themselves so."""
    elements = labelled(by_label, _BYLINE, _BYLINE_TAGS, 60)
    told = dict.fromkeys(words_of(element, 160) for element in elements)
    return [words for words in told if 3 <= len(words) < 160][:5]
