"""On which line each key of a TOML text stands (tomllib does not tell). Text in, numbers out.

Tolerant: a text that is not TOML yields what could be seen. Source: TOML 1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from monitor.settings.problems import Place

_HEADER = re.compile(r"[ \t]*(\[\[?)([^\n]*)")
_KEY_PART = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*""")
#: What may begin or end a value: comments, strings of four kinds, brackets, line ends.
_TOKEN = re.compile(
    r"""(#[^\n]*|\"\"\"(?s:(?:\\.|[^\\])*?)\"\"\"+|'''(?s:.*?)'''+"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*')|([\[{])|([\]}])|(\n)"""
)
_LINE_END = re.compile(r"\n")


@dataclass(slots=True)
class Layout:
    """Lines (counted from 1) of a TOML text."""

    keys: dict[Place, int] = field(default_factory=dict)
    #: Every `[table]` and `[[table]]` header with its place, in order.
    headers: list[tuple[int, Place]] = field(default_factory=list)
    #: Places set twice: place, first line, second line.
    repeats: list[tuple[Place, int, int]] = field(default_factory=list)

    def line(self, place: Place) -> int | None:
        """Return the line of `place`, or of the nearest table around it."""
        for end in range(len(place), 0, -1):
            if place[:end] in self.keys:
                return self.keys[place[:end]]
        return None


def scan(text: str) -> Layout:
    """Return the layout of `text`; linear in its length."""
    layout = Layout()
    counts: dict[Place, int] = {}
    table: Place = ()
    position, line, size = 0, 1, len(text)
    while position < size:
        if header := _HEADER.match(text, position):
            parts, _ = _key(header[2], 0)
            table = _open(layout, counts, parts, header[1] == "[[", line)
            position = header.end()
        else:
            parts, after = _key(text, position)
            if parts and text.startswith("=", after):
                _note(layout, (*_inside(counts, table, parts[:-1]), parts[-1]), line)
                position = after + 1
        end = _value_end(text, position)
        line += text.count("\n", position, end)
        position = end
    return layout


def _key(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """Return the parts of the (dotted) key at `position`, and where it ends."""
    parts: list[str] = []
    while match := _KEY_PART.match(text, position):
        parts.append(next(part for part in match.groups() if part is not None))
        position = match.end()
        if not text.startswith(".", position):
            break
        position += 1
    return tuple(parts), position


def _value_end(text: str, position: int) -> int:
    """Return where the line that begins or continues at `position` is over, behind its "\\n"."""
    depth = 0
    for token in _TOKEN.finditer(text, position):
        if token[2]:
            depth += 1
        elif token[3]:
            depth -= 1
        elif token[4] and depth <= 0:
            return token.end()
    if depth > 0:  # a bracket that never closes: go on with the next line
        found = _LINE_END.search(text, position)
        return found.end() if found else len(text)
    return len(text)


def _open(
    layout: Layout, counts: dict[Place, int], parts: tuple[str, ...], many: bool, line: int
) -> Place:
    if not parts:
        return ()
    place = (*_inside(counts, (), parts[:-1]), parts[-1])
    if many:
        counts[place] = counts.get(place, -1) + 1
        layout.keys.setdefault(place, line)
        place = (*place, counts[place])
        layout.keys[place] = line
    else:
        place = _inside(counts, (), parts)
        _note(layout, place, line)
    layout.headers.append((line, place))
    return place


def _inside(counts: dict[Place, int], start: Place, parts: tuple[str, ...]) -> Place:
    """Return the place of a table, `[[rows]]` on the way standing for their last row."""
    place: Place = start
    for part in parts:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place])
    return place


def _note(layout: Layout, place: Place, line: int) -> None:
    if place in layout.keys:
        layout.repeats.append((place, layout.keys[place], line))
    else:
        layout.keys[place] = line
