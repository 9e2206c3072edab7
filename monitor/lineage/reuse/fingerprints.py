"""Text fingerprints: which stored articles may share prose with this one, at constant cost.

5-word shingles of the own prose, a stable 63-bit hash each, one in sixteen kept. The hash is made
of CRC-32 of each word and multiplication, so it is the same in every process and release.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from monitor.lineage.reuse.own_prose import Prose, prose
from monitor.model.reading import Article

SHINGLE = 5
#: One shingle in this many is kept.
KEPT = 16
#: Short texts keep at least so many (their smallest hashes), so that an excerpt is found too.
AT_LEAST = 12
#: Longest signature, smallest hashes first.
AT_MOST = 400

_MASK = (1 << 63) - 1
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


def signature(article: Article) -> tuple[int, ...]:
    """Return the article's fingerprints, ascending; () for a text under five words."""
    return of_prose(prose(article))


def of_prose(text: Prose) -> tuple[int, ...]:
    """Return the fingerprints of a prose (see `signature`)."""
    hashes = shingles(text.words)
    if not hashes:
        return ()
    kept = sorted(h for h in hashes if h % KEPT == 0)
    if len(kept) < AT_LEAST:
        kept = sorted(set(kept).union(sorted(hashes)[:AT_LEAST]))
    return tuple(kept[:AT_MOST])


def shingles(words: tuple[str, ...]) -> set[int]:
    """Return the 63-bit hashes of every five words in a row."""
    codes = [_code(word) for word in words]
    a, b, c, d = _FACTORS
    found = set()
    for v, w, x, y, z in zip(codes, codes[1:], codes[2:], codes[3:], codes[4:], strict=False):
        mixed = (v * a + w * b + x * c + y * d + z) & _MASK
        found.add((mixed ^ (mixed >> 29)) * a & _MASK ^ (mixed >> 32))
    return found


@lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    data = word.encode("utf-8", "replace")
    return crc32(data) << 31 ^ crc32(data[::-1], 0x5BD1E995)
