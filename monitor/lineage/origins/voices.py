"""One voice under several names: "Policía de Carreteras" and "the highway police" are one.

Within one incident only: whoever speaks there of a police, a fire brigade, a ministry means the one
that came. A body of a place of its own ("Ibarra police" beside "Quito police") stays another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.lineage.data import body_words
from monitor.lineage.registers import family_of, name_key
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.text import fold

_WORD = re.compile(r"[^\W_]+")
#: Letters by which "Colombian", "colombiana" and "colombienne" are one word.
_ROOT = 5
#: Kinds that only tell one body of its kind from the next.
_WHICH = frozenset(("traffic",))
_BODIES = frozenset(
    (SourceClass.OFFICIAL_BODY, SourceClass.NGO, SourceClass.PERSON, SourceClass.NAMED_OFFICIAL)
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What a name says of who speaks: kinds of bodies, and what else it is called."""

    kinds: frozenset[str]
    rest: frozenset[str]

    def is_one_with(self, other: Voice) -> bool:
        """Whether both may be one body: of one kind, and none has a name that the other lacks.

        Of no kind that is known: whether they have one name.
        """
        if not self.kinds and not other.kinds:
            return bool(self.rest) and self.rest == other.rest
        if not self.kinds or self.kinds - _WHICH != other.kinds - _WHICH:
            return False
        ours, theirs = (one.rest | (one.kinds & _WHICH) for one in (self, other))
        return ours <= theirs or theirs <= ours


@lru_cache(maxsize=16_384)
def voice_of(name: str) -> Voice:
    """Return what a source's name says; without any kind where it is no body's."""
    words = body_words()
    folded = fold(name)
    kinds = {words.kinds[match.group()] for match in words.pattern.finditer(folded)}
    rest = frozenset(_WORD.findall(words.pattern.sub(" ", folded))) - words.idle
    return Voice(frozenset(kinds), frozenset(word[:_ROOT] for word in rest))


def as_one(sources: Iterable[Source]) -> dict[str, str]:
    """Return the key of each source's family → that of the voice it is one with, itself or one
    before it."""
    told: list[tuple[str, Voice, str]] = []
    found: dict[str, str] = {}
    for source in sources:
        key = name_key(family_of(source))
        if key in found:
            continue
        found[key] = key
        if source.source_class not in _BODIES:
            continue
        voice = voice_of(source.name)
        met = next(
            (k for k, v, land in told if v.is_one_with(voice) and _one_land(land, source)), ""
        )
        found[key] = met or key
        if not met:
            told.append((key, voice, source.country))
    return found


def _one_land(country: str, source: Source) -> bool:
    return not (country and source.country) or country == source.country
