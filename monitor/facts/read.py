"""An article's facts: `read` is the room's door."""

from __future__ import annotations

from monitor.facts.data import FactTools
from monitor.facts.mentions import Reader
from monitor.model.facts import Facts
from monitor.model.reading import Article


def read(article: Article, tools: FactTools) -> Facts:
    """Return what `article` says happened. Never raises on odd text; cost grows with its length."""
    return Reader(article, tools).facts()
