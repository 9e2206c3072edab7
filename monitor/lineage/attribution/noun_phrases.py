"""A phrase of somebody from its first word on: where it ends, what it is about, its name."""

from __future__ import annotations

from dataclasses import replace

from monitor.lineage.attribution.features import Place
from monitor.lineage.attribution.phrase_names import (
    apposed,
    head,
    is_short_form,
    name_in,
    role_behind,
)
from monitor.lineage.attribution.phrase_words import Somebody, Words
from monitor.lineage.lexicon import Role

_COMMAS = frozenset(",،")
#: Shortest part of a compound by which a noun is known, words of a described speaker, of a name.
_TAIL, _DESCRIBED, _NAME = 3, 6, 4
#: Words between nouns of one phrase: "chief product officer"; and before a noun.
_MODIFIERS, _ADJECTIVES = 2, 4
#: Languages in which no adjective follows its noun.
_ADJECTIVE_FIRST = frozenset({"en", "de", "nl"})
#: The row of roles.toml that only addresses.
_ADDRESS = "Mr"


def grown(words: Words, at: int, past: int, low: int) -> Somebody | None:
    """Return the phrase that begins at `at`, with the name in it or behind its comma."""
    one = _phrase(words, at, past)
    if one is None or one.name is not None or words.language not in _ADJECTIVE_FIRST:
        return one
    return replace(one, start=_with_adjectives(words, at, low))


def _with_adjectives(words: Words, at: int, low: int) -> int:
    """Return where the words before a noun begin that tell more of it: "interior ministry"."""
    small, start = words.small, at
    while start > low and at - start < _ADJECTIVES:
        word = words.low[start - 1]
        if word in small.determiner or words.is_break(start - 1):
            return start
        is_word = words.seen.shapes[start - 1] in "xXA9" and not words.is_small(start - 1)
        if not is_word or word in small.preposition or word in words.seen.words.verbs:
            return at
        start -= 1
    return start if start == low else at


def _phrase(words: Words, at: int, past: int) -> Somebody | None:
    end, reach = phrase_end(words, at, past)
    roles = [(n, r) for n in range(at, end) if (r := words.role(n)) is not None]
    role = head(words, at, roles)
    name = name_in(words, at, end, roles)
    if name is not None:
        role = _office(roles) or role
        name = _unless_apposed(words, name, reach, past)
    if name is None and reach < past and words.low[reach] in _COMMAS:
        name = apposed(words, reach + 1, past)
        if name is not None and (role is not None and role.kind not in ("document", "media")):
            return Somebody(at, name[1], name, role)
        name = None
    if role is None and name is None:
        return None
    if name is None and role is not None and role.name == _ADDRESS:
        return None
    if role is None and reach < past and words.low[reach] in _COMMAS:
        role = role_behind(words, reach + 1, past)
    return Somebody(at, end, name, role)


def phrase_end(words: Words, at: int, past: int) -> Place:
    """Return where the phrase that begins at `at` ends, and where its clause goes on.

    It ends at a sign, a small word, a verb.
    """
    end = at + 1
    small = words.small
    last, plain = end, 0
    while end < past and end - at <= _DESCRIBED + _NAME:
        word = words.low[end]
        skipped = _skipped_signs(words, end, past)
        if skipped:
            end += skipped
            continue
        if words.is_break(end) or word == "." or word in words.seen.words.verbs:
            break
        if words.is_name(end) or words.role(end) is not None:
            end += 1
            last, plain = end, 0
            continue
        if word in small.link or word in small.determiner or word in small.within:
            end += 1
            continue
        if _is_beyond(words, end):
            break
        end += 1
        if words.language in _ADJECTIVE_FIRST:
            plain += 1
            if plain > _MODIFIERS or words.language == "de" or word.endswith("ed"):
                break
            continue
        if end - last <= 1 or not words.has_capitals:
            last = end
    return last, end


def _skipped_signs(words: Words, at: int, past: int) -> int:
    """Return how many signs stand there that end no phrase: a short form, its full stop."""
    if is_short_form(words, at, past):
        return 3
    is_stop = words.low[at] == "." and len(words.low[at - 1]) <= _NAME and at + 1 < past
    return int(is_stop)


def _is_beyond(words: Words, at: int) -> bool:
    """Whether a word stands in no phrase of somebody: a small one, a number, a verb by its end."""
    word, small = words.low[at], words.small
    if word in small.stop or word in small.preposition or words.seen.shapes[at] == "9":
        return True
    return bool(small.verb_end) and word.endswith(tuple(small.verb_end))


def _office(roles: list[tuple[int, Role]]) -> Role | None:
    """Return the last office or rank of a phrase: what a named person is, however it begins."""
    offices = (r for _, r in reversed(roles) if r.kind in ("rank", "official"))
    return next((role for role in offices if role.name != _ADDRESS), None)


def _unless_apposed(words: Words, name: Place, reach: int, past: int) -> Place | None:
    """Return None where capitals are a body's and the name stands behind a comma (Indonesian)."""
    if words.language != "id" or reach >= past or words.low[reach] not in _COMMAS:
        return name
    return None if apposed(words, reach + 1, past) else name
