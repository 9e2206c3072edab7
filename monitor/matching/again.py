"""Whether a headline says itself that there are two: "Airport shut over drones again", or tells of
several at once: "Seven dead in two road accidents"."""

from __future__ import annotations

import re

from monitor.tables import read_table
from monitor.text import fold

_CUES = sorted({fold(cue) for cue in read_table("monitor.matching", "again.toml").cues("again")})
_AGAIN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _CUES))})(?!\w)")


def says_again(title: str) -> bool:
    """Return whether a title has such a word, in any language that is read."""
    return bool(_AGAIN.search(fold(title)))


_SEVERAL = read_table("monitor.matching", "several.toml").regex(
    r"(?<!\w){number}\s(?:[^\W\d]+\s){0,2}{happening}(?!\w)"
)


def tells_several(title: str) -> bool:
    """Return whether a title tells of several happenings, in any language that is read."""
    return bool(_SEVERAL.search(title))
