"""Pages that are no article: consent walls, paywalls, soft 404, robot checks, empty shells.

By the share of cue words in a short text, and by titles that prove it alone; in many languages.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind
from lxml.html import HtmlElement

from monitor.articles.data import walls
from monitor.articles.tree import words_of
from monitor.model.collecting import Page
from monitor.text import fold

#: A text longer than this is an article whatever its words say.
LONG = 1_500
#: A text longer than this outweighs a title that sounds like a wall's.
TITLE_PROVES = 600
#: Cues a hundred words that make a wall of a short text.
DENSE = 3.0
#: A text shorter than this does not speak for its page: the whole page is judged.
STUB = 120

_NOT_HTML = re.compile(
    rb"^(%PDF|\x89PNG|\xff\xd8\xff|GIF8|PK\x03\x04|\x1f\x8b|RIFF|\x00\x00\x00.ftyp|ID3|OggS|\x7fELF)",
    re.DOTALL,
)
_HTML_TYPES = ("html", "xml", "text/plain", "octet-stream")
_ERROR_NAME = re.compile(r"^(?:page )?(?:not found|error|forbidden)\b.{0,40}$")
_ORDER = ("blocked", "js_only", "soft_404", "consent_wall", "paywall")


def not_html(page: Page) -> bool:
    """Return whether the body is no text at all, by its first bytes or its declared type."""
    kind = page.headers.get("content-type", "").lower()
    if page.body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return False
    if _NOT_HTML.match(page.body[:16]) or page.body[:1024].count(b"\x00") > 64:
        return True
    return (
        bool(kind) and not any(one in kind for one in _HTML_TYPES) and b"<" not in page.body[:512]
    )


def wall(
    page: Page, tree: HtmlElement, title: str, text: str, *, declared: bool, scripted: bool
) -> str:
    """Return why the page is no article ("consent_wall", …), "" where it is one.

    `declared`: the page itself says that its article is not free. `scripted`: it had scripts.
    """
    if page.status in (404, 410):
        return "soft_404"
    if page.status in (401, 403, 429, 451) or page.status >= 500:
        return "blocked"
    if len(text) > LONG:
        return ""
    named = _by_title(title) if len(text) < TITLE_PROVES else ""
    if named:
        return named
    seen = text if len(text) >= STUB else words_of(tree, 3_000)
    found = _by_body(seen)
    if found:
        return found
    if len(text) < STUB and declared:
        return "paywall"
    return "js_only" if scripted and len(text) < 50 and _is_shell(tree) else ""


def stub(text: str, *, declared: bool) -> bool:
    """Return whether the text ends at a paywall: it is an excerpt of the article."""
    tail = fold(text[-300:])
    return (declared and len(text) <= LONG) or any(
        cue in tail for cue in walls()["paywall"]["stub"]
    )


def wall_of_text(text: str) -> str:
    """Return why a plain text is no article, "" where it is one."""
    return _by_body(text) if text and len(text) <= LONG else ""


def _by_title(title: str) -> str:
    """A title is a wall's where nothing but the site's name follows the cue."""
    text = fold(title).strip()
    for kind in _ORDER:
        for cue in walls()[kind]["title"]:
            rest = text[len(cue) :].strip()
            alone = not rest or (rest[0] in "-|–—.!…»(" and len(rest) <= 40)
            if text.startswith(cue) and (alone or _ERROR_NAME.match(rest)):
                return kind
    return ""


def _by_body(text: str) -> str:
    words = max(len(text.split()), len(text) // 8, 1)
    # Half a surrogate pair, as rows may hold, is no text for the automaton.
    folded = fold(text).encode("utf-8", "replace").decode("utf-8")
    best, most = "", 0.0
    for kind in _ORDER:
        cues = set(_cues(kind).find_matches_as_strings(folded))
        share = 100 * len(cues) / words
        enough = len(cues) >= 2 or (cues and words <= 40 and kind != "consent_wall")
        if enough and share >= DENSE and share > most:
            best, most = kind, share
    return best


def _is_shell(tree: HtmlElement) -> bool:
    """Return whether the page shows next to nothing without its scripts."""
    return len(words_of(tree, 600)) < 300


@cache
def _cues(kind: str) -> AhoCorasick:
    return AhoCorasick(list(walls()[kind]["body"]), matchkind=MatchKind.LeftmostLongest)
