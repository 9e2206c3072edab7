"""What a page says of itself: that it was wrong, or that its report is taken back. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model.reading import Article
from monitor.notices import owns_up
from monitor.text import one_line, shorten

#: A notice opens a page; one that quotes such words further down is about something else.
_OPENING = 600
_REPORT = r"(?:article|story|report|item|piece|post|account|dispatch|information)s?"
_TAKEN = (
    r"(?:retract(?:s|ed|ing)?|withdr(?:aws?|awn|ew|awing)|taken (?:down|back)|took (?:down|back)|"
    r"removed|deleted|unpublished)"
)
_WHICH = r"(?:this|our|an? (?:earlier|previous)|the (?:earlier|previous|original|above|following))"
_NOTICE = re.compile(
    rf"\b{_WHICH} {_REPORT}\b[^.!?\n]{{0,120}}"
    rf"\b(?:has|have|had|was|were|is|are|been) (?:\w+ )?{_TAKEN}\b|"
    rf"\bwe(?: have)?(?: \w+)? {_TAKEN} {_WHICH} (?:[\w’'-]+ )?{_REPORT}\b|"
    rf"^\W*(?:(?:{_REPORT}) )?(?:retraction|retracted|withdrawn)\b|"
    r"\b(?:cet article|cette dépêche|cette information) a été (?:retirée?|dépubliée?|supprimée?)\b|"
    r"\b(?:dieser|der) (?:Artikel|Bericht) (?:wurde|ist) (?:zurückgezogen|gelöscht|entfernt)\b|"
    r"\beste artículo (?:ha sido|fue) (?:retirado|eliminado|retractado)\b",
    re.IGNORECASE,
)


def withdraws(article: Article) -> str:
    """Return the words in which a page takes its own report back, "" where it does not."""
    for words in (article.title, *_notes(article), article.text[:_OPENING]):
        found = _NOTICE.search(words)
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
