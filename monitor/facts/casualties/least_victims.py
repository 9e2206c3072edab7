"""How many victims there must have been, where a text numbers them instead of adding them up.

"A fourth person was shot", "all five victims", "a triple shooting": at least four, five, three.
English only, and only of crimes, which count their victims one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitor.facts.lexical.word_lists import bags, valued
from monitor.facts.nouns import Clause, Persons, Tally

_WORDS = bags("casualties.least_victims")

_NUMBERED = valued("casualties.least_victims")
_ORDINALS, _UNITS = _NUMBERED["ordinals"], _NUMBERED["units"]
_MULTIPLES = _NUMBERED["multiples"]
_COUNTING = frozenset((*_ORDINALS, *_MULTIPLES))
_PERSONS = _WORDS["persons"]
_OF_SHOTS = _WORDS["of_shots"]
_HARMED = _WORDS["harmed"]
_BODIES = _WORDS["bodies"]
_ALL = _WORDS["all"]
_MOST = 20
_LAST_RANK = 12
_LEAD_SENTENCES = 3
#: Reports of these count their victims one by one.
_CLOSED = frozenset(("shooting", "stabbing", "robbery", "assault"))
#: An attack told in these words is a crime too.
_CRIME = _WORDS["crime"]


def least(found: Sequence[Clause]) -> Tally | None:
    """Return the greatest number of victims that a text counts up to, None where it does not."""
    told = [one for c in found if c.rank <= _LAST_RANK and not _is_aside(c) for one in _told(c)]
    return max(told, key=lambda one: one.best, default=None)


def _is_aside(clause: Clause) -> bool:
    return clause.has("statistic") or clause.has("back")


def bodies(found: Iterable[Clause]) -> list[Tally]:
    """Return the dead that are numbered as they are found: "a seventh body" makes seven."""
    told: list[Tally] = []
    for clause in found:
        words = clause.prose.words
        for index in range(clause.first, clause.past - 1):
            if words[index] in _ORDINALS and words[index + 1] in _BODIES:
                number = _ORDINALS[words[index]]
                persons = Persons(index, index + 2, number, number, None)
                told.append(Tally(clause.prose, "killed", persons, index + 1, "the dead numbered"))
    return told


def _told(clause: Clause) -> Iterator[Tally]:
    words, prose = clause.prose.words, clause.prose
    told = words[clause.first : clause.past]
    if "victims" not in told and _COUNTING.isdisjoint(told):
        return
    for index in range(clause.first, clause.past - 1):
        word, follow = words[index], words[index + 1]
        end = index + 2
        if follow in _OF_SHOTS and end < clause.past and word not in _MULTIPLES:
            follow, end = words[end], end + 1
        before = words[index - 1] if index > clause.first else ""
        number = _number(word, before, follow, clause)
        if number:
            persons = Persons(index, end, number, number, None)
            yield Tally(prose, "shot", persons, index, "victims numbered")


def _number(word: str, before: str, follow: str, clause: Clause) -> int:
    if word in _MULTIPLES:
        return _MULTIPLES[word] if follow in ("shooting", "shootings") else 0
    if word in _ORDINALS:
        if follow == "victim":
            return _ORDINALS[word]
        harmed = not _HARMED.isdisjoint(clause.prose.words[clause.first : clause.past])
        return _ORDINALS[word] if follow in _PERSONS and harmed and before != "the" else 0
    if follow != "victims" or before not in _ALL:
        return 0
    number = int(word) if word.isascii() and word.isdigit() else _UNITS.get(word, 0)
    return number if number <= _MOST else 0


def is_closed(kind: str, own: list[Clause]) -> bool:
    """Whether the report is one of a crime, which counts its victims one by one."""
    if kind in _CLOSED:
        return True
    lead = [c for c in own if c.rank <= _LEAD_SENTENCES]
    return kind == "armed_attack" and any(
        not _CRIME.isdisjoint(c.prose.words[c.first : c.past]) for c in lead
    )
