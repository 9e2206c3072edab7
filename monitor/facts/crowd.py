"""Noun phrases that count persons: "three Iraqi soldiers", "a 23-year-old man", "John Doe, 31"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.facts.numbers import Amount, amount
from monitor.facts.prose import Prose, bag
from monitor.facts.tongue import Tongue

#: A noun stands so near to its number; one person's adjectives may be more.
_HEAD_REACH = 6
_ONE_REACH = 9
_EMERGENCY_CALL = 911
#: A number of persons ends, and none follows, at one of these.
STOPS = bag(
    "in at by on as after when for from with following near during outside inside over while "
    "before because that who which if where dans à en bei nach por tras при в на за في بعد "
    "خلال"
)
JOINERS = bag("and y et und e plus и")
_SAID_BESIDES = bag("other others more another autres otros otras weitere andere")
#: "Image 3 of 8": no persons.
_CAPTIONS = bag("image photo picture slide page part step number no chapter item")
_DETERMINERS = bag("its the his her their our those them these whom")
#: "one of them" ends here, "one of those men" goes on.
_ALL_OF = bag("them whom")
_PLURALS = ("men", "people", "children", "troops", "women")
_AGE_UNITS = bag("year years month months yearold jähriger jährige")


@dataclass(frozen=True, slots=True)
class Persons:
    """A number of persons: words first … past-1."""

    first: int
    past: int
    low: int | None
    best: int
    high: int | None
    #: "others", "another", "more": besides those told before.
    more: bool = False
    #: A person's name; "" where unnamed.
    name: str = ""
    #: One person by an article or pronoun ("a man", "the boy", "he").
    single: bool = False


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
        told = self.at(index, limit)
        if told is None and self.prose.words[index] in self.tongue.tolls.persons:
            told = self._bare_noun(index)
        return told

    def at(self, index: int, limit: int) -> Persons | None:
        """Return the persons counted from word `index` on, before word `limit`."""
        prose = self.prose
        person = self.named.get(index)
        if person is not None and person[0] <= limit:
            return Persons(index, person[0], 1, 1, 1, name=person[1])
        found = None if index in self.masked else amount(prose, index, self.tongue.numbers)
        if found is None:
            return self._one(index, limit)
        if not _CAPTIONS.isdisjoint(prose.words[max(0, index - 1) : index]) or (
            prose.words[index - 1 : index] == ["of"]
            and not _CAPTIONS.isdisjoint(prose.words[max(0, index - 3) : index])
        ):
            return None
        aged = self._by_age(found, limit)
        if aged is not None:
            return aged
        if found.past > limit or self._is_age(found, limit) or found.best == _EMERGENCY_CALL:
            return None
        head = self._head(found.past, limit)
        if head is None:
            return None
        past, more = head
        if past == found.past == index + 1 and 1900 <= found.best <= 2100:
            return None
        return Persons(found.first, past, found.low, found.best, found.high, more)

    def _by_age(self, found: Amount, limit: int) -> Persons | None:
        """One person told by age: "a 4-year-old was shot", "15-year-old girl dies"."""
        words, past = self.prose.words, found.past
        if past + 1 >= limit or words[past] not in _AGE_UNITS or words[past + 1] != "old":
            return None
        past = self._noun_end(past + 2, limit)
        return Persons(found.first, past, 1, 1, 1, single=True)

    def _is_age(self, found: Amount, limit: int) -> bool:
        words, prose = self.prose.words, self.prose
        if found.past < limit and words[found.past] in _AGE_UNITS:
            return True
        if any(w in ("age", "aged", "ages") for w in words[max(0, found.first - 5) : found.first]):
            return True
        start = prose.starts[found.first]
        before, after = prose.text[max(0, start - 2) : start], prose.gap(found.past - 1)
        return before == ", " and after[:1] in (",", ".", ";", "\n", ")") and found.best < 110

    def _head(self, index: int, limit: int) -> tuple[int, bool] | None:
        """Where the noun phrase after a number ends, and whether it says "others"."""
        words, tolls = self.prose.words, self.tongue.tolls
        more = index < limit and words[index] in _SAID_BESIDES
        if words[index : index + 1] == ["of"] and index + 1 < limit:
            if words[index + 1] in _ALL_OF:
                return index + 2, more
            index += 2 if words[index + 1] in _DETERMINERS else 1
        position = index
        while position < min(limit, index + _HEAD_REACH):
            word = words[position]
            if position > index and self.prose.gap(position - 1) not in (" ", "-", "\n"):
                break
            if word in tolls.things:
                return None
            if word in tolls.persons:
                return self._noun_end(position + 1, limit), more
            if word in tolls.be or word in STOPS or word in ("and", "of"):
                break
            if position > index and word in self.tongue.numbers.units:
                break
            position += 1
        if more and index < limit and (position == index + 1 or words[index + 1] in tolls.be):
            # "two more wounded"
            return index + 1, more
        plural = position - index == 1 and self._is_plural(index)
        return (position, more) if position == index or plural else None

    def _is_plural(self, index: int) -> bool:
        """Whether an unknown noun may be of persons; a name only if of a people ("Syrians")."""
        word, prose = self.prose.words[index], self.prose
        if prose.is_name(index) and not prose.uncased:
            return word.endswith(("ans", "ens", "ese", "men", "lis", "nis"))
        return word.endswith(("s", "men"))

    def _noun_end(self, past: int, limit: int) -> int:
        persons = self.tongue.tolls.persons
        while (
            past < limit and self.prose.words[past] in persons and self.prose.gap(past - 1) == " "
        ):
            past += 1
        return past

    def _one(self, index: int, limit: int) -> Persons | None:
        words, tolls = self.prose.words, self.tongue.tolls
        word = words[index]
        if word in tolls.pronouns:
            return Persons(index, index + 1, 1, 1, 1, single=True)
        if self.prose.field == "title" and word in tolls.persons:
            return self._bare_noun(index)
        if word not in self.tongue.numbers.articles:
            return None
        for position in range(index + 1, min(limit, index + _ONE_REACH)):
            word = words[position]
            if word in tolls.persons and not word.endswith(_PLURALS):
                past = self._noun_end(position + 1, limit)
                last = words[past - 1]
                if last.endswith(_PLURALS) or (last.endswith("s") and last[:-1] in tolls.persons):
                    return None
                best = 2 if last == "couple" else 1
                return Persons(
                    index, past, best, best, best, words[index] == "another", single=True
                )
            if (word in tolls.be and word != "and") or word in ("in", "at", "by", "of"):
                break
            if self.prose.gap(position - 1).strip() in (",", ";", ":"):
                break
        return None

    def _bare_noun(self, index: int) -> Persons | None:
        """A bare noun in a headline is one person: "Teen killed, five others injured"."""
        words, tolls = self.prose.words, self.tongue.tolls
        word, before = words[index], words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if word.endswith(_PLURALS) or (word.endswith("s") and word[:-1] in tolls.persons):
            return None
        if before in STOPS or before in tolls.persons or word in ("police", "family", "cop"):
            return None
        if after in tolls.persons and self.prose.gap(index) == " ":
            return None
        return Persons(index, index + 1, 1, 1, 1, single=True)
