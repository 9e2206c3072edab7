"""Cues and sources by a lexicon of verbs and phrases: for languages without a fitted model."""

from __future__ import annotations

from monitor.lineage.attribution.features import Place, Seen
from monitor.lineage.lexicon import CueWords

_QUOTES = frozenset('"“”„«»')
#: Ends a subject: what stands behind is whom it was told, or the next clause.
_ADDRESSED = frozenset({*".!?;:", "à", "auprès", "dem", "gegenüber", "que", "dass"})
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
    while end < len(low) and low[end] not in _CLAUSE and low[end] not in _ADDRESSED:
        end += 1
    return (at, end) if end > at else None


def agent(seen: Seen, cue: Place) -> Place | None:
    """Return who did what the passive at `cue` says ("was condemned by the ministry"), or None."""
    end = cue[1]
    passive = {*seen.low[max(0, cue[0] - 2) : end]} & _PASSIVE
    if not passive or seen.word(end) not in _BY:
        return None
    stop = end + 1
    while stop < len(seen.low) and seen.shapes[stop] in "xXAI9" and seen.low[stop] not in _NEXT:
        stop += 1
    return (end + 1, stop) if stop > end + 1 else None


def inverted(seen: Seen, cue: Place) -> Place | None:
    """Return the speaker behind the verb: ", said the source, who …"; None for another order.

    Only where a comma or quote stands before the verb, a determiner behind it, and no verb after
    those few words: "the mayor, a baker, said the plan had failed" is told by the mayor.
    """
    if seen.word(cue[0] - 1) not in _SAID_BEFORE or seen.word(cue[1]) not in _DETERMINERS:
        return None
    end = cue[1] + 1
    while end < len(seen.low) and seen.shapes[end] in "xXAI9" and seen.low[end] not in _NEXT_TOLD:
        end += 1
    is_whole = seen.word(end) in _SPEAKER_ENDS and cue[1] + 1 < end <= cue[1] + _FEW
    is_clause = any(w in _FINITE or w.endswith("ed") for w in seen.low[cue[1] : end])
    return (cue[1], end) if is_whole and not is_clause else None


def subject(seen: Seen, at: int, words: CueWords) -> Place | None:
    """Return the subject of the verb at `at`: behind it after a comma or quote, else before."""
    low = seen.low
    near = at - 1
    while near > 0 and low[near] in _AUXILIARIES:
        near -= 1
    before = seen.word(near)
    if before in _QUOTES or before == ",":
        place = _after(low, at + 1)
        if place and low[at + 1] not in words.that:
            return place
    start = at
    while start > 0 and low[start - 1] not in _CLAUSE and low[start - 1] not in words.that:
        start -= 1
    end = at
    while end > start and low[end - 1] in _AUXILIARIES:
        end -= 1
    return (start, end) if end > start else None


_SAID_BEFORE = frozenset({",", *_QUOTES})
_DETERMINERS = frozenset(["the", "a", "an", "one", "another", "his", "her", "their", "its", "our"])
_NEXT_TOLD = frozenset(["who", "which", "in", "on", "at", "after", "when", "while", "during"])
_SPEAKER_ENDS = frozenset({",", ".", ">", "who", *_QUOTES})
_FEW = 6
_FINITE = frozenset(
    [
        *("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may"),
        *("might", "should", "must", "did", "does", "fell", "came", "went", "made", "took"),
    ]
)
_PASSIVE = frozenset(["was", "were", "been", "being", "is", "are", "be", "wurde", "wurden"])
_BY = frozenset(["by", "von", "vom"])
_NEXT = frozenset(["as", "for", "in", "on", "after", "over", "at", "and", "when", "als", "wegen"])
_AUXILIARIES = frozenset(
    [
        *("a", "ont", "avait", "aurait", "se", "s'", "il", "elle", "aussi", "también", "auch"),
        *("ha", "han", "hanno", "está", "è", "hat", "haben", "hatte", "hatten", "habe", "has"),
        *("had", "have", "werden", "wird", "wurde", "ebenfalls"),
    ]
)
