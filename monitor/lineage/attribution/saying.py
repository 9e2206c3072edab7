"""Who says it, by rules: verbs of saying, phrases before and behind a source, the order of words.

For languages without fitted models, and for what those leave open. Words stand in cues.toml.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.lineage.attribution.features import Place
from monitor.lineage.attribution.phrase_words import BREAKS, Somebody, Words
from monitor.lineage.attribution.somebody import find

#: A cue and who said it.
Said = tuple[Place, Somebody | None]

_COMMAS = frozenset(",،")
_QUOTES = frozenset('"“”„«»‹›')
#: Signs that part what is said from who says it.
_PARTS = _QUOTES | frozenset(":;–—-()…!?؟؛.")
#: How far behind a cue a source is looked for, and before it.
_BEHIND, _BEFORE = 22, 30
#: Words of a bracket that holds a short form.
_BRACKET = 3
#: Adverbs and helping verbs at most between a subject and its verb.
_BETWEEN = 4
#: Languages whose verb stands last, and those whose verb stands first.
_VERB_LAST = frozenset({"tr", "fa", "ur"})
_VERB_FIRST = frozenset({"ar"})


def said_in(words: Words) -> list[Said]:
    """Return every cue of a sentence with the one who says it, in text order."""
    found: list[Said] = []
    at = 0
    while at < len(words.low):
        hit = _at(words, at)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = hit[0][1]
    return found


def _at(words: Words, at: int) -> Said | None:
    cues = words.seen.words
    phrase = _phrase(words.low, at, cues.after)
    if phrase and not _is_part(words, at):
        cue = (at, at + phrase)
        stop = _stop_behind(words, cue[1])
        one = find(words, cue[1], stop, inside=True)
        if one is None and any(words.role(n) for n in range(*cue)):
            one = find(words, cue[0], stop, inside=True)
        is_verb = words.low[cue[1] - 1] in cues.verbs
        return cue, one if one is None or is_verb else replace(one, is_oblique=True)
    phrase = _phrase(words.low, at, cues.before)
    if phrase:
        cue = (at, at + phrase)
        one = _last(words, _clause_start(words, at), at)
        if one is not None and at - one.end <= 1:
            return cue, one
    if _is_verb(words, at):
        cue = (at, at + 1)
        return cue, None if is_denied(words, cue) else speaker(words, cue)
    return None


def _is_part(words: Words, at: int) -> bool:
    """Whether a preposition is only part of a longer phrase: inside a quotation."""
    return words.seen.in_quote[at] and words.seen.starts_quoted


def _phrase(low: list[str], at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """Return how many words the phrase at `at` has, 0 for none."""
    for phrase in phrases:
        if low[at] == phrase[0] and tuple(low[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _is_verb(words: Words, at: int) -> bool:
    verbs, word = words.seen.words.verbs, words.low[at]
    if word in verbs:
        return not words.seen.in_quote[at]
    is_joined = words.language == "ar" and word[:1] in ("و", "ف")
    return is_joined and word[1:] in verbs


def is_denied(words: Words, cue: Place) -> bool:
    """Whether words beside the cue say that nothing was said."""
    negation = words.small.negation
    near = words.low[max(0, cue[0] - 3) : cue[1]]
    if words.language in ("de", "nl"):
        near = [*near, *words.low[cue[1] : cue[1] + 2]]
    return any(word in negation or word.endswith("n't") for word in near)


def speaker(words: Words, cue: Place) -> Somebody | None:
    """Return who says what the verb at `cue` introduces, None where nobody is told."""
    behind, before = _behind, _before
    if words.language in _VERB_FIRST:
        return behind(words, cue)
    if words.language in _VERB_LAST:
        return before(words, cue) or (behind(words, cue) if words.language == "tr" else None)
    if _is_inverted(words, cue):
        return behind(words, cue)
    if words.low[cue[0] - 1] in words.small.pronoun and cue[0]:
        return None
    one = before(words, cue)
    if one is None and _opens(words, cue):
        one = behind(words, cue)
    return one


def _is_inverted(words: Words, cue: Place) -> bool:
    """Whether what is said ends right before the verb and its helpers."""
    at = cue[0] - 1
    helpers = 0
    while at >= 0 and words.is_small(at) and helpers < _BETWEEN:
        if words.low[at] in words.small.pronoun:
            return True
        at -= 1
        helpers += 1
    if at < 0:
        return helpers == 0
    sign = words.low[at]
    if sign in _QUOTES or sign in "–—-!?…":
        return True
    return sign in _COMMAS and not _is_aside(words, at)


def _is_aside(words: Words, comma: int) -> bool:
    """Whether the comma before a verb closes an aside: "Ivo Luk, the mayor, said"."""
    start = comma - 1
    while start > 0 and not words.is_break(start):
        start -= 1
    if words.low[start] not in _COMMAS:
        return False
    first = start - 1
    while first > 0 and not words.is_break(first) and words.low[first] not in words.seen.words.that:
        first -= 1
    first += words.is_break(first)
    if comma - start > 14 or start - first > 10 or first >= start:
        return False
    if any(words.low[n] in words.seen.words.verbs for n in range(first, comma)):
        return False
    return find(words, first, start) is not None and not _has_clause(words, first, start)


def _has_clause(words: Words, low: int, past: int) -> bool:
    """Whether more than a phrase stands there: something besides names, roles and small words."""
    one = find(words, low, past)
    return one is None or past - one.end > 2 or one.start - low > 4


def _opens(words: Words, cue: Place) -> bool:
    """Whether no more than adverbs and phrases of time stand before the verb."""
    start = cue[0] - 1
    while start >= 0 and not (words.low[start] in BREAKS and words.low[start] not in _COMMAS):
        start -= 1
    return cue[0] - start <= 8


def _behind(words: Words, cue: Place) -> Somebody | None:
    at = cue[1]
    low = words.low
    if at < len(low) and low[at] in words.seen.words.that:
        return None
    if at < len(low) and low[at] in words.small.pronoun:
        return None
    stop = _stop_behind(words, at)
    if words.low[at : at + 1] == ["es"] and words.low[at + 1 : at + 2]:
        return find(words, at + 2, stop, inside=True) if _is_from(words, at + 1) else None
    is_among = words.language in ("ru", "uk") and at < stop and low[at] in ("в", "у", "во")
    if is_among:
        one = find(words, at + 1, stop, inside=True)
        bodies = ("body", "media", "group")
        is_body = one is not None and one.role is not None and one.role.kind in bodies
        return replace(one, is_oblique=True) if one is not None and is_body else None
    return _quoted_name(words, at) or find(words, at, stop)


def _is_from(words: Words, at: int) -> bool:
    """Whether whoever says it stands behind: "hieß es bei der Bank"."""
    return words.language == "de" and words.low[at] in words.small.preposition


def _quoted_name(words: Words, at: int) -> Somebody | None:
    """Return a name that stands in quotation marks: "reports «Wave of Velm»"."""
    low = words.low
    if at >= len(low) or low[at] not in ("«", "„", "“", "《"):
        return None
    end = at + 1
    while end < len(low) and low[end] not in _QUOTES and end - at <= 5:
        end += 1
    is_name = end < len(low) and low[end] in _QUOTES and words.seen.shapes[at + 1] in "XA"
    return Somebody(at + 1, end, (at + 1, end), None) if is_name and end - at <= 5 else None


def _stop_behind(words: Words, at: int) -> int:
    """Return where whoever stands behind a cue has ended at the latest."""
    past = min(len(words.low), at + _BEHIND)
    end = at
    while end < past:
        word = words.low[end]
        if word in words.seen.words.that:
            return end
        is_part = word in _PARTS and not (word == "(" and end == at)
        is_short = word == "." and _is_short(words, end)
        if is_part and not is_short and (word not in _QUOTES or end > at + 1):
            return end
        end += 1
    return end


def _is_short(words: Words, at: int) -> bool:
    return at + 1 < len(words.low) and len(words.low[at - 1]) <= 4


def _before(words: Words, cue: Place) -> Somebody | None:
    start = _clause_start(words, cue[0])
    if words.language in _VERB_LAST:
        return find(words, start, cue[0])
    past = cue[0]
    while past > start and (
        words.is_small(past - 1) or words.low[past - 1] in words.seen.words.verbs
    ):
        past -= 1
    parts = _segments(words, start, past)
    if parts[-1][0] == parts[-1][1]:
        parts.pop()
        if len(parts) >= 2:
            return find(words, parts[-2][0], past) or find(words, *parts[-1])
    return find(words, *parts[-1]) if parts else None


def _segments(words: Words, start: int, past: int) -> list[Place]:
    parts: list[Place] = []
    first = start
    for n in range(start, past):
        if words.low[n] in _COMMAS:
            parts.append((first, n))
            first = n + 1
    parts.append((first, past))
    return parts


def _clause_start(words: Words, at: int) -> int:
    least = max(0, at - _BEFORE)
    start = at
    while start > least:
        word = words.low[start - 1]
        if word == ")" and start > _BRACKET and words.low[start - _BRACKET] == "(":
            start -= _BRACKET
            continue
        if word in _PARTS or word in words.seen.words.that:
            break
        start -= 1
    return start


def _last(words: Words, start: int, past: int) -> Somebody | None:
    """Return the one whose phrase ends where the cue begins."""
    best: Somebody | None = None
    at = start
    while at < past:
        one = find(words, at, past, inside=True)
        if one is None:
            break
        best = one
        at = max(one.end, at + 1)
    return best
