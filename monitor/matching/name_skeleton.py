"""A name's skeleton: what is left of it however it is spelled or transliterated.

"Widerholt" meets "Wiederholt", "Deonte" "Deontae", "Qasem" "Qassem": vowels go, doubled letters
become one, and letters that transliterations mix up become the same. Latin script only.
Source: the idea of Soundex (US patent 1,261,167), with first letters kept apart only by class.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Fewest letters of a name whose skeleton says something, and fewest of the skeleton.
_NAME, _LEAST = 5, 3
_GROUPS = (("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("sh", "s"),
           ("ch", "s"), ("ts", "s"), ("dh", "d"), ("dj", "j"))  # fmt: skip
_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "x": "k", "y": "i", "j": "g"})
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouh'’]")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return the skeleton of a folded word, "" where too little of it is left to tell."""
    if len(word) < _NAME or not word.isascii() or not word.isalpha():
        return ""
    for spelled, sound in _GROUPS:
        word = word.replace(spelled, sound)
    word = word.translate(_LETTERS)
    first = "a" if word[0] in "aeiou" else word[0]
    bones = _DOUBLED.sub(r"\1", first + _VOWELS.sub("", word[1:]))
    return bones if len(bones) >= _LEAST else ""
