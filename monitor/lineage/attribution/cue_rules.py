"""Cues and sources by a lexicon of verbs and phrases: for languages without a fitted model."""

from __future__ import annotations

from monitor.lineage.attribution.features import Place, Seen
from monitor.lineage.data import grammar
from monitor.lineage.lexicon import CueWords

_QUOTES = frozenset('"“”„«»')
_CLAUSE = frozenset({",", ";", ":", "—", "–", "-", "(", ")", "«", "»", '"', "“", "”"})
#: Signs at which whoever stands behind a cue has ended.
_ENDS = _CLAUSE | frozenset(".!?;:")
_SAID_BEFORE = frozenset({",", *_QUOTES})
_SPEAKER_ENDS = frozenset({",", ".", ">", "who", *_QUOTES})
#: A speaker behind the verb has at most so many words.
_FEW = 6


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
    addressed = grammar("addressed")
    while end < len(low) and low[end] not in _ENDS and low[end] not in addressed:
        end += 1
    return (at, end) if end > at else None


def agent(seen: Seen, cue: Place) -> Place | None:
    """Return who did what the passive at `cue` says ("was condemned by the ministry"), or None."""
    end = cue[1]
    passive = {*seen.low[max(0, cue[0] - 2) : end]} & grammar("passive")
    if not passive or seen.word(end) not in grammar("by"):
        return None
    stop = _run(seen, end + 1, grammar("agent_end"))
    return (end + 1, stop) if stop > end + 1 else None


def inverted(seen: Seen, cue: Place) -> Place | None:
    """Return the speaker behind the verb: ", said the source, who …"; None for another order.

    Only where a comma or quote stands before the verb, a determiner behind it, and no verb after
    those few words: "the mayor, a baker, said the plan had failed" is told by the mayor.
    """
    if seen.word(cue[0] - 1) not in _SAID_BEFORE or seen.word(cue[1]) not in grammar("determiner"):
        return None
    end = _run(seen, cue[1] + 1, grammar("speaker_end"))
    is_whole = seen.word(end) in _SPEAKER_ENDS and cue[1] + 1 < end <= cue[1] + _FEW
    finite = grammar("finite")
    is_clause = any(w in finite or w.endswith("ed") for w in seen.low[cue[1] : end])
    return (cue[1], end) if is_whole and not is_clause else None


def _run(seen: Seen, at: int, ends: frozenset[str]) -> int:
    """Return where the words from `at` on end: at a sign or one of `ends`."""
    while at < len(seen.low) and seen.shapes[at] in "xXAI9" and seen.low[at] not in ends:
        at += 1
    return at


def subject(seen: Seen, at: int, words: CueWords) -> Place | None:
    """Return the subject of the verb at `at`: behind it after a comma or quote, else before."""
    low, auxiliaries = seen.low, grammar("auxiliary")
    near = at - 1
    while near > 0 and low[near] in auxiliaries:
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
    while end > start and low[end - 1] in auxiliaries:
        end -= 1
    return (start, end) if end > start else None
