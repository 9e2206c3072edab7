"""Whether bytes are a feed at all, and if not, what they are: an error page parses as "no news"."""

from __future__ import annotations

import re

_HTML = re.compile(
    r"^\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FEED = re.compile(
    r"<(?:[\w.-]{1,30}:)?(?:rss|feed|RDF)(?:\s[^<>]{0,20000})?/?>|<channel[\s>]", re.IGNORECASE
)
_ENTRY = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(r"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip bytes"),
)
#: A feed's root stands within this many characters.
_LOOK = 60_000


def what_instead(body: bytes, text: str, scrubbed: str) -> str | None:
    """Return what stands there in place of an XML feed, or None where it looks like one.

    `text` is `body` decoded, `scrubbed` what of it the parser would see.
    """
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name
    if not text.strip("\x00\ufeff \t\r\n"):
        return "nothing"
    head = text[:_LOOK]
    is_page = bool(_HTML.match(head)) or "<html" in head[:2000].lower()
    if _FEED.search(scrubbed[:_LOOK]) and not (is_page and not _ENTRY.search(scrubbed)):
        return None
    if is_page or "<html" in head.lower():
        return "an HTML page"
    if _SITEMAP.search(head):
        return "a sitemap, which is not supported"
    return "no feed"
