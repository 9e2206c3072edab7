"""Bytes of a feed to text, whatever its labels claim. Never raises.

Source: RFC 7303 §3 (BOM over header over declaration), WHATWG Encoding (latin-1 is windows-1252).
"""

from __future__ import annotations

import codecs
import re

#: Names that a label may use → the codec we read it with. All others are ignored: "punycode" is
#: quadratic, "zlib_codec" and "unicode_escape" are no encodings of text.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "iso-8859-9": "cp1254",
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"cp{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
#: What an undecodable byte of a UTF-8 text most likely was meant to be.
_STRAYS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}
_WESTERN = "cp1252"


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text of `body` and the codec it was read with ("utf-8+" = mended)."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(codec, errors="replace"), codec
    if body[:2] in (b"<\0", b"\0<"):
        codec = "utf-16-le" if body[1:2] == b"\0" else "utf-16-be"
        return body.decode(codec, errors="replace"), codec
    labels = _labels(body, content_type)
    if labels and labels[0] == _WESTERN and _is_utf8(body):
        labels.insert(0, "utf-8")  # valid UTF-8 beyond ASCII is never an accident
    for codec in dict.fromkeys([*labels, "utf-8"]):
        try:
            return body.decode(codec), codec
        except (UnicodeError, ValueError):
            continue
    return _mend(body, labels)


def _labels(body: bytes, content_type: str) -> list[str]:
    found = []
    if header := _CHARSET.search(content_type[:500]):
        found.append(header[1])
    if declared := _DECLARED.match(body[:400]):
        found.append(declared[1].decode("ascii"))
    known = [_CODECS.get(label.lower().replace("_", "-")) for label in found]
    # UTF-16 without its BOM or zero bytes is a lie.
    return [codec for codec in known if codec and not codec.startswith("utf-16")]


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mend(body: bytes, labels: list[str]) -> tuple[str, str]:
    """Read text that fits none of its labels: UTF-8 with strays, or a damaged legacy text."""
    text = body.decode("utf-8", errors="surrogateescape")
    strays = sum(text.count(chr(code)) for code in _STRAYS)
    letters = len(body) - len(body.translate(None, delete=bytes(range(0x80, 0x100))))
    if strays * 3 <= letters:
        return text.translate(_STRAYS), "utf-8+"
    codec = next((label for label in labels if label != "utf-8"), _WESTERN)
    return body.decode(codec, errors="replace"), codec
