"""Feed text made safe for the parser: what breaks or slows it is cut before. Linear, never raises.

Each cut has its story: a surrogate pair written as two references costs feedparser all entries; an
entity chain crashes expat; thousands of attributes and long author addresses are quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile(
    r"&#(?:[xX]0{0,4}(d[89ab][0-9a-f]{2})|0{0,4}(5[5-6]\d{3}));"
    r"&#(?:[xX]0{0,4}(d[c-f][0-9a-f]{2})|0{0,4}(5[67]\d{3}));",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);")
_NAMED = re.compile(r"&(?:#|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_START = re.compile(r"<(?:\?xml\b|!DOCTYPE\b|(?:[\w.-]{1,30}:)?(?:rss|feed|RDF|channel)\b)", re.I)
_HEAD = re.compile(
    r"<!DOCTYPE|<(?:[\w.-]{1,30}:)?(?:rss|feed|RDF|channel|opml)(?=[\s>/])", re.IGNORECASE
)
_SUBSET_END = re.compile(r"\]\s{0,50}>")
_BASE = re.compile(r"\sxml:base\s{0,20}=\s{0,20}(?:\"[^\"<>]*\"|'[^'<>]*')")
_ITEM_EDGE = re.compile(r"</?(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_PERSON = re.compile(
    r"<((?:[\w.-]{1,30}:)?(?:author|creator|contributor|publisher|owner|name|email|managingEditor|"
    r"webMaster))(?:\s[^<>]{0,500})?>",
    re.IGNORECASE,
)
#: A person's name and addresses fit in this many characters.
_MAX_PERSON = 600
#: More changes of base than this, and more than a few an entry, are no feed's need.
_MAX_BASES = 500
#: A tag longer than this, or with more attributes, loses its attributes.
_MAX_TAG = 8_192
_MAX_ATTRIBUTES = 100
#: Junk before the feed is looked for this far.
_MAX_JUNK = 20_000


def scrub(text: str) -> str:
    """Return feed XML without junk in front, DOCTYPE, illegal characters and known poisons."""
    text = _ILLEGAL.sub("", text)
    text = without_doctype(_without_junk(text))
    text = _PAIR.sub(_joined, text)
    text = _REFERENCE.sub(_checked, text)
    parts = (part if is_cdata else _plain_part(part) for is_cdata, part in _split_cdata(text))
    return _few_bases(_short_persons("".join(parts)))


def clean_xml(text: str) -> str:
    """Return `text` without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def without_doctype(text: str) -> str:
    """Return `text` from its root element on: declaration, DOCTYPE and its subset are gone."""
    at = 0
    while match := _HEAD.search(text, at):
        if not match[0].startswith("<!"):
            return text[match.start() :]
        end = text.find(">", match.end())
        subset = text.find("[", match.end(), end if end >= 0 else None)
        if subset >= 0:
            # A root's name inside the subset is not the root.
            close = _SUBSET_END.search(text, subset)
            end = close.end() - 1 if close else -1
        if end < 0:
            break  # cut off inside: what stands before the first tag is all there is
        at = end + 1
    return text[at:]


def without_wide_tags(text: str) -> str:
    """Return markup in which no tag is longer than its cap or carries very many attributes."""
    out: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        end = text.find(">", start)
        if end < 0:
            break
        out.append(text[at:start])
        tag = text[start : end + 1]
        wide = len(tag) > 1000 and (len(tag) > _MAX_TAG or tag.count("=") > _MAX_ATTRIBUTES)
        if wide and tag[1:2] not in ("!", "?"):
            name = re.match(r"<[\w:.-]{1,80}", tag)
            tag = (name[0] + ("/>" if tag.endswith("/>") else ">")) if name else ""
        out.append(tag)
        at = end + 1
    out.append(text[at:])
    return "".join(out)


def join_references(text: str) -> str:
    """Return `text` with surrogate pairs of references joined and impossible ones replaced."""
    return _REFERENCE.sub(_checked, _PAIR.sub(_joined, text)) if "&#" in text else text


def _without_junk(text: str) -> str:
    match = _START.search(text[:_MAX_JUNK])
    return text[match.start() :] if match else text.lstrip()


def _split_cdata(text: str) -> Iterator[tuple[bool, str]]:
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        yield False, text[at:start]
        yield True, text[start : end + 3]
        at = end + 3
    yield False, text[at:]


def _plain_part(part: str) -> str:
    return without_wide_tags(_NAMED.sub(_known_name, part) if "&" in part else part)


def _known_name(match: re.Match[str]) -> str:
    """Leave what XML knows, write what HTML knows as its character, escape a bare ampersand."""
    name = match[1]
    if name is None:
        return "&#" if match[0] == "&#" else "&amp;"
    if name in _XML_NAMES:
        return match[0]
    return html5.get(f"{name};") or f"&amp;{name};"


def _joined(match: re.Match[str]) -> str:
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if not (0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF):
        return match[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _checked(match: re.Match[str]) -> str:
    digits = match[1]
    if len(digits) > 9:
        return "\ufffd"
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD:
        return match[0]
    return match[0] if 0x10000 <= code <= 0x10FFFF else "\ufffd"


def _short_persons(text: str) -> str:
    """Empty every element of a person that is longer than any person."""
    out: list[str] = []
    at = 0
    ends: dict[str, int] = {}
    for match in _PERSON.finditer(text):
        name, start = match[1], match.end()
        if match.start() < at or match[0].endswith("/>"):
            continue
        if 0 <= ends.get(name, 0) < start:  # else the end found before is still ahead
            ends[name] = text.find(f"</{name}", start)
        end = ends[name]
        if end < 0 or _ITEM_EDGE.search(text, start, end):
            end = _end_of_words(text, start)  # never closed: only its own words may go
        if end - start > _MAX_PERSON:
            out.append(text[at:start])
            at = end
    out.append(text[at:])
    return "".join(out)


def _end_of_words(text: str, start: int) -> int:
    """Return where the words that begin at `start` end: at the next tag, CDATA sections passed."""
    while True:
        end = text.find("<", start)
        if end < 0 or not text.startswith("<![CDATA[", end):
            return len(text) if end < 0 else end
        start = text.find("]]>", end) + 3
        if start < 3:
            return end


def _few_bases(text: str) -> str:
    """Without the changes of base of a text that nests thousands: each one costs all before it."""
    count = text.count("xml:base")
    if count <= _MAX_BASES or count <= 4 * len(_ITEM.findall(text)):
        return text
    return _BASE.sub("", text)
