"""The sentences of an article as this room reads them: title first, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from monitor.language.folding import folded
from monitor.language.sentences import breaks
from monitor.model.reading import Article
from monitor.model.spans import Span

#: Characters that are cut at most.
_MOST_TEXT = 60_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a field, and where it begins."""

    field: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    def holds(self, span: Span) -> bool:
        """Whether a span begins in it."""
        return span.field == self.field and self.start <= span.start < self.end

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares characters with it."""
        return span.field == self.field and span.start < self.end and self.start < span.end

    def span(self, start: int, end: int) -> Span:
        """Return its characters start:end as a span of its field."""
        first = self.start + start
        return Span(field=self.field, start=first, end=self.start + end, text=self.text[start:end])


@lru_cache(maxsize=8)
def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return title and sentences of an article in order, none of them blank."""
    text = article.text[:_MOST_TEXT]
    places = [0, *breaks(text, folded(text), article.language), len(text)]
    found = [Sentence("title", 0, article.title)] if article.title.strip() else []
    for start, end in pairwise(places):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            found.append(Sentence("text", start + lead, words.strip()))
    return tuple(found)
