"""The place a report is written from, at its very beginning. Read by `toponyms` only."""

from __future__ import annotations

from monitor.facts.lexical.prose import Prose

#: A dateline stands this early; captions and bylines may come before.
_REACH = 400


def opens_with(prose: Prose, first: int, past: int) -> bool:
    """ "BAGHDAD (AP) —", "MOSUL, Iraq —", "PARIS, 3 JAN —" at a text's very beginning."""
    if prose.field != "text" or prose.ends[past - 1] > _REACH:
        return False
    written = prose.text[prose.starts[first] : prose.ends[past - 1]]
    if past > 8 and (prose.uncased or not written.isupper()):
        return False
    after = prose.text[prose.ends[past - 1] : prose.ends[past - 1] + 40]
    dash = min((p for p in map(after.find, ("—", "–", "--", " - ")) if p >= 0), default=-1)
    stop = after.find(". ")
    return (dash >= 0 and (stop < 0 or dash < stop)) or (after.startswith(" (") and past <= 3)
