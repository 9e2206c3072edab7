"""Persons joined to persons: "three soldiers, two officers and a civilian", without asides."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.lexical.language import Tongue
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Persons

_WORDS = bags("casualties.tolls")

_ASIDE_REACH = 6
#: "John Doe, leader of the People's Party of the north, and …"; a title before a joined name.
_NAME_ASIDE, _JOINED_TITLE = 14, 6
_REFLEXIVE = _WORDS["reflexive"]
_AS_WELL = ("as", "well", "as")
_KIN = _WORDS["kin"]
_THEM = _WORDS["them"]
_SAID = [[word] for word in _WORDS["said"]]


@dataclass(frozen=True, slots=True)
class Chains:
    """One text being read for persons that are told together."""

    prose: Prose
    tongue: Tongue
    crowd: Crowd

    def of(self, told: Persons, limit: int) -> list[Persons]:
        """A noun phrase and those joined to it; what only explains it ("Doe, a father") is not."""
        chain, joined_by_and = [told], False
        index = told.past
        while index < limit:
            named = bool(chain[-1].name)
            following, conjunction = self._after_joiner(index, limit, named=named)
            if following < 0:
                break
            persons = self.crowd.joined(following, limit)
            if persons is None and conjunction:
                persons = self._titled(following, limit)
            if persons is None or self.speaks(persons):
                break
            conjunction = conjunction or self._is_headline_and(index, chain[-1], persons)
            index = persons.past
            if self.prose.words[persons.first] == "both":
                continue
            kin = self.prose.words[persons.first] in _KIN
            if not conjunction and not kin and _explains(chain[-1], persons):
                continue
            chain.append(persons)
            joined_by_and = joined_by_and or conjunction
        if not joined_by_and:
            return [told]
        if told.best == len(chain) - 1 > 1 and all(p.best == 1 for p in chain[1:]):
            return [told]
        return chain

    def _is_headline_and(self, index: int, one: Persons, other: Persons) -> bool:
        """Whether a headline writes a comma for "and"; not "inmate, John Doe", told twice."""
        reflexive = self.prose.words[index - 1] in _REFLEXIVE
        twice = one.single and bool(other.name)
        return self.prose.field == "title" and not reflexive and not twice

    def _after_joiner(self, index: int, limit: int, *, named: bool) -> tuple[int, bool]:
        """Where the next noun phrase starts (-1: none), and whether "and" joins it."""
        words = self.prose.words
        if index >= limit:
            return -1, False
        comma = self.prose.gap(index - 1).strip() == ","
        if comma and words[index] not in self.tongue.tolls.joiners:
            aside = self._after_aside(index, limit, named=named)
            return (aside, True) if aside >= 0 else (index, False)
        if tuple(words[index : index + 3]) == _AS_WELL:
            return (index + 3, True) if index + 3 < limit else (-1, False)
        conjunction = words[index] in self.tongue.tolls.joiners
        following = index + 1 if conjunction else -1
        if conjunction and words[following : following + 1] == ["of"]:
            # "the murder of John Doe and of Jane Roe"
            following += 1
        return (following, True) if 0 <= following < limit else (-1, False)

    def _titled(self, index: int, limit: int) -> Persons | None:
        """The person named after a title: "and Ruritanian lawyer Jane Roe"."""
        for position in range(index, min(limit, index + _JOINED_TITLE)):
            named = self.crowd.named.get(position)
            if named is not None and named[0] <= limit:
                return Persons(position, named[0], 1, 1, 1, name=named[1])
            word = self.prose.words[position]
            plain = self.prose.gap(position) == " " and self.prose.is_name(position)
            # "and senator Jane Roe"
            plain = plain or (self.prose.gap(position) == " " and position + 1 in self.crowd.named)
            if (
                not (plain or word in self.tongue.tolls.persons)
                or word in self.tongue.tolls.stops
                or word in self.tongue.tolls.joiners
            ):
                return None
        return None

    def speaks(self, persons: Persons) -> bool:
        """ ", an official said" at a sentence's end: who tells it, not one of the victims."""
        return persons.single and self.prose.words[persons.past : persons.past + 1] in _SAID

    def _after_aside(self, index: int, limit: int, *, named: bool) -> int:
        """Past ", without telling their nationality, and"; -1 where no aside stands."""
        words = self.prose.words
        part = words[index + 1 : index + 3]
        of_them = len(part) > 1 and part[0] == "of" and part[1] in _THEM
        if not of_them and self.crowd.at(index, limit) is not None:
            return -1
        reach = _NAME_ASIDE if named else _ASIDE_REACH
        for position in range(index, min(limit - 2, index + reach)):
            if (
                self.prose.gap(position).strip() == ","
                and words[position + 1] in self.tongue.tolls.joiners
            ):
                return position + 2
        return -1


def _explains(one: Persons, other: Persons) -> bool:
    """ "Doe, a father of two" or "a father, John Doe": one person told twice."""
    return (bool(one.name) and other.single) or (one.single and bool(other.name))
