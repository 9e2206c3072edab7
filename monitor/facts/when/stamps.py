"""Times that tell when a text was written, posted or photographed rather than when it happened."""

from __future__ import annotations

import re

from monitor.facts.attachment import is_dateline
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Moment

_WORDS = bags("when.stamps")
_POSTED, _PICTURE, _ON = _WORDS["posted"], _WORDS["picture"], _WORDS["on"]
_CLOCK = re.compile(r"[ ,.]{1,3}(?:at )?\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m|:)", re.IGNORECASE)
#: Stamps stand in the first sentences, captions' words in the same clause.
_LAST_RANK = 6
_POSTED_REACH = 6


def stamp_kind(clause: Clause, moment: Moment) -> str:
    """Return what makes a time one of the text itself: "posted", "dateline", … or "" = nothing."""
    words = clause.prose.words
    if not _PICTURE.isdisjoint(words[clause.first : clause.past]):
        return "picture"
    if clause.rank > _LAST_RANK:
        return ""
    if not _POSTED.isdisjoint(
        words[max(clause.first, moment.first - _POSTED_REACH) : moment.first]
    ):
        return "posted"
    if is_dateline(moment):
        return "dateline"
    text = clause.prose.text
    if text[: clause.prose.starts[moment.first]].endswith("("):
        return "bracket"
    end = clause.prose.ends[moment.past - 1]
    if _CLOCK.match(text[end : end + 30]) and not _in_sentence(clause, moment):
        return "clock"
    return "fragment" if clause.is_fragment else ""


def _in_sentence(clause: Clause, moment: Moment) -> bool:
    """Whether a preposition stands before it or its weekday ("on Friday, July 7")."""
    before = clause.prose.words[max(clause.first, moment.first - 2) : moment.first + 1]
    return not _ON.isdisjoint(before)
