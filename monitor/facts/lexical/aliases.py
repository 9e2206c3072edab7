"""Names under many spellings: exact aliases first, then transliterations that differ by a vowel.

"Kata'ib Hizbollah", "Kataeb Hezbollah" and "Katai’b Hizballah" share their consonants; two that do
must also be alike letter by letter. Short names meet exactly or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from monitor.facts.lexical.phrases import Hit, Phrases, phrases
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, in_order, one_of
from monitor.language.tokens import key

_WORDS = bags("lexical.aliases")

T = TypeVar("T")
#: A shorter name has too few consonants to be told by them.
_SHORTEST = 8
_SHORTEST_WORD = 7
#: Letters alike of two spellings of one name, measured on pairs of real spellings: 76 and more.
_ALIKE = 74.0
_ALIKE_WORD = 84.0
_MOST_WORDS = 4
_SHORTEST_MIXED = 4
_LATIN = re.compile(r"[a-z ]+")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "v": "b", "f": "b", "j": "g"})
#: "al-", "ash-", "an-": the article takes the sound that follows it.
_ARTICLE = re.compile(rf"\b{one_of('lexical.aliases', 'arabic_articles')}\b")
_ARTICLES = _WORDS["articles"]
#: "Green Front (GF)", "Green Front [GF]".
_BOTH = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]")
_SILENT = re.compile(r"[aeiouywh' ]")
_DOUBLE = re.compile(r"(.)\1+")

#: Endings of Russian names of places in the cases that follow "in" and "of" → the nominative's.
_CASES = {
    language: tuple((case, "" if bare == "-" else bare) for case, bare in map(str.split, cues))
    for language, cues in in_order("lexical.aliases", "cases").items()
}
#: Languages whose names of places are declined, in Latin letters.
_DECLINED = frozenset(("pl",))
_SHORTEST_DECLINED = 5


@dataclass(slots=True)
class Spellings(Generic[T]):
    """Names and what each means."""

    exact: Phrases[T]
    #: Consonants → (key, meaning).
    sounds: dict[str, list[tuple[str, T]]] = field(default_factory=dict)
    #: Consonants that a name's first word may have.
    heads: set[str] = field(default_factory=set)
    #: Keys that are short abbreviations: must be written large.
    large: set[str] = field(default_factory=set)
    #: Key of an abbreviation that is a word otherwise ("LeT") → how it is written.
    mixed: dict[str, str] = field(default_factory=dict)

    def find(self, prose: Prose) -> list[Hit[T]]:
        """Return the names found, in order, none overlapping."""
        found = [h for h in self.exact.find(prose.words) if self._is_written_so(prose, h)]
        taken = {i for hit in found for i in range(hit.first, hit.past)}
        found += self._alike(prose, taken)
        return sorted(found, key=lambda hit: hit.first)

    def meaning(self, name: str) -> T | None:
        """Return what a name by itself means, exactly or by its sound; with or without "the".

        "Green Front (GF)" means the Green Front, unless GF is known to mean another.
        """
        found = self._whole(key(name))
        both = _BOTH.fullmatch(name.strip()) if found is None else None
        if both is None:
            return found
        long, short = self._whole(key(both[1])), self._whole(key(both[2]))
        return long if short in (None, long) else None

    def _whole(self, name: str) -> T | None:
        bare = name.removeprefix("the ")
        for words in (name.split(), bare.split(), ["the", *bare.split()]):
            for hit in self.exact.find(words):
                if hit.past - hit.first == len(words):
                    return hit.value
        return self._by_sound(bare)

    def _is_written_so(self, prose: Prose, hit: Hit[T]) -> bool:
        written = self.mixed.get(" ".join(prose.words[hit.first : hit.past]))
        if written is not None:
            return prose.text[prose.starts[hit.first] : prose.ends[hit.past - 1]] == written
        if prose.uncased:
            return True
        text = prose.text[prose.starts[hit.first] : prose.ends[hit.past - 1]]
        if " ".join(prose.words[hit.first : hit.past]) in self.large:
            return text.isupper()
        return hit.past - hit.first > 1 or text[:1].isupper() or not text.isascii()

    def _alike(self, prose: Prose, taken: set[int]) -> list[Hit[T]]:
        found: list[Hit[T]] = []
        words, past = prose.words, 0
        for index in [i for i, large in enumerate(prose.large) if large]:
            if index >= past and index not in taken and _may_begin(words[index]):
                past = self._alike_at(prose, index, taken, found)
        return found

    def _alike_at(self, prose: Prose, index: int, taken: set[int], found: list[Hit[T]]) -> int:
        if sound(prose.words[index]) not in self.heads:
            return 0
        for past in range(min(index + _MOST_WORDS, len(prose.words)), index, -1):
            if not taken.isdisjoint(range(index, past)):
                continue
            value = self._by_sound(" ".join(prose.words[index:past]))
            if value is not None:
                found.append(Hit(index, past, value))
                return past
        return 0

    def _by_sound(self, name: str) -> T | None:
        single = " " not in name
        if len(name) < (_SHORTEST_WORD if single else _SHORTEST) or not _LATIN.fullmatch(name):
            return None
        for other, value in self.sounds.get(sound(name), ()):
            limit = _ALIKE_WORD if single or " " not in other else _ALIKE
            if fuzz.ratio(name, other) >= limit:
                return value
        return None


def nominative(name: str, knows: Callable[[str], bool], language: str = "") -> str:
    """Return the known name that one in another case is of ("Харькове", "Krakowie"), else ""."""
    if len(name) < _SHORTEST_DECLINED or not is_declined(name, language):
        return ""
    for ending, other in _CASES.get(language[:2], _CASES["ru"]):
        if name.endswith(ending):
            bare = name[: -len(ending)] + other
            if knows(bare):
                return bare
    return ""


def is_declined(name: str, language: str) -> bool:
    """Return whether a name may stand in another case: in Russian letters, or in Polish."""
    return "а" <= name[0] <= "ґ" or language[:2] in _DECLINED


def _may_begin(word: str) -> bool:
    """Whether a name may begin with a word; "THE REBELS" sounds like "Houthi rebels"."""
    return len(word) > 2 and word not in _ARTICLES


@lru_cache(maxsize=32_768)
def sound(name: str) -> str:
    """Return the consonants of a key, alike ones as one, Arabic articles left out."""
    name = _ARTICLE.sub("", name)
    return _DOUBLE.sub(r"\1", _SILENT.sub("", name.translate(_SOUNDS)))


def spellings(pairs: Iterable[tuple[str, T]]) -> Spellings[T]:
    """Build the look-up from (name, meaning)."""
    pairs = list(pairs)
    made: Spellings[T] = Spellings(exact=phrases(pairs))
    for name, value in pairs:
        bare = key(name)
        if len(bare) <= 5 and name.isupper() and name.isascii():
            made.large.add(bare)
        mixed = name.isascii() and not name.isupper() and not name[1:].islower()
        if mixed and len(bare) <= _SHORTEST_MIXED:
            made.mixed[bare] = name
        consonants = sound(bare)
        if len(bare) < _SHORTEST_WORD or not _LATIN.fullmatch(bare) or len(consonants) < 4:
            continue
        made.sounds.setdefault(consonants, []).append((bare, value))
        made.heads.add(sound(bare.split()[0]))
    made.heads.discard("")
    return made
