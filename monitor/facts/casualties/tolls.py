"""How many were killed, hurt, missing …, verb by verb. Nothing is added up here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from monitor.facts.casualties.not_counts import is_owned
from monitor.facts.casualties.person_chains import Chains
from monitor.facts.casualties.person_counts import Crowd
from monitor.facts.casualties.rising_tolls import is_definite, risen, total_noun
from monitor.facts.casualties.verb_fates import is_kin, is_not_so, is_of_hurt
from monitor.facts.lexical.language import FALLBACK, Tongue
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, phrases_of
from monitor.facts.nouns import Persons, Tally

_WORDS = bags("casualties.tolls")
_PHRASES = phrases_of("casualties.tolls")

#: A number may stand this many words from its verb.
_REACH = 14
#: Words between a verb and its persons: "killed at least", "killed the top Ruritanian air force
#: commander Major General John Doe".
_FILLER_REACH, _TITLE_REACH = 3, 8
_JOINED_REACH = 5
_BE_REACH = 3
_TRIED_REACH = 3
_PLAIN_GAPS = (" ", "-", "\n", " \n")
_MOST = 300
#: Words between a dash and the number of an aside.
_ASIDE_REACH = 6
_DASHES = frozenset(("–", "—", "--"))
_BE = _WORDS["be"]
_NOT = _WORDS["not"]
_TRIED = _WORDS["tried"]
_WITH = _PHRASES["with"]
_THEM = _WORDS["them"]
_PART = _WORDS["part"]


@dataclass(frozen=True, slots=True)
class TollReader:
    """One text being read for its tolls."""

    prose: Prose
    tongue: Tongue
    crowd: Crowd
    chains: Chains

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
        if self.tongue.language != FALLBACK:
            told = self.tongue.tolls.cues.find(self.prose.words, hit.first, hit.past)
            dead = any(cue.value[0] == "killed" for cue in told)
            hurt = any(cue.value[0] == "injured" for cue in told)
        fields = ["killed"] * (dead or not hurt) + ["injured"] * (hurt or not dead)
        nobody = Persons(hit.first, hit.past, 0, 0, 0)
        return [Tally(self.prose, field, nobody, hit.first, "“nobody” said") for field in fields]

    @property
    def _persons(self) -> frozenset[str]:
        return self.tongue.tolls.persons

    @property
    def _ends(self) -> frozenset[str]:
        """Words that no object of a verb goes on after."""
        return self.tongue.tolls.stops | self.tongue.tolls.joiners | _NOT

    def _linked(self, cue: Hit[tuple[str, str]], floor: int, ceiling: int) -> list[Tally]:
        """The persons of one verb between the verbs before (`floor`) and after it (`ceiling`)."""
        field, side = cue.value
        if field == "ignore":
            return []
        if field in ("fatal", "self"):
            return self._in_one_word(cue, field)
        if field == "killed" and is_not_so(self.prose, cue.first, cue.past):
            return []
        first, _ = self.prose.sentences[self.prose.sentence_of[cue.first]]
        if side == "owned":
            owners = self._leftward(cue, max(first, floor, cue.first - _REACH))
            told = [p for p in owners if p.past == cue.first]
            return [Tally(self.prose, field, p, cue.first, "whose death it is") for p in told]
        return self._total(cue, ceiling) or self._harmed(cue, floor, ceiling)

    def _total(self, cue: Hit[tuple[str, str]], ceiling: int) -> list[Tally]:
        """ "The death toll of the crash rose to 12": the total of its noun."""
        noun = total_noun(self.prose, cue.first, cue.past)
        told = risen(self.crowd, cue.past, ceiling) if noun >= 0 else None
        return [Tally(self.prose, cue.value[0], told, noun, "what a total rose to")] if told else []

    def _harmed(self, cue: Hit[tuple[str, str]], floor: int, ceiling: int) -> list[Tally]:
        """The persons of one verb, those after it first."""
        field, (first, past) = cue.value[0], self.prose.sentences[self.prose.sentence_of[cue.first]]
        found = self._after(cue, first, min(past, ceiling)) or self._before(cue, first, floor)
        if found and self._is_denied(found, cue):
            return []
        if found and found[-1].past <= cue.first:
            found = found + self._along_with(cue.past, min(past, ceiling), ceiling)
        return [Tally(self.prose, field, p, cue.first, _tie(p, cue)) for p in found]

    def _in_one_word(self, cue: Hit[tuple[str, str]], field: str) -> list[Tally]:
        """ "A fatal shooting", "took his own life": somebody died, without a number."""
        first = self.prose.sentences[self.prose.sentence_of[cue.first]][0]
        before = self.prose.words[max(first, cue.first - _TRIED_REACH) : cue.first]
        if field == "fatal" and not _TRIED.isdisjoint(before):
            return []
        high = 1 if field == "self" else None
        somebody = Persons(cue.first, cue.past, 1, 1, high)
        reason = "by own hand" if field == "self" else "a death in one word"
        return [Tally(self.prose, field, somebody, cue.first, reason)]

    def _after(self, cue: Hit[tuple[str, str]], first: int, far: int) -> list[Persons]:
        """The persons that an active verb harms: "killed three soldiers"."""
        side = cue.value[1]
        active = side == "after" or (side == "either" and not self._is_passive(cue, first))
        if not active or self.prose.gap(cue.past - 1) != " ":
            return []
        return self._rightward(cue, min(far, cue.past + _REACH), far)

    def _before(self, cue: Hit[tuple[str, str]], first: int, floor: int) -> list[Persons]:
        """The persons before a passive verb: "three soldiers were killed"."""
        if cue.value[1] not in ("either", "before") or self._is_adjective(cue):
            return []
        found = self._leftward(cue, max(first, floor, cue.first - _REACH))
        noun = total_noun(self.prose, cue.first, cue.past)
        if noun >= 0 and is_definite(self.prose, noun):
            # "put the number of pupils abducted at 70": nobody before it was.
            return []
        if not found and (self._is_joined(floor, cue.first) or self._goes_on(floor, cue)):
            # "A child was shot twice and killed": both verbs have one subject.
            return self._leftward(cue, max(first, cue.first - _REACH))
        if not found and cue.value[0] == "killed" and is_of_hurt(self.prose, floor, cue.first):
            return self._leftward(cue, max(first, floor - _REACH))
        return found

    def _along_with(self, index: int, limit: int, ceiling: int) -> list[Persons]:
        """ "was killed near his home, along with two of his guards"."""
        words = self.prose.words
        for position in range(index, min(limit - 2, index + _REACH)):
            if tuple(words[position : position + 2]) in _WITH:
                told = self.crowd.joined(position + 2, limit)
                others = self.chains.of(told, limit) if told is not None else []
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
        return 0 < len(words) <= _JOINED_REACH and words[-1] in self.tongue.tolls.joiners

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
        between = range(min(found[-1].past, cue.first), cue.first)
        said = [i + 1 for i in between if self.prose.words[i] in _NOT]
        # "Four, not six, died" denies the six only.
        return any(i == cue.first or self.crowd.at(i, cue.first) is None for i in said)

    def _rightward(self, cue: Hit[tuple[str, str]], right: int, far: int) -> list[Persons]:
        """The persons after a verb: "killing three soldiers, two officers and a civilian"."""
        index = cue.past
        while index < right:
            told = self.crowd.at(index, right) or self._officer(cue, index, right)
            if told is not None:
                return self.chains.of(told, min(far, right + _REACH))
            plain = self.prose.gap(index) in _PLAIN_GAPS or self._is_title(index)
            if not plain or self.prose.words[index] in self._ends:
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
        return None if told is None or self.chains.speaks(replace(told, single=True)) else told

    def _leftward(self, cue: Hit[tuple[str, str]], left: int) -> list[Persons]:
        """The noun phrases that end nearest before a verb, joined ones included."""
        chains: list[list[Persons]] = []
        index = left
        while index < cue.first:
            told = self.crowd.at(index, cue.first)
            if told is None or self._is_not_they(told, chains):
                index += 1
                continue
            aside = self._is_part([told]) and self.prose.gap(told.past - 1).strip() == ","
            chain = [told] if aside else self.chains.of(told, cue.first)
            chains.append(chain)
            index = max(chain[-1].past, index + 1)
        while len(chains) > 1 and (
            self._is_part(chains[-1]) or self._is_share(chains[-1], cue.first)
        ):
            chains.pop()
        return chains[-1] if chains else []

    def _is_not_they(self, told: Persons, chains: list[list[Persons]]) -> bool:
        """ "Four, not six, died", "the families of those who died", "a member of his escort"."""
        if told.first and self.prose.words[told.first - 1] in _NOT:
            return True
        return is_kin(self.prose, told.past) or bool(chains and self._is_whose(told, chains[-1]))

    def _is_whose(self, told: Persons, chain: list[Persons]) -> bool:
        """ "two members of his escort": the escort is not who was killed."""
        return chain[-1].past == told.first - 1 and self.prose.words[told.first - 1] == "of"

    def _is_share(self, chain: list[Persons], verb: int) -> bool:
        """ "six monks, five of them foreigners, were killed": an aside on those before it."""
        prose, first, past = self.prose, chain[0].first, chain[-1].past
        if first and self._is_between_dashes(first, past, verb):
            return True
        if not first or prose.gap(first - 1).strip() != ",":
            return False
        words = prose.words[first : min(past + 2, verb)]
        of_them = any(a == "of" and b in _THEM for a, b in pairwise(words))
        return of_them and any(prose.gap(i).strip() == "," for i in range(past - 1, verb))

    def _is_between_dashes(self, first: int, past: int, verb: int) -> bool:
        """ "67 people – many of them civilians – were killed"."""
        gaps = [self.prose.gap(i).strip() for i in range(max(0, first - _ASIDE_REACH), verb)]
        before, after = gaps[: min(first, _ASIDE_REACH)], gaps[past - verb - 1 :]
        return not _DASHES.isdisjoint(before) and not _DASHES.isdisjoint(after)

    def _is_part(self, chain: list[Persons]) -> bool:
        """ "four troops including the gunman dead": a part of those before it."""
        if not chain[0].first or self.prose.words[chain[0].first - 1] not in _PART:
            return False
        after = self.prose.words[chain[-1].past : chain[-1].past + 1]
        return after not in (["who"], ["that"])


def _tie(persons: Persons, cue: Hit[tuple[str, str]]) -> str:
    """How persons and their verb stand together, in words."""
    return "object of the verb" if persons.first >= cue.past else "subject of the verb"
