"""A phrase: regular expressions of one name that are tried as one, each behind its prefilter."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One row of a table: a form that is looked for, in one language."""

    name: str
    language: str
    regex: re.Pattern[str]
    #: Words in small letters of which one stands in whatever the pattern matches; () = unknown.
    needs: tuple[str, ...]
    example: str
    not_example: str

    def fault(self) -> str:
        """Return in what the pattern contradicts its own examples, "" where it does not."""
        if not self.regex.search(self.example):
            return f"does not match its example {self.example!r}"
        if self.regex.search(self.not_example):
            return f"matches its not_example {self.not_example!r}"
        if any(need != need.lower() for need in self.needs):
            return f"its needs {list(self.needs)} are not in small letters"
        if self.needs and not any(need in self.example.lower() for need in self.needs):
            return f"none of its needs {list(self.needs)} stands in its example {self.example!r}"
        return ""


class Phrase:
    """All patterns of one name, tried as one regular expression would try them one after another.

    Of several that match, the one that begins first; of equals, the one that stands first.
    """

    __slots__ = ("patterns",)

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in `text`, as `re.Pattern.search`."""
        best: re.Match[str] | None = None
        for pattern in self._worth_trying(text):
            found = pattern.regex.search(text, start, end)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at `start`, as `re.Pattern.match`."""
        for pattern in self._worth_trying(text):
            found = pattern.regex.match(text, start, end)
            if found:
                return found
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches that do not overlap, in text order, as `re.Pattern.finditer`."""
        start = 0
        while found := self.search(text, start):
            yield found
            start = max(found.end(), start + 1)

    def cut(self, text: str, instead: str = "") -> str:
        """Return `text` without what matches; `instead` stands in its place."""
        for pattern in self._worth_trying(text):
            text = pattern.regex.sub(instead, text)
        return text

    def _worth_trying(self, text: str) -> Iterator[Pattern]:
        low = ""
        for pattern in self.patterns:
            if pattern.needs:
                low = low or text.lower()
                if not any(need in low for need in pattern.needs):
                    continue
            yield pattern
