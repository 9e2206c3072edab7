"""Who a source's words mean: canonical name and class of a speaker.

"Pentagon spokesman John Kirby" is John Kirby, a named official of the US government; "a security
source" is an anonymous official; "residents" are witnesses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.lineage.attribution.described_speakers import is_body, personal, spoken_for
from monitor.lineage.attribution.speaker_kinds import (
    by_words,
    core,
    is_common,
    of_actor,
    unsourced,
    without_article,
)
from monitor.lineage.data import speaker_phrase, speaker_words
from monitor.lineage.registers import (
    MEDIA_CLASSES,
    UNNAMED_AGENCIES,
    SourceRegister,
    is_unnamed_agencies,
)
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.registers import ActorRow

Known = tuple[int, int, Source]

_POSSESSIVE = re.compile(r"['’]s?$")
#: Speakers remembered by their words before the memory is emptied.
_REMEMBERED = 20_000
_BODIES = frozenset(
    {SourceClass.OFFICIAL_BODY, SourceClass.ARMED_GROUP, SourceClass.NGO, SourceClass.STATE_MEDIA}
)


class Speakers:
    """Sources and actors by the names a text may use for them. Immutable after building."""

    def __init__(self, register: SourceRegister, actors: tuple[ActorRow, ...]) -> None:
        self.register = register
        names: dict[str, Source] = {}
        for row in actors:
            if "(unspecified)" in row.name:
                continue  # "the army" of no country in particular is told by its words
            own = register.source_of(row.name) or of_actor(row)
            for name in (row.name, *row.aliases):
                if len(name) > 2:
                    source = register.source_of(name) or own
                    names.setdefault(name, source)
                    names.setdefault(name.replace("'", "’"), source)
        self._seen: dict[tuple[str, str], Source] = {}
        self._names = tuple(names.items())
        self._automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
        countries = {
            word: (row[0], row[1]) for row in speaker_words().governments for word in row[2:]
        }
        self._countries = tuple(countries.items())
        self._country_automaton = AhoCorasick(list(countries), matchkind=MatchKind.LeftmostLongest)

    def known(self, words: str) -> Known | None:
        """Return the place of the first known name in `words`; a source wins over an actor."""
        found = [(n.start, n.end, n.source) for n in self.register.named(words)]
        found += [(n.start, n.end, n.source) for n in self.register.named_folded(words)]
        found += [
            (start, end, self._names[index][1])
            for index, start, end in self._automaton.find_matches_as_indexes(words)
            if _is_whole(words, start, end)
        ]
        return min(found, key=lambda known: (known[0], -known[1]), default=None)

    def is_known(self, name: str) -> bool:
        """Return whether a name is one of a source, an actor, a country and nothing more."""
        found = self.known(name)
        if found is not None and found[1] - found[0] == len(name):
            return True
        land = self.country(name)
        return land is not None and land[2]

    def country(self, words: str) -> tuple[str, str, bool] | None:
        """Return (government, ISO alpha-2, whether nothing else is said) of `words`' country."""
        for index, start, end in self._country_automaton.find_matches_as_indexes(words):
            if _is_whole(words, start, end):
                rest = without_article(words[:start]) + speaker_phrase("adverb").cut(words[end:])
                return (*self._countries[index][1], not rest.strip(" ,.’'s"))
        return None

    def speaker(self, words: str, *, last: Source | None = None, beyond: str = "") -> Source:
        """Return who `words` mean.

        `last` is who spoke before, for "he" and "she"; `beyond` the text right after, for a name
        that was cut ("The Islamic Resistance" | "in Iraq").
        """
        words = spoken_for(" ".join(words.split()))
        low = words.casefold()
        kinds = speaker_words()
        if kinds.pronoun.fullmatch(low):
            return last or unsourced(words)
        if speaker_phrase("nobody").match(low):
            return unsourced(words)
        if is_unnamed_agencies(words):
            return UNNAMED_AGENCIES
        name = kinds.name.match(beyond.lstrip())
        if name is not None and kinds.title.search(low.rsplit(" ", 1)[-1]):
            words = f"{words} {name.group()}"
            low = words.casefold()
            beyond = ""
        return self._resolved(words, beyond)

    def nearest(self, words: str) -> Source:
        """Return the last known name in `words`, else who they mean."""
        named = list(self.register.named(words))
        return named[-1].source if named else self.speaker(words)

    def _resolved(self, words: str, beyond: str) -> Source:
        """Return who `words` mean by themselves; remembered, as few words speak again and again."""
        key = (words, beyond)
        found = self._seen.get(key)
        if found is None:
            known = self.known(words + beyond)
            if known and known[0] >= len(words):
                known = None
            found = self._decide(words, words.casefold(), known, self.country(words))
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[key] = found
        return found

    def _decide(
        self, words: str, low: str, known: Known | None, country: tuple[str, str, bool] | None
    ) -> Source:
        kinds = speaker_words()
        body = known[2] if known and known[2].source_class in _BODIES else None
        family = body.family if body else country[0] if country else ""
        state = (body.country if body else "") or (country[1] if country else "")
        if country and country[2] and known is None:
            return government(country[0], country[1])
        person = self._person(words, known)
        if person:
            is_official = bool(kinds.title.search(low)) or body is not None
            kind = SourceClass.NAMED_OFFICIAL if is_official else SourceClass.PERSON
            voice = family if is_official else ""
            return Source(name=person, source_class=kind, family=voice, country=state)
        if kinds.anonymous.search(low) and not (known and known[2].source_class in MEDIA_CLASSES):
            name = "anonymous " + self.plain(core(words))
            return Source(name=name, source_class=SourceClass.ANONYMOUS_OFFICIAL, country=state)
        if known:
            return known[2]
        return by_words(words, low, family, state)

    def plain(self, words: str) -> str:
        """Return a description in one spelling: "U.S. Defense" as "US defense"."""
        words = words.replace("U.S.", "US").replace("U.K.", "UK").replace("U.N.", "UN")
        return " ".join(
            word if word.isupper() or self.country(word) else word.lower() for word in words.split()
        )

    def _person(self, words: str, known: Known | None) -> str:
        """Return the personal name in `words`, "" where there is none."""
        kinds = speaker_words()
        if known and known[2].source_class is SourceClass.NAMED_OFFICIAL:
            return known[2].name
        if is_body(words):
            return ""
        rest = words
        if known:
            rest = words[: known[0]] + " , " + words[known[1] :]
        best = ""
        for match in kinds.name.finditer(rest):
            name = self._name_in(match.group())
            length = len(name.split())
            is_fuller = length >= 2 and length > len(best.split())
            is_first = length == 1 and not best and known is None
            if is_fuller or (is_first and _is_surname(name, match.group(), words)):
                best = name
        return best

    def _name_in(self, capitals: str) -> str:
        """Return what is a personal name in a run of capitals, "" where nothing is."""
        if is_body(capitals):
            return ""
        titles = speaker_words().not_name
        tokens = [
            token
            for token in personal(capitals.split())
            if not titles.fullmatch(_POSSESSIVE.sub("", token.casefold()))
            and self.country(token) is None
        ]
        return _POSSESSIVE.sub("", " ".join(tokens)).strip(".,")


def _is_surname(name: str, capitals: str, words: str) -> bool:
    """Whether one word with a capital is a name: behind a title, or alone."""
    if len(name) <= 2 or is_common(name, words):
        return False
    has_title = speaker_phrase("address").search(capitals) is not None
    return has_title or bool(speaker_words().title.search(words.casefold())) or name == words


def government(name: str, country: str) -> Source:
    """Return a state as a source."""
    return Source(name=name, source_class=SourceClass.OFFICIAL_BODY, family=name, country=country)


def speakers_of(register: SourceRegister, actors: tuple[ActorRow, ...]) -> Speakers:
    """Return the look-up of a register and actors, built once for the same two objects."""
    return _build(_Same(register, actors))


class _Same:
    """Two objects by identity: hashing thousands of rows on every article would cost more."""

    __slots__ = ("actors", "register")

    def __init__(self, register: SourceRegister, actors: tuple[ActorRow, ...]) -> None:
        self.register = register
        self.actors = actors

    def __hash__(self) -> int:
        return hash((id(self.register), id(self.actors)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and other.register is self.register
            and other.actors is self.actors
        )


@lru_cache(maxsize=8)
def _build(key: _Same) -> Speakers:
    return Speakers(key.register, key.actors)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())
