"""One person, one source: who "the governor", "the company", "Roe" is, by who was told before."""

from __future__ import annotations

from monitor.lineage.attribution.described_speakers import TakenUp
from monitor.lineage.attribution.phrase_words import Somebody, Words
from monitor.lineage.data import grammar
from monitor.model.names import SourceClass
from monitor.model.reading import Source

_PERSONS = frozenset({SourceClass.NAMED_OFFICIAL, SourceClass.PERSON})
_BODIES = frozenset({SourceClass.OFFICIAL_BODY, SourceClass.NGO, SourceClass.OUTLET})
_PEOPLE = frozenset({"official", "lay", "rank", "witness"})
#: Sentences in which a noun with "the" takes up nobody.
_BEGINNING = 3
#: Words before a noun among which its article is looked for.
_ADJECTIVES = 3


class ToldBefore:
    """Who was told so far in one text, by name, by what he is, and last."""

    def __init__(self, text: str, language: str) -> None:
        self._names = TakenUp(text, language)
        self._by_role: dict[str, Source] = {}
        self._body: Source | None = None
        self.last: Source | None = None

    def resolve(self, words: Words, one: Somebody, source: Source) -> Source | None:
        """Return whom the phrase takes up, `source` itself, or None where that cannot be told."""
        if one.name is not None or one.role is None:
            source = self._names.named(source)
            self._remember(words, one, source)
            return source
        if (
            one.role.name in grammar("high_office")
            and one.role.kind == "official"
            and _is_definite(words, one)
        ):
            return self._by_role.get(one.role.name) or (None if self._is_told(words) else source)
        if not _is_bare(words, one):
            self._remember(words, one, source)
            return source
        return self._taken_up(words, one, source)

    def _taken_up(self, words: Words, one: Somebody, source: Source) -> Source | None:
        role = one.role
        assert role is not None, "asked for roles only"
        before = self._by_role.get("source" if role.kind == "source" else role.name)
        if role.name == "the body":
            return self._body
        if role.name == "press service":
            return None
        is_definite = _is_definite(words, one)
        if before is not None and (is_definite or not words.small.definite):
            return before
        if not is_definite or role.name in grammar("one_of_a_kind") or _is_plural(words, one):
            self._remember(words, one, source)
            return source
        if not self._is_told(words):
            return source
        if role.kind in ("document", "source"):
            return None
        if role.kind in _PEOPLE:
            return None if role.name in grammar("high_office") else self.last
        if role.kind in ("body", "media", "group"):
            return self._body
        return source

    def _is_told(self, words: Words) -> bool:
        """Whether whoever is taken up was told before: not where a text begins."""
        return words.number >= _BEGINNING or self.last is not None or self._body is not None

    def _remember(self, words: Words, one: Somebody, source: Source) -> None:
        kind = source.source_class
        if one.role is not None and (one.name is None) != (one.role.kind in _PEOPLE):
            self._by_role["source" if one.role.kind == "source" else one.role.name] = source
        if (
            kind in _PERSONS
            and one.name is not None
            and (one.role or one.name[1] - one.name[0] > 1)
        ):
            self.last = source
            if words.tagged and "P" not in words.tagged[slice(*one.name)] and one.role is None:
                self._body = source
        elif (one.name is not None and one.role is None) or (
            kind in _BODIES and not _is_bare(words, one)
        ):
            self._body = source


def _is_bare(words: Words, one: Somebody) -> bool:
    """Whether nothing tells whose or which: "the company", not "the company in Velm"."""
    if any(words.is_name(n) and words.role(n) is None for n in range(one.start, one.end)):
        return False
    head = next((n for n in range(one.start, one.end) if words.role(n) is not None), one.start)
    if one.end - head > 2 - (words.language in ("en", "de", "nl")):
        return False
    if head and words.low[head - 1].endswith(("'s", "’s")):
        return False
    return head == 0 or not words.is_name(head - 1)


def _is_definite(words: Words, one: Somebody) -> bool:
    if words.language == "ar":
        return words.low[one.start].startswith("ال")
    for at in range(one.end - 1, max(-1, one.start - 2 - _ADJECTIVES), -1):
        word = words.low[at]
        if word in words.small.definite:
            return True
        if words.is_break(at) or words.is_small(at) or word in words.small.determiner:
            return False
    return False


def _is_plural(words: Words, one: Somebody) -> bool:
    role = one.role
    if role is not None and role.name in grammar("many"):
        return True
    return words.language == "en" and words.low[one.end - 1].endswith("s")
