"""How many were killed, hurt, missing …, verb by verb. Nothing is added up here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.facts.crowd import JOINERS, STOPS, Crowd, Persons
from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose, bag
from monitor.facts.tongue import Tongue

#: A number may stand this many words from its verb.
_REACH = 14
_ASIDE_REACH = 6
#: Words between a verb and its persons: "killed at least", "killed the top Ruritanian air force
#: commander Major General John Doe".
_FILLER_REACH, _TITLE_REACH = 3, 8
_JOINED_REACH = 5
_BE_REACH = 3
_PLAIN_GAPS = (" ", "-", "\n", " \n")
_MOST = 300
_BE = bag("was were been being are is got be wurde wurden fue fueron été")
_NOT = bag("not never no pas nicht не werent wasnt arent isnt didnt none")
_TRIED = bag("attempted attempt non nearly almost not")
_REFLEXIVE = bag("himself herself themselves")
_AS_WELL = ("as", "well", "as")
_THEM = bag("them whom those")
_SAID = [[word] for word in ("said", "says", "told", "reported", "confirmed", "added", "announced")]
_PART = bag("including include includes incluyendo darunter dont")


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons told beside one verb."""

    prose: Prose
    field: str
    persons: Persons
    #: First word of the verb.
    cue: int

    @property
    def best(self) -> int:
        return self.persons.best


@dataclass(frozen=True, slots=True)
class TollReader:
    """One text being read for its tolls."""

    prose: Prose
    tongue: Tongue
    crowd: Crowd

    def find(self) -> tuple[Tally, ...]:
        """Return the tolls told, in order."""
        words = self.prose.words
        zeros = self.tongue.tolls.zero.find(words)
        found = [tally for zero in zeros for tally in self._zero(zero)]
        taken = {i for zero in zeros for i in range(zero.first, zero.past)}
        cues = [c for c in self.tongue.tolls.cues.find(words) if c.first not in taken]
        for number, cue in enumerate(cues):
            floor = cues[number - 1].past if number else 0
            ceiling = cues[number + 1].first if number + 1 < len(cues) else len(words)
            found += self._linked(cue, floor, ceiling)
            if len(found) > _MOST:
                break
        return tuple(sorted(found, key=lambda t: (t.cue, t.persons.first)))

    def _zero(self, hit: Hit[str]) -> list[Tally]:
        text = " ".join(self.prose.words[hit.first : min(hit.past + 3, len(self.prose.words))])
        dead = any(w in text for w in ("death", "kill", "fatal", "loss of life", "dead"))
        hurt = any(w in text for w in ("injur", "hurt", "wound"))
        fields = ["killed"] * (dead or not hurt) + ["injured"] * (hurt or not dead)
        nobody = Persons(hit.first, hit.past, 0, 0, 0)
        return [Tally(self.prose, field, nobody, hit.first) for field in fields]

    @property
    def _persons(self) -> frozenset[str]:
        return self.tongue.tolls.persons

    def _linked(self, cue: Hit[tuple[str, str]], floor: int, ceiling: int) -> list[Tally]:
        field, side = cue.value
        if field == "ignore":
            return []
        first, past = self.prose.sentences[self.prose.sentence_of[cue.first]]
        if field == "fatal":
            tried = not _TRIED.isdisjoint(self.prose.words[max(first, cue.first - 3) : cue.first])
            somebody = Persons(cue.first, cue.past, 1, 1, None)
            return [] if tried else [Tally(self.prose, field, somebody, cue.first)]
        if field == "self":
            return [Tally(self.prose, field, Persons(cue.first, cue.past, 1, 1, 1), cue.first)]
        active = side == "after" or (side == "either" and not self._is_passive(cue, first))
        found: list[Persons] = []
        if active and self.prose.gap(cue.past - 1) == " ":
            found = self._rightward(cue, min(past, ceiling, cue.past + _REACH))
        if not found and side in ("either", "before") and not self._is_adjective(cue):
            found = self._leftward(cue, max(first, floor, cue.first - _REACH))
            if not found and self._is_joined(floor, cue.first):
                # "A child was shot twice and killed": both verbs have one subject.
                found = self._leftward(cue, max(first, cue.first - _REACH))
        if found and self._is_denied(found, cue):
            return []
        return [Tally(self.prose, field, persons, cue.first) for persons in found]

    def _is_adjective(self, cue: Hit[tuple[str, str]]) -> bool:
        """ "a slain friend" says nothing of those told before it."""
        return cue.first > 0 and self.prose.words[cue.first - 1] in ("a", "an")

    def _is_joined(self, floor: int, first: int) -> bool:
        """Whether "and" ties a verb to the one that ends at word `floor`, just before it."""
        words = self.prose.words[floor:first]
        return 0 < len(words) <= _JOINED_REACH and words[-1] in JOINERS

    def _is_passive(self, cue: Hit[tuple[str, str]], first: int) -> bool:
        for index in range(cue.first - 1, max(first, cue.first - _BE_REACH) - 1, -1):
            if self.prose.words[index] in _BE:
                return True
            if index > first and self.prose.gap(index - 1).strip() == ",":
                # "who was 59, had shot two"
                return False
        return False

    def _is_denied(self, found: list[Persons], cue: Hit[tuple[str, str]]) -> bool:
        """ "were not injured"."""
        between = self.prose.words[min(found[-1].past, cue.first) : cue.first]
        return any(word in _NOT for word in between)

    def _rightward(self, cue: Hit[tuple[str, str]], right: int) -> list[Persons]:
        """The persons after a verb: "killing three soldiers, two officers and a civilian"."""
        index = cue.past
        while index < right:
            told = self.crowd.at(index, right) or self._officer(cue, index, right)
            if told is not None:
                return self._chain(told, right)
            if (
                self.prose.words[index] in STOPS | JOINERS
                or self.prose.gap(index) not in _PLAIN_GAPS
            ):
                break
            titled = self.prose.is_name(index) or self.prose.words[index] in self._persons
            if index - cue.past >= (_TITLE_REACH if titled else _FILLER_REACH):
                break
            index += 1
        return []

    def _officer(self, cue: Hit[tuple[str, str]], index: int, right: int) -> Persons | None:
        """Who holds an office speaks rather than suffers, but "killed General John Doe"."""
        told = self.crowd.officer(index, right) if cue.value[0] in ("killed", "kidnapped") else None
        return None if told is None or self._speaks(replace(told, single=True)) else told

    def _chain(self, told: Persons, limit: int) -> list[Persons]:
        """A noun phrase and those joined to it; what only explains it ("Doe, a father") is not."""
        chain, joined_by_and = [told], False
        index = told.past
        while index < limit:
            following, conjunction = self._after_joiner(index, limit)
            if following < 0:
                break
            persons = self.crowd.joined(following, limit)
            if persons is None or self._speaks(persons):
                break
            # A headline writes a comma for "and".
            reflexive = self.prose.words[index - 1] in _REFLEXIVE
            conjunction = conjunction or (self.prose.field == "title" and not reflexive)
            index = persons.past
            if not conjunction and _explains(chain[-1], persons):
                continue
            chain.append(persons)
            joined_by_and = joined_by_and or conjunction
        if not joined_by_and:
            return [told]
        if told.best == len(chain) - 1 > 1 and all(p.best == 1 for p in chain[1:]):
            return [told]
        return chain

    def _after_joiner(self, index: int, limit: int) -> tuple[int, bool]:
        """Where the next noun phrase starts (-1: none), and whether "and" joins it."""
        words = self.prose.words
        if index >= limit:
            return -1, False
        comma = self.prose.gap(index - 1).strip() == ","
        if comma and words[index] not in JOINERS:
            aside = self._after_aside(index, limit)
            return (aside, True) if aside >= 0 else (index, False)
        if tuple(words[index : index + 3]) == _AS_WELL:
            return (index + 3, True) if index + 3 < limit else (-1, False)
        conjunction = words[index] in JOINERS
        following = index + 1 if conjunction else -1
        return (following, True) if 0 <= following < limit else (-1, False)

    def _speaks(self, persons: Persons) -> bool:
        """ ", an official said" at a sentence's end: who tells it, not one of the victims."""
        return persons.single and self.prose.words[persons.past : persons.past + 1] in _SAID

    def _after_aside(self, index: int, limit: int) -> int:
        """Past ", without telling their nationality, and"; -1 where no aside stands."""
        words = self.prose.words
        part = words[index + 1 : index + 3]
        of_them = len(part) > 1 and part[0] == "of" and part[1] in _THEM
        if not of_them and self.crowd.at(index, limit) is not None:
            return -1
        for position in range(index, min(limit - 2, index + _ASIDE_REACH)):
            if self.prose.gap(position).strip() == "," and words[position + 1] in JOINERS:
                return position + 2
        return -1

    def _leftward(self, cue: Hit[tuple[str, str]], left: int) -> list[Persons]:
        """The noun phrases that end nearest before a verb, joined ones included."""
        chains: list[list[Persons]] = []
        index = left
        while index < cue.first:
            told = self.crowd.at(index, cue.first)
            if told is None:
                index += 1
                continue
            aside = self._is_part([told]) and self.prose.gap(told.past - 1).strip() == ","
            chain = [told] if aside else self._chain(told, cue.first)
            chains.append(chain)
            index = max(chain[-1].past, index + 1)
        while len(chains) > 1 and self._is_part(chains[-1]):
            chains.pop()
        return chains[-1] if chains else []

    def _is_part(self, chain: list[Persons]) -> bool:
        """ "four troops including the gunman dead": a part of those before it."""
        if not chain[0].first or self.prose.words[chain[0].first - 1] not in _PART:
            return False
        after = self.prose.words[chain[-1].past : chain[-1].past + 1]
        return after not in (["who"], ["that"])


def _explains(one: Persons, other: Persons) -> bool:
    """ "Doe, a father of two" or "a father, John Doe": one person told twice."""
    return (bool(one.name) and other.single) or (one.single and bool(other.name))
