"""Text as text: cleaning what strangers wrote, folding for comparison, words. No network, no disk.

Source: Unicode TR9 (bidirectional controls), TR36 (security), C0/C1 controls of ECMA-48.
"""

from __future__ import annotations

import html
import re
import unicodedata

#: Bidirectional controls, zero-width and tag characters, variation selectors beyond emoji's own.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
#: No combining mark stands before U+0300.
_MAY_COMBINE = re.compile("[\u0300-\U0010ffff]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: The same of folded ASCII, in two thirds of the time.
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


def clean(text: str, limit: int | None = None) -> str:
    """Return `text` safe to store and show: NFC, no control, bidi or invisible characters.

    Line breaks of any kind become "\\n"; at most `limit` characters.
    """
    if limit is not None and len(text) > 4 * limit:
        text = text[: 4 * limit]
    is_plain = text.isascii()
    if is_plain and text.isprintable():
        return text if limit is None else text[:limit]
    if not is_plain:
        text = _SURROGATE.sub("\ufffd", text)
    text = _LINE_BREAKS.sub("\n", text)
    text = _CONTROL.sub("", text)
    if not is_plain:
        text = _INVISIBLE.sub("", text)
        text = _MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    return text if limit is None else text[:limit]


def one_line(text: str, limit: int = 500) -> str:
    """Return `text` cleaned, on one line, white space folded, at most `limit` characters."""
    return " ".join(clean(text, limit * 2).split())[:limit]


def unescape(text: str) -> str:
    """Return `text` with HTML entities resolved, at most twice (feeds escape doubly)."""
    once = html.unescape(text)
    return html.unescape(once) if "&" in once else once


def paragraphs(text: str) -> str:
    """Return `text` cleaned with spaces folded, one blank line between paragraphs."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def fold(text: str) -> str:
    """Return `text` for comparison: NFKD without marks, case folded, typographic quotes plain."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("ʼ", "'"))
    return text.casefold() if text.isascii() else _MAY_COMBINE.sub(_bare, text).casefold()


def _bare(found: re.Match[str]) -> str:
    return "".join(c for c in found[0] if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the words of `text`, folded, in order."""
    folded = fold(text)
    return (_PLAIN_WORD if folded.isascii() else _WORD).findall(folded)


def shorten(text: str, limit: int) -> str:
    """Return `text` cut at a word's end so that it has at most `limit` characters, "…" included."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:.-") + "…"
