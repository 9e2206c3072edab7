"""What stands around the text on the page: captions, footers, outgoing links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from monitor.articles.tree import Labels, inline_words, labelled, words_of
from monitor.model.reading import Signal
from monitor.text import one_line
from monitor.urls import resolve

MAX_LINKS = 50
MAX_CAPTIONS = 20
MAX_FOOTERS = 5
MAX_LOOKED_AT = 3_000

_TAGS = frozenset(("span", "p", "div", "small", "em", "figcaption"))
_CAPTION = re.compile(
    r"caption|photo-?credit|image-?credit|img-?credit|picture-?credit|bildunterschrift|legende|didascalia|pie-?de-?foto"
)
_LABELLED_RIGHTS = re.compile(r"copyright")
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


def look(tree: HtmlElement, by_label: Labels, url: str, body: str) -> Around:
    """Return what stands around `body` on the page at `url`; links are those inside the body."""
    captions = tuple(dict.fromkeys(_captions(tree, by_label)))[:MAX_CAPTIONS]
    signals = [Signal(kind="caption", value=one) for one in captions]
    signals += [
        Signal(kind="footer", value=one) for one in list(_footers(tree, by_label))[:MAX_FOOTERS]
    ]
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


def _captions(tree: HtmlElement, by_label: Labels) -> Iterator[str]:
    elements = list(islice(tree.iter("figcaption"), 100))
    for element in elements + labelled(by_label, _CAPTION, _TAGS, 100):
        words = words_of(element, 500)
        if 2 < len(words) < 450:
            yield words


def _footers(tree: HtmlElement, by_label: Labels) -> Iterator[str]:
    for element in islice(tree.iter("footer"), 5):
        words = words_of(element, 6000)
        found = _RIGHTS.search(words)
        if found:
            yield words[max(0, found.start() - 40) : found.end() + 120]
    for element in labelled(by_label, _LABELLED_RIGHTS, _TAGS, 5):
        words = words_of(element, 300)
        if words:
            yield words


def _links(tree: HtmlElement, url: str, body: str) -> tuple[list[str], set[str]]:
    """Return links whose paragraph is in the body, and the words of links that stand alone."""
    inside: dict[str, None] = {}
    alone: set[str] = set()
    told: dict[HtmlElement, str] = {}
    for link in islice(tree.iter("a"), MAX_LOOKED_AT):
        words = inline_words(link)
        holder = _block(link)
        if not words or len(words) > 200 or holder is None:
            continue
        if holder not in told:
            told[holder] = inline_words(holder)
        around = told[holder]
        if len(around) <= len(words) + 2:
            alone.add(words)
        elif holder.tag == "li" and 2 * len(words) >= len(around) and len(words) >= 20:
            alone.add(around)
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
