"""What tells one street from the next: "2100 block of N. Main St" is on "Main Street"."""

from __future__ import annotations

from functools import lru_cache

from monitor.tables import read_table

_TABLE = read_table("monitor.matching", "streets.toml")
_AROUND = _TABLE.words("direction") | _TABLE.words("before")


@lru_cache(maxsize=20_000)
def street_core(street: str) -> str:
    """Return a folded street without its number, its direction and its kind; "" = no name left.

    The last word is its kind ("street", "st", "avenue"), as facts tell streets.
    """
    words = [word.strip(".") for word in street.split()][:-1]
    while words and (words[0] in _AROUND or words[0].isdigit()):
        words = words[1:]
    while words and words[-1] in _AROUND:
        words = words[:-1]
    return " ".join(words)
