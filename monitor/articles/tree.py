"""Text of a page to one bounded lxml tree, and small questions asked of it. Never raises.

Source: measured on hostile pages: one tag of 100,000 attributes costs libxml2 16 s, 100,000
paragraphs cost the extractor 11 s, so both are cut before they are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

#: Tags (opening and closing) of which a page is read; real articles have below 15,000.
MAX_TAGS = 40_000
#: A tag longer than this is looked at, and dropped where it is all attributes.
LONG_TAG = 20_000
MAX_ATTRIBUTES = 500

_LONG_TAG = re.compile(rb"<[^<>]{%d,}>?" % LONG_TAG)
_TAG = re.compile(rb"<[A-Za-z/]")
#: No HTML may hold them, and libxml2 refuses them later on.
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 12, 13))
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)

#: What holds no words for a reader.
SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas")

_STRING = etree.XPath("string()", smart_strings=False)


def parse(text: str) -> HtmlElement | None:
    """Return the tree of a page, or None where it holds nothing that can be read."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    data = _DECLARATION.sub(b"", _NO_CHARACTERS.sub(b"", data), count=1)
    if any(len(piece) >= LONG_TAG for piece in data.split(b"<")):
        data = _LONG_TAG.sub(_without_attributes, data)
    data = _first_tags(data)
    if not data.strip():
        return None
    parser = HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, HtmlElement) else None


def _without_attributes(found: re.Match[bytes]) -> bytes:
    tag = found.group()
    return b"" if tag.count(b"=") + tag.count(b" ") > MAX_ATTRIBUTES else tag


def _first_tags(data: bytes) -> bytes:
    if data.count(b"<") <= MAX_TAGS:
        return data
    for count, tag in enumerate(_TAG.finditer(data)):
        if count == MAX_TAGS:
            return data[: tag.start()]
    return data


def drop_silent(tree: HtmlElement) -> None:
    """Take scripts, styles and the like out of `tree`, so that all its text is words."""
    etree.strip_elements(tree, *SILENT, with_tail=False)


def words_of(element: HtmlElement, limit: int = 2000) -> str:
    """Return the words below `element` on one line, at most `limit` characters.

    Words of neighbouring blocks are kept apart, except in elements of one line only.
    """
    if len(element) == 0:
        return " ".join((element.text or "").split())[:limit]
    parts: list[str] = []
    size = 0
    for piece in _visible(element):
        parts.append(piece)
        size += len(piece)
        if size > 2 * limit:
            break
    return " ".join("".join(parts).split())[:limit]


def named(path: etree.XPath, tree: HtmlElement, limit: int) -> list[HtmlElement]:
    """Return the first `limit` elements that `path` finds, in document order."""
    return cast(list[HtmlElement], path(tree))[:limit]


def inline_words(element: HtmlElement) -> str:
    """Return the words of a paragraph or link on one line; quick, blocks inside run together."""
    return " ".join(str(_STRING(element)).split())


def _visible(element: HtmlElement) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element.iterdescendants():
        silent = child.tag in SILENT or not isinstance(child.tag, str)
        if child.text and not silent:
            yield child.text
        if child.tag in ("br", "p", "div", "li", "td"):
            yield " "
        if child.tail:
            yield child.tail


def classes(element: HtmlElement) -> str:
    """Return class, id and item property of `element`, in lower case, for looking words up in."""
    told = (element.get("class"), element.get("id"), element.get("itemprop"))
    return " ".join(one for one in told if one).lower()[:300]
