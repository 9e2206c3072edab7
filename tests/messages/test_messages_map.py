"""The digest's map: a valid picture, with every incident that has a place on it."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import replace

import pytest
from store_builders import an_incident

from monitor.messages.canvas import Canvas
from monitor.messages.data import load_outlines, world_map
from monitor.messages.map import HEIGHT, MOST_POINTS, WIDTH, map_of
from monitor.model.deciding import Incident
from monitor.model.facts import Place

RED, WHITE = 4, 3


def a_place(latitude: float | None, longitude: float | None) -> Place:
    return Place(
        id=f"place_{latitude}_{longitude}", name="Here", kind="city", country="XX", admin1="",
        latitude=latitude, longitude=longitude, precision=1,
    )  # fmt: skip


def at(*spots: tuple[float | None, float | None]) -> list[Incident]:
    return [replace(an_incident(str(n)), place=a_place(*spot)) for n, spot in enumerate(spots)]


def pixels(src: str) -> tuple[int, int, list[bytes]]:
    """Return width, height and rows of a `data:` PNG, checksums and all."""
    data = base64.b64decode(src.removeprefix("data:image/png;base64,"))
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        name, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (seal,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert seal == zlib.crc32(name + body)
        chunks[name] = body
        place += 12 + length
    width, height, depth, kind = struct.unpack(">2I2B", chunks[b"IHDR"][:10])
    assert (depth, kind, chunks[b"IEND"]) == (8, 3, b"")
    raw = zlib.decompress(chunks[b"IDAT"])
    lines = [raw[n * (width + 1) : (n + 1) * (width + 1)] for n in range(height)]
    assert all(line[0] == 0 and len(line) == width + 1 for line in lines)
    return width, height, [line[1:] for line in lines]


def test_a_map_is_a_small_valid_picture_with_land_sea_and_the_incident_in_its_middle() -> None:
    found = world_map(at((14.0, 14.0)))
    assert found is not None
    width, height, rows = pixels(found.src)
    assert (width, height) == (WIDTH, HEIGHT)
    assert len(found.src) < 60_000
    assert rows[HEIGHT // 2][WIDTH // 2 - 15] == RED
    assert len({one for row in rows for one in row}) == 5


@pytest.mark.parametrize(
    "spots",
    [
        [(14.0, 14.0)] * 9,
        [(90.0, 180.0), (-90.0, -180.0)],
        [(4.0, -76.0), (10.0, 122.0), (52.0, 0.0), (-23.0, -47.0)],
        [(66.0, 25.0), (67.0, 26.0)],
    ],
)
def test_every_number_is_seen_wherever_it_lies(spots: list[tuple[float, float]]) -> None:
    found = map_of(at(*spots), load_outlines())
    assert found is not None
    _, _, rows = pixels(found.src)
    red = sum(row.count(RED) for row in rows)
    one = map_of(at((14.0, 14.0)), load_outlines())
    assert one is not None
    of_one = sum(row.count(RED) for row in pixels(one.src)[2])
    assert red > 0.6 * of_one * len(spots)


def test_without_a_place_there_is_no_map_and_numbers_stay_those_of_the_list() -> None:
    assert world_map(at((None, None))) is None
    assert world_map([]) is None
    found = world_map(at((None, None), (10.0, 10.0)))
    assert found is not None
    assert found.alt.startswith("Map: 2 ")
    many = world_map(at(*[(float(n % 50), float(n)) for n in range(100)]))
    assert many is not None
    assert many.alt.count(";") == MOST_POINTS - 1


def test_a_canvas_draws_nothing_outside_itself() -> None:
    canvas = Canvas(10, 6)
    canvas.fill([(-5, -5), (40, -5), (40, 40), (-5, 40)], 1)
    canvas.disc((0, 0), 30, 2)
    canvas.line((-5, -5), (90, 90), 3)
    canvas.number((9, 5), 88, 4, 3)
    assert [len(row) for row in canvas.rows] == [10] * 6
