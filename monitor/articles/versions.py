"""Which version of its page an article is. Loads none of what reads pages: the daemon needs it."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.reading import Article


def revise(article: Article, earlier: Article | None) -> Article:
    """Return `article` as the next version after `earlier`, the latest stored one of its page.

    The same text gives `earlier` back.
    """
    if earlier is None:
        return article
    if earlier.version_id == article.version_id:
        return earlier
    return replace(article, version=earlier.version + 1)
