"""Where the incidents of a digest happened: a small map with their numbers, as an inline picture.

Its sea is clear and its land half so: it stands on a light page as on a dark one. The outlines are
Natural Earth's (public domain); borders are theirs, and no statement of ours.
"""

from __future__ import annotations

import base64
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.messages.canvas import Canvas, Colour, Point
from monitor.model.deciding import Incident
from monitor.words import incident_name

Rings = Sequence[Sequence[Point]]

#: Drawn at twice the size it is shown at, so that it is sharp on a phone.
WIDTH, HEIGHT = 1000, 480
#: As many numbers can be told apart.
MOST_POINTS = 40
#: Share of the span around the outermost incidents, and the least degrees that are shown, so that
#: land is recognised.
_MARGIN = 1.12
_LEAST_ACROSS, _LEAST_ALONG = 60.0, 28.0
_SOUTH, _NORTH = -58.0, 78.0
_DOT, _RING, _DIGIT = 22, 3, 5
_CLEAR, _LAND, _BORDER, _WHITE, _RED = range(5)
_PALETTE: tuple[Colour, ...] = (
    (255, 255, 255, 0),
    (140, 148, 134, 120),
    (110, 118, 105, 190),
    (255, 255, 255, 255),
    (178, 44, 30, 255),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A picture as a `data:` address, and what it shows in words."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class _View:
    """What part of the world is drawn: its middle, and pixels a degree each way."""

    longitude: float
    latitude: float
    across: float
    along: float

    def at(self, longitude: float, latitude: float) -> Point:
        return (
            WIDTH / 2 + (longitude - self.longitude) * self.across,
            HEIGHT / 2 - (latitude - self.latitude) * self.along,
        )


def map_of(incidents: Sequence[Incident], rings: Rings) -> Map | None:
    """Return the map of those that have a place on it, by their number in the list; else None."""
    places = [
        (number, one.place.longitude, one.place.latitude, incident_name(one))
        for number, one in enumerate(incidents[:MOST_POINTS], 1)
        if one.place and one.place.longitude is not None and one.place.latitude is not None
    ]
    if not places:
        return None
    points = [(number, x, y) for number, x, y, _ in places]
    src = base64.b64encode(_draw(points, rings)).decode("ascii")
    named = "; ".join(f"{number} {name}" for number, _, _, name in places)
    return Map(src=f"data:image/png;base64,{src}", alt=f"Map: {named}")


def read_outlines(text: str) -> Rings:
    """Return the rings of outlines.txt, in degrees."""
    return tuple(
        _ring([int(word) for word in line.split()])
        for line in text.splitlines()
        if line and not line.startswith("#")
    )


def _ring(numbers: Sequence[int]) -> tuple[Point, ...]:
    x, y = 0, 0
    found = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / 10, y / 10))
    return tuple(found)


def _draw(places: Sequence[tuple[int, float, float]], rings: Rings) -> bytes:
    view = _view(places)
    canvas = Canvas(WIDTH, HEIGHT)
    drawn = [[view.at(*point) for point in ring] for ring in rings]
    seen = [ring for ring in drawn if _is_seen(ring)]
    for ring in seen:
        canvas.fill(ring, _LAND)
    for ring in seen:
        for one, other in itertools.pairwise(ring):
            canvas.line(one, other, _BORDER)
    # The first stands on top: it is the gravest.
    for number, centre in reversed(_apart([(n, view.at(x, y)) for n, x, y in places])):
        canvas.disc(centre, _DOT + _RING, _WHITE)
        canvas.disc(centre, _DOT, _RED)
        canvas.number(centre, number, _DIGIT - (number > 9), _WHITE)
    return canvas.png(_PALETTE)


def _view(places: Sequence[tuple[int, float, float]]) -> _View:
    west, east = min(x for _, x, _ in places), max(x for _, x, _ in places)
    south, north = min(y for _, _, y in places), max(y for _, _, y in places)
    across = max((east - west) * _MARGIN, _LEAST_ACROSS)
    along = max((north - south) * _MARGIN, _LEAST_ALONG)
    middle = (south + north) / 2
    # A degree of longitude shrinks away from the equator; near the poles no further.
    shrunk = max(math.cos(math.radians(middle)), 0.5)
    scale = min(WIDTH / (across * shrunk), HEIGHT / along)
    shown = HEIGHT / scale
    lowest, highest = _SOUTH + shown / 2, _NORTH - shown / 2
    latitude = min(max(middle, lowest), highest) if lowest < highest else (_SOUTH + _NORTH) / 2
    return _View((west + east) / 2, latitude, scale * shrunk, scale)


def _is_seen(ring: Sequence[Point]) -> bool:
    return (
        max(x for x, _ in ring) > 0
        and min(x for x, _ in ring) < WIDTH
        and max(y for _, y in ring) > 0
        and min(y for _, y in ring) < HEIGHT
    )


def _apart(places: Sequence[tuple[int, Point]]) -> list[tuple[int, Point]]:
    """Return the dots, those that would cover another moved beside it, and all on the picture."""
    edge, pitch = _DOT + _RING + 1, 2 * (_DOT + _RING) - 4
    done: list[tuple[int, Point]] = []
    for number, (x, y) in places:
        for ring in range(len(places)):
            free = [
                spot
                for spot in _around(x, y, ring * pitch)
                if all(math.dist(spot, other) >= pitch for _, other in done)
            ]
            if free:
                x, y = free[0]
                break
        done.append((number, (min(max(x, edge), WIDTH - edge), min(max(y, edge), HEIGHT - edge))))
    return done


def _around(x: float, y: float, distance: float) -> list[Point]:
    if not distance:
        return [(x, y)]
    turns = [math.tau * part / 12 for part in range(12)]
    return [(x + distance * math.cos(turn), y + distance * math.sin(turn)) for turn in turns]
