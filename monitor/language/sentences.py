"""Where sentences end: the one splitter, for facts and for attributions.

A full stop ends none after a short form ("Calif. Monday"), an initial, or before a small letter; a
line's end does, unless lines were broken at a fixed width, as old wires were.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from monitor.language.folding import folded
from monitor.language.short_forms import ShortForms, short_forms
from monitor.language.tokens import Token, tokens

#: Longest sentence in tokens: a longer one is cut, so that the cost stays linear.
MAX_TOKENS = 160
#: Runs are bounded: an endless row of dots must not be read again from each of them.
_STOP = re.compile(
    r"[.!?…؟۔。]{1,6}[\"'”’»)\]]{0,4}(?=\s)|\n[ \t]{0,20}\n\s{0,20}|[。！？]", re.UNICODE
)
_LONGEST_WORD = 40
#: Letters of an article that is elided: "l'on. Rossi".
_ELISION = 2
#: Digits of an ordinal at most.
_ORDINAL = 3
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[]{0,8}([a-z]+)")
_LINES_READ, _FEWEST_LINES, _NARROW, _WIDE = 4000, 4, 55, 90


def breaks(text: str, plain: str, language: str) -> list[int]:
    """Return the characters at which a sentence has ended, ascending; `plain` is `text` folded."""
    forms = short_forms(language)
    found = [
        match.end()
        for match in _STOP.finditer(text)
        if _is_stop(text, plain, match.start(), match.end(), forms)
    ]
    if not is_wrapped(text):
        found += [at for at, letter in enumerate(text) if letter == "\n"]
    return sorted(set(found))


def sentences(text: str, language: str) -> list[list[Token]]:
    """Return the sentences of `text` as lists of tokens, none of them empty or too long."""
    every = tokens(text)
    starts = [token.start for token in every]
    found: list[list[Token]] = []
    first = 0
    for position in (*breaks(text, folded(text), language), len(text)):
        past = bisect_left(starts, position)
        for start in range(first, past, MAX_TOKENS):
            found.append(every[start : min(start + MAX_TOKENS, past)])
        first = past
    return found


def is_wrapped(text: str) -> bool:
    """Whether lines were broken at a fixed width (old wires), so that "\\n" is just a space."""
    lines = [line for line in text[:_LINES_READ].split("\n") if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return False
    long = sum(_NARROW <= len(line) <= _WIDE for line in lines)
    return max(map(len, lines)) <= _WIDE and long * 2 >= len(lines)


def _is_stop(text: str, plain: str, start: int, end: int, forms: ShortForms) -> bool:
    if text[start] == "\n":
        return True
    follow = text[end : end + 4].lstrip()[:1]
    if text[start] != "." or end - start > 1:
        # "'Why?' he asked": a small letter goes on.
        return not follow.islower()
    word = _word_before(plain, start)
    if word in forms.countries:
        return _next_word(plain, end) in forms.openers
    if word in forms.clocks and _next_word(plain, end) in forms.after_clock:
        return False
    if word.isdigit() and forms.after_ordinal and _is_ordinal(word, plain, start, end, forms):
        return False
    if _is_short(word, text[start - len(word) : start], follow, forms):
        return False
    return not (follow.islower() or ("." in word and follow.isdigit()))


def _is_short(word: str, written: str, follow: str, forms: ShortForms) -> bool:
    """Whether a word before a full stop is a short form or an initial, so that nothing ends."""
    if len(word) == 1 and word.isalpha():
        return follow.isupper()
    if word in forms.before_number:
        return follow.isdigit()
    return word in forms.always or (word in forms.capital and written[:1].isupper())


def _is_ordinal(word: str, plain: str, start: int, end: int, forms: ShortForms) -> bool:
    """ "am 11. Juni", "die 7. Runde": a number's full stop where ordinals are written so."""
    if len(word) > _ORDINAL:
        return False
    before = _word_before(plain, max(0, start - len(word) - 1))
    return before in forms.before_ordinal or _next_word(plain, end) in forms.after_ordinal


def _word_before(plain: str, end: int) -> str:
    floor = max(0, end - _LONGEST_WORD)
    begin = max(plain.rfind(" ", floor, end), plain.rfind("\n", floor, end), floor - 1) + 1
    word = plain[begin:end].lstrip("\"'(“[")
    article, _, elided = word.partition("'")
    return elided if elided and len(article) <= _ELISION else word


def _next_word(plain: str, start: int) -> str:
    match = _NEXT_WORD.match(plain, start)
    return match[1] if match else ""
