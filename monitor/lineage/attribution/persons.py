"""Which words of a sentence name a person or a body, as `monitor.names` tells."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from monitor.lineage.attribution.features import Seen
from monitor.names.tagger import KINDS, Tagger, tagger

_PERSON, _BODY, _PLACE = KINDS.index("PER"), KINDS.index("ORG"), KINDS.index("LOC")
#: From this share on a word is one.
_LIKELY = 0.5


def names_in(text: str, seen: Seen, language: str) -> str:
    """Return a letter a word: P of a person's name, B of a body's, L of a place's, "." of none.

    "" where no tagger knows the language, or where no word has a capital.
    """
    told = _own(language[:2])
    if told is None or "X" not in seen.shapes:
        return ""
    tokens = seen.tokens
    gaps = ["\n", *(text[a.end : b.start] for a, b in pairwise(tokens)), "\n"]
    words = [token.text for token in tokens]
    shares = told.chances(words, gaps, [(0, len(words))], _no_list)
    return "".join(
        "P"
        if one[_PERSON] >= _LIKELY
        else "B"
        if one[_BODY] >= _LIKELY
        else "L"
        if one[_PLACE] >= _LIKELY
        else "."
        for one in shares.tolist()
    )


@cache
def _own(language: str) -> Tagger | None:
    """Return a tagger that keeps its own words: those of facts are kept with facts' lists."""
    told = tagger(language)
    return Tagger(told.rows, told.weights, told.steps) if told is not None else None


def _no_list(word: str) -> str:
    """The lists of facts are not lineage's."""
    return ""
