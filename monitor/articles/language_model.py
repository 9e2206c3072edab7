"""Which language a text is in: py3langid's model, kept in half its memory. No choice made here.

The library holds the model in 75 MB and 200,000 Python integers, which every parsing child would
count up at each look and so copy. Here its table of moves is cut into blocks, each kept once.
"""

from __future__ import annotations

import math
import unicodedata
from array import array
from collections import Counter
from pathlib import Path

import numpy as np
import py3langid.langid
from py3langid.modelio import load_model

#: Letters of a row of moves that lie in one block; 16 made the smallest tables.
_BLOCK = 16
_SHIFT = _BLOCK.bit_length() - 1
_BYTES = 256


class Tongues:
    """Guesses languages as py3langid does: naive Bayes over the byte sequences it looks for."""

    def __init__(self) -> None:
        path = Path(py3langid.langid.__file__).parent / py3langid.langid.MODEL_FILE
        weights, prior, names, moves, rows, features = load_model(path)
        self._weights, self._prior, self._names = weights, prior, names
        self._first_of = [names.index(name) for name in names]
        #: State → feature that ends there, -1 = none.
        self._features = array("i", features)
        #: State → where its row's numbers of blocks start.
        self._rows = array("I", (row * (_BYTES // _BLOCK) for row in rows))
        self._blocks, self._moves = _in_blocks(moves)

    def guess(self, text: str) -> tuple[str, float]:
        """Return the likeliest language of a text and its probability."""
        plain = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        letters = plain.encode("utf-8", "surrogatepass")
        seen = self._seen(letters)
        scores = np.zeros(len(self._names), np.float32)
        if seen:
            found = np.fromiter(seen.keys(), np.intp, len(seen))
            counts = np.fromiter(seen.values(), np.float32, len(seen))
            scores = np.log1p(counts) @ self._weights[found] + self._prior
        # Divided by the root of the length: else a long text is always sure.
        scores /= math.sqrt(len(letters) or 1)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        best = np.bincount(self._first_of, chances)  # two scripts of one language count together
        number = int(best.argmax())
        return str(self._names[number]), float(best[number])

    def _seen(self, letters: bytes) -> Counter[int]:
        rows, blocks, moves, features = self._rows, self._blocks, self._moves, self._features
        state, seen = 0, []
        for letter in letters:
            block = blocks[rows[state] + (letter >> _SHIFT)]
            state = moves[block + (letter & (_BLOCK - 1))]
            if (feature := features[state]) >= 0:
                seen.append(feature)
        return Counter(seen)


def _in_blocks(moves: array[int]) -> tuple[array[int], array[int]]:
    """Return for each block of a row where its moves start, and the moves, each block once."""
    raw, size = moves.tobytes(), _BLOCK * moves.itemsize
    known: dict[bytes, int] = {}
    starts = array(
        "I",
        (
            known.setdefault(raw[at : at + size], len(known)) * _BLOCK
            for at in range(0, len(raw), size)
        ),
    )
    return starts, array(moves.typecode, b"".join(known))
