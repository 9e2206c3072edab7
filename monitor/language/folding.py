"""Letters folded for look-up, character by character, so that positions stay true."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
_DASHES = "–—−‑‐"
#: Letters that Unicode does not take apart but people write plainly.
_PLAIN = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "ß": "s", "æ": "a", "œ": "o"}
#: Letters that Arabic, Persian and Urdu write differently in one word.
_PLAIN |= {"ی": "ي", "ى": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ٱ": "ا"}
#: Vowel signs of Arabic, which few write, are this stroke, which look-ups leave out.
STROKE = "ـ"
_FIRST_KANA, _LAST_KANA = "ぁ", "ヺ"
_FIRST_SIGN, _LAST_SIGN = "\u064b", "\u065f"


class _Folded(dict[int, str]):
    """Each character as one plain lower-case character, so that positions stay true."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _APOSTROPHES:
            plain = "'"
        elif letter in _DASHES:
            plain = "-"
        elif _FIRST_SIGN <= letter <= _LAST_SIGN:
            plain = STROKE
        elif _FIRST_KANA <= letter <= _LAST_KANA:
            # "バルブ" (a valve) is not "ハルフ".
            plain = letter
        elif letter.isdecimal():
            plain = str(unicodedata.decimal(letter))
        else:
            bare = unicodedata.normalize("NFKD", letter)
            bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
            bare = _PLAIN.get(bare, bare)
            plain = bare[0] if bare else " "
        self[code] = plain
        return plain


_FOLDED = _Folded()


def folded(text: str) -> str:
    """Return `text` folded to plain lower case, character by character (same length)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)
