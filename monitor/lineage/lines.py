"""Fields of an article cut into lines with their places, and spans made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.lineage.data import lexicon
from monitor.model.reading import Article
from monitor.model.spans import Span

#: Non-blank lines that count as the head and the tail of a text.
HEAD_LINES = 6
TAIL_LINES = 8
#: Lines longer than this are prose; only their ends are looked at.
PROSE = 240
#: Characters of a paragraph at least, and lines that may stand before the first one.
_PARAGRAPH, _FURTHEST = 60, 40
_ENDS = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}(?:\s*\([^()]{2,20}\))?\s*$")


@cache
def _photo() -> AhoCorasick:
    return AhoCorasick(lexicon().photo, matchkind=MatchKind.LeftmostLongest)


def photo_word(text: str) -> str:
    """Return the first photo or video word of `text`, folded, "" where there is none."""
    low = text.lower()
    words = lexicon().photo
    for index, start, end in _photo().find_matches_as_indexes(low):
        word = words[index]
        before = low[start - 1] if start and word[0].isalnum() else " "
        after = low[end] if end < len(low) else " "
        if not (before.isalnum() or after.isalnum()):
            return word
    return ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one field: `zone` is "head", "body", "tail" or, for short texts, "both"."""

    field: str
    start: int
    text: str
    zone: str

    def span(self, start: int, end: int) -> Span:
        """Return the span of this line's characters start:end, white space at its ends cut."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        first = self.start + start
        return Span(field=self.field, start=first, end=first + len(words), text=words)

    @property
    def at_head(self) -> bool:
        """Whether it stands in the head of its text."""
        return self.zone in ("head", "both")

    @property
    def at_tail(self) -> bool:
        """Whether it stands in the tail of its text."""
        return self.zone in ("tail", "both")

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a sentence or more, however short."""
        return _is_paragraph(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph rather than a label."""
        return len(self.text) > PROSE


def text_lines(article: Article) -> list[Line]:
    """Return the non-blank lines of the article's text with their zones."""
    found = [
        (match.start(), match.group()) for match in re.finditer(r"[^\n]*\S[^\n]*", article.text)
    ]
    first, last = prose_places([text for _, text in found])
    return [
        Line("text", start, text, _zone(index, len(found), first, last))
        for index, (start, text) in enumerate(found)
    ]


def prose_places(lines: list[str]) -> tuple[int, int]:
    """Return where the first and the last paragraph stand: menus and links lie around them.

    (-1, number of lines) where there is none, or so many lines lie before it that it is no head.
    """
    told = [index for index, text in enumerate(lines) if _is_paragraph(text)]
    if not told:
        return -1, len(lines)
    return told[0] if told[0] < _FURTHEST else -1, told[-1]


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH and _ENDS.search(text) is not None


def signal_lines(article: Article) -> Iterator[tuple[str, Line]]:
    """Yield (signal kind, line) for every non-blank line of every signal."""
    for index, signal in enumerate(article.signals):
        for match in re.finditer(r"[^\n]*\S[^\n]*", signal.value[:4000]):
            yield signal.kind, Line(f"signal:{index}", match.start(), match.group(), "both")


def _zone(index: int, count: int, first: int, last: int) -> str:
    """Return the zone of a line; `first` and `last` are the places of the paragraphs."""
    head = index < HEAD_LINES or index <= first
    tail = index >= count - TAIL_LINES or index >= last
    if head and tail:
        return "both"
    if head:
        return "head"
    return "tail" if tail else "body"
