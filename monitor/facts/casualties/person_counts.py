"""Noun phrases that count persons: "three Iraqi soldiers", "a 23-year-old man", "John Doe, 31"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.facts.casualties.not_counts import AGE_UNITS, counts_nobody, is_caption, is_owned
from monitor.facts.lexical.language import FALLBACK, Tongue
from monitor.facts.lexical.numbers import Amount, amount
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Persons

_WORDS = bags("casualties.person_counts")

#: A noun stands so near to its number; one person's adjectives may be more.
_HEAD_REACH = 6
_ONE_REACH = 9
_LONG_PEOPLE = 7
_SAID_BESIDES = _WORDS["said_besides"]
_DETERMINERS = _WORDS["determiners"]
#: "one of them" ends here, "one of those men" goes on.
_ALL_OF = _WORDS["all_of"]
_PLURALS = tuple(_WORDS["plurals"])
_PEOPLES = tuple(_WORDS["peoples"])
#: Words from "as many as" to its number, and one more.
_HEDGE_REACH = 5
#: Nouns of several persons; one officer is no "police", though a "police officer" is.
_MANY = _WORDS["many"]
#: "Police seek shooting suspect": he is not the one who was shot.
_SOUGHT = _WORDS["sought"]


#: Ranks that are words of other things too: persons right after the service that has them.
_RANKS = _WORDS["ranks"]
_SERVICES = _WORDS["services"]


@dataclass(frozen=True, slots=True)
class Crowd:
    """One text being read for persons counted in it."""

    prose: Prose
    tongue: Tongue
    #: Words that tell a time: their numbers are no persons.
    masked: frozenset[int] = frozenset()
    #: First word of each person named → where name and age end, and the folded name.
    named: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    #: The same of those who hold an office: they speak rather than suffer.
    officers: Mapping[int, tuple[int, str]] = field(default_factory=dict)

    def officer(self, index: int, limit: int) -> Persons | None:
        """Return the person named with an office from word `index` on."""
        end, name = self.officers.get(index, (limit + 1, ""))
        return Persons(index, end, 1, 1, 1, name=name) if end <= limit else None

    def joined(self, index: int, limit: int) -> Persons | None:
        """Return the persons told right after "and": also a bare noun ("a father and daughter")."""
        words, numbers = self.prose.words, self.tongue.numbers
        if words[index] == "the" and index + 1 < limit and amount(self.prose, index + 1, numbers):
            index += 1
        told = self.at(index, limit)
        if told is None and words[index] in self.tongue.tolls.persons:
            told = self._bare_noun(index)
            person = self.named.get(told.past) if told is not None else None
            if told is not None and person is not None and person[0] <= limit:
                # "a judge and senator Jane Roe"
                return Persons(told.past, person[0], 1, 1, 1, name=person[1])
        return told

    def at(self, index: int, limit: int) -> Persons | None:
        """Return the persons counted from word `index` on ("at least 25"), before word `limit`."""
        prose, index = self.prose, self._behind_hedge(index, limit)
        person = self.named.get(index)
        if person is not None and person[0] <= limit:
            return Persons(index, person[0], 1, 1, 1, name=person[1])
        found = None if index in self.masked else amount(prose, index, self.tongue.numbers)
        if found is None:
            return self._one(index, limit)
        if is_caption(prose, found) or self._is_bare_age(found):
            return None
        aged = self._by_age(found, limit)
        if aged is not None:
            return aged
        if counts_nobody(prose, found, limit, self.tongue.tolls.be):
            return None
        head = self._head(self._past_age(found.past), limit)
        if head is None:
            return None
        past, more = head
        if past > found.past and self._is_some_thing(index, past):
            return None
        if past == found.past == index + 1 and 1900 <= found.best <= 2100:
            return None
        return Persons(found.first, past, found.low, found.best, found.high, more)

    def _is_bare_age(self, found: Amount) -> bool:
        """ "Een vrouw van 36": an age without its unit, right behind a person."""
        words, tolls = self.prose.words, self.tongue.tolls
        first = found.first
        return (
            first > 1 and words[first - 1] in tolls.age_before and words[first - 2] in tolls.persons
        )

    def _behind_hedge(self, index: int, limit: int) -> int:
        """Where the number stands whose bound begins at `index` ("at least", "as many as")."""
        if self.prose.words[index] not in self.tongue.numbers.hedges:
            return index
        for behind in range(index + 1, min(limit, index + _HEDGE_REACH)):
            found = amount(self.prose, behind, self.tongue.numbers)
            if found is not None:
                return behind if found.first == index else index
        return index

    def _is_some_thing(self, index: int, past: int) -> bool:
        """ "some of the scars": a vague word and a noun that nobody knows to be of persons."""
        last = self.prose.words[past - 1]
        known = last in self.tongue.tolls.persons or last in _SAID_BESIDES or last in _ALL_OF
        return self.prose.words[index] in self.tongue.numbers.vague and not known

    def _by_age(self, found: Amount, limit: int) -> Persons | None:
        """One person told by age: "a 4-year-old was shot", "15-year-old girl dies"."""
        words, past = self.prose.words, found.past
        if past + 1 >= limit or words[past] not in AGE_UNITS or words[past + 1] != "old":
            return None
        if words[max(0, found.first - 1) : found.first] == ["both"]:
            return None
        past = self._noun_end(past + 2, limit)
        return Persons(found.first, past, 1, 1, 1, single=True)

    def _past_age(self, index: int) -> int:
        """Past "4-year-old" in "two 4-year-old girls"."""
        age = self.prose.words[index : index + 3]
        told = len(age) == 3 and age[0].isdigit() and age[1] in AGE_UNITS and age[2] == "old"
        return index + 3 if told else index

    def _head(self, index: int, limit: int) -> tuple[int, bool] | None:
        """Where the noun phrase after a number ends, and whether it says "others"."""
        words, tolls = self.prose.words, self.tongue.tolls
        more = index < limit and words[index] in _SAID_BESIDES
        index, whole = self._past_of(index, limit)
        if whole:
            return index, more
        position = index
        while position < min(limit, index + _HEAD_REACH):
            word = words[position]
            if not self._goes_on(position, index):
                break
            if word in tolls.things:
                return None
            named = word in tolls.persons or (position > index and self._is_people(position))
            if named and not is_owned(self.prose, position + 1):
                return self._noun_end(position + 1, limit), more
            if not named and self._ends_phrase(position, index):
                break
            position += 1
        if more and index < limit and (position == index + 1 or words[index + 1] in tolls.be):
            # "two more wounded"
            return index + 1, more
        plural = position - index == 1 and self._is_plural(index)
        return (position, more) if position == index or plural else None

    def _past_of(self, index: int, limit: int) -> tuple[int, bool]:
        """Past "of", "of the" after a number; and whether "of them" is all there is."""
        words = self.prose.words
        if words[index : index + 1] != ["of"] or index + 1 >= limit:
            return index, False
        if words[index + 1] in _ALL_OF:
            return index + 2, True
        return index + (2 if words[index + 1] in _DETERMINERS else 1), False

    def _goes_on(self, position: int, index: int) -> bool:
        """Whether the noun phrase after a number at `index` goes on with a word: no comma between.

        "Kill 28, wound 82": a headline leaves the noun out.
        """
        plain = self.prose.gap(position - 1) in (" ", "-", "\n")
        plain = plain or (position == index and self.prose.field != "title")
        return plain or is_owned(self.prose, position)

    def _ends_phrase(self, position: int, index: int) -> bool:
        word, tolls = self.prose.words[position], self.tongue.tolls
        if word in tolls.be or word in tolls.stops or word in ("and", "of"):
            return True
        return position > index and word in self.tongue.numbers.units

    def _is_people(self, index: int) -> bool:
        """ "three more unidentified Ruritanians"."""
        word = self.prose.words[index]
        return len(word) >= _LONG_PEOPLE and word.endswith("ans") and self.prose.is_name(index)

    def _is_plural(self, index: int) -> bool:
        """Whether an unknown noun may be of persons; a name only if of a people ("Syrians")."""
        word, prose = self.prose.words[index], self.prose
        if prose.is_name(index) and not prose.uncased:
            return word.endswith(_PEOPLES)
        return word.endswith(("s", "men"))

    def _noun_end(self, past: int, limit: int) -> int:
        persons, words = self.tongue.tolls.persons, self.prose.words
        while past < limit and self.prose.gap(past - 1) == " ":
            if words[past] not in persons and not _is_ranked(words, past):
                break
            past += 1
        return past

    def _one(self, index: int, limit: int) -> Persons | None:
        words, tolls = self.prose.words, self.tongue.tolls
        word = words[index]
        if word in tolls.pronouns:
            return Persons(index, index + 1, 1, 1, 1, single=True)
        if word in tolls.one or (self.prose.field == "title" and word in tolls.persons):
            return self._bare_noun(index)
        return self._with_article(index, limit) if word in self.tongue.numbers.articles else None

    def _with_article(self, index: int, limit: int) -> Persons | None:
        """ "A 23-year-old man", "his wife", "a couple"."""
        words, tolls = self.prose.words, self.tongue.tolls
        for position in range(index + 1, min(limit, index + _ONE_REACH)):
            word = words[position]
            if is_owned(self.prose, position + 1):
                continue
            told = word in tolls.persons or _is_ranked(words, position)
            if told and not word.endswith(_PLURALS):
                past = self._noun_end(position + 1, limit)
                last = words[past - 1]
                if last.endswith(_PLURALS) or (last.endswith("s") and last[:-1] in tolls.persons):
                    return None
                if last == "couple" and words[past : past + 1] == ["of"]:
                    return None
                best = 2 if last == "couple" else 1
                return Persons(
                    index, past, best, best, best, words[index] == "another", single=True
                )
            if self._ends_one(word):
                break
            if self.prose.gap(position - 1).strip() in (",", ";", ":"):
                break
        return None

    def _ends_one(self, word: str) -> bool:
        """Whether no noun of an article before it comes after this word."""
        tolls = self.tongue.tolls
        if self.tongue.language != FALLBACK and word in tolls.stops:
            return True
        return (word in tolls.be and word != "and") or word in ("in", "at", "by", "of")

    def _bare_noun(self, index: int) -> Persons | None:
        """A bare noun in a headline is one person: "Teen killed, five others injured"."""
        words, tolls = self.prose.words, self.tongue.tolls
        word, before = words[index], words[index - 1] if index else ""
        past = self._noun_end(index + 1, len(words))
        last = words[past - 1]
        if last.endswith(_PLURALS) or (last.endswith("s") and last[:-1] in tolls.persons):
            return None
        if before in _SOUGHT and word == "suspect":
            return None
        inside = before in tolls.persons and self.prose.gap(index - 1) == " "
        led = before in tolls.stops and word not in tolls.one
        if led or inside or last in _MANY:
            return None
        return Persons(index, past, 1, 1, 1, single=True)


def _is_ranked(words: list[str], index: int) -> bool:
    """ "An army major", "a retired general", "a police sergeant", "an air force captain"."""
    return words[index] in _RANKS and index > 0 and words[index - 1] in _SERVICES
