"""How likely each word is part of a person's, place's or body's name: a linear chain, all of a
text's sentences at once. Look-ups and sums only; what was fitted on what stands in
docs/dependencies.md. Loaded a language at a time, at first use.

Source: J. Lafferty et al., "Conditional random fields" (2001); fitted with CRFsuite (N. Okazaki).
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from monitor.names.signs import BEYOND, FAR, between, lent, own

KINDS = ("O", "PER", "LOC", "ORG", "MISC")
Array = NDArray[np.float32]
#: A raw word → letters for the lists that it stands in.
Known = Callable[[str], str]
_WEIGHTS = files("monitor.names") / "weights"
#: Weights stand in the files as whole numbers of these.
HUNDREDTHS = 100
#: Words whose sums are kept; sentences are read to here.
_KEPT, _LONGEST = 12_000, 32
#: A word's own sums, those where it opens a sentence, and what it lends to each side.
_OPENS, _SIDES = 1, 2


@dataclass(slots=True)
class Tagger:
    """The weights of one language. `chances` keeps what words weigh; nothing else is written to."""

    rows: dict[str, int]
    weights: Array
    #: From kind to kind.
    steps: Array
    places: dict[str, int] = field(default_factory=dict)
    kept: Array = field(
        default_factory=lambda: np.zeros((0, _SIDES + len(FAR), len(KINDS)), np.float32)
    )
    gaps: dict[tuple[str, str], Array] = field(default_factory=dict)

    def chances(
        self,
        words: Sequence[str],
        gaps: Sequence[str],
        sentences: Sequence[tuple[int, int]],
        known: Known,
    ) -> Array:
        """Return a row a word: how likely it is of each of KINDS; 0 for words of no sentence given.

        `gaps`: what stands before each word, and behind the last. `known` must be the same function
        each time. Words of a sentence beyond the 32nd are left out.
        """
        cut = [(first, min(past, first + _LONGEST)) for first, past in sentences if past > first]
        told = np.zeros((len(words), len(KINDS)), np.float32)
        if len(self.places) > _KEPT:
            self.places.clear()
        if not cut:
            return told
        numbers = np.array([n for first, past in cut for n in range(first, past)])
        lengths = np.array([past - first for first, past in cut])
        at = np.repeat(np.arange(len(cut)), lengths)
        steps = np.arange(len(numbers)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        scores = np.zeros((int(lengths.max()), len(cut), len(KINDS)), np.float32)
        scores[steps, at] = self._scores(words, gaps, cut, known)
        told[numbers] = self._along(scores, lengths)[steps, at]
        return told

    def _scores(
        self,
        words: Sequence[str],
        gaps: Sequence[str],
        cut: Sequence[tuple[int, int]],
        known: Known,
    ) -> Array:
        """What each word and its neighbours weigh, sentence after sentence."""
        edge = self._place_of(BEYOND, known)
        ids: list[int] = []
        around: list[Array] = []
        opening: list[int] = []
        pad = [edge] * max(FAR)
        for first, past in cut:
            opening.append(len(ids) + len(pad))
            ids += pad
            ids += [self._place_of(words[n], known) for n in range(first, past)]
            ends = ["\n", *gaps[first + 1 : past], "\n"]
            around += [self._gap(a, b) for a, b in pairwise(ends)]
        ids += pad
        every = np.array(ids)
        kept = self.kept[every]
        sums = kept[:, 0].copy()
        sums[opening] = kept[opening, _OPENS]
        for side, far in enumerate(FAR, _SIDES):
            # What word n + far lends to word n.
            lends = kept[:, side]
            if far > 0:
                sums[:-far] += lends[far:]
            else:
                sums[-far:] += lends[:far]
        scores: Array = sums[every != edge] + np.array(around)
        return scores

    def _along(self, scores: Array, lengths: NDArray[np.int_]) -> Array:
        """Shares of the kinds under all ways along each sentence (forward, backward)."""
        most = scores.max(axis=2, keepdims=True)
        here = np.exp(scores - most)
        count = len(here)
        forward, back = np.empty_like(here), np.ones_like(here)
        forward[0] = here[0]
        for n in range(1, count):
            one = forward[n - 1] @ self.steps
            one *= here[n]
            one /= one.sum(axis=1, keepdims=True)
            forward[n] = one
        turned = self.steps.T.copy()
        for n in range(count - 2, -1, -1):
            one = (back[n + 1] * here[n + 1]) @ turned
            one /= one.sum(axis=1, keepdims=True)
            one[lengths <= n + 1] = 1.0
            back[n] = one
        forward *= back
        shares: Array = forward / forward.sum(axis=2, keepdims=True)
        return shares

    def _place_of(self, word: str, known: Known) -> int:
        place = self.places.get(word)
        return self._keep(word, known) if place is None else place

    def _keep(self, word: str, known: Known) -> int:
        place = self.places[word] = len(self.places)
        if place >= len(self.kept):
            more = np.zeros((2 * place + 1024, _SIDES + len(FAR), len(KINDS)), np.float32)
            more[:place] = self.kept[:place]
            self.kept = more
        if word == BEYOND:
            self.kept[place] = self._sums([(), (), *((f"{far:+d}=",) for far in FAR)])
            return place
        lists = known(word)
        signs = (own(word, lists, opens=False), own(word, lists, opens=True))
        self.kept[place] = self._sums([*signs, *(lent(word, lists, far) for far in FAR)])
        return place

    def _sums(self, many: Sequence[Iterable[str]]) -> Array:
        """What each group of signs weighs."""
        get = self.rows.get
        found: list[int] = []
        starts: list[int] = []
        for signs in many:
            starts.append(len(found))
            found += [row for row in map(get, signs) if row is not None]
            # A row of noughts at the end: no group is empty.
            found.append(-1)
        sums: Array = np.add.reduceat(self.weights[found], starts, axis=0)
        return sums

    def _gap(self, before: str, after: str) -> Array:
        told = self.gaps.get((before, after))
        if told is None:
            if len(self.gaps) > _KEPT:
                self.gaps.clear()
            told = self._sums([(between(before, "<"), between(after, ">"))])[0]
            self.gaps[before, after] = told
        return told


@cache
def tagger(language: str) -> Tagger | None:
    """Return the tagger of a language of two letters, None where none was fitted."""
    file = _WEIGHTS / f"{language}.tsv.xz"
    if not file.is_file():
        return None
    lines = lzma.decompress(file.read_bytes()).decode("utf-8").splitlines()
    rows: dict[str, int] = {}
    numbers: list[list[str]] = []
    for line in lines:
        name, *weights = line.split("\t")
        rows[name] = len(numbers)
        numbers.append(weights)
    every = np.array(numbers, np.float32) / np.float32(HUNDREDTHS)
    steps = np.exp([every[rows[f"step {kind}"]] for kind in KINDS])
    every = np.vstack((every, np.zeros_like(every[:1])))
    return Tagger(rows, every, steps.astype(np.float32))
