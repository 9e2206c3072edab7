"""Text of a page to one bounded lxml tree, and small questions asked of it. Never raises.

Source: measured on hostile pages: one tag of 100,000 attributes costs libxml2 16 s, 100,000
paragraphs cost the extractor 11 s, so both are cut before they are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

#: Tags (opening and closing) of which a page is read; real articles have below 15,000.
MAX_TAGS = 40_000
#: A tag longer than this is looked at, and dropped where it is all attributes.
LONG_TAG = 2_000
MAX_ATTRIBUTES = 400

#: A tag to its end; quotes open a value only behind "=". Each match ends, so the scan is linear.
_WHOLE_TAG = re.compile(
    rb"""<[a-zA-Z](?>[^"'>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+(?:>|\Z)"""
)
_VALUE = re.compile(rb"""=\s*+(?:"[^"]*+"?|'[^']*+'?)""")
_NAME = re.compile(rb"<[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_TAG = re.compile(rb"<[A-Za-z/]")
#: No HTML may hold them, and libxml2 refuses them later on.
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 12, 13))
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)

#: What holds no words for a reader.
SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas")

Labels = Mapping[str, list[HtmlElement]]

_STRING = etree.XPath("string()", smart_strings=False)


def parse(text: str) -> HtmlElement | None:
    """Return the tree of a page, or None where it holds nothing that can be read."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    data = _DECLARATION.sub(b"", _NO_CHARACTERS.sub(b"", data), count=1)
    data = _first_tags(_few_attributes(data))
    if not data.strip():
        return None
    parser = HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, HtmlElement) else None


def _few_attributes(data: bytes) -> bytes:
    """Return the page with tags of hundreds of attributes stripped to their names."""
    long = [one.span() for one in _WHOLE_TAG.finditer(data) if one.end() - one.start() > LONG_TAG]
    parts: list[bytes] = []
    done = 0
    for start, end in long:
        bare = _VALUE.sub(b"=", data[start:end])
        if len(bare.split()) + bare.count(b"/") + bare.count(b"=") > MAX_ATTRIBUTES:
            name = _NAME.match(data, start)
            parts += [data[done:start], name.group() if name else b"", b">"]
            done = end
    return b"".join((*parts, data[done:])) if parts else data


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


def labels(tree: HtmlElement) -> Labels:
    """Return the page's elements by their class and item property, lower case.

    One walk for all who look for a label: as fast as a single XPath.
    """
    found: dict[str, list[HtmlElement]] = {}
    for element in tree.iter(etree.Element):
        label = element.get("class")
        if element.get("itemprop"):
            label = f"{label or ''} {element.get('itemprop')}"
        if label:
            found.setdefault(label[:200].lower(), []).append(element)
    return found


def labelled(
    by_label: Labels, pattern: re.Pattern[str], tags: frozenset[str], limit: int
) -> list[HtmlElement]:
    """Return at most `limit` elements of those tags whose label holds the pattern."""
    found = (one for label, some in by_label.items() if pattern.search(label) for one in some)
    return list(islice((one for one in found if one.tag in tags), limit))


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
