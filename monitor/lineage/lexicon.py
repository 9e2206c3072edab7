"""The shapes of the tables that data.py reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.phrases import Phrase

Key = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of lines and addresses that no register of sources holds."""

    #: Section of an address ("ap", "cnn-") → (source name, class, family).
    url_sections: dict[str, tuple[str, str, str]]
    #: Words of photo and video credits, in small letters, and those that are hardly anything else.
    photo: tuple[str, ...]
    sure_photo: frozenset[str]
    section_prefix: Phrase
    nobody: Phrase
    unnamed_agencies: Phrase
    #: The end of a domain that says nothing of its owner, and the same run into its label.
    domain_end: re.Pattern[str]
    own_domain_end: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Patterns over folded words that say what kind of speaker a source is."""

    pronoun: re.Pattern[str]
    title: re.Pattern[str]
    anonymous: re.Pattern[str]
    witness: re.Pattern[str]
    post: re.Pattern[str]
    official: re.Pattern[str]
    media: re.Pattern[str]
    document: re.Pattern[str]
    group: re.Pattern[str]
    not_name: re.Pattern[str]
    #: A personal name, as it is written: capitals with small words between.
    name: re.Pattern[str]
    #: "surname NUL run": the first place in the run where given names stand before the surname.
    given_names: re.Pattern[str]
    #: Ends of words in "s" that are no plurals.
    singular_ends: tuple[str, ...]
    #: What stands between a cue and the medium that was told.
    told_to: re.Pattern[str]
    #: Nouns by which nobody is taken up.
    never_taken_up: frozenset[str]
    #: (government, ISO alpha-2, words for its country …)
    governments: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words of one language that introduce what somebody said."""

    verbs: frozenset[str]
    #: Phrases with the source after them, as tuples of folded words, longest first.
    after: tuple[tuple[str, ...], ...]
    #: The last word of each.
    ends: frozenset[str]
    that: frozenset[str]
    #: Cues of words that were said or written, not of a stance or an act; empty = all.
    saying: frozenset[str]
    #: Words that are hardly ever anything but a cue.
    sure: frozenset[str]
    #: Verb forms that by themselves say that a sentence is reported speech.
    reported: frozenset[str]
    #: Phrases with the source before them, as tuples of words, longest first.
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is called by who has no name there: "police", "mayor"."""

    #: In English.
    name: str
    #: official, lay, witness, source, body, group, document, media or rank.
    kind: str
    #: What the nominative adds to the beginning by which it was known; None = not told.
    ending: str | None = None
    #: That beginning.
    stem: str = ""


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Small words of one language, by which a phrase that names somebody is found and cut."""

    #: BCP 47; English for languages of which nothing is known.
    language: str
    determiner: frozenset[str]
    preposition: frozenset[str]
    link: frozenset[str]
    within: frozenset[str]
    stop: frozenset[str]
    pronoun: frozenset[str]
    particle: frozenset[str]
    negation: frozenset[str]
    definite: frozenset[str]
    own: frozenset[str]
    oblique: frozenset[str]
    verb_end: frozenset[str]
    possessive: frozenset[str]
    #: (end of a name, the same in the nominative), the longer first.
    nominative: tuple[tuple[str, str], ...]
    #: Nouns that speak: whole words, beginnings ("спикер" for "спикера") and ends ("sprecher").
    roles: dict[str, Role]
    stems: dict[str, Role]
    tails: dict[str, Role]


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: a table of weights for every slot of features.py."""

    bias: float
    #: Score from which the answer is yes.
    threshold: float
    tables: tuple[dict[Key, float], ...]
    #: The only words that are looked at (cues), empty = all.
    words: frozenset[str]

    def score(self, keys: tuple[Key, ...]) -> float:
        """Return the score of one example."""
        # Without a Python loop: this is where a reading spends most of its time.
        return sum(filter(None, map(dict.get, self.tables, keys)), self.bias)
