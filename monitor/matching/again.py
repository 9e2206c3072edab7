"""Whether a headline says itself that there are two: "Airport shut over drones again"."""

from __future__ import annotations

import re

from monitor.tables import read_table
from monitor.text import fold

_CUES = sorted({fold(cue) for cue in read_table("monitor.matching", "again.toml").cues("again")})
_AGAIN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _CUES))})(?!\w)")


def says_again(title: str) -> bool:
    """Return whether a title has such a word, in any language that is read."""
    return bool(_AGAIN.search(fold(title)))
