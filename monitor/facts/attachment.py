"""To which verb of its clause a word belongs: a time, a place, a "court".

"Police said Tuesday that a man was shot Saturday night": Tuesday belongs to what was said, Saturday
to what happened. Read by all five questions of the room.
"""

from __future__ import annotations

import re

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Moment

_WORDS = bags("clauses.attachment")

_FAR = 16


_AFTER = 7


#: Before "Court": a court of law.
_COURTS = _WORDS["courts"]


def attached(clause: Clause, moment: Moment) -> str:
    """What the words nearest to a time tell: "happening", "speech", "law", "aftermath" or ""."""
    if names_it(clause, moment):
        return "happening"
    return owner(clause, moment.first, moment.past)


def owner(clause: Clause, begin: int, end: int) -> str:
    """What the verb tells to which words begin … end-1 belong, as of `attached`."""
    nearest, kind = _FAR, ""
    for first, past, name in _verbs(clause):
        # A verb before its time owns it ("was shot Saturday, police said"), if there is one.
        if past <= begin:
            distance = begin - past - 2 * _FAR
        elif 0 <= first - end <= _AFTER:
            distance = first - end
        else:
            continue
        if distance < nearest and not -_FAR < distance < 0:
            nearest, kind = distance, name
    return kind


def names_it(clause: Clause, moment: Moment) -> bool:
    """Whether a time is part of the happening's name: "Saturday's shooting", "the May 3 attack"."""
    if "," in clause.prose.gap(moment.past - 1) or _is_adverbial(clause, moment):
        return False
    return any(t.first - moment.past in (0, 1) for t in clause.hard)


def _is_adverbial(clause: Clause, moment: Moment) -> bool:
    """ "On Monday an attack …", "a blast on Monday killed …": a time told, no part of a name."""
    words = clause.prose.words
    before = words[moment.first - 1] if moment.first > clause.first else ""
    return "on" in (before, words[moment.first]) and not words[moment.past - 1].endswith("s")


def _verbs(clause: Clause) -> list[tuple[int, int, str]]:
    cues = [
        (c.first, c.past, c.value) for c in clause.cues if c.value in ("speech", "law", "aftermath")
    ]
    kinds = [(t.first, t.past, "happening") for t in clause.hard if t.value[1] or clause.tallies]
    cues += [
        (c.first, c.past, "happening") for c in clause.cues if c.value in ("happening", "deed")
    ]
    tolls = [(t.cue, t.cue + 1, "happening") for t in clause.tallies if t.field != "arrested"]
    return cues + kinds + tolls


def is_street(field: Prose, cue: Hit[str]) -> bool:
    """Whether a "court" is a street: "on Celebration Court", not "in Superior Court"."""
    if field.uncased or field.words[cue.first] != "court" or cue.first < 1:
        return False
    before = cue.first - 1
    named = field.is_name(cue.first) and field.is_name(before) and field.gap(before) == " "
    return named and field.words[before] not in _COURTS


#: "CHATTANOOGA, Tenn., July 18 (Reuters) -"
_DATELINE_END = re.compile(r"\s*(?:\([^)]{2,20}\)\s*)?[-–—]{1,2}\s")
_DATELINE_REACH = 400


def is_dateline(moment: Moment) -> bool:
    """Return whether a date is the day a report was written: "LIMA, March 9 (XNA) — …"."""
    text, end = moment.prose.text, moment.prose.ends[moment.past - 1]
    if moment.kind != "date" or moment.prose.field != "text" or end > _DATELINE_REACH:
        return False
    return bool(_DATELINE_END.match(text, end, end + 30))
