"""Tables too large for Python objects: bytes with an index of numbers, read only. No places here.

As dicts and strings the world's names take 90 MB, which the daemon's memory and every forked
child's would feel; so they take a fifth, and nothing in them is written to when it is looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

_TAB, _LINE = b"\t", b"\n"


class Rows:
    """Lines "key TAB rest" in UTF-8, found by their key in one look.

    Equal keys must be neighbours; the first of them is found.
    """

    __slots__ = ("_mask", "_slots", "_starts", "_text")

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._starts = array("I", _starts(text))
        self._mask = _room_for(len(self._starts)) - 1
        #: At a key's hash, or the next free place after it: 1 + number of its first line.
        self._slots = array("I", bytes(4 * (self._mask + 1)))
        for number, name in self._firsts():
            slot = hash(name) & self._mask
            while self._slots[slot]:
                slot = (slot + 1) & self._mask
            self._slots[slot] = number + 1

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> str:
        start = self._starts[number]
        end = self._text.find(_LINE, start)
        return self._text[start : end if end >= 0 else None].decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def find(self, name: str) -> int | None:
        """Return the number of the first line with this key, None where there is none."""
        slots, mask = self._slots, self._mask
        slot = hash(name) & mask
        if not slots[slot]:
            return None
        head = name.encode("utf-8", "replace") + _TAB
        while number := slots[slot]:
            if self._text.startswith(head, self._starts[number - 1]):
                return number - 1
            slot = (slot + 1) & mask
        return None

    def keys(self) -> Iterator[str]:
        """Yield each key once, in order."""
        return (name for _, name in self._firsts())

    def _firsts(self) -> Iterator[tuple[int, str]]:
        text, last = self._text, None
        for number, start in enumerate(self._starts):
            name = text[start : text.index(_TAB, start)]
            if name != last:
                yield number, name.decode("utf-8")
            last = name


class Heads:
    """First word → most words of a name that starts with it; a few words are given too many.

    A table of bytes by hash: a word that shares its place with another is looked up in vain.
    """

    __slots__ = ("_mask", "_most")

    def __init__(self, size: int) -> None:
        self._mask = 8 * _room_for(size) - 1
        self._most = bytearray(self._mask + 1)

    def copy(self) -> Heads:
        """Return one that can be added to."""
        made = Heads(0)
        made._mask, made._most = self._mask, self._most[:]
        return made

    def add(self, names: Iterable[str]) -> None:
        """Take in the first words of names."""
        for name in names:
            head, space, _ = name.partition(" ")
            slot = hash(head) & self._mask
            length = min(name.count(" ") + 1 if space else 1, 255)
            if length > self._most[slot]:
                self._most[slot] = length

    def share(self, forms: Mapping[str, str]) -> None:
        """Let a short form of a first word reach as far as the word written out."""
        for short, full in forms.items():
            slot = hash(short) & self._mask
            self._most[slot] = max(self._most[slot], self.get(full) or 0)

    def get(self, word: str) -> int | None:
        """Return how many words to look at from this one, None where no name starts with it."""
        return self._most[hash(word) & self._mask] or None


def _starts(text: bytes) -> Iterator[int]:
    start = 0
    while 0 <= start < len(text):
        yield start
        start = text.find(_LINE, start) + 1 or -1


def _room_for(count: int) -> int:
    """A power of two that leaves more than half of the places free."""
    return 1 << (2 * count + 1).bit_length()
