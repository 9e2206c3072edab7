"""A small picture of few colours, drawn without a library, as a PNG. Pure.

Source: W3C PNG (Third Edition), colour type 3 with a transparency chunk.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

Colour = tuple[int, int, int, int]
Point = tuple[float, float]

#: Three columns by five rows a digit, one bit a dot, top row first.
_DIGITS = (
    (7, 5, 5, 5, 7), (2, 6, 2, 2, 7), (7, 1, 7, 4, 7), (7, 1, 7, 1, 7), (5, 5, 7, 1, 1),
    (7, 4, 7, 1, 7), (7, 4, 7, 5, 7), (7, 1, 1, 2, 2), (7, 5, 7, 5, 7), (7, 5, 7, 1, 7),
)  # fmt: skip
_DIGIT_WIDE, _DIGIT_HIGH = 3, 5


class Canvas:
    """Rows of palette indices; 0 is what shines through."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows = [bytearray(width) for _ in range(height)]

    def fill(self, ring: Sequence[Point], colour: int) -> None:
        """Fill a closed ring, by the even-odd rule."""
        crossings: dict[int, list[float]] = {}
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if y0 == y1:
                continue
            (xa, ya), (xb, yb) = ((x0, y0), (x1, y1)) if y0 < y1 else ((x1, y1), (x0, y0))
            slope = (xb - xa) / (yb - ya)
            for row in range(max(0, _up(ya)), min(self.height, _up(yb))):
                crossings.setdefault(row, []).append(xa + (row + 0.5 - ya) * slope)
        for row, at in crossings.items():
            at.sort()
            for left, right in zip(at[::2], at[1::2], strict=False):
                self.span(row, left, right, colour)

    def span(self, row: int, left: float, right: float, colour: int) -> None:
        """Fill a row between two places, as far as it is on the picture."""
        first, past = max(0, round(left)), min(self.width, round(right))
        if 0 <= row < self.height and past > first:
            self.rows[row][first:past] = bytes((colour,)) * (past - first)

    def line(self, one: Point, other: Point, colour: int) -> None:
        """Draw a thin line."""
        (x0, y0), (x1, y1) = one, other
        if max(x0, x1) < 0 or max(y0, y1) < 0 or min(x0, x1) > self.width:
            return
        steps = min(int(max(abs(x1 - x0), abs(y1 - y0))) + 1, 4 * self.width)
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            if 0 <= x < self.width and 0 <= y < self.height:
                self.rows[int(y)][int(x)] = colour

    def disc(self, centre: Point, radius: float, colour: int) -> None:
        """Fill a circle."""
        x, y = centre
        for row in range(int(y - radius), int(y + radius) + 1):
            half = radius**2 - (row + 0.5 - y) ** 2
            if half > 0:
                self.span(row, x - half**0.5, x + half**0.5, colour)

    def number(self, centre: Point, number: int, size: int, colour: int) -> None:
        """Write a whole number around a point; `size` pixels a dot."""
        digits = str(number)
        wide = (len(digits) * (_DIGIT_WIDE + 1) - 1) * size
        left, top = round(centre[0] - wide / 2), round(centre[1] - _DIGIT_HIGH * size / 2)
        for place, digit in enumerate(digits):
            for row, bits in enumerate(_DIGITS[int(digit)]):
                for column in range(_DIGIT_WIDE):
                    if bits >> (_DIGIT_WIDE - 1 - column) & 1:
                        x = left + (place * (_DIGIT_WIDE + 1) + column) * size
                        for line in range(size):
                            self.span(top + row * size + line, x, x + size, colour)

    def png(self, palette: Sequence[Colour]) -> bytes:
        """Return the picture as a PNG file."""
        head = struct.pack(">2I5B", self.width, self.height, 8, 3, 0, 0, 0)
        colours = b"".join(bytes(colour[:3]) for colour in palette)
        clear = bytes(colour[3] for colour in palette)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows), 9)
        chunks = ((b"IHDR", head), (b"PLTE", colours), (b"tRNS", clear), (b"IDAT", pixels))
        body = b"".join(_chunk(name, data) for name, data in (*chunks, (b"IEND", b"")))
        return b"\x89PNG\r\n\x1a\n" + body


def _up(y: float) -> int:
    """The first row whose middle lies at or below `y`."""
    return int(-((0.5 - y) // 1))


def _chunk(name: bytes, data: bytes) -> bytes:
    sealed = name + data
    return struct.pack(">I", len(data)) + sealed + struct.pack(">I", zlib.crc32(sealed))
