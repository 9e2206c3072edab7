"""How many were killed, hurt, missing …, sentence by sentence. Nothing is added up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.facts.numbers import Amount, amount
from monitor.facts.phrases import Hit
from monitor.facts.prose import Prose
from monitor.facts.tongue import Tongue

#: A number may stand this many words from its verb.
_REACH = 14
_HEAD_REACH = 6
_MOST = 300
#: A number of persons ends, and none follows, at one of these.
_STOPS = frozenset(
    "in at by on as after when for from with following near during outside inside over while before "
    "because that who which if where dans à en bei nach por tras при в на за في بعد خلال".split()
)
_SAID_BESIDES = frozenset("other others more another autres otros otras weitere andere".split())
_JOINERS = frozenset("and y et und и e plus".split())


@dataclass(frozen=True, slots=True)
class Tally:
    """One number of persons told beside one verb."""

    prose: Prose
    field: str
    first: int
    past: int
    low: int | None
    best: int
    high: int | None
    #: Words of the noun phrase ("American troops"), for group and side.
    noun: tuple[int, int]
    #: "others", "another", "more": besides those told before.
    more: bool
    cue: int

    @property
    def sentence(self) -> int:
        return self.prose.sentence_of[self.cue]


@dataclass(frozen=True, slots=True)
class TollReader:
    """One text being read for its tolls."""

    prose: Prose
    tongue: Tongue
    #: Words that tell a time: their numbers are no persons.
    masked: frozenset[int] = frozenset()
    #: First word of each person named → where name and age end.
    named: Mapping[int, int] = field(default_factory=dict)

    def find(self) -> tuple[Tally, ...]:
        """Return the tolls told, in order."""
        found: list[Tally] = []
        words = self.prose.words
        zeros = self.tongue.tolls.zero.find(words)
        for zero in zeros:
            found += self._zero(zero)
        taken = {i for zero in zeros for i in range(zero.first, zero.past)}
        cues = [c for c in self.tongue.tolls.cues.find(words) if c.first not in taken]
        for number, cue in enumerate(cues):
            floor = cues[number - 1].past if number else 0
            ceiling = cues[number + 1].first if number + 1 < len(cues) else len(words)
            found += self._linked(cue, floor, ceiling)
            if len(found) > _MOST:
                break
        return tuple(sorted(found, key=lambda t: (t.cue, t.first)))

    def _zero(self, hit: Hit[str]) -> list[Tally]:
        words = self.prose.words[hit.first : min(hit.past + 3, len(self.prose.words))]
        text = " ".join(words)
        dead = any(w in text for w in ("death", "kill", "fatal", "loss of life", "dead"))
        hurt = any(w in text for w in ("injur", "hurt", "wound"))
        fields = ["killed"] * (dead or not hurt) + ["injured"] * (hurt or not dead)
        noun = (hit.first, hit.past)
        return [
            Tally(self.prose, f, hit.first, hit.past, 0, 0, 0, noun, False, hit.first)
            for f in fields
        ]

    def _linked(self, cue: Hit[tuple[str, str]], floor: int, ceiling: int) -> list[Tally]:
        field, side = cue.value
        first, past = self.prose.sentences[self.prose.sentence_of[cue.first]]
        left = max(first, floor, cue.first - _REACH)
        open_after = self.prose.gap(cue.past - 1) == " "
        right = min(past, ceiling, cue.past + _REACH)
        active = side == "after" or (side == "either" and not self._is_passive(cue, first))
        if active and open_after:
            found = self._rightward(cue, field, right)
            if found:
                return found
        if side in ("either", "before"):
            return self._leftward(cue, field, left)
        return []

    def _is_passive(self, cue: Hit[tuple[str, str]], first: int) -> bool:
        before = self.prose.words[max(first, cue.first - 3) : cue.first]
        return any(w in ("was", "were", "been", "being", "are", "is", "got", "be") for w in before)

    def _rightward(self, cue: Hit[tuple[str, str]], field: str, right: int) -> list[Tally]:
        found: list[Tally] = []
        index = cue.past
        while index < right:
            told = self._noun_phrase(index, right, field, cue.first)
            if told is None:
                skippable = index - cue.past < 3 and not found
                if not skippable or self.prose.words[index] in _STOPS | _JOINERS:
                    break
                index += 1
                continue
            found.append(told)
            index = self._after_joiner(told.noun[1], right)
            if index < 0:
                break
        return found

    def _after_joiner(self, index: int, right: int) -> int:
        """Where the next of "three soldiers, two officers and a civilian" starts, or -1."""
        if index >= right:
            return -1
        joined = self.prose.gap(index - 1).strip() == ","
        while index < right and self.prose.words[index] in _JOINERS:
            index += 1
            joined = True
        return index if joined and index < right else -1

    def _leftward(self, cue: Hit[tuple[str, str]], field: str, left: int) -> list[Tally]:
        """The noun phrases that end nearest before the cue, joined ones included."""
        options: list[Tally] = []
        index = left
        while index < cue.first:
            told = self._noun_phrase(index, cue.first, field, cue.first)
            if told is None:
                index += 1
                continue
            options.append(told)
            index = max(told.noun[1], index + 1)
        while len(options) > 1 and self._is_part(options[-1].first):
            options.pop()
        if not options:
            return []
        chosen = [options[-1]]
        for told in reversed(options[:-1]):
            if self._after_joiner(told.noun[1], chosen[0].first + 1) != chosen[0].first:
                break
            chosen.insert(0, told)
        return chosen

    def _is_part(self, first: int) -> bool:
        """ "four troops including the gunman": a part of those before it."""
        return self.prose.words[first - 1] in ("including", "include", "dont", "incluyendo")

    def _noun_phrase(self, index: int, limit: int, field: str, cue: int) -> Tally | None:
        """A number of persons, or one person ("a 23-year-old man"), that starts at `index`."""
        prose, words = self.prose, self.tongue.numbers
        if index in self.named and self.named[index] <= limit:
            noun = (index, self.named[index])
            return Tally(prose, field, index, noun[1], 1, 1, 1, noun, False, cue)
        found = None if index in self.masked else amount(prose, index, words)
        if found is None:
            return self._one_person(index, limit, field, cue)
        if self._is_age(found, limit):
            return None
        head = self._head(found.past, limit)
        if head is None:
            return None
        past, more = head
        return Tally(
            prose, field, found.first, found.past, found.low, found.best, found.high,
            (found.first, past), more, cue,
        )

    def _is_age(self, found: Amount, limit: int) -> bool:
        words = self.prose.words
        if found.past < limit and words[found.past] in ("year", "years", "month", "months"):
            return True
        if any(w in ("age", "aged", "ages") for w in words[max(0, found.first - 5) : found.first]):
            return True
        before = self.prose.text[max(0, self.prose.starts[found.first] - 2) : self.prose.starts[found.first]]
        after = self.prose.gap(found.past - 1)
        return before == ", " and after[:1] in (",", ".", ";", "\n") and found.best < 110

    def _head(self, index: int, limit: int) -> tuple[int, bool] | None:
        """Where the noun phrase after a number ends, and whether it says "others"."""
        words, tolls = self.prose.words, self.tongue.tolls
        more = index < limit and words[index] in _SAID_BESIDES
        position = index
        while position < min(limit, index + _HEAD_REACH):
            word = words[position]
            if position > index and self.prose.gap(position - 1) not in (" ", "-", "\n"):
                break
            if word in tolls.things:
                return None
            if word in tolls.persons:
                past = position + 1
                while past < limit and words[past] in tolls.persons and self.prose.gap(past - 1) == " ":
                    past += 1
                return past, more
            if word in tolls.be or word in _STOPS or word in ("and", "of"):
                break
            position += 1
        bare = position == index or (position == index + 1 and limit == index + 1)
        plural = position - index == 1 and words[index].endswith(("s", "men"))
        return (position, more) if bare or plural else None

    def _one_person(self, index: int, limit: int, field: str, cue: int) -> Tally | None:
        words, tolls = self.prose.words, self.tongue.tolls
        article = words[index]
        if article in self.tongue.tolls.pronouns:
            return Tally(self.prose, field, index, index + 1, 1, 1, 1, (index, index + 1), False, cue)
        if self.prose.field == "title" and article in tolls.persons:
            plural = article.endswith("s") or article in ("people", "men", "women", "children", "troops")
            before = words[index - 1] if index else ""
            if plural or before in _STOPS or before in tolls.persons:
                return None
            return Tally(self.prose, field, index, index + 1, 1, 1, 1, (index, index + 1), False, cue)
        if article not in self.tongue.numbers.articles:
            return None
        for position in range(index + 1, min(limit, index + 9)):
            word = words[position]
            if word in tolls.persons and not word.endswith(("men", "people", "children", "troops")):
                following = words[position + 1] if position + 1 < limit else ""
                if following in tolls.persons and self.prose.gap(position) == " ":
                    continue
                if word.endswith("s") and word[:-1] in tolls.persons:
                    return None
                return Tally(
                    self.prose, field, index, position + 1, 1, 1, 1,
                    (index, position + 1), article == "another", cue,
                )
            if word in tolls.be and word not in ("and",) or word in ("in", "at", "by", "of"):
                break
        return None
