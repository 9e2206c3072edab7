"""How far apart two places lie. No choice here."""

from __future__ import annotations

import math

from monitor.model.facts import Place

_KM_PER_DEGREE = 111.2


def distance_km(one: Place, other: Place) -> float:
    """How far apart two near places lie, on a flat map; far where it is unknown."""
    north, east = one.latitude, one.longitude
    other_north, other_east = other.latitude, other.longitude
    if north is None or east is None or other_north is None or other_east is None:
        return math.inf
    wide = (east - other_east) * math.cos(math.radians(north))
    return _KM_PER_DEGREE * math.hypot(north - other_north, wide)
