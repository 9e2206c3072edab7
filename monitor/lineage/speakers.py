"""Who a source's words mean: canonical name and class of a speaker.

"Pentagon spokesman John Kirby" is John Kirby, a named official of the US government; "a security
source" is an anonymous official; "residents" are witnesses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.lineage.data import speaker_words
from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.registers import ActorRow

_NAME = re.compile(
    r"(?:[^\W\d_a-zа-яß-ÿ][\w’'.-]*|al-[A-Z]\w+)(?:\s+(?:(?:al|el|bin|bint|ibn|abu|de|del|della|da|do|dos|di|van|von|"
    r"der|den|la|le|ben|ter|zu|ul)\s+|al-|el-|Al-|El-)*(?:[^\W\d_a-zа-яß-ÿ][\w’'.-]*|al-[A-Z]\w+))*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_KIND_CLASSES = {
    "armed_group": SourceClass.ARMED_GROUP,
    "state_forces": SourceClass.OFFICIAL_BODY,
    "government": SourceClass.OFFICIAL_BODY,
    "police": SourceClass.OFFICIAL_BODY,
    "coalition": SourceClass.OFFICIAL_BODY,
    "organisation": SourceClass.NGO,
    "person": SourceClass.NAMED_OFFICIAL,
}


class Speakers:
    """Sources and actors by the names a text may use for them. Immutable after building."""

    def __init__(self, register: SourceRegister, actors: tuple[ActorRow, ...]) -> None:
        self.register = register
        names: dict[str, Source] = {}
        for row in actors:
            source = register.source_of(row.name) or Source(
                name=row.name,
                source_class=_KIND_CLASSES.get(row.kind, SourceClass.ARMED_GROUP),
                family=row.part_of,
                country=row.country,
            )
            for name in (row.name, *row.aliases):
                if len(name) > 2:
                    names.setdefault(name, source)
        self._names = tuple(names.items())
        self._automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)

    def known(self, words: str) -> tuple[int, int, Source] | None:
        """Return the place of the first known name in `words`, actors and sources alike."""
        best = None
        for index, start, end in self._automaton.find_matches_as_indexes(words):
            if _is_whole(words, start, end):
                best = (start, end, self._names[index][1])
                break
        for named in self.register.named(words):
            if best is None or (named.start, -named.end) <= (best[0], -best[1]):
                best = (named.start, named.end, named.source)
            break
        return best

    def speaker(self, words: str, *, last: Source | None = None) -> Source:
        """Return who `words` mean; `last` is who spoke before, for "he" and "she"."""
        words = " ".join(words.split())
        low = words.casefold()
        kinds = speaker_words()
        if kinds.pronoun.fullmatch(low):
            return last or Source(name=words, source_class=SourceClass.UNSOURCED)
        known = self.known(words)
        person = self._person(words, known)
        is_official = bool(kinds.title.search(low))
        if person:
            body = known[2] if known and known[2].source_class not in MEDIA_CLASSES else None
            kind = SourceClass.NAMED_OFFICIAL if is_official or body else SourceClass.PERSON
            return Source(
                name=person,
                source_class=kind,
                family=body.family if body else "",
                country=body.country if body else "",
            )
        if kinds.anonymous.search(low) and not (known and known[2].source_class in MEDIA_CLASSES):
            country = known[2].country if known else ""
            name = "anonymous " + _core(low)
            return Source(name=name, source_class=SourceClass.ANONYMOUS_OFFICIAL, country=country)
        if known:
            return known[2]
        return _by_words(words, low)

    def _person(self, words: str, known: tuple[int, int, Source] | None) -> str:
        """Return the personal name in `words`, "" where there is none."""
        kinds = speaker_words()
        if known and known[2].source_class is SourceClass.NAMED_OFFICIAL:
            return known[2].name
        rest = words
        if known:
            rest = words[: known[0]] + " , " + words[known[1] :]
        best = ""
        for match in _NAME.finditer(rest):
            tokens = [
                t for t in match.group().split() if not kinds.not_name.fullmatch(t.casefold())
            ]
            name = _POSSESSIVE.sub("", " ".join(tokens)).strip(".,")
            if len(tokens) >= 2 and len(tokens) > len(best.split()):
                best = name
            elif len(tokens) == 1 and not best and len(name) > 2 and not known:
                best = name if kinds.title.search(words.casefold()) or name == words else best
        return best


@lru_cache(maxsize=8)
def _build(key: _Same) -> Speakers:
    return Speakers(key.register, key.actors)


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


def _by_words(words: str, low: str) -> Source:
    kinds = speaker_words()
    for pattern, kind in (
        (kinds.witness, SourceClass.WITNESS),
        (kinds.post, SourceClass.SOCIAL_POST),
        (kinds.official, SourceClass.OFFICIAL_BODY),
        (kinds.media, SourceClass.OUTLET),
        (kinds.document, SourceClass.DOCUMENT),
        (kinds.group, SourceClass.ARMED_GROUP),
    ):
        if pattern.search(low):
            return Source(name=_core(low), source_class=kind)
    return Source(name=_core(words), source_class=SourceClass.PERSON)


_ARTICLE = re.compile(
    r"^(?:the|a|an|one|some|der|die|das|ein|eine|einer|eines|le|la|les|un|une|el|los|las|una|l['’]|"
    r"il|lo|gli|i|o|os|as|um|uma)\s+",
    re.IGNORECASE,
)


def _core(words: str) -> str:
    return _ARTICLE.sub("", words.split(",")[0].strip(" \"“”'’")).strip()[:80] or "unnamed"


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum())
