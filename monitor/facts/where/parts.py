"""What its sentence makes a place: what was struck, the scene, where it was told, …"""

from __future__ import annotations

from functools import lru_cache

from monitor.facts.attachment import owner
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Toponym
from monitor.facts.where.place_words import KEEPERS

_WORDS = bags("where.event_place")
#: "an attack on X", "Angriff auf X": what follows is the target.
_AGAINST = _WORDS["against"]
_INTO = _WORDS["into"]
#: Mentions of one article are asked for several times.
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def part_of(clause: Clause, t: Toponym) -> str:
    """What its sentence makes a place: "target", "scene", "told" (where it is spoken), … or ""."""
    if t.dateline or t.weak or t.beside or t.hospital or t.origin:
        return ""
    words, lead = clause.prose.words, t.lead
    if t.prose is not clause.prose or lead < clause.first:
        return ""
    if _deed_ends(clause, lead) or (words[lead] in _AGAINST and _deed_ends(clause, lead - 1)):
        return "target"
    kind = owner(clause, t.first, t.past)
    if words[lead] in _INTO and kind in ("happening", "law"):
        return "scene" if kind == "happening" else "court"
    return {"speech": "told", "law": "law", "aftermath": "aftermath"}.get(kind, "")


def _deed_ends(clause: Clause, index: int) -> bool:
    """Whether a word that tells of a deed stands here: "struck", "attack"."""
    return any(c.value == "deed" and c.first <= index < c.past for c in clause.cues)


def is_kept(t: Toponym) -> bool:
    """ "Denver police": the town's own keepers speak."""
    return t.prose.words[t.past : t.past + 1] != [] and t.prose.words[t.past] in KEEPERS
