"""Cues and sources by a lexicon of verbs and phrases: for languages without a fitted model."""

from __future__ import annotations

from monitor.lineage.features import Place, Seen
from monitor.lineage.lexicon import CueWords

_QUOTES = frozenset('"“”„«»')
_STOP = frozenset(".!?;:")
_CLAUSE = frozenset({",", ";", ":", "—", "–", "-", "(", ")", "«", "»", '"', "“", "”"})


def lexicon_cues(seen: Seen, words: CueWords) -> list[tuple[Place, Place | None]]:
    """Return (cue, source) of every verb or phrase of the lexicon in the sentence."""
    found: list[tuple[Place, Place | None]] = []
    low = seen.low
    at = 0
    while at < len(low):
        phrase = next((p for p in words.after if tuple(low[at : at + len(p)]) == p), None)
        if phrase:
            end = at + len(phrase)
            found.append(((at, end), _after(low, end)))
            at = end
            continue
        if low[at] in words.verbs:
            found.append(((at, at + 1), subject(seen, at, words)))
        at += 1
    return found


def _after(low: list[str], at: int) -> Place | None:
    end = at
    while end < len(low) and low[end] not in _CLAUSE and low[end] not in _STOP:
        end += 1
    return (at, end) if end > at else None


def subject(seen: Seen, at: int, words: CueWords) -> Place | None:
    """Return the subject of the verb at `at`: behind it after a comma or quote, else before."""
    low = seen.low
    before = seen.word(at - 1)
    if before in _QUOTES or before in (",", "a", "ha", "hat"):
        place = _after(low, at + 1)
        if place and low[at + 1] not in words.that and before in (*_QUOTES, ","):
            return place
    start = at
    while start > 0 and low[start - 1] not in _CLAUSE and low[start - 1] not in words.that:
        start -= 1
    end = at
    while end > start and low[end - 1] in _AUXILIARIES:
        end -= 1
    return (start, end) if end > start else None


_AUXILIARIES = frozenset(
    [
        *("a", "ont", "avait", "aurait", "se", "s'", "il", "elle", "aussi", "también", "auch"),
        *("ha", "han", "hanno", "está", "è", "hat", "haben", "hatte", "hatten", "habe", "has"),
        *("had", "have", "werden", "wird", "wurde", "ebenfalls"),
    ]
)
