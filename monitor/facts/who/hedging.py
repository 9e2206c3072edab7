"""Whether what a name is told to have done is doubted, charged, or yet to be. English.

"Allegedly killed", "may have killed" and "he insists that … killed" doubt it; "could kill",
"plans to kill" tell of what was not done.
"""

from __future__ import annotations

from itertools import pairwise

from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.tokens import bag
from monitor.facts.nouns import Actor, Clause

#: Right before a name or "members of" it: nobody is sure.
_UNSURE = bag(
    "alleged allegedly presumed presumably suspected reportedly apparently possibly supposed "
    "supposedly likely probably purported purportedly mutmaßlich mutmaßliche présumé présumés "
    "presunto presuntos"
)
_UNSURE_REACH = 5
#: Said of the whole act, wherever it stands beside it: "apparently had been kidnapped by".
_ADVERBS = bag(
    "allegedly apparently presumably reportedly possibly probably supposedly purportedly likely "
    "mutmaßlich"
)
#: Before it: somebody thinks so.
_OPINION = bag("whether hinted believe believes believed opinion possibility dismiss")
#: "Could have killed" doubts what was done, "could kill" tells of what may come.
_MODAL = bag("may might could must would")
#: Before or right after it: told of what may be, or of what is to come.
_MAYBE = bag(
    "may might could would will if vowed possible plan plans planned planning plot plotted "
    "intend intends intended threatened threatens"
)
_MAYBE_REACH = 8
_AFTER_REACH = 3
#: Of what follows these with "that", a party is convinced: it accuses.
_ACCUSES = bag(
    "claim claims claimed charge charges charged charging insist insists insisted maintain "
    "maintains maintained allege alleges alleged believe believes believed convinced think thinks "
    "assert asserts asserted argue argues argued stress stressed suspect suspects versions "
    "accuse accuses accused denounce denounced"
)


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
