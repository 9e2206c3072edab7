"""OPML in and out: the list of feeds, as every reader exchanges it.

Source: opml.org/spec2.opml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import lxml.etree as etree

from monitor.errors import ParseError
from monitor.feeds.decode import decode
from monitor.feeds.scrub import clean_xml, without_doctype
from monitor.model.collecting import Feed
from monitor.text import one_line
from monitor.urls import is_web

#: More feeds, or outlines nested deeper, are not read.
_MAX_FEEDS = 20_000
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    url: str
    title: str
    site_url: str = ""
    #: Titles of the outlines around it, outermost first, joined by "/"; or its own `category`.
    category: str = ""
    language: str = ""


def read_opml(body: bytes) -> tuple[OpmlFeed, ...]:
    """Return the feeds of an OPML file, each address once.

    Raises: ParseError("not_opml").
    """
    text = clean_xml(without_doctype(decode(body)[0]))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ParseError("not_opml", "", "no readable XML") from error
    if root is None or _name(root) != "opml":
        raise ParseError("not_opml", "", "no <opml> element")
    found: dict[str, OpmlFeed] = {}
    stack: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while stack and len(found) < _MAX_FEEDS:
        node, around = stack.pop()
        url = _attribute(node, "xmlUrl").strip()
        title = one_line(_attribute(node, "title") or _attribute(node, "text"), 300)
        if is_web(url):
            found.setdefault(url, _feed(node, url, title, around))
        inner = (*around, title) if title and not url else around
        if len(inner) <= _MAX_DEPTH:
            stack += [(child, inner) for child in reversed(node) if isinstance(child.tag, str)]
    return tuple(found.values())


def write_opml(feeds: Iterable[Feed], title: str = "Feeds of monitor") -> bytes:
    """Return `feeds` as OPML 2.0, grouped by country and language, in their order."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean_xml(title)
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {}
    for feed in feeds:
        name = " ".join(part for part in (feed.country, feed.language) if part) or "other"
        if name not in groups:
            groups[name] = etree.SubElement(body, "outline", text=name, title=name)
        shown = clean_xml(one_line(feed.title or feed.outlet or feed.url, 300))
        attributes = {
            "type": "rss",
            "text": shown,
            "title": shown,
            "xmlUrl": clean_xml(feed.url),
            "language": clean_xml(feed.language),
            "category": clean_xml(f"/{feed.kind}/{feed.family}".rstrip("/")),
        }
        etree.SubElement(groups[name], "outline", {k: v for k, v in attributes.items() if v})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _feed(node: etree._Element, url: str, title: str, around: tuple[str, ...]) -> OpmlFeed:
    site = _attribute(node, "htmlUrl").strip()
    return OpmlFeed(
        url=url,
        title=title or url,
        site_url=site if is_web(site) else "",
        category="/".join(around) or one_line(_attribute(node, "category").strip("/"), 300),
        language=one_line(_attribute(node, "language"), 20),
    )


def _attribute(node: etree._Element, name: str) -> str:
    """Return an attribute whatever the case of its name: exports write xmlurl, XMLURL, xmlUrl."""
    value = node.get(name)
    if value is not None:
        return str(value)
    return next((str(v) for k, v in node.items() if str(k).lower() == name.lower()), "")


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
