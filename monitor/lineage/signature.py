"""Text fingerprints: which stored articles may share prose with this one, at constant cost.

5-word shingles of the own prose, a stable 63-bit hash each, one in sixteen kept. The hash is made
of CRC-32 of each word and multiplication, so it is the same in every process and release.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from monitor.lineage.prose import Prose, prose
from monitor.model.reading import Article

SHINGLE = 5
#: One shingle in this many is kept.
KEPT = 16
#: Short texts keep at least so many (their smallest hashes), so that an excerpt is found too.
AT_LEAST = 12
#: Longest signature, smallest hashes first.
AT_MOST = 400

_MASK = np.uint64((1 << 63) - 1)
_FACTORS = tuple(
    np.uint64(one)
    for one in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
)


def signature(article: Article) -> tuple[int, ...]:
    """Return the article's fingerprints, ascending; () for a text under five words."""
    return of_prose(prose(article))


def of_prose(text: Prose) -> tuple[int, ...]:
    """Return the fingerprints of a prose (see `signature`)."""
    hashes = shingles(text.words)
    kept = hashes[hashes % np.uint64(KEPT) == 0]
    if len(kept) < AT_LEAST:
        kept = np.union1d(kept, hashes[:AT_LEAST])
    return tuple(kept[:AT_MOST].tolist())


def shingles(words: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Return the 63-bit hashes of every five words in a row, ascending, each once."""
    codes = np.array([_code(word) for word in words], np.uint64)
    if len(codes) < SHINGLE:
        return codes[:0]
    v, w, x, y, z = (codes[n : n + len(codes) - SHINGLE + 1] for n in range(SHINGLE))
    a, b, c, d = _FACTORS
    # What overflows 64 bits is above the mask.
    mixed = (v * a + w * b + x * c + y * d + z) & _MASK
    return np.unique((mixed ^ (mixed >> np.uint64(29))) * a & _MASK ^ (mixed >> np.uint64(32)))


@lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    data = word.encode("utf-8", "replace")
    return crc32(data) << 31 ^ crc32(data[::-1], 0x5BD1E995)
