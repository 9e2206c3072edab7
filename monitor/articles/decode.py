"""Bytes of a page to text, once. Declared charsets may lie; nothing here raises.

Source: WHATWG Encoding §4.2 (labels), HTML §13.2.3 (BOM, then header, then meta in the first 1024).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

#: Decoded text beyond this is cut: the fetcher's own cap, kept here for pages from files.
MAX_BYTES = 3_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
#: Labels that browsers read as their wider sibling.
_WIDER = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
}
#: Codecs of Python that are no character sets, or that a web page never truly uses.
_NEVER = re.compile(
    r"^(utf-?16|utf-?32|utf-?7|ucs|idna|punycode|rot|hex|base64|zlib|bz2|uu|quopri|"
    r"unicode|raw|undefined|mbcs|oem)",
    re.IGNORECASE,
)


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the text of `body`: byte order mark, UTF-8 if it is, else as declared, else cp1252.

    A declared charset is believed only where the bytes are no valid UTF-8 (in real pages a text of
    any length that decodes as UTF-8 is UTF-8); undecodable bytes become U+FFFD.
    """
    cut = len(body) > MAX_BYTES
    body = body[:MAX_BYTES]
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if cut and error.start > len(body) - 4:
            text = body.decode("utf-8", "ignore")
        else:
            return _declared(body, headers)
    return _declared(body, headers) if "\x1b$" in text else text


def _declared(body: bytes, headers: Mapping[str, str]) -> str:
    for label in _labels(body, headers):
        name = _WIDER.get(label.lower(), label)
        if _NEVER.match(name):
            continue
        try:
            text = body.decode(name, "replace")
        except (LookupError, ValueError, TypeError):
            continue
        if text.count("\ufffd") * 50 <= len(text):
            return text
    utf8 = body.decode("utf-8", "replace")
    return utf8 if utf8.count("\ufffd") * 200 <= len(utf8) else body.decode("cp1252", "replace")


def _labels(body: bytes, headers: Mapping[str, str]) -> list[str]:
    found = _HEADER_CHARSET.search(headers.get("content-type", ""))
    labels = [found.group(1)] if found else []
    meta = _META_CHARSET.search(body[:4096])
    if meta:
        labels.append(meta.group(1).decode("ascii", "replace"))
    return labels
