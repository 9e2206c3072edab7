"""JSON-LD of a page: the node that describes the article, read tolerantly. Never raises.

Source: schema.org/NewsArticle; https://json-ld.org (@graph, @type as text or list, nested nodes).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

MAX_BLOCKS = 20
MAX_BLOCK = 400_000
MAX_NODES = 2_000

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,20}?\*/)|(?:-->|\]\]>)\s*;?\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f]")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_NESTED_BOMB = re.compile(r"[\[{]{200}")
_KINDS = re.compile(r"(Article|Posting|Report|ReportageNews|LiveBlog)", re.IGNORECASE)
_FIELD = r'"%s"\s*:\s*"((?:[^"\\]|\\.){1,600})"'

Node = dict[str, Any]


def article(tree: HtmlElement) -> Node:
    """Return the fields of the page's article node, empty where there is none."""
    best: Node = {}
    for block in _blocks(tree):
        for node in _nodes(block):
            if _rank(node) > _rank(best):
                best = node
    return best


def _blocks(tree: HtmlElement) -> Iterator[object]:
    scripts = tree.iter("script")
    told = (s.text for s in scripts if "ld+json" in (s.get("type") or "").lower())
    for count, text in enumerate(told):
        if count >= MAX_BLOCKS:
            return
        if text and len(text) <= MAX_BLOCK:
            yield _load(text)


def _load(text: str) -> object:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    if _NESTED_BOMB.search(text):
        return None
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text)), html.unescape(text)):
        try:
            loaded: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    return _salvage(text)


def _salvage(text: str) -> Node:
    """Return the few plain fields of a block that no parser takes."""
    if not _KINDS.search(text):
        return {}
    node: Node = {"@type": "NewsArticle"}
    for field in ("headline", "datePublished", "dateModified", "inLanguage"):
        found = re.search(_FIELD % field, text)
        if found:
            node[field] = found.group(1).replace('\\"', '"').replace("\\/", "/")
    author = re.search(
        r'"author"\s*:[\s\[{]{1,20}[^}\]]{0,300}?"name"\s*:\s*"([^"\\]{1,200})"', text
    )
    if author:
        node["author"] = {"name": author.group(1)}
    return node


def _nodes(block: object) -> Iterator[Node]:
    waiting: list[object] = [block]
    seen = 0
    while waiting and seen < MAX_NODES:
        one = waiting.pop()
        seen += 1
        if isinstance(one, list):
            waiting.extend(reversed(one[:500]))
        elif isinstance(one, dict):
            yield one
            inner = (
                one.get(key) for key in ("mainEntity", "mainEntityOfPage", "@graph", "hasPart")
            )
            waiting.extend(value for value in inner if isinstance(value, dict | list))


def _rank(node: Node) -> int:
    kind = node.get("@type", "")
    kinds = kind if isinstance(kind, list) else [kind]
    named = any(isinstance(one, str) and _KINDS.search(one) for one in kinds)
    if not named:
        return 1 if "datePublished" in node and "headline" in node else 0
    return 2 + ("datePublished" in node) + ("headline" in node) + ("author" in node)


def texts(value: object, *keys: str) -> tuple[str, ...]:
    """Return the texts of a value that may be text, node or list of them, at most 20.

    A node answers with the first of `keys` that it has (name, then url, as a rule).
    """
    found: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(one, dict):
            one = next((one[key] for key in keys if one.get(key)), None)
        if isinstance(one, list):
            found.extend(str(part) for part in one[:20] if isinstance(part, str))
        elif isinstance(one, str) and one.strip():
            found.append(one)
    return tuple(html.unescape(one).strip()[:500] for one in found[:20])


def first(value: object, *keys: str) -> str:
    """Return the first of `texts`, "" where there is none."""
    return next(iter(texts(value, *keys)), "")
