"""How likely the words of a text are a place's name, a person's, a body's: asked of
`monitor.names`, in the languages that weights were fitted for. Read by `toponyms` only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Toponym
from monitor.facts.where.gazetteer import Gazetteer
from monitor.facts.where.place_or_not import NameLists
from monitor.language.tokens import key
from monitor.names.tagger import KINDS, tagger

#: A raw word → letters for the lists that it stands in.
Known = Callable[[str], str]
_LARGE, _SMALL = 100_000, 10_000
_FALLBACK = "en"
_ASKED = tuple(KINDS.index(kind) for kind in ("LOC", "PER", "ORG"))
#: Column of places.
LOC = KINDS.index("LOC")
#: Later sentences seldom name the scene, and every word costs.
_MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Chances:
    """What is known of the words of a field besides where they stand."""

    #: A row a word, as `monitor.names` has the kinds; None in a language without weights.
    shares: NDArray[np.float32] | None
    #: Words that the article writes small somewhere.
    small: frozenset[str]


def lists_of(gazetteer: Gazetteer, names: NameLists) -> Known:
    """Return what tells in which lists a raw word stands, as weights were fitted with it."""

    def known(raw: str) -> str:
        word = key(raw)
        most = 0
        if gazetteer.knows(word):
            most = max((c.population for c in gazetteer.candidates(word) if not c.alias), default=0)
        told = (
            ("g", word in names.given),
            ("s", word in names.surnames),
            ("m", word in names.common),
            ("n", word in gazetteer.countries),
            ("d", word in gazetteer.demonyms),
            ("P", most >= _LARGE),
            ("p", _SMALL <= most < _LARGE),
        )
        return "".join(letter for letter, stands in told if stands)

    return known


def chances(fields: Sequence[Prose], known: Known) -> dict[str, Chances]:
    """Return what is known of the words of an article, by field.

    Words of sentences that were not looked at have 0 throughout.
    """
    small = _small_words(fields)
    told = tagger(fields[0].language[:2].lower() or _FALLBACK) if fields else None
    looked_at = [p for p in fields if not p.uncased or p.text == p.text.upper()] if told else []
    shares: dict[str, NDArray[np.float32]] = {}
    if told is not None and looked_at:
        words: list[str] = []
        gaps: list[str] = []
        sentences: list[tuple[int, int]] = []
        begins = []
        for prose in looked_at:
            begin = len(words)
            begins.append(begin)
            cut = prose.sentences[:_MOST_SENTENCES]
            sentences += [(begin + first, begin + past) for first, past in cut]
            _add(prose, cut[-1][1] if cut else 0, words, gaps)
        every = told.chances(words, [*gaps, "\n"], sentences, known)
        for prose, begin, past in zip(looked_at, begins, [*begins[1:], len(words)], strict=True):
            shares[prose.field] = every[begin:past]
    return {p.field: Chances(shares.get(p.field), small) for p in fields}


def _add(prose: Prose, past: int, words: list[str], gaps: list[str]) -> None:
    """Add the raw words before `past`, and what stands before each."""
    text, starts, ends = prose.text, prose.starts[:past], prose.ends[:past]
    words += [text[start:end] for start, end in zip(starts, ends, strict=True)]
    gaps.append("\n")
    gaps += [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]


def with_chances(toponym: Toponym, told: Chances | None) -> Toponym:
    """Return it with how likely its words are a place's name, a person's, a body's, on average."""
    if told is None:
        return toponym
    small = toponym.key in told.small
    if told.shares is None or toponym.past > len(told.shares):
        return replace(toponym, small=True) if small else toponym
    share = told.shares[toponym.first : toponym.past].mean(axis=0).tolist()
    if not any(share):
        return replace(toponym, small=True) if small else toponym
    place, person, body = (share[column] for column in _ASKED)
    return replace(toponym, named=(place, person, body), small=small)


def _small_words(fields: Sequence[Prose]) -> frozenset[str]:
    """Return the words that an article writes small somewhere."""
    return frozenset(
        word
        for field in fields
        if not field.uncased
        for word, large in zip(field.words, field.large, strict=True)
        if not large
    )
