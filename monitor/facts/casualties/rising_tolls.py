"""Totals whose number stands far from its noun: "the death toll of the crash rose to 12"."""

from __future__ import annotations

from dataclasses import replace

from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, phrases_of
from monitor.facts.nouns import Persons

_WORDS = bags("casualties.rising_tolls")
#: "to", "at", "reached": the number comes after one of these.
_TO = phrases_of("casualties.rising_tolls")["to"]
_LONGEST = max(map(len, _TO))
#: Nouns of a total.
WHOLE = bags("casualties.totals")["whole"]
_DEFINITE = _WORDS["definite"]
_PLAIN = (" ", "-")
_REACH, _NOUN_REACH, _HEDGES = 24, 3, 3


def total_noun(prose: Prose, first: int, past: int) -> int:
    """Return where "toll" or "number" stands that words `first` … `past`-1 belong to; -1: none."""
    begin = prose.sentences[prose.sentence_of[first]][0]
    for index in range(past - 1, max(begin, first - _NOUN_REACH) - 1, -1):
        if prose.words[index] in WHOLE:
            return index
    return -1


def is_definite(prose: Prose, noun: int) -> bool:
    """Whether it is "the number of pupils abducted", not "a number of pupils"."""
    return noun > 0 and prose.words[noun - 1] in _DEFINITE


def risen(crowd: Crowd, index: int, ceiling: int) -> Persons | None:
    """Return the number that a total told before word `index` reaches, before word `ceiling`."""
    prose = crowd.prose
    limit = min(ceiling, prose.sentences[prose.sentence_of[index - 1]][1])
    for position in range(index, min(limit, index + _REACH)):
        if prose.words[position] in WHOLE:
            return None
        behind = _behind(prose.words, position)
        for start in range(behind, min(limit, behind + _HEDGES) if behind else 0):
            told = _at(crowd, start, limit)
            if told is not None and not told.name and not told.single:
                # "до пяти": the word for "to" is one for "up to" as well.
                return told if told.low is not None else replace(told, low=told.best)
    return None


def _at(crowd: Crowd, index: int, limit: int) -> Persons | None:
    """The persons counted at a word, or the bare number: "auf 58 gestiegen", "to six Friday"."""
    prose = crowd.prose
    past = next((i + 1 for i in range(index, limit) if prose.gap(i) not in _PLAIN), limit)
    told = crowd.at(index, past)
    dated = index + 1 in crowd.masked
    if told is not None or past - index < 2 or (prose.is_name(index + 1) and not dated):
        return told
    unit = prose.words[index + 1] in crowd.tongue.tolls.things
    return None if unit else crowd.at(index, index + 1)


def _behind(words: list[str], index: int) -> int:
    """Where the words that lead to a number end, 0 where none begin at `index`."""
    for length in range(_LONGEST, 0, -1):
        if tuple(words[index : index + length]) in _TO:
            return index + length
    return 0
