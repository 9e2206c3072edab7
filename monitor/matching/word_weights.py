"""How much a word says in general language, whatever news is at hand. No corpus statistics here.

Weights stand in a packaged table made of general word ranks, because idf of the news at hand does
not travel to other publishers and years (measured: pair F1 fell from .83 to .55).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from monitor.text import words

#: Weight in tenths of a nat of a word that no list knows.
UNLISTED = 70
#: Numbers say something, but page furniture is full of them.
NUMBER = 45
#: Most that a word of every report (furniture.txt) says.
_CAP = 22
_ENDING = re.compile(r"(?:'s|ings?|e[sd]|s|d|e)$")


@dataclass(frozen=True, slots=True)
class Background:
    """Word weights in tenths of a nat; words outside the table weigh `UNLISTED`."""

    weights: Mapping[str, int]
    #: Words of every report of any kind, which general language overrates.
    furniture: frozenset[str] = frozenset()

    def weight(self, word: str) -> int:
        """Return how much `word` (folded) says, in tenths of a nat, 0–70."""
        if word in self.furniture:
            return min(_CAP, self.weights.get(word, _CAP))
        found = self.weights.get(word)
        if found is not None:
            return found
        if word.endswith("'s"):
            return self.weight(word[:-2])
        if any(c.isdigit() for c in word):
            return NUMBER if len(word) > 1 else 15
        return UNLISTED if len(word) > 2 else 20


def parse_background(lines: Iterable[str], furniture: Iterable[str] = ()) -> Background:
    """Return the table written as `weight<TAB>words…` lines; "#" starts a comment.

    `furniture` are lines of words.
    """
    weights: dict[str, int] = {}
    for line in lines:
        weight, _, listed = line.partition("\t")
        if listed and not line.startswith("#"):
            weights.update(dict.fromkeys(listed.split(), int(weight)))
    common = (line.split() for line in furniture if not line.startswith("#"))
    return Background(weights, frozenset(word for line in common for word in line))


#: News draws on few words: most were met before.
@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return `word` without a light English ending, so that "shots" meets "shot"."""
    cut = _ENDING.sub("", word, count=1) if word.isascii() and len(word) > 4 else word
    return cut if len(cut) > 2 else word


def weighed(text: str, background: Background) -> dict[str, int]:
    """Return the stems of `text` in order of first use, each with its weight."""
    return weighed_words(words(text), background)


def weighed_words(told: Iterable[str], background: Background) -> dict[str, int]:
    """Return the stems of folded words in order of first use, each with its weight."""
    return counted_words(told, background)[0]


def counted_words(
    told: Iterable[str], background: Background
) -> tuple[dict[str, int], Counter[str]]:
    """Return the stems of folded words with their weights, and how often each is used."""
    found: dict[str, int] = {}
    uses: Counter[str] = Counter()
    for word in told:
        key = stem(word)
        uses[key] += 1
        if key not in found:
            found[key] = background.weight(word)
    return found, uses


def stressed(weight: int, uses: int) -> int:
    """Return the weight of a word that a text uses so often.

    Sublinear term frequency: Manning, Raghavan, Schütze, "Introduction to Information Retrieval"
    (2008), 6.4.1.
    """
    return round(weight * (1 + math.log(uses)))


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with their weights, and the sums that comparing needs again and again."""

    words: Mapping[str, int]
    #: The same words as a set: meeting another's is the hottest step there is.
    held: frozenset[str]
    total: int
    #: Square root of the summed squares.
    norm: float


def bag(weighed_words: Iterable[tuple[str, int]]) -> Bag:
    """Return the bag of (word, weight) pairs."""
    held = dict(weighed_words)
    weights = held.values()
    return Bag(held, frozenset(held), sum(weights), math.sqrt(sum(map(mul, weights, weights))))
