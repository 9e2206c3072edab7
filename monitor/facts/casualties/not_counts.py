"""Numbers that count nobody: ages, pages, house numbers, children of a victim."""

from __future__ import annotations

from monitor.facts.lexical.numbers import Amount
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags

_WORDS = bags("casualties.not_counts")

_EMERGENCY_CALL = 911
#: "Image 3 of 8": no persons.
_CAPTIONS = _WORDS["captions"]
#: "a father of four": what these have is no toll.
_PARENTS = _WORDS["parents"]
#: "who was 59, had shot".
_IS = _WORDS["is"]
_OLDEST = 110
_POSSESSIVES = ("'s", "’s", "′s", "`s")
AGE_UNITS = _WORDS["age_units"]


def counts_nobody(prose: Prose, found: Amount, limit: int, be: frozenset[str]) -> bool:
    """Whether a number before word `limit` is none of persons; `be`: forms of "to be"."""
    return (
        is_caption(prose, found)
        or found.past > limit
        or found.best == _EMERGENCY_CALL
        or is_owned(prose, found.past)
        or _is_age(prose, found, limit)
        or _is_of_parent(prose, found)
        or _is_cut_off(prose, found, be)
    )


def is_caption(prose: Prose, found: Amount) -> bool:
    """ "Image 3 of 8"."""
    before = prose.words[max(0, found.first - 3) : found.first]
    if before[-1:] == ["of"]:
        return not _CAPTIONS.isdisjoint(before)
    return not _CAPTIONS.isdisjoint(before[-1:])


def is_owned(prose: Prose, past: int) -> bool:
    """Whether "'s" follows the word before `past`: "in their 20's", "a man's welfare"."""
    return prose.gap(past - 1).startswith(_POSSESSIVES)


def _is_cut_off(prose: Prose, found: Amount, be: frozenset[str]) -> bool:
    """ "(Photo 8) – Two are dead", "two others 37 — were", "who is 59, shot"."""
    gap = prose.gap(found.past - 1)
    follow = prose.words[found.past : found.past + 1]
    if ")" in gap or gap in ("- ", "/", "_") or follow == ["that"]:
        return True
    if gap.strip() == "," and found.first and prose.words[found.first - 1] in _IS:
        return True
    if gap.strip() in ("—", "–", "--"):
        return follow[0] in be if follow else True
    return gap == "-" and follow == ["and"]


def _is_of_parent(prose: Prose, found: Amount) -> bool:
    """ "a father of four"."""
    before = prose.words[max(0, found.first - 2) : found.first]
    return len(before) > 1 and before[1] == "of" and before[0] in _PARENTS


def _is_age(prose: Prose, found: Amount, limit: int) -> bool:
    words = prose.words
    if found.past < limit and words[found.past] in AGE_UNITS:
        return True
    if any(w in ("age", "aged", "ages") for w in words[max(0, found.first - 5) : found.first]):
        return True
    if _is_in_ages(prose, found):
        return True
    start = prose.starts[found.first]
    before, after = prose.text[max(0, start - 2) : start], prose.gap(found.past - 1)
    return before == ", " and after[:1] in (",", ".", ";", "\n", ")") and found.best < _OLDEST


def _is_in_ages(prose: Prose, found: Amount) -> bool:
    """ "two girls, 7 and 5, were": ages one beside the other."""
    words, first, past = prose.words, found.first, found.past
    if words[past : past + 1] == ["and"]:
        one, two = first, past + 1
    elif first > 1 and words[first - 1] == "and":
        one, two = first - 2, first
    else:
        return False
    ages = words[one : one + 1] + words[two : two + 1]
    if one < 1 or len(ages) < 2 or not all(a.isdigit() and len(a) < 3 for a in ages):
        return False
    return prose.gap(one - 1).strip() == "," and prose.gap(two)[:1] in (",", ".")
