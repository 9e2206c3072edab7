"""Markup that feeds carry, as plain text. Bounded, never raises."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html

from monitor.feeds.scrub import join_references, without_wide_tags
from monitor.text import one_line, paragraphs, unescape

MAX_TITLE = 500
MAX_SUMMARY = 20_000
#: Markup read of one summary; text beyond the cap would be cut anyway.
_MAX_MARKUP = 150_000
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "title"})
_BLOCK_WORDS = (
    "p div br li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote section article header footer figure "
    "figcaption hr pre dt dd"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())
#: In a title only what is surely markup goes: "x<y" is text.
_TITLE_TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|br|em|strong|span|div|font|img|small|big|sup|sub|mark|code|h[1-6]|script|"
    r"style|iframe|svg|ul|ol|li|blockquote|q|cite|abbr|time|wbr|html|body)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)


def plain_title(text: str, limit: int = MAX_TITLE) -> str:
    """Return a title, name or other short text without markup, on one line."""
    text = unescape(join_references(text[: limit * 20]))
    if "<" in text:
        text = _TITLE_TAG.sub("", text)
    return one_line(text, limit)


def plain_text(markup: str, *, is_markup: bool = True) -> str:
    """Return a summary or content as paragraphs of plain text, capped."""
    markup = join_references(markup[:_MAX_MARKUP])
    if is_markup and "<" not in markup:
        markup = unescape(markup)
    if is_markup and _TAG.search(markup):
        markup = _text_of(without_wide_tags(markup))
    return paragraphs(markup[: MAX_SUMMARY * 2])[:MAX_SUMMARY].rstrip()


def _text_of(markup: str) -> str:
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError, TypeError):
        return unescape(_TAG.sub(" ", markup))
    out: list[str] = []
    size = 0
    silent = 0
    for action, node in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if action == "start":
            silent += tag in _SILENT
            piece = ("\n" if tag in _BLOCKS else "") + ("" if silent else node.text or "")
        elif action == "end":
            silent -= tag in _SILENT
            piece = ("\n" if tag in _BLOCKS else "") + ("" if silent else node.tail or "")
        else:
            piece = "" if silent else node.tail or ""
        out.append(piece)
        size += len(piece)
        if size > MAX_SUMMARY * 3:
            break
    text = "".join(out)
    # Feeds escape doubly: a text that still shows entities was markup of markup.
    return unescape(text) if "&" in text else text
