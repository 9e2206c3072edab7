"""Speakers told by what they are: a body by its noun, an office, a statement of somebody.

"San Antonio police" is a body and not a person called San Antonio; "a statement by the ministry" is
the ministry; "the mayor" is the mayor who was named before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from monitor.language.short_forms import EVERYWHERE, titles
from monitor.language.tokens import key
from monitor.lineage.data import small_words, speaker_phrase, speaker_words
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.phrases import Phrase

#: Signs of which a name in full is made: it never goes beyond a run of them.
_NAME_RUN = re.compile(r"[\w'’. -]+")
_TAKEN_UP = frozenset(
    {
        *(SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL, SourceClass.PERSON),
        *(SourceClass.NGO, SourceClass.ARMED_GROUP, SourceClass.ANONYMOUS_OFFICIAL),
    }
)
_PERSONS = frozenset({SourceClass.NAMED_OFFICIAL, SourceClass.PERSON})


@lru_cache(maxsize=16_384)
def spoken_for(words: str) -> str:
    """Return the one who speaks in `words`: of "a statement by X" X, of "X and his aide" X."""
    cut = _before(speaker_phrase("and_companion"), words)
    statement = speaker_phrase("statement_by").match(cut)
    if statement is not None and "spokes" not in statement.group().lower():
        return cut[statement.end() :]
    release = speaker_phrase("release_of").match(cut)
    if release is not None and not _is_nobodys(release.group("who")):
        return release.group("who")
    return cut


def is_body(words: str) -> bool:
    """Return whether the head of `words` is a body's noun ("the county sheriff's office")."""
    return speaker_phrase("body").search(_head(words).strip()) is not None


def _head(words: str) -> str:
    """Return what stands before the first aside: of "the mayor of Velm" the mayor."""
    return _before(speaker_phrase("aside"), words)


def _before(phrase: Phrase, words: str) -> str:
    found = phrase.search(words)
    return words[: found.start()] if found else words


def _is_nobodys(words: str) -> bool:
    """Whether a release of `words` is nobody's: of "a joint" statement."""
    return speaker_phrase("no_owner").match(words.split()[-1]) is not None


def _is_office(word: str) -> bool:
    return speaker_phrase("office").match(word) is not None


def personal(tokens: list[str]) -> list[str]:
    """Return the words of capitals that are a name: what stands behind the last office."""
    if tokens and _is_office(tokens[-1].strip(".,")):
        return []
    last = max((n for n, t in enumerate(tokens[:-1]) if _is_before(t)), default=-1)
    return tokens[last + 1 :]


def _is_before(token: str) -> bool:
    bare = token.strip(".,")
    # News quotes titles of many languages; the English ones stand in every list.
    if key(bare) in titles(EVERYWHERE):
        return True
    return speaker_phrase("before_name").match(bare) is not None or _is_office(bare)


class TakenUp:
    """Who was named so far in one text: "Iraq's military" … "the military", "Col. Roe" … "Roe"."""

    def __init__(self, text: str, language: str = "en") -> None:
        self._text = text
        small = small_words(language)
        #: What stands before a name and is none, although it opens its sentence: "Laut".
        self._never = small.stop | small.preposition | small.determiner
        self._by_noun: dict[str, Source] = {}
        self._by_name: dict[str, Source] = {}
        self._full: dict[str, str] = {}

    def resolve(self, words: str, source: Source) -> Source:
        """Return whom `words` take up ("the mayor"), else `source`, which is remembered."""
        if source.source_class not in _TAKEN_UP:
            return source
        bare = speaker_phrase("the").cut(spoken_for(words.strip())).casefold()
        if " " not in bare and bare in self._by_noun:
            return self._by_noun[bare]
        if source.source_class in _PERSONS and source.name:
            if " " not in source.name.strip():
                source = replace(source, name=self._full_name(source.name))
            known = self._by_name.get(source.name)
            if known is not None and known.source_class is SourceClass.NAMED_OFFICIAL:
                return known
            self._by_name[source.name] = source
        if " " in bare:
            for noun in _nouns(words):
                self._by_noun[noun] = source
        return source

    def named(self, source: Source) -> Source:
        """Return a person by his full name, as the official that he was said to be before."""
        if source.source_class not in _PERSONS or not source.name:
            return source
        if " " not in source.name.strip():
            source = replace(source, name=self._full_name(source.name))
        known = self._by_name.get(source.name)
        if known is not None and known.source_class is SourceClass.NAMED_OFFICIAL:
            return known
        self._by_name[source.name] = source
        return source

    def _full_name(self, surname: str) -> str:
        """Return the full name in the text that ends in `surname`, else the surname."""
        found = self._full.get(surname)
        if found is None:
            found = self._full[surname] = _full_name(self._text, surname, self._never)
        return found


def _full_name(text: str, surname: str, never: frozenset[str]) -> str:
    if f" {surname}" not in text or surname.isupper():
        return surname
    titles = speaker_words().not_name
    told = Counter[str]()
    for given in _given_names(text, surname):
        words = personal([*given.split(), surname])[:-1]
        first = [word for word in words if not titles.fullmatch(word.casefold())]
        if first and never.isdisjoint(word.lower() for word in first):
            told[" ".join([*first, surname])] += 1
    return told.most_common(1)[0][0] if told else surname


def _given_names(text: str, surname: str) -> Iterator[str]:
    """Yield the one to three words of capitals wherever they stand before `surname`.

    The surname is put before each run of words and referred to from there: a pattern made for
    each surname would cost far more to compile than to search with.
    """
    given = speaker_words().given_names
    for run in _NAME_RUN.findall(text) if _NAME_RUN.fullmatch(surname) else [text]:
        while f" {surname}" in run:
            match = given.match(f"{surname}\0{run}")
            if match is None:
                break
            yield match.group(2)
            run = run[match.end() - len(surname) - 1 :]


@lru_cache(maxsize=16_384)
def _nouns(words: str) -> frozenset[str]:
    """The nouns by which `words` may be taken up: the head's last one, and the offices in it."""
    tokens = [token.strip(".,'’") for token in words.split()]
    head = _head(words).split()
    found = {token.casefold() for token in tokens if _is_office(token)}
    if len(head) > 1 and (head[-1].islower() or is_body(head[-1])):
        found.add(head[-1].casefold())
    return frozenset(found - speaker_words().never_taken_up)
