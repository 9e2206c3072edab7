"""Questions asked of the cue lexicon. All texts are folded (text.fold)."""

from __future__ import annotations

import re
from functools import cache

from monitor.articles.data import cues

#: From here on scripts write without spaces: a word may follow a cue at once.
_UNSPACED = "\u3040"


def opens(kind: str, name: str, text: str) -> bool:
    """Return whether `text` opens with a whole cue of that list."""
    for cue in candidates(kind, name, text):
        after = text[len(cue) : len(cue) + 1]
        glued = after.isalnum() and cue[-1].isalnum() and cue[-1] < _UNSPACED
        if text.startswith(cue) and not glued:
            return True
    return False


def holds(kind: str, name: str, text: str) -> bool:
    """Return whether a whole cue of that list stands anywhere in `text`."""
    # A plain look first: ten times cheaper than the pattern, and mostly the answer is no.
    return any(cue in text for cue in cues()[kind].get(name, ())) and bool(
        _pattern(kind, name).search(text)
    )


def candidates(kind: str, name: str, text: str) -> tuple[str, ...]:
    """Return the cues of that list that begin with the first two signs of `text`, longest first."""
    return _index(kind, name).get(text[:2], ())


@cache
def members(kind: str, name: str) -> frozenset[str]:
    """Return the cues of that list."""
    return frozenset(cues()[kind].get(name, ()))


@cache
def _index(kind: str, name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for cue in sorted(members(kind, name), key=lambda one: (-len(one), one)):
        found.setdefault(cue[:2], []).append(cue)
    return {start: tuple(some) for start, some in found.items()}


@cache
def _pattern(kind: str, name: str) -> re.Pattern[str]:
    longest_first = sorted(members(kind, name), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(_whole_words, longest_first)))


def _whole_words(cue: str) -> str:
    before = r"(?<!\w)" if cue[0].isalnum() else ""
    after = r"(?!\w)" if cue[-1].isalpha() else ""
    return before + re.escape(cue) + after
