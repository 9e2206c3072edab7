"""Whether an article sums several incidents up: "at least five shootings over the weekend".

Its tolls are those of all together and its days a span's, so it reports none of them first-hand.
Needed are, in the headline or in the first sentence of the text, happenings in the plural and
either a span that no single one fills ("over the weekend", "in the past week") or that they are
"separate" and three or more. Two blasts in one town on one day stay a report: often they are one.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, phrases_of
from monitor.facts.what.not_incident import NoIncident

_WORDS = bags("what.round_up")
_SPANS = phrases_of("what.round_up")["spans"]
#: Words between a number or "separate" and what happened: "five separate fatal shootings".
_NEAR = 3
#: So many separate ones are a round-up, fewer may be one attack.
_MANY = 3
#: A first sentence is read up to here.
_MOST_WORDS = 45

ROUND_UP = "roundup"


def round_up(fields: Sequence[Prose]) -> NoIncident | None:
    """Return that an article is a round-up, with the words that say so, or None."""
    for prose in fields:
        past = prose.sentences[0][1] if prose.field == "text" else len(prose.words)
        words = prose.words[: min(past, _MOST_WORDS)]
        for index, word in enumerate(words):
            if word in _WORDS["happenings"] and _sums_up(words, index):
                return NoIncident(ROUND_UP, prose.span(max(0, index - _NEAR), index + 1))
    return None


def _sums_up(words: Sequence[str], index: int) -> bool:
    before = words[max(0, index - _NEAR) : index]
    if _WORDS["series"].intersection(before) or _WORDS["law"].intersection(words[:index]):
        # "The latest in a spate of shootings", "charged in five": of those one thing is told.
        return False
    if any(_stands(words, span) for span in _SPANS):
        return _is_many(before, 2) or words[index - 1 : index] == ["in"] or _is_apart(before)
    return _is_apart(before) and _is_many(before, _MANY)


def _is_apart(before: Sequence[str]) -> bool:
    return not _WORDS["apart"].isdisjoint(before)


def _is_many(before: Sequence[str], least: int) -> bool:
    numbers = {word: count for count, word in enumerate(_ORDER, 2)}
    counts = [int(w) if w.isdecimal() and len(w) < 4 else numbers.get(w, 0) for w in before]
    return max(counts, default=0) >= least or not _WORDS["several"].isdisjoint(before)


def _stands(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[i : i + size]) == phrase for i in range(len(words) - size + 1))


#: "two", "three", …
_ORDER = tuple(one for (one,) in phrases_of("what.round_up")["numbers"])
