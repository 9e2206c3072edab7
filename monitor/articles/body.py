"""The text of a page's article: site rule, trafilatura, its thorough mode, paragraph density.

Source: trafilatura `fast=True` is the best text for its CPU; the thorough mode pays where the
fast one finds little (measured, benchmarks/score/extraction.py).
"""

from __future__ import annotations

import logging
from copy import deepcopy

import trafilatura
from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from monitor.articles.data import SiteRule
from monitor.articles.tree import inline_words, words_of
from monitor.text import paragraphs

#: Characters below which the next reader is asked.
FEW = 500
MAX_TEXT = 400_000
#: Share of the fullest element's prose below which a text is not trusted.
SHARE = 0.7

# The extractor logs each page it finds nothing in; our job says so itself, with the article's id.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def text_of(tree: HtmlElement, rule: SiteRule | None) -> str:
    """Return the article's text, one line a paragraph; "" where the page holds none.

    `tree` is left as it was.
    """
    if rule is not None:
        told = _by_rule(tree, rule)
        if len(told) >= FEW:
            return told
    text = _trafilatura(tree, fast=True)
    if len(text) >= FEW and _is_plausible(tree, text):
        return text
    thorough = _trafilatura(tree, fast=False)
    text = max(text, thorough, key=_prose)
    if len(text) >= FEW:
        return text
    dense = _densest(tree)
    return dense if len(dense) > 2 * len(text) else text


def _trafilatura(tree: HtmlElement, *, fast: bool) -> str:
    try:
        found = trafilatura.bare_extraction(
            tree, fast=fast, include_comments=False, with_metadata=False
        )
    except Exception:
        return ""
    return paragraphs(str(getattr(found, "text", None) or "")[:MAX_TEXT])


def _is_plausible(tree: HtmlElement, text: str) -> bool:
    """Return whether the prose found is most of the prose of the page's fullest element."""
    sizes: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        size = len(inline_words(paragraph))
        parent = paragraph.getparent()
        if size > 60 and parent is not None:
            sizes[parent] = sizes.get(parent, 0) + size
    return _prose(text) >= SHARE * max(sizes.values(), default=0)


def _prose(text: str) -> int:
    """Return the characters of the lines that are long enough to be prose."""
    return sum(len(one) for one in text.split("\n") if len(one) > 60)


def _by_rule(tree: HtmlElement, rule: SiteRule) -> str:
    bodies = [e for e in tree.iter(etree.Element) if matches(e, rule.body)]
    if not bodies:
        return ""
    body = deepcopy(bodies[0])
    for element in [e for e in body.iter(etree.Element) if matches(e, rule.drop)]:
        element.drop_tree()
    return _lines(body)


def matches(element: HtmlElement, selectors: tuple[str, ...]) -> bool:
    """Return whether one of the selectors ("class:x", "id:y", tag) names the element."""
    for selector in selectors:
        kind, _, value = selector.rpartition(":")
        if kind == "class" and value in (element.get("class") or "").split():
            return True
        if (kind == "id" and element.get("id") == value) or (not kind and element.tag == value):
            return True
    return False


def _lines(body: HtmlElement) -> str:
    blocks = ("p", "li", "h2", "h3", "h4", "blockquote")
    texts = (words_of(e, 20_000) for e in body.iter(*blocks) if e.getparent().tag not in blocks)
    return "\n".join(one for one in texts if one)[:MAX_TEXT]


def _densest(tree: HtmlElement) -> str:
    """Return the paragraphs of the element that directly holds the most text in them."""
    soup = BeautifulSoup(etree.tostring(tree, encoding="unicode"), "lxml")
    for tag in soup(["script", "style", "nav", "footer", "aside", "form", "noscript", "figure"]):
        tag.decompose()
    sizes: dict[int, int] = {}
    holders = {}
    for found in soup.find_all("p"):
        size = len(found.get_text(" ", strip=True))
        if size > 40 and found.parent is not None:
            holders[id(found.parent)] = found.parent
            sizes[id(found.parent)] = sizes.get(id(found.parent), 0) + size
    if not sizes:
        return ""
    best = holders[max(sizes, key=lambda one: sizes[one])]
    texts = (p.get_text(" ", strip=True) for p in best.find_all("p"))
    return paragraphs("\n".join(one for one in texts if one)[:MAX_TEXT])
