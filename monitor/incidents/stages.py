"""What stage of its aftermath a late report tells of: a trial, a verdict, findings. Pure.

A month after an incident its facts are told again and again; what is new is the stage it came to.
"""

from __future__ import annotations

from monitor.incidents.data import stages
from monitor.model.reading import Article

#: Title and lead say what is new; the rest of a late report retells.
_LEAD = 400


def stage_of(article: Article) -> str:
    """Return the stage that title (or else the lead) tells of, "" where none is."""
    for words in (article.title, article.text[:_LEAD]):
        for name, pattern in stages():
            if pattern.search(words):
                return name
    return ""
