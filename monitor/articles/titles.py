"""The headline of a page, without the site's name behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from monitor.articles import jsonld
from monitor.articles.tree import words_of
from monitor.text import fold, one_line, unescape
from monitor.urls import registrable_domain

MAX_TITLE = 400

_CUT = re.compile(r"\s+[|–—·•:»«*\-]{1,2}\s+|\s*[|｜：]\s*|\s+::\s+|_{1,2}(?=[^_]{2,20}$)")
_LETTERS = re.compile(r"[\W_]+")


def choose(tree: HtmlElement, node: jsonld.Node, meta: Mapping[str, str], url: str) -> str:
    """Return the headline: OpenGraph, JSON-LD, h1 and <title> asked in turn; "" if none speaks."""
    names = _site_names(node, meta, url)
    heading = _heading(tree)
    page = next((words_of(e, MAX_TITLE) for e in tree.iter("title") if e.text), "")
    told = [
        meta.get("og:title", ""),
        jsonld.first(node.get("headline")),
        heading,
        meta.get("twitter:title", ""),
        page,
    ]
    clean = [without_site(one_line(unescape(one), MAX_TITLE), names, heading) for one in told]
    return next((one for one in clean if len(one) > 2 and _key(one) not in names), "")


def without_site(title: str, names: frozenset[str], heading: str = "") -> str:
    """Return `title` without a part at either end that is the site's name ("… | The Herald").

    A part also goes where what is left is the page's own heading.
    """
    cuts = list(_CUT.finditer(title))
    for cut in reversed(cuts[-4:]):
        left, right = title[: cut.start()].strip(), title[cut.end() :].strip()
        if _is_site(right, names) or (heading and _key(left) == _key(heading)):
            return without_site(left, names, heading)
    if cuts and _is_site(title[: cuts[0].start()], names):
        return title[cuts[0].end() :].strip()
    return title.strip()


def _is_site(part: str, names: frozenset[str]) -> bool:
    key = _key(part)
    if key in names:
        return True
    return 3 < len(key) < 40 and any(
        len(name) > 3 and (key in name or (key.startswith(name) and len(key) <= len(name) + 20))
        for name in names
    )


def _site_names(node: jsonld.Node, meta: Mapping[str, str], url: str) -> frozenset[str]:
    domain = registrable_domain(url)
    told = (
        meta.get("og:site_name", ""),
        meta.get("application-name", ""),
        jsonld.first(node.get("publisher"), "name"),
        domain,
        domain.split(".")[0],
    )
    return frozenset(key for key in map(_key, told) if len(key) > 1)


def _heading(tree: HtmlElement) -> str:
    """Return the first h1 with words; where several, the one that looks like the article's."""
    headings = [words_of(h, MAX_TITLE) for h, _ in zip(tree.iter("h1"), range(10), strict=False)]
    long = [one for one in headings if len(one) > 15]
    return (long or [one for one in headings if one] or [""])[0]


def _key(text: str) -> str:
    return _LETTERS.sub("", fold(text))
