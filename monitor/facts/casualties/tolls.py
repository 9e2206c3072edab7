"""How many were killed, hurt, missing …, verb by verb. Nothing is added up here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from monitor.facts.casualties.not_counts import is_owned
from monitor.facts.casualties.person_counts import JOINERS, STOPS, Crowd
from monitor.facts.lexical.language import Tongue
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, phrases_of
from monitor.facts.nouns import Persons, Tally

_WORDS = bags("casualties.tolls")
_PHRASES = phrases_of("casualties.tolls")

#: A number may stand this many words from its verb.
_REACH = 14
_ASIDE_REACH = 6
#: "John Doe, leader of the People's Party of the north, and …"; a title before a joined name.
_NAME_ASIDE, _JOINED_TITLE = 14, 6
#: Words between a verb and its persons: "killed at least", "killed the top Ruritanian air force
#: commander Major General John Doe".
_FILLER_REACH, _TITLE_REACH = 3, 8
_JOINED_REACH = 5
_BE_REACH = 3
_PLAIN_GAPS = (" ", "-", "\n", " \n")
_MOST = 300
_BE = _WORDS["be"]
_NOT = _WORDS["not"]
_TRIED = _WORDS["tried"]
_REFLEXIVE = _WORDS["reflexive"]
_AS_WELL = ("as", "well", "as")
_WITH = _PHRASES["with"]
_KIN = _WORDS["kin"]
_THEM = _WORDS["them"]
_SAID = [[word] for word in _WORDS["said"]]
_PART = _WORDS["part"]


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
        cues = [
            c
            for c in self.tongue.tolls.cues.find(words)
            if c.first not in taken and (c.value[1] != "owned" or is_owned(self.prose, c.first))
        ]
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
        return [Tally(self.prose, field, nobody, hit.first, "“nobody” said") for field in fields]

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
            return (
                []
                if tried
                else [Tally(self.prose, field, somebody, cue.first, "a death in one word")]
            )
        if field == "self":
            oneself = Persons(cue.first, cue.past, 1, 1, 1)
            return [Tally(self.prose, field, oneself, cue.first, "by own hand")]
        if side == "owned":
            owners = self._leftward(cue, max(first, floor, cue.first - _REACH))
            told = [p for p in owners if p.past == cue.first]
            return [
                Tally(self.prose, field, p, cue.first, "whose death or capture it is") for p in told
            ]
        active = side == "after" or (side == "either" and not self._is_passive(cue, first))
        found: list[Persons] = []
        if active and self.prose.gap(cue.past - 1) == " ":
            far = min(past, ceiling)
            found = self._rightward(cue, min(far, cue.past + _REACH), far)
        if not found and side in ("either", "before") and not self._is_adjective(cue):
            found = self._leftward(cue, max(first, floor, cue.first - _REACH))
            if not found and (self._is_joined(floor, cue.first) or self._goes_on(floor, cue)):
                # "A child was shot twice and killed": both verbs have one subject.
                found = self._leftward(cue, max(first, cue.first - _REACH))
        if found and self._is_denied(found, cue):
            return []
        if found and found[-1].past <= cue.first:
            found = found + self._along_with(cue.past, min(past, ceiling), ceiling)
        return [Tally(self.prose, field, p, cue.first, _tie(p, cue)) for p in found]

    def _along_with(self, index: int, limit: int, ceiling: int) -> list[Persons]:
        """ "was killed near his home, along with two of his guards"."""
        words = self.prose.words
        for position in range(index, min(limit - 2, index + _REACH)):
            if tuple(words[position : position + 2]) in _WITH:
                told = self.crowd.joined(position + 2, limit)
                others = self._chain(told, limit) if told is not None else []
                # "along with two others wounded": told of by another verb
                elsewhere = bool(others) and others[-1].past == ceiling < len(words)
                return [] if elsewhere else others
        return []

    def _is_adjective(self, cue: Hit[tuple[str, str]]) -> bool:
        """ "a slain friend" says nothing of those told before it."""
        return cue.first > 0 and self.prose.words[cue.first - 1] in ("a", "an")

    def _is_joined(self, floor: int, first: int) -> bool:
        """Whether "and" ties a verb to the one that ends at word `floor`, just before it."""
        words = self.prose.words[floor:first]
        return 0 < len(words) <= _JOINED_REACH and words[-1] in JOINERS

    def _goes_on(self, floor: int, cue: Hit[tuple[str, str]]) -> bool:
        """ "Doe, who was kidnapped in Leeds, was found dead": of one subject, after an aside."""
        words = self.prose.words
        index = cue.first
        while index > floor and words[index - 1] in _BE:
            index -= 1
        aside = floor < index < cue.first and self.prose.gap(index - 1).strip() == ","
        return aside and "who" in words[max(0, floor - _REACH) : floor]

    def _is_passive(self, cue: Hit[tuple[str, str]], first: int) -> bool:
        for index in range(cue.first - 1, max(first, cue.first - _BE_REACH) - 1, -1):
            if self.prose.words[index] in _BE and not self._is_acronym(index):
                return True
            if index > first and self.prose.gap(index - 1).strip() == ",":
                # "who was 59, had shot two"
                return False
        return False

    def _is_acronym(self, index: int) -> bool:
        """ "IS says it killed": no form of "to be"."""
        prose = self.prose
        return not prose.uncased and prose.text[prose.starts[index] : prose.ends[index]].isupper()

    def _is_denied(self, found: list[Persons], cue: Hit[tuple[str, str]]) -> bool:
        """ "were not injured"."""
        between = self.prose.words[min(found[-1].past, cue.first) : cue.first]
        return any(word in _NOT for word in between)

    def _rightward(self, cue: Hit[tuple[str, str]], right: int, far: int) -> list[Persons]:
        """The persons after a verb: "killing three soldiers, two officers and a civilian"."""
        index = cue.past
        while index < right:
            told = self.crowd.at(index, right) or self._officer(cue, index, right)
            if told is not None:
                return self._chain(told, min(far, right + _REACH))
            plain = self.prose.gap(index) in _PLAIN_GAPS or self._is_title(index)
            if self.prose.words[index] in STOPS | JOINERS or not plain:
                break
            titled = self.prose.is_name(index) or self.prose.words[index] in self._persons
            if index - cue.past >= (_TITLE_REACH if titled else _FILLER_REACH):
                break
            index += 1
        return []

    def _is_title(self, index: int) -> bool:
        """ "the murder of Dr. Roe": its full stop ends nothing."""
        return self.prose.gap(index) == ". " and (
            index + 1 in self.crowd.named or index + 1 in self.crowd.officers
        )

    def _officer(self, cue: Hit[tuple[str, str]], index: int, right: int) -> Persons | None:
        """Who holds an office speaks rather than suffers, but "killed General John Doe"."""
        told = self.crowd.officer(index, right) if cue.value[0] in ("killed", "kidnapped") else None
        return None if told is None or self._speaks(replace(told, single=True)) else told

    def _chain(self, told: Persons, limit: int) -> list[Persons]:
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
            if persons is None or self._speaks(persons):
                break
            # A headline writes a comma for "and".
            reflexive = self.prose.words[index - 1] in _REFLEXIVE
            conjunction = conjunction or (self.prose.field == "title" and not reflexive)
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

    def _after_joiner(self, index: int, limit: int, *, named: bool) -> tuple[int, bool]:
        """Where the next noun phrase starts (-1: none), and whether "and" joins it."""
        words = self.prose.words
        if index >= limit:
            return -1, False
        comma = self.prose.gap(index - 1).strip() == ","
        if comma and words[index] not in JOINERS:
            aside = self._after_aside(index, limit, named=named)
            return (aside, True) if aside >= 0 else (index, False)
        if tuple(words[index : index + 3]) == _AS_WELL:
            return (index + 3, True) if index + 3 < limit else (-1, False)
        conjunction = words[index] in JOINERS
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
            if not (plain or word in self._persons) or word in STOPS or word in JOINERS:
                return None
        return None

    def _speaks(self, persons: Persons) -> bool:
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
            if self.prose.gap(position).strip() == "," and words[position + 1] in JOINERS:
                return position + 2
        return -1

    def _leftward(self, cue: Hit[tuple[str, str]], left: int) -> list[Persons]:
        """The noun phrases that end nearest before a verb, joined ones included."""
        chains: list[list[Persons]] = []
        index = left
        while index < cue.first:
            told = self.crowd.at(index, cue.first)
            if told is None or (chains and self._is_whose(told, chains[-1])):
                index += 1
                continue
            aside = self._is_part([told]) and self.prose.gap(told.past - 1).strip() == ","
            chain = [told] if aside else self._chain(told, cue.first)
            chains.append(chain)
            index = max(chain[-1].past, index + 1)
        while len(chains) > 1 and (
            self._is_part(chains[-1]) or self._is_share(chains[-1], cue.first)
        ):
            chains.pop()
        return chains[-1] if chains else []

    def _is_whose(self, told: Persons, chain: list[Persons]) -> bool:
        """ "two members of his escort": the escort is not who was killed."""
        return chain[-1].past == told.first - 1 and self.prose.words[told.first - 1] == "of"

    def _is_share(self, chain: list[Persons], verb: int) -> bool:
        """ "six monks, five of them foreigners, were killed": an aside on those before it."""
        prose, first, past = self.prose, chain[0].first, chain[-1].past
        if not first or prose.gap(first - 1).strip() != ",":
            return False
        words = prose.words[first : min(past + 2, verb)]
        of_them = any(a == "of" and b in _THEM for a, b in pairwise(words))
        return of_them and any(prose.gap(i).strip() == "," for i in range(past - 1, verb))

    def _is_part(self, chain: list[Persons]) -> bool:
        """ "four troops including the gunman dead": a part of those before it."""
        if not chain[0].first or self.prose.words[chain[0].first - 1] not in _PART:
            return False
        after = self.prose.words[chain[-1].past : chain[-1].past + 1]
        return after not in (["who"], ["that"])


def _explains(one: Persons, other: Persons) -> bool:
    """ "Doe, a father of two" or "a father, John Doe": one person told twice."""
    return (bool(one.name) and other.single) or (one.single and bool(other.name))


def _tie(persons: Persons, cue: Hit[tuple[str, str]]) -> str:
    """How persons and their verb stand together, in words."""
    return "object of the verb" if persons.first >= cue.past else "subject of the verb"
