"""What a verb of dying says of those beside it: nobody died, somebody else did, or the one hurt."""

from __future__ import annotations

from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags

_WORDS = bags("casualties.verb_fates")

_DIES, _HURT, _JOINED = _WORDS["dies"], _WORDS["hurt"], _WORDS["joined"]
_UNDONE, _AT_AGE = _WORDS["undone"], _WORDS["at_age"]
_BEREAVED, _THOSE = _WORDS["bereaved"], _WORDS["those"]
#: Who dies at such an age, a headline says, was not killed.
_OLD, _OLDEST = 40, 110
#: Words between "shot" and "died".
_REACH = 14


def is_not_so(prose: Prose, first: int, past: int) -> bool:
    """ "The attempted murders of five", "he nearly died", "dies at 84" (of old age)."""
    if first and prose.words[first - 1] in _UNDONE:
        return True
    age = "".join(prose.words[past + 1 : past + 2])
    old = age.isascii() and age.isdigit() and _OLD <= int(age) <= _OLDEST
    return old and prose.field == "title" and prose.words[past] in _AT_AGE


def is_kin(prose: Prose, past: int) -> bool:
    """ "the families of those who died": not the persons before word `past` died."""
    words = prose.words[past - 1 : past + 2]
    return len(words) > 2 and words[0] in _BEREAVED and words[1] == "of" and words[2] in _THOSE


def is_of_hurt(prose: Prose, floor: int, verb: int) -> bool:
    """ "The boy shot while hunting near Leeds has died": one person, told of by two verbs.

    `floor`: where the verb before the one at word `verb` ends.
    """
    words = prose.words
    if words[verb] not in _DIES or not 0 < verb - floor <= _REACH or words[floor - 1] not in _HURT:
        return False
    gaps = [prose.gap(i).strip() for i in range(floor - 1, verb)]
    plain = not {";", ":", "."}.intersection(gaps) and gaps.count(",") != 1
    return plain and _JOINED.isdisjoint(words[floor:verb])
