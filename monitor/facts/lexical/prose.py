"""One field of an article as its look-up words and sentences, each with its characters.

Where words and sentences are cut is `monitor.language`'s affair. No facts here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from monitor.facts.lexical.word_lists import bags, one_of
from monitor.language import sentences as splitter
from monitor.language.cutting import Cut
from monitor.language.folding import STROKE, folded
from monitor.language.tokens import word_of
from monitor.language.tokens import words as words_of
from monitor.model.spans import Span

#: Longer texts are read to here: a report says what happened long before.
MAX_CHARACTERS = 24_000

_SEPARATOR = re.compile(r"\s+(?:[-–—|:]|::|»|\|\|)\s+")
#: What a wire writes before a headline: "UPDATE 3-", "CORRECTED-WRAPUP 1-".
_SLUG = re.compile(rf"(?:{one_of('lexical.prose', 'slugs')}(?: ?\d{{1,2}})?-\s?){{1,3}}(?=\S)")
_SHORTEST_HEADLINE = 14
#: A headline with so many of its words written large has a capital for every word.
_TITLE_CASE = 0.6
#: Scripts from here on have no capitals; between their words stands nothing, or what has no width.
_UNCASED, _NO_WIDTH = "\u0590", "\u200c"
_SIGNS = str.maketrans({"、": ",", "،": ",", "؛": ";", "・": " "})
_OUTLET_WORDS = bags("lexical.prose")["outlet_words"]


@dataclass(frozen=True, slots=True)
class Prose:
    """One field of an article: its words (folded), where they stand, and its sentences."""

    field: str
    text: str
    folded: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    #: Word ranges (first, past the last).
    sentences: list[tuple[int, int]]
    #: Sentence of each word.
    sentence_of: list[int]
    #: Whether each word begins with a capital (true for all where case says nothing).
    large: list[bool]
    #: The text has no useful capitals (all upper, all lower, or a script without case).
    uncased: bool
    #: BCP 47, "" = unknown.
    language: str

    def span(self, first: int, past: int) -> Span:
        """Return the characters of the words first … past-1."""
        start, end = self.starts[first], self.ends[past - 1]
        return Span(field=self.field, start=start, end=end, text=self.text[start:end])

    def is_name(self, index: int) -> bool:
        """Whether the word may be a name's."""
        return self.large[index]

    def gap(self, index: int) -> str:
        """Return what stands between the word and the next one; a broken line is a space."""
        if index + 1 >= len(self.words):
            return "\n"
        text = self.text[self.ends[index] : self.starts[index + 1]]
        if not text.isascii() or not text:
            text = self._plain_gap(index, text)
        if (
            text != " "
            and text.isspace()
            and self.sentence_of[index] == self.sentence_of[index + 1]
        ):
            return " "
        return text

    def _plain_gap(self, index: int, text: str) -> str:
        """A gap in a script without case: none, or one without width, is a blank as others are."""
        if max(self.words[index], self.words[index + 1]) < _UNCASED:
            return text
        return folded(text).translate(_SIGNS).replace(_NO_WIDTH, " ") or " "


def headline(title: str) -> str:
    """Return a title without the outlet's own words at its end (" - FOX 13 News").

    A wire's label before it ("UPDATE 3-") becomes spaces: every word keeps its position.
    """
    slug = _SLUG.match(title)
    if slug:
        title = " " * slug.end() + title[slug.end() :]
    for match in _SEPARATOR.finditer(title):
        rest = folded(title[match.end() :])
        if match.start() > _SHORTEST_HEADLINE and any(w in rest for w in _OUTLET_WORDS):
            return title[: match.start()]
    return title


def prose(field: str, text: str, language: str = "", cut: Cut | None = None) -> Prose:
    """Return `text`, of a BCP 47 language, cut into words and sentences.

    `cut`: cuts raw words further, where the language writes several as one.
    """
    text = text[:MAX_CHARACTERS]
    plain = folded(text)
    words, starts, ends = _further(plain, cut) if cut else _words(plain)
    sentences, sentence_of = _sentences(splitter.breaks(text, plain, language), words, starts)
    uncased = _is_uncased(text)
    return Prose(
        field=field,
        text=text,
        folded=plain,
        words=words,
        starts=starts,
        ends=ends,
        sentences=sentences,
        sentence_of=sentence_of,
        large=[True] * len(words) if uncased else [text[start].isupper() for start in starts],
        uncased=uncased,
        language=language,
    )


def _words(plain: str) -> tuple[list[str], list[int], list[int]]:
    """Look-up words of folded text, and where they start and end."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in words_of(plain):
        raw = match.group()
        start, end = match.span()
        if "'" in raw or "." in raw:
            if raw.endswith("'s"):
                end -= 2
            raw = word_of(raw)
        words.append(raw)
        starts.append(start)
        ends.append(end)
    return words, starts, ends


def _further(plain: str, cut: Cut) -> tuple[list[str], list[int], list[int]]:
    """The same, each raw word cut further."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in words_of(plain):
        raw, begin = match.group(), match.start()
        signed = STROKE in raw
        for word, start, end in cut(word_of(raw) if signed else raw):
            words.append(word_of(word))
            starts.append(begin + start)
            ends.append(match.end() if signed else begin + end)
    return words, starts, ends


def settled(title: Prose, text: Prose) -> Prose:
    """Return a headline written Like This with small letters for what its text writes small."""
    if title.uncased or text.uncased or not is_title_case(title):
        return title
    small = {word for word, large in zip(text.words, text.large, strict=True) if not large}
    large = [a and word not in small for a, word in zip(title.large, title.words, strict=True)]
    return replace(title, large=large)


def is_title_case(title: Prose) -> bool:
    """Whether most words of a headline have a capital, so that it says little."""
    return bool(title.words) and sum(title.large) >= _TITLE_CASE * len(title.words)


def _is_uncased(text: str) -> bool:
    upper = sum(map(str.isupper, text[:2000]))
    lower = sum(map(str.islower, text[:2000]))
    if upper == 0 or upper > lower:
        return True
    return not text.isascii() and sum(map(str.isalpha, text[:2000])) > 2 * (upper + lower)


def _sentences(
    breaks: list[int], words: list[str], starts: list[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    ends = [len(words)]
    for position in breaks:
        ends.append(bisect_right(starts, position - 1))
    bounds = sorted(set(ends) | {0})
    sentences = list(pairwise(bounds))
    sentence_of = [0] * len(words)
    for number, (first, past) in enumerate(sentences):
        sentence_of[first:past] = [number] * (past - first)
    return sentences, sentence_of
