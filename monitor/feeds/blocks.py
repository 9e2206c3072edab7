"""Feed text seen as a row of entries, so that one bad entry costs only itself. Linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"<((?:[\w.-]{1,30}:)?(?:item|entry))(?=[\s>/])", re.IGNORECASE)
_ROOT = re.compile(
    r"<((?:[\w.-]{1,30}:)?(?:rss|feed|RDF))(?:\s[^<>]{0,20000})?>|<(channel)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
#: One entry larger than this is no entry.
_MAX_BLOCK = 400_000
#: How much of an entry is looked at for its date.
_LOOK = 20_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where a feed's entries stand in its text."""

    text: str
    #: Start tag of the root, so that a block alone keeps its namespaces and its xml:base.
    root: str
    closing: str
    #: (start, end) of each complete entry.
    places: tuple[tuple[int, int], ...]
    #: The text ends inside the root element.
    truncated: bool

    def head(self) -> str:
        """Return what stands before the first entry, closed."""
        end = self.places[0][0] if self.places else len(self.text)
        return self.text[:end] + self.closing

    def some(self, limit: int, *, last: bool) -> Blocks:
        """Return the feed with only its first (or last) `limit` entries, closed."""
        kept = self.places[-limit:] if last else self.places[:limit]
        head = self.text[: self.places[0][0]]
        text = head + "".join(self.text[start:end] for start, end in kept) + self.closing
        return find_blocks(text)

    def ends(self) -> tuple[str, str]:
        """Return the first and the last entry as they are written."""
        (first, first_end), (last, last_end) = self.places[0], self.places[-1]
        return self.text[first : min(first_end, first + _LOOK)], self.text[
            last : min(last_end, last + _LOOK)
        ]

    def complete(self) -> str:
        """Return the feed up to its last complete entry, closed."""
        return self.text[: self.places[-1][1]] + self.closing if self.places else self.text

    def singly(self) -> Iterator[str]:
        """Yield each entry as a small feed of its own."""
        opening = "<channel>" if "rss" in self.closing.lower() else ""
        for start, end in self.places:
            if end - start <= _MAX_BLOCK:
                yield f"{self.root}{opening}{self.text[start:end]}{self.closing}"


def find_blocks(text: str) -> Blocks:
    """Return where the entries of feed `text` stand."""
    root = _ROOT.search(text)
    name = (root[1] or root[2]) if root else "rss"
    closing = f"</{name}>"
    is_rss = name.lower().endswith("rss")
    ended = f"</{name.lower()}" in text[-2000:].lower()
    return Blocks(
        text=text,
        root=root[0] if root else "<rss>",
        closing=f"</channel>{closing}" if is_rss else closing,
        places=tuple(_places(text)),
        truncated=root is not None and not ended,
    )


def _places(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    ends: dict[str, int] = {}
    while match := _OPEN.search(text, at):
        name = match[1]
        end = ends.get(name, 0)
        if 0 <= end < match.end():  # else the end found before is still ahead: no second search
            end = ends[name] = text.find(f"</{name}>", match.end())
        at = match.end()
        if end < 0:
            continue
        following = _OPEN.search(text, match.end(), end)
        if following and following[1] == name:
            # An entry that was never closed: it ends where the next begins.
            yield match.start(), following.start()
            continue
        at = end + len(name) + 3
        yield match.start(), at
