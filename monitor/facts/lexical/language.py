"""All words of one language that the room reads with. Built once from the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.facts.lexical.numbers import NumberWords, number_words
from monitor.facts.lexical.phrases import Phrases, phrases, word_set
from monitor.facts.lexical.time_words import TimeWords, holidays_of, time_words
from monitor.facts.lexical.word_lists import bags
from monitor.language.tokens import key

_COUNTED = bags("casualties.person_counts")
#: Words of grammar around numbers of persons, of all languages.
_STOPS, _JOINERS = _COUNTED["stops"], _COUNTED["joiners"]
#: Read with when an article's language is unknown or has no lists.
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class TollWords:
    """One language's words for the dead, the wounded and so on."""

    #: Phrase → (field, side): side "either", "before" or "after" its number.
    cues: Phrases[tuple[str, str]]
    persons: frozenset[str]
    things: frozenset[str]
    be: frozenset[str]
    #: "he", "herself": one person.
    pronouns: frozenset[str]
    zero: Phrases[str]
    #: Nouns that are one person wherever they stand, in languages without articles.
    one: frozenset[str]
    #: Between a person and an age without its unit: "een vrouw van 36".
    age_before: frozenset[str]
    #: A number of persons ends, and none follows, at one of these; what joins two of them.
    stops: frozenset[str]
    joiners: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language."""

    language: str
    times: TimeWords
    numbers: NumberWords
    tolls: TollWords
    #: Phrase → (incident type, strong).
    types: Phrases[tuple[str, bool]]
    #: Phrase → what it says of a time or name near it ("speech", "law", "blame", …).
    cues: Phrases[str]
    #: Phrase → (kind, value): weapons, targets, damage.
    terms: Phrases[tuple[str, str]]
    #: Phrase → why it is no incident: as a label in front, in a headline, in a text.
    not_starts: Phrases[str]
    not_titles: Phrases[str]
    not_texts: Phrases[str]
    #: Phrases that speak against news even of a fresh happening.
    not_sure: Phrases[str]


def tongue(
    language: str,
    dates: Mapping[str, Any],
    numbers: Mapping[str, Any],
    tolls: Mapping[str, Any],
    types: Mapping[str, Any],
    cues: Mapping[str, Any],
    terms: Mapping[str, Any],
    nothing: Mapping[str, Any],
) -> Tongue:
    """Build a language from the parsed lists."""
    return Tongue(
        language=language,
        times=time_words(dates[language], holidays_of(dates)),
        numbers=number_words(numbers[language]),
        tolls=_toll_words(tolls[language]),
        types=_type_words(types, language),
        terms=_term_words(terms, language),
        not_starts=_reasons(nothing, language, "start"),
        not_titles=_reasons(nothing, language, "title"),
        not_texts=_reasons(nothing, language, "text"),
        not_sure=_reasons(nothing, language, "sure"),
        cues=phrases((p, kind) for kind, row in cues[language].items() for p in row),
    )


def _toll_words(table: Mapping[str, Any]) -> TollWords:
    pairs = [
        (phrase, (field, side))
        for side in ("either", "before", "after", "owned")
        for field, row in table.get(side, {}).items()
        for phrase in row
    ]
    words = table["words"]
    return TollWords(
        cues=phrases(pairs),
        persons=word_set([*words["persons"], *words.get("trades", ())]),
        things=word_set(words["things"]),
        be=frozenset(map(key, words["be"])),
        pronouns=frozenset(map(key, words.get("pronouns", ()))),
        zero=phrases((phrase, "zero") for phrase in words["zero"]),
        one=frozenset(map(key, words.get("one", ()))),
        age_before=frozenset(map(key, words.get("age_before", ()))),
        stops=_STOPS | frozenset(map(key, words.get("stops", ()))),
        joiners=_JOINERS | frozenset(map(key, words.get("joiners", ()))),
    )


def _type_words(types: Mapping[str, Any], language: str) -> Phrases[tuple[str, bool]]:
    pairs = [
        (phrase, (name, force == "strong"))
        for name, table in types.items()
        for force in ("strong", "weak")
        for phrase in table.get(language, {}).get(force, ())
    ]
    return phrases(sorted(pairs, key=lambda pair: not pair[1][1]))


def _term_words(table: Mapping[str, Any], language: str) -> Phrases[tuple[str, str]]:
    """Build one language's words: phrase → (kind, value)."""
    return phrases(
        (phrase, (kind, value))
        for kind, by_language in table.items()
        for value, names in by_language.get(language, {}).items()
        for phrase in names
    )


def _reasons(table: Mapping[str, Any], language: str, place: str) -> Phrases[str]:
    return phrases(
        (phrase, reason)
        for reason, rows in table.get(language, {}).items()
        for phrase in rows.get(place, ())
    )
