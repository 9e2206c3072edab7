"""The smallest proof: characters of an article version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of an article version that prove something."""

    #: "text", "title", "url", or "signal:N" (the N-th of Article.signals, its `value`).
    field: str
    start: int
    end: int
    #: Exactly the characters field[start:end].
    text: str
