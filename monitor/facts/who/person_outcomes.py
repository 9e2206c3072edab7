"""What became of the persons named: killed, injured, arrested, suspected, or only named."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Clause, Named
from monitor.language.tokens import key
from monitor.model.facts import Person

_WORDS = bags("who.person_outcomes")

_MOST = 20
_REACH = 8
_RANK = ("killed", "injured", "arrested", "suspect", "named")
_FATE = {
    "killed": "killed",
    "injured": "injured",
    "shot": "injured",
    "treated": "injured",
    "arrested": "arrested",
    "self": "killed",
}
#: Where no toll has its name.
_REASONS = {"suspect": "a word of law beside its name", "named": "only named"}
_SUSPECT = _WORDS["suspect"]


def persons(found: Sequence[Clause]) -> tuple[Person, ...]:
    """Return the persons named in these clauses, each once with the weightiest fate told."""
    made: dict[str, Person] = {}
    for clause in found:
        fates = {t.persons.first: t.field for t in clause.tallies if t.persons.name}
        for named in clause.people:
            if named.office:
                continue
            fate = _FATE.get(fates.get(named.first, ""), "")
            role = fate or _law_role(clause, named)
            last = key(named.name).split()[-1]
            known = made.get(last)
            if known is not None and _RANK.index(known.role) <= _RANK.index(role):
                continue
            made[last] = Person(
                name=known.name if known else named.name,
                role=role,
                span=named.prose.span(named.first, named.past),
                age=named.age if named.age is not None or known is None else known.age,
                reason="told with its name" if fate else _REASONS[role],
            )
        if len(made) >= _MOST:
            break
    return tuple(made.values())[:_MOST]


def _law_role(clause: Clause, named: Named) -> str:
    words = clause.prose.words
    before = words[max(clause.first, named.first - 4) : named.first]
    after = words[named.end : min(clause.past, named.end + _REACH)]
    return "suspect" if _SUSPECT & {*before, *after} else "named"
