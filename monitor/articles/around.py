"""What stands around the text on the page: captions, footers, outgoing links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.articles.tree import classes, inline_words, named, words_of
from monitor.model.reading import Signal
from monitor.text import one_line
from monitor.urls import resolve

MAX_LINKS = 50
MAX_CAPTIONS = 20
MAX_FOOTERS = 5
MAX_LOOKED_AT = 3_000

_NAMED_CAPTION = etree.XPath(
    "//figcaption|//*[self::span or self::p or self::div or self::small]"
    "[contains(@class,'aption') or contains(@class,'redit') or contains(@class,'egende')"
    " or contains(@class,'unterschrift') or contains(@class,'idascalia')]"
)
_NAMED_RIGHTS = etree.XPath(
    "//*[self::p or self::div or self::small or self::span][contains(@class,'opyright')]"
)
_CAPTION = re.compile(
    r"caption|photo-?credit|image-?credit|img-?credit|picture-?credit|bildunterschrift|legende|didascalia|pie-?de-?foto"
)
_RIGHTS = re.compile(
    r"©|copyright|all rights|rights reserved|droits r|derechos res|direitos res|rechte vorb|права",
    re.IGNORECASE,
)


_LEADS = ("p", "h2", "h3", "h4", "div", "span", "strong")


@dataclass(frozen=True, slots=True)
class Around:
    """Signals, and lines that must not be taken for text."""

    signals: tuple[Signal, ...]
    captions: frozenset[str]
    #: Words of links that are a block of their own.
    links: frozenset[str]


def look(tree: HtmlElement, url: str, body: str) -> Around:
    """Return what stands around `body` on the page at `url`; links are those inside the body."""
    captions = tuple(dict.fromkeys(_captions(tree)))[:MAX_CAPTIONS]
    signals = [Signal(kind="caption", value=one) for one in captions]
    signals += [Signal(kind="footer", value=one) for one in list(_footers(tree))[:MAX_FOOTERS]]
    inside, alone = _links(tree, url, body)
    signals += [Signal(kind="out_link", value=one) for one in inside]
    return Around(tuple(signals), frozenset(captions), frozenset(alone))


def standfirst(tree: HtmlElement, description: str, body: str) -> str:
    """Return the paragraph above the body that the page describes itself by, "" if none is shown.

    Readers of density lose it, because it stands in the head of the page.
    """
    key = one_line(description, 300).rstrip(".… ")[:60]
    if len(key) < 40 or key in body or key not in inline_words(tree):
        return ""
    for element in islice(tree.iter(*_LEADS), MAX_LOOKED_AT):
        if len(element) > 8:
            continue
        words = inline_words(element)
        if words.startswith(key) and len(words) <= len(description) + 400:
            return words
    return ""


def _captions(tree: HtmlElement) -> Iterator[str]:
    for element in named(_NAMED_CAPTION, tree, 200):
        if element.tag != "figcaption" and not _CAPTION.search(classes(element)):
            continue
        words = words_of(element, 500)
        if 2 < len(words) < 450:
            yield words


def _footers(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("footer"):
        words = words_of(element, 6000)
        for found in _RIGHTS.finditer(words):
            yield words[max(0, found.start() - 40) : found.end() + 120]
            break
    for element in named(_NAMED_RIGHTS, tree, 20):
        words = words_of(element, 300)
        if words:
            yield words


def _links(tree: HtmlElement, url: str, body: str) -> tuple[list[str], set[str]]:
    """Return links whose paragraph is in the body, and the words of links that stand alone."""
    inside: dict[str, None] = {}
    alone: set[str] = set()
    for link in islice(tree.iter("a"), MAX_LOOKED_AT):
        words = inline_words(link)
        holder = _block(link)
        if not words or len(words) > 200 or holder is None:
            continue
        around = inline_words(holder)
        if len(around) <= len(words) + 2:
            alone.add(words)
        elif len(inside) < MAX_LINKS and around[:60] in body:
            address = resolve(url, link.get("href") or "")
            if address and len(address) < 500:
                inside.setdefault(f"{address} {words}")
    return list(inside), alone


def _block(link: HtmlElement) -> HtmlElement | None:
    for parent in link.iterancestors():
        if parent.tag in ("p", "li", "h2", "h3", "h4", "blockquote", "td"):
            return parent
        if parent.tag in ("div", "section", "article", "body", "nav"):
            return parent
    return None
