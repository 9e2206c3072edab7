"""Words that say of which country something is and name no place: adjectives that other languages
than English write small ("britischer"), national bodies ("FBI"). Hints for a country only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.facts.lexical.prose import Prose
from monitor.facts.nouns import Toponym
from monitor.facts.where.gazetteer import Gazetteer
from monitor.language.tokens import key

_LONGEST_ENDING = 4
_ANY = "*"
_MOST, _REMEMBERED = 60, 20_000


@dataclass(frozen=True, slots=True)
class Nations:
    """The words of nations.tsv."""

    #: Language → beginning of an adjective → country.
    stems: Mapping[str, Mapping[str, str]]
    endings: Mapping[str, frozenset[str]]
    bodies: Mapping[str, str]
    #: (Language, word) → country, of words asked for before.
    asked: dict[tuple[str, str], str] = field(default_factory=dict)

    def country(self, word: str, language: str) -> str:
        """Return the country that a small word is the adjective of, "" for none."""
        asked = (language, word)
        told = self.asked.get(asked)
        if told is None:
            if len(self.asked) > _REMEMBERED:
                self.asked.clear()
            told = self.asked[asked] = self._country(word, language)
        return told

    def _country(self, word: str, language: str) -> str:
        stems, endings = self.stems[language], self.endings.get(language, frozenset())
        for cut in range(min(_LONGEST_ENDING + 1, len(word))):
            end = len(word) - cut
            if word[:end] in stems and word[end:] in endings:
                return stems[word[:end]]
        return ""


def nations(text: str) -> Nations:
    """Build them from nations.tsv."""
    stems: dict[str, dict[str, str]] = {}
    endings: dict[str, frozenset[str]] = {}
    bodies: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        country, language, words = line.split("\t")
        found = [key(word) for word in words.split(";")]
        if not country:
            endings[language] = frozenset(found)
        elif language == _ANY:
            bodies.update(dict.fromkeys(found, country))
        else:
            stems.setdefault(language, {}).update(dict.fromkeys(found, country))
    return Nations(stems, endings, bodies)


def hints(prose: Prose, words: Nations, gazetteer: Gazetteer) -> list[Toponym]:
    """Return a hint at a country for each adjective and body, at most 60."""
    language = prose.language[:2]
    found: list[tuple[int, str]] = []
    if language in words.stems and not prose.uncased:
        large = prose.large
        found = [
            (index, country)
            for index, word in enumerate(prose.words)
            if not large[index] and len(word) > _LONGEST_ENDING
            for country in (words.country(word, language),)
            if country
        ]
    for index, word in enumerate(prose.words):
        if word in words.bodies and prose.large[index]:
            found.append((index, words.bodies[word]))
    return [
        one for index, country in found[:_MOST] for one in _hint(prose, index, country, gazetteer)
    ]


def _hint(prose: Prose, index: int, country: str, gazetteer: Gazetteer) -> list[Toponym]:
    name = key(gazetteer.country_names.get(country, ""))
    only = tuple(c for c in gazetteer.candidates(name) if c.place.kind == "country")
    if not only:
        return []
    return [Toponym(prose, index, index + 1, name, only, weak=True, adjective=True, hint=True)]
