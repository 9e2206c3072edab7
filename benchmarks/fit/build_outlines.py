"""Makes monitor/messages/outlines.txt, the land of the digest's map, from Natural Earth's outlines.

    pip download --no-deps geopandas==0.14.4
    python -m benchmarks.fit.build_outlines geopandas-0.14.4-py3-none-any.whl

The wheel carries `naturalearth_lowres`, the countries of Natural Earth at 1:110 million (public
domain, naturalearthdata.com). Kept are the rings, in tenths of a degree, each point as a step from
the last; rings smaller than half a degree would be a pixel.
"""

from __future__ import annotations

import itertools
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SHAPES = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres.shp"
TARGET = Path(__file__).parents[2] / "monitor" / "messages" / "outlines.txt"
HEAD = """\
# Outlines of the countries, from Natural Earth 1:110m (naturalearthdata.com, public domain), made
# by benchmarks/fit/build_outlines.py. A line is a ring: longitude and latitude of its first point
# in tenths of a degree, then the steps from point to point.
"""
#: Of a shapefile: bytes before the first record, of a record's head, and of a polygon's box.
FILE_HEAD, RECORD_HEAD, POLYGON = 100, 8, 5
Ring = list[tuple[int, int]]


def rings(data: bytes) -> Iterator[Ring]:
    """Yield the rings of a shapefile of polygons (ESRI Shapefile Technical Description, 1998)."""
    at = FILE_HEAD
    while at < len(data):
        (words,) = struct.unpack(">i", data[at + 4 : at + RECORD_HEAD])
        body = data[at + RECORD_HEAD : at + RECORD_HEAD + 2 * words]
        at += RECORD_HEAD + 2 * words
        (kind,) = struct.unpack("<i", body[:4])
        if kind != POLYGON:
            continue
        parts, points = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        numbers = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts :])
        told = list(zip(numbers[::2], numbers[1::2], strict=True))
        for first, past in itertools.pairwise(starts):
            yield _rounded(told[first:past])


def _rounded(ring: list[tuple[float, float]]) -> Ring:
    found: Ring = []
    for longitude, latitude in ring:
        point = round(longitude * 10), round(latitude * 10)
        if not found or found[-1] != point:
            found.append(point)
    return found


def line_of(ring: Ring) -> str:
    """Return a ring as a line of the file, "" where it is too small to see."""
    across = max(x for x, _ in ring) - min(x for x, _ in ring)
    along = max(y for _, y in ring) - min(y for _, y in ring)
    if len(ring) < 4 or max(across, along) < 5:
        return ""
    steps = [
        b - a for one, other in itertools.pairwise(ring) for a, b in zip(one, other, strict=True)
    ]
    return " ".join(map(str, (*ring[0], *steps)))


def main() -> None:
    """Read the wheel, write the outlines."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        lines = [line for ring in rings(wheel.read(SHAPES)) if (line := line_of(ring))]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rings, {TARGET.stat().st_size} bytes → {TARGET}")


if __name__ == "__main__":
    main()
