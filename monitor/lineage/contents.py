"""What was said: the content of a cue, by the places of cue, source and quotation marks."""

from __future__ import annotations

from monitor.lineage.features import Place, Seen

_SIGNS = frozenset(".,;:!?()-–—…")
_CLOSING = frozenset({"”", '"', "»", "''", "“"})
#: After the cue at most so many words are only when, where and how it was said.
_CIRCUMSTANCE = 4


def content_place(seen: Seen, cue: Place, source: Place | None) -> Place | None:
    """Return the place of the content in the sentence of its cue, None where there is none."""
    first = min(cue[0], source[0]) if source else cue[0]
    last = max(cue[1], source[1]) if source else cue[1]
    before = _trim(seen, (0, first))
    after = _trim(seen, (last, len(seen.low)))
    if before is None or after is None:
        return before or after
    if _is_after_content(seen, first, before, after, source is not None and source[0] >= cue[1]):
        return before
    return after


def _is_after_content(
    seen: Seen, first: int, before: Place, after: Place, source_follows: bool
) -> bool:
    """Whether cue and source stand behind (or within) what they introduce."""
    sign = seen.word(first - 1)
    if sign in _CLOSING and seen.shapes[first - 1] == "Q":
        return True
    if sign == "," and seen.word(first - 2) in _CLOSING:
        return True
    if source_follows:
        return before[1] - before[0] >= 2
    short = after[1] - after[0] <= _CIRCUMSTANCE and seen.word(after[0]) not in ("that", "dass")
    return sign in (",", "—", "–", "-") and short and before[1] - before[0] > after[1] - after[0]


def _trim(seen: Seen, place: Place) -> Place | None:
    start, end = place
    while start < end and seen.low[start] in _SIGNS:
        start += 1
    while end > start and seen.low[end - 1] in _SIGNS:
        end -= 1
    return (start, end) if end > start else None
