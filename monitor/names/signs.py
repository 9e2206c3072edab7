"""What a word shows of itself and lends its neighbours, as strings that weights are fitted to.

All signs of a word depend on it alone (and on whether it opens a sentence), so that what they weigh
is kept word by word; nothing joins two words but their standing side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Letters of a beginning and of an end that are looked at.
_AFFIXES = (2, 3, 4)
#: Signs between words that tell something; all others are one.
_SIGNS = frozenset(" ,.()-/:;'\"")
_QUOTES = str.maketrans("’‘“”„«»–—\u00a0\n", '\'\'"""""-- .')
#: How far away neighbours count; where a sentence has none stands `BEYOND`.
FAR = (-2, -1, 1, 2)
BEYOND = ""
#: Words from here on count by their affixes only.
_LONGEST = 24


def own(word: str, known: str, *, opens: bool) -> Iterator[str]:
    """Yield the signs of a raw word for itself; `opens`: it is the first of its sentence.

    `known`: letters for the lists that it stands in.
    """
    low, form = word.lower()[:_LONGEST], shape(word)
    yield "0"
    yield f"k={known}{form}"
    for letter in known:
        yield f"k{letter}{opens:d}"
    yield "w=" + low
    yield "f=" + form
    yield f"o={opens:d}{form}"
    if opens:
        yield "ow=" + low
    for size in _AFFIXES:
        if len(low) > size:
            yield "p=" + low[:size]
            yield "s=" + low[-size:]
    if form[:1] == "X":
        yield "c=" + low
        yield "cs=" + low[-3:]


def lent(word: str, known: str, far: int) -> Iterator[str]:
    """Yield the signs of a raw word for the one `far` words after (< 0) or before (> 0) it."""
    low, form = word.lower()[:_LONGEST], shape(word)
    yield f"{far:+d}w={low}"
    yield f"{far:+d}f={form}"
    yield f"{far:+d}k={known}{form[:1]}"
    if abs(far) == 1:
        yield f"{far:+d}s={low[-3:]}"
        yield f"{far:+d}p={low[:3]}"


def between(gap: str, side: str) -> str:
    """Return the sign of what stands before (`side` "<") or after (">") a word."""
    plain = gap.translate(_QUOTES)
    marks = "".join(sorted({one if one in _SIGNS else "?" for one in plain}))
    return side + marks


def shape(word: str) -> str:
    """Return "Xx", "X" (all large), "x", "xX" (mixed), "d" (digits); with "-" where it has one."""
    bare = "".join(filter(str.isalpha, word))
    if not bare:
        return "d" if any(map(str.isdigit, word)) else "-"
    if bare.islower():
        form = "x"
    elif bare.isupper():
        form = "X" if len(bare) > 1 else "X1"
    else:
        form = "Xx" if bare[0].isupper() and bare[1:].islower() else "xX"
    if any(map(str.isdigit, word)):
        form += "d"
    return form + ("-" if "-" in word[1:-1] else "")
