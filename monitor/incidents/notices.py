"""What a page says of itself: that it was wrong, or that its report is taken back. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.incidents.data import withdrawal
from monitor.model.reading import Article
from monitor.notices import owns_up
from monitor.text import one_line, shorten

#: A notice opens a page; one that quotes such words further down is about something else.
_OPENING = 600


def withdraws(article: Article) -> str:
    """Return the words in which a page takes its own report back, "" where it does not."""
    for words in (article.title, *_notes(article), article.text[:_OPENING]):
        found = withdrawal().search(words)
        if found is not None:
            return shorten(one_line(words[found.start() :]), 120)
    return ""


def owns_error(article: Article, earlier: Article | None) -> bool:
    """Whether the page says, as it did not in its `earlier` version, that it was wrong."""
    return owns_up(_whole(earlier) if earlier else "", _whole(article))


def _whole(article: Article) -> str:
    return "\n".join((article.title, *_notes(article), article.text))


def _notes(article: Article) -> Iterator[str]:
    return (signal.value for signal in article.signals if signal.kind == "edited_note")
