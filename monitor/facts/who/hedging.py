"""Whether what a name is told to have done is doubted, charged, or yet to be. English.

"Allegedly killed", "may have killed" and "he insists that … killed" doubt it; "could kill",
"plans to kill" tell of what was not done.
"""

from __future__ import annotations

from itertools import pairwise

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Actor, Clause

_WORDS = bags("who.hedging")

#: Right before a name or "members of" it: nobody is sure.
_UNSURE = _WORDS["unsure"]
_UNSURE_REACH = 5
#: Said of the whole act, wherever it stands beside it: "apparently had been kidnapped by".
_ADVERBS = _WORDS["adverbs"]
#: Before it: somebody thinks so.
_OPINION = _WORDS["opinion"]
#: "Could have killed" doubts what was done, "could kill" tells of what may come.
_MODAL = _WORDS["modal"]
#: Before or right after it: told of what may be, or of what is to come.
_MAYBE = _WORDS["maybe"]
_MAYBE_REACH = 8
_AFTER_REACH = 3
#: Of what follows these with "that", a party is convinced: it accuses.
_ACCUSES = _WORDS["accuses"]


def doubt(clause: Clause, hit: Hit[Actor]) -> str:
    """Return "suspected" where somebody doubts or charges, "possible" where it is yet to be."""
    words = clause.prose.words
    near = words[max(clause.first, hit.first - _UNSURE_REACH) : hit.first]
    far = words[max(clause.first, hit.first - _MAYBE_REACH) : hit.first]
    after = words[hit.past : min(clause.past, hit.past + _AFTER_REACH)]
    doubted = not (_UNSURE.isdisjoint(near) and _OPINION.isdisjoint(far)) or any(
        modal in _MODAL and have == "have" for modal, have in pairwise((*far, *after))
    )
    if doubted or not (_ADVERBS.isdisjoint(far) and _ADVERBS.isdisjoint(after)):
        return "suspected"
    if not _ACCUSES.isdisjoint(words[clause.first : hit.first]):
        return "suspected"
    return "" if _MAYBE.isdisjoint(far) and _MAYBE.isdisjoint(after) else "possible"
