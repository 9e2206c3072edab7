"""What was said: the content of a cue, by the places of cue, source and quotation marks."""

from __future__ import annotations

from monitor.lineage.attribution.features import Place, Seen
from monitor.lineage.data import grammar
from monitor.lineage.lexicon import CueWords

_SIGNS = frozenset(".,;:!?()-–—…")
_CLOSING = frozenset({"”", '"', "»", "''", "“"})
#: After the cue at most so many words are only when, where and how it was said.
_CIRCUMSTANCE = 4
#: Words before a cue that are a statement rather than a circumstance of it.
_STATEMENT = 6


def content_place(seen: Seen, cue: Place, source: Place | None) -> Place | None:
    """Return the place of the content in the sentence of its cue, None where there is none."""
    first = min(cue[0], source[0]) if source else cue[0]
    last = max(cue[1], source[1]) if source else cue[1]
    before = _trim(seen, (0, first))
    after = _trim(seen, (last, len(seen.low)))
    if before is None or after is None:
        return before or after
    if _is_after_content(
        seen, first, last, before, after, source is not None and source[0] >= cue[1]
    ):
        return before
    return after


def continues(seen: Seen, words: CueWords) -> bool:
    """Return whether a sentence without a cue goes on with what was said before it.

    It stands inside an open quotation, begins with one in the same paragraph, or its verb is in the
    mood of reported speech (German "sei", "habe").
    """
    if seen.starts_quoted:
        return True
    if not seen.new_line and seen.shapes[0] == "Q":
        return True
    return any(word in words.reported for word in seen.low)


def opening(seen: Seen, before: int) -> int:
    """Return where the quotation that is open at the sentence's end began, `before` = known."""
    if not seen.in_quote[-1]:
        return before
    for at in range(len(seen.low) - 1, -1, -1):
        if not seen.in_quote[at]:
            return seen.tokens[at + 1].start
    return before if seen.starts_quoted else seen.tokens[0].start


def _only_when(seen: Seen, last: int, end: int) -> bool:
    """Whether a comma follows the cue, or follows what tells when and how it was said.

    English only: a German comma there may as well open the clause that is said.
    """
    if "that" not in seen.words.that:
        return False
    at = last
    circumstances = grammar("when_and_how")
    while at < end and (seen.low[at] in circumstances or seen.shapes[at] == "9"):
        at += 1
    is_clause = seen.word(at + 1) in ("that", "dass") or seen.shape(at + 1) == "Q"
    return seen.word(at) in (",", ";") and not is_clause


def _is_after_content(
    seen: Seen, first: int, last: int, before: Place, after: Place, source_follows: bool
) -> bool:
    """Whether cue and source stand behind (or within) what they introduce."""
    sign = seen.word(first - 1)
    if sign in _CLOSING and seen.shapes[first - 1] == "Q":
        return True
    if sign == "," and seen.word(first - 2) in _CLOSING:
        return True
    if source_follows:
        return before[1] - before[0] >= 2
    told, rest = before[1] - before[0], after[1] - after[0]
    is_short = rest <= _CIRCUMSTANCE or (rest <= 10 and told >= 2 * rest)
    is_clause = seen.word(after[0]) in ("that", "dass") or seen.shape(after[0]) == "Q"
    if sign == "," and told >= _STATEMENT and not is_clause and _only_when(seen, last, after[1]):
        return True
    return sign in (",", "—", "–", "-") and is_short and not is_clause and told > rest


def _trim(seen: Seen, place: Place) -> Place | None:
    start, end = place
    while start < end and seen.low[start] in _SIGNS:
        start += 1
    while end > start and seen.low[end - 1] in _SIGNS:
        end -= 1
    return (start, end) if end > start else None
