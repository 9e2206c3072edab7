"""The gate: who is somebody in a stretch of words, as the phrase that names him, or nobody.

A source is a person, a body, somebody told by what he is, or a paper; never a clause, an adverb, a
pronoun, a verb. Languages with capitals are read by them; Arabic script by its nouns and titles.
"""

from __future__ import annotations

from monitor.lineage.attribution.noun_phrases import grown, phrase_end
from monitor.lineage.attribution.phrase_names import goes_on, is_place
from monitor.lineage.attribution.phrase_words import Somebody, Words

#: Shortest part of a compound by which a noun is known, words of a described speaker, of a name.
_TAIL, _DESCRIBED, _NAME = 3, 6, 4
#: Languages in which no adjective follows its noun.
_ADJECTIVE_FIRST = frozenset({"en", "de", "nl"})
#: The row of what somebody puts out.
_STATEMENT = "statement"
#: The rows that speak for somebody.
_SPOKEN_FOR = frozenset({_STATEMENT, "press service"})
#: Words of which none names anybody before a phrase of somebody is given up.
_FAR = 9


def find(words: Words, low: int, past: int, *, inside: bool = False) -> Somebody | None:
    """Return the first somebody in words `low` … `past`-1 who stands in no phrase of place or way.

    `inside`: also behind a preposition, for phrases that name their source so.
    """
    at, is_held, since = low, False, 0
    while at < past:
        if words.is_break(at):
            is_held, since = False, 0
        elif _may_begin(words, at, low):
            if is_held and not inside and not _is_released(words, at):
                at, is_held = _skipped(words, at, past), False
                continue
            if not inside and _is_oblique(words, at):
                at += 1
                continue
            one = _owner(words, grown(words, at, past, low), past)
            if one is not None and not _is_own(words, one):
                return one
            at = max(at, one.end - 1) if one else at
        elif words.low[at] in words.small.preposition:
            is_held = not inside
        elif words.is_other_noun(at):
            at = _behind_noun(words, at, past)
            continue
        elif words.is_small(at) or (is_held and _opens_another(words, at)):
            is_held = False
        since += 1
        if since > _FAR and inside:
            return None
        at += 1
    return None


def _is_released(words: Words, at: int) -> bool:
    """Whether another noun stands after a preposition: "after the match the coach"."""
    before, small = words.low[at - 1], words.small
    is_noun = words.seen.shapes[at - 1] == "x" and not words.is_small(at - 1)
    return is_noun and not any(
        before in group for group in (small.preposition, small.link, small.determiner, small.own)
    )


def _is_oblique(words: Words, at: int) -> bool:
    """Whether a noun stands in a case in which nobody says anything: "gazetecilere"."""
    ends = words.small.oblique
    return bool(ends) and words.seen.shapes[at] == "x" and words.low[at].endswith(tuple(ends))


def _behind_noun(words: Words, at: int, past: int) -> int:
    """Return where a noun that names nobody has ended, with whose it is: "Ende der Partei"."""
    end = at + 1
    while end < past and not words.is_break(end) and not words.is_small(end):
        if words.low[end] in words.seen.words.verbs or words.low[end] in words.small.preposition:
            return end
        end += 1
    return end


def _is_own(words: Words, one: Somebody) -> bool:
    """Whether it is the text's own people: "our reporters"."""
    return any(words.low[n] in words.small.own for n in range(max(0, one.start - 1), one.end))


def _skipped(words: Words, at: int, past: int) -> int:
    """Return where what a preposition holds has ended: a name, or a noun with whose it is."""
    if words.is_name(at) and words.role(at) is None and words.language not in _ADJECTIVE_FIRST:
        while at < past and goes_on(words, at, past):
            at += 1
        return at
    end, _ = phrase_end(words, at, past)
    return min(end, at + 1) if not words.small.determiner else end


def _may_begin(words: Words, at: int, low: int) -> bool:
    return words.role(at) is not None or words.is_name(at) or _may_open(words, at, low)


def _owner(words: Words, one: Somebody | None, past: int) -> Somebody | None:
    """Return whose statement it is, where one is told: "a statement of the ministry"."""
    if one is None or one.name is not None or one.role is None or one.role.name not in _SPOKEN_FOR:
        return one
    first = next((n for n in range(one.start, past) if _is_statement(words, n)), past)
    if "-" in words.low[first] and words.seen.shapes[first] != "x":
        return one  # "RMV-Angaben"
    last = next((n for n in range(first, past) if not _is_statement(words, n)), past)
    if last < past and not words.is_break(last) and words.low[last] not in words.small.stop:
        owner = find(words, last, min(past, last + _DESCRIBED), inside=True)
        if owner is not None:
            return owner
        if words.low[last] in words.small.link:
            return _named_owner(words, last + 1, past)
    is_nobodys = any(
        words.low[n] in words.small.possessive for n in range(max(0, one.start - 1), first)
    )
    is_bare = words.language == "de" and last - one.start == 1
    return None if is_nobodys or is_bare else one


def _named_owner(words: Words, at: int, past: int) -> Somebody | None:
    """Return whoever a statement is of by its capital alone: "Angaben von Donorkind"."""
    while at < past and words.low[at] in words.small.determiner:
        at += 1
    if at >= past or words.seen.shapes[at] not in "XA" or is_place(words, at, at + 1):
        return None
    return Somebody(at, at + 1, (at, at + 1), None)


def _is_statement(words: Words, at: int) -> bool:
    role = words.role(at)
    return role is not None and role.name in _SPOKEN_FOR


def _opens_another(words: Words, at: int) -> bool:
    """Whether an article opens a phrase of its own: "entre lágrimas la esposa"."""
    small, before = words.small, words.low[at - 1]
    if words.low[at] not in small.determiner:
        return False
    return before not in small.preposition and before not in small.link


def _may_open(words: Words, at: int, low: int) -> bool:
    """Whether a word without capitals may be a name because it stands where one is looked for."""
    if words.has_capitals or at != low:
        return False
    return not (words.is_small(at) or words.low[at] in words.small.preposition)
