"""A text cut into words and sentences, with the characters each stands at. No facts here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from monitor.facts.lexical.word_lists import bags
from monitor.model.spans import Span

_WORDS = bags("lexical.tokens")


def bag(words: str) -> frozenset[str]:
    """Return a set of words written with spaces between."""
    return frozenset(words.split())


#: Longer texts are read to here: a report says what happened long before.
MAX_CHARACTERS = 24_000

_APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
#: Letters that Unicode does not take apart but people write plainly.
_PLAIN = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "ß": "s", "æ": "a", "œ": "o", "ی": "ي"}
#: "U.S.", "a.m."; elided articles ("l'Iraq"); words with inner apostrophes.
_WORD = re.compile(r"(?:[a-z]\.){2,}|(?:[cdjlmnst]|qu)(?=')|[^\W_]+(?:'[^\W_]+)*")
#: Runs are bounded: an endless row of dots must not be read again from each of them.
_STOP = re.compile(
    r"[.!?…؟۔。]{1,6}[\"'”’»)\]]{0,4}(?=\s)|\n[ \t]{0,20}\n\s{0,20}|[。！？]", re.UNICODE
)
_ABBREVIATIONS = _WORDS["abbreviations"]


_SEPARATOR = re.compile(r"\s+(?:[-–—|:]|::|»|\|\|)\s+")
#: What a wire writes before a headline: "UPDATE 3-", "CORRECTED-WRAPUP 1-".
_SLUG = re.compile(
    r"(?:(?:UPDATE|WRAPUP|RPT|REPEAT|REFILE|CORRECTED|RECAST|ADDS|FOCUS|URGENT|LEAD|ALERT)"
    r"(?: ?\d{1,2})?-\s?){1,3}(?=\S)"
)
_SHORTEST_HEADLINE = 14
_LONGEST_WORD = 40
#: A headline with so many of its words written large has a capital for every word.
_TITLE_CASE = 0.6
_OUTLET_WORDS = (
    "news",
    "weather",
    "sports",
    ".com",
    ".net",
    ".org",
    "-tv",
    " tv",
    "channel",
    "herald",
    "tribune",
    "gazette",
    "times",
    "post",
    "daily",
    "journal",
    "observer",
    "guardian",
    "radio",
    "online",
    "reuters",
)


#: "at 10:45 p.m. Saturday": the sentence goes on.
_AFTER_CLOCK = re.compile(
    r"\s+(?:on\s|local|[ecmp][sd]t\b|[ecmp]t\b|gmt|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"jan|feb|mar|apr|may\b|june?\b|july?\b|aug|sept?\b|oct|nov|dec)"
)


#: "U.S. troops": these hardly end a sentence, but before a word that begins one.
_SHORT_NAMES = _WORDS["short_names"]
_OPENERS = _WORDS["openers"]
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[]{0,8}([a-z]+)")


class _Folded(dict[int, str]):
    """Each character as one plain lower-case character, so that positions stay true."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _APOSTROPHES:
            plain = "'"
        elif letter in "–—−‑‐":
            plain = "-"
        else:
            bare = unicodedata.normalize("NFKD", letter)
            bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
            bare = _PLAIN.get(bare, bare)
            plain = bare[0] if bare else " "
        self[code] = plain
        return plain


_FOLDED = _Folded()


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
        if (
            text != " "
            and text.isspace()
            and self.sentence_of[index] == self.sentence_of[index + 1]
        ):
            return " "
        return text


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


def folded(text: str) -> str:
    """Return `text` folded to plain lower case, character by character (same length)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def word_of(raw: str) -> str:
    """Return a folded raw word without dots, apostrophes and the English possessive."""
    if "'" in raw:
        raw = raw[:-2] if raw.endswith("'s") else raw
        return raw.replace("'", "")
    return raw.replace(".", "") if "." in raw else raw


def key(name: str) -> str:
    """Return the look-up form of a name: folded words joined by one space."""
    return " ".join(word_of(m.group()) for m in _WORD.finditer(folded(name)))


def prose(field: str, text: str) -> Prose:
    """Return `text` cut into words and sentences."""
    text = text[:MAX_CHARACTERS]
    plain = folded(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(plain):
        raw = match.group()
        start, end = match.span()
        if "'" in raw or "." in raw:
            if raw.endswith("'s"):
                end -= 2
            raw = word_of(raw)
        words.append(raw)
        starts.append(start)
        ends.append(end)
    sentences, sentence_of = _sentences(text, plain, words, starts)
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
    )


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
    return upper == 0 or upper > lower


def _sentences(
    text: str, plain: str, words: list[str], starts: list[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    ends = [len(words)]
    for position in _breaks(text, plain):
        ends.append(bisect_right(starts, position - 1))
    bounds = sorted(set(ends) | {0})
    sentences = list(pairwise(bounds))
    sentence_of = [0] * len(words)
    for number, (first, past) in enumerate(sentences):
        sentence_of[first:past] = [number] * (past - first)
    return sentences, sentence_of


def _breaks(text: str, plain: str) -> list[int]:
    """Positions where a sentence ends."""
    found = [m.end() for m in _STOP.finditer(text) if _is_stop(text, plain, m.start(), m.end())]
    if not _is_wrapped(text):
        at = text.find("\n")
        while at >= 0:
            found.append(at)
            at = text.find("\n", at + 1)
    return found


def _is_stop(text: str, plain: str, start: int, end: int) -> bool:
    if text[start] != "." or end - start > 1:
        return True
    floor = max(0, start - _LONGEST_WORD)
    begin = max(plain.rfind(" ", floor, start), plain.rfind("\n", floor, start), floor - 1) + 1
    word = plain[begin:start].strip("\"'(“[")
    follow = text[end : end + 4].lstrip()[:1]
    if word in _SHORT_NAMES:
        following = _NEXT_WORD.match(plain, end)
        return following is not None and following[1] in _OPENERS
    if word in ("a.m", "p.m") and _AFTER_CLOCK.match(plain, end):
        return False
    if word in _ABBREVIATIONS:
        # "in Jan. 3" goes on; "… of Calif. The" may stop, but names follow titles far oftener.
        return False
    if len(word) == 1 and word.isalpha() and follow.isupper():
        return False
    return not (follow.islower() or ("." in word and follow.isdigit()))


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken at a fixed width (old wires), so that "\\n" is just a space."""
    lines = [line for line in text[:4000].split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    long = sum(55 <= len(line) <= 90 for line in lines)
    return max(map(len, lines)) <= 90 and long * 2 >= len(lines)
