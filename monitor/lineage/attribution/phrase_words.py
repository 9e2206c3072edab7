"""What the words of a sentence are to the gate: names, nouns that speak, small words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.lineage.attribution.features import Place, Seen
from monitor.lineage.data import look_up, small_words
from monitor.lineage.lexicon import Role, SmallWords

#: Signs that end a phrase wherever they stand.
BREAKS = frozenset(',;:()[]"“”„«»‹›–—…!?،؛؟')
#: Written onto Arabic words: "and", "so", "in", "for", and the article.
_CLITICS = ("و", "ف", "ب", "ل", "ك")
_ARTICLE, _FOR_THE = "ال", "لل"
#: The first letter of the Arabic script.
_ARABIC = "\u0600"
#: Shortest part of a compound by which a noun is known, words of a described speaker, of a name.
_TAIL, _DESCRIBED, _NAME = 3, 6, 4
#: Letters of an elided article at most ("L'opposition"), of what an article is elided of.
_ELIDED, _JOINED = 2, 4
#: Letters of an acronym at most; longer words in capitals open a report ("SIVAKASI:").
_ACRONYM = 6
#: The row of what somebody puts out.
_STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One who may have said something, by token places; ends exclusive."""

    start: int
    end: int
    #: The name alone, None where he is told by what he is.
    name: Place | None
    #: What he is, None where only a name stands.
    role: Role | None
    #: Whether it stands in a case in which nobody is called ("по словам Ивана").
    is_oblique: bool = False


class Words:
    """A sentence as the gate sees it: which of its words are what, in its language."""

    def __init__(
        self, seen: Seen, language: str, large: frozenset[str] = frozenset(), tagged: str = ""
    ) -> None:
        self.seen = seen
        self.small: SmallWords = small_words(language[:2])
        self.language = self.small.language
        self.low = [look_up(token.text) for token in seen.tokens]
        #: A letter a word, where a tagger told it: see `names_in`.
        self.tagged = tagged
        #: Which sentence of its text it is.
        self.number = 0
        #: Whether the registers know a name.
        self.is_known: Callable[[str], bool] = _is_unknown
        #: Words that the text writes large where no sentence begins.
        self.large = large
        self.has_capitals = not any(word[0] >= _ARABIC for word in self.low if word[0].isalpha())

    def role(self, at: int) -> Role | None:
        """Return what the word at `at` says that somebody is."""
        if self.language == "de" and self.seen.shapes[at] == "x":
            return None  # nouns have capitals
        if self.low[at].endswith(("'s", "’s")) and self.language == "en":
            return None  # "the university's registrar" is no university
        return role_of(self.low[at], self.language)

    def is_other_noun(self, at: int) -> bool:
        """Whether a German noun that names nobody stands there: "der Zusammenbruch der Bank"."""
        if self.language != "de" or self.seen.shapes[at] != "X":
            return False
        next_word = self.low[at + 1] if at + 1 < len(self.low) else ""
        is_owned = next_word in self.small.link or next_word in self.small.determiner
        return is_owned and not self._opens(at) and not self._is_small_word(self.low[at])

    def is_break(self, at: int) -> bool:
        """Whether a phrase ends before the sign at `at`."""
        return self.low[at] in BREAKS

    def is_small(self, at: int) -> bool:
        """Whether the word at `at` stands in no phrase that names somebody."""
        return self.low[at] in self.small.stop and self.seen.shapes[at] != "A"

    def is_name(self, at: int) -> bool:
        """Whether the word at `at` looks like part of a proper name."""
        shape = self.seen.shapes[at]
        if shape == "x" and self.has_capitals and self._is_elided_name(at):
            return True
        if shape == "I" and at + 1 < len(self.low) and not self._is_small_word(self.low[at]):
            return self.seen.shapes[at + 1] == "." or self.is_name(at + 1)
        if shape not in "XA" or not self.has_capitals or self.low[at][-1].isdigit():
            return False
        if shape == "X" and self._is_small_word(self.low[at]):
            return False
        return self._is_large_name(at, shape)

    def _is_large_name(self, at: int, shape: str) -> bool:
        if self.tagged and self.tagged[at] in "PB":
            return True
        if shape == "A" and len(self.low[at]) > _ACRONYM:
            return not self._opens(at)
        if self.language == "de":
            return shape == "A" or self._is_titled(at)
        if shape == "A":
            return True
        if self._is_elided(at):
            return False
        return not self._opens(at) or self._is_called_so(at)

    def _is_elided_name(self, at: int) -> bool:
        """Whether an article is written onto a name: "l'AFP"."""
        article, mark, noun = self.seen.tokens[at].text.replace("’", "'").partition("'")
        return bool(mark) and len(article) <= _ELIDED and noun[:1].isupper()

    def _opens(self, at: int) -> bool:
        """Whether a sentence or quotation begins there, where any word has a capital."""
        return at == 0 or self.seen.shapes[at - 1] in "Q:–—-•"

    def _is_called_so(self, at: int) -> bool:
        """Whether a word that opens its sentence is a name: written large elsewhere, or a run."""
        if self.seen.tokens[at].text in self.large:
            return True
        return at + 1 < len(self.low) and self.seen.shapes[at + 1] == "X"

    def _is_elided(self, at: int) -> bool:
        """Whether a capital belongs to an article: "L'opposition"."""
        article, mark, noun = self.seen.tokens[at].text.replace("’", "'").partition("'")
        return bool(mark) and len(article) <= _ELIDED and noun[:1].islower()

    def _is_titled(self, at: int) -> bool:
        """Whether a German word, of which all nouns have capitals, stands behind an office."""
        first = at
        while first and self.seen.shapes[first - 1] == "X" and self.role(first - 1) is None:
            first -= 1
        before = self.role(first - 1) if first else None
        return before is not None and before.kind in ("rank", "official", "lay")

    def _is_small_word(self, word: str) -> bool:
        small = self.small
        return any(
            word in group for group in (small.stop, small.determiner, small.preposition, small.link)
        )


@lru_cache(maxsize=65_536)
def role_of(word: str, language: str) -> Role | None:
    """Return what a word in its look-up form says that somebody is, None for no such noun."""
    small = small_words(language)
    for form in _forms(word, language):
        found = small.roles.get(form)
        if found is not None:
            return found
        for size in range(len(form), 2, -1):
            if form[:size] in small.stems:
                return small.stems[form[:size]]
        if small.tails:
            for start in range(max(0, len(form) - _TAIL + 1)):
                if form[start:] in small.tails:
                    told = small.tails[form[start:]]
                    owner = role_of(form[:start], language) if start else None
                    return owner if owner and told.name == _STATEMENT else told
    return None


def _forms(word: str, language: str) -> tuple[str, ...]:
    """Return the word, its first part, and in Arabic what is left without what is written onto."""
    if language != "ar":
        first, mark, rest = word.replace("’", "'").partition("'")
        if not mark:
            return (word,)
        return (rest,) if language in ("fr", "it") and len(first) <= _JOINED else (word, first)
    forms = [word]
    if word[0] in _CLITICS and len(word) > _TAIL:
        forms.append(word[1:])
    for form in tuple(forms):
        for article in (_ARTICLE, _FOR_THE):
            if form.startswith(article) and len(form) > _TAIL + 1:
                forms.append(form[2:])
    return tuple(forms)


def large_words(sentences: Iterable[Seen]) -> frozenset[str]:
    """Return the words that a text writes large where no sentence begins."""
    return frozenset(
        seen.tokens[at].text
        for seen in sentences
        for at, shape in enumerate(seen.shapes)
        if shape == "X" and at and seen.shapes[at - 1] in "xXAI9,"
    )


def _is_unknown(name: str) -> bool:
    return not name
