"""The tables of this room: package data beside the code, read once per process.

The only module here that touches a file; everything else takes what it returns. What a table looks
like is told in monitor/tables.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.language.folding import STROKE, folded
from monitor.lineage.lexicon import CueWords, Lexicon, Model, Role, SmallWords, SpeakerWords
from monitor.phrases import Phrase
from monitor.tables import Table, raw_table, read_table
from monitor.text import fold

_ROOM = "monitor.lineage"
_LEXICON = "lexicon.toml"
_SPEAKERS = "attribution/speakers.toml"
#: Lists of speakers.toml that say what kind of speaker somebody is; whole words.
_KINDS = ("title", "anonymous", "witness", "post", "official", "media", "document", "group")
#: Lists of small_words.toml that are fields of `SmallWords`.
_SMALL_WORDS = (
    *("determiner", "preposition", "link", "within", "stop", "pronoun", "particle"),
    *("negation", "definite", "possessive", "own", "oblique", "verb_end"),
)
#: What stands behind the "*" of a noun: nothing that is told, and nothing at all.
_ENDINGS = {"": None, "0": ""}
#: The first letter of the Arabic script, and the sign that parts letters within a word of it.
_ARABIC, _JOINER = "\u0600", "\u200c"
#: A name: words of capitals, with small ones between them.
_CAPITAL = r"(?:[^\W\d_a-zа-яß-ÿ][\w’'.-]*|al-[A-Z]\w+)"
_NAME = rf"{_CAPITAL}(?:\s+(?:{{particle}}\s+|al-|el-|Al-|El-)*{_CAPITAL})*"
#: Between a surname and its NUL, and the same surname in the run: the names that stand before it.
_GIVEN = (
    r"(?s)([^\0]+)\0.*?\b"
    r"((?:(?:[A-Z]\.|[^\W\d_a-z][\w'’-]+) (?:{before_surname}[ -])?){1,3})\1\b"
)


@cache
def lexicon() -> Lexicon:
    """Return the words of lines and addresses."""
    table = read_table(_ROOM, _LEXICON)
    sections = raw_table(_ROOM, _LEXICON)["url_sections"]
    return Lexicon(
        url_sections={key: (row[0], row[1], row[2]) for key, row in sections.items()},
        photo=table.cues("photo"),
        sure_photo=table.words("sure_photo"),
        section_prefix=table.phrase("section_prefix"),
        nobody=table.phrase("nobody"),
        unnamed_agencies=table.phrase("unnamed_agencies"),
        domain_end=table.regex(r"(?:\.{second_level})?\.[a-z]{2,10}$", cased=True),
        own_domain_end=table.regex(r"{second_level}?\.[a-z]{2,4}$", cased=True),
    )


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Words for bodies in many languages: what each is, all of them as one pattern."""

    kinds: Mapping[str, str]
    pattern: re.Pattern[str]
    idle: frozenset[str]


@cache
def body_words() -> BodyWords:
    """Return the tables of origins/voices.toml, folded."""
    raw = raw_table(_ROOM, "origins/voices.toml")
    kinds = {
        fold(cue): kind
        for kind, languages in raw.items()
        if kind != "idle"
        for cues in languages.values()
        for cue in cues
    }
    longest = sorted(kinds, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    idle = frozenset(fold(cue) for cues in raw["idle"].values() for cue in cues)
    return BodyWords(kinds, pattern, idle)


@cache
def credit_phrase(name: str) -> Phrase:
    """Return the patterns of a name in credits/patterns.toml."""
    return read_table(_ROOM, "credits/patterns.toml").phrase(name)


@cache
def credit_words(name: str) -> frozenset[str]:
    """Return a list of plain words in credits/patterns.toml."""
    return read_table(_ROOM, "credits/patterns.toml").words(name)


@cache
def speaker_words() -> SpeakerWords:
    """Return what tells who speaks, compiled."""
    table = read_table(_ROOM, _SPEAKERS)
    return SpeakerWords(
        **{kind: table.regex(rf"\b{{{kind}}}\b", cased=True) for kind in _KINDS},
        pronoun=table.regex("{pronoun}", cased=True),
        not_name=table.regex("{not_name}", cased=True),
        name=table.regex(_NAME, cased=True),
        given_names=table.regex(_GIVEN, cased=True),
        singular_ends=table.cues("singular_end"),
        told_to=table.regex("{told_to}*"),
        never_taken_up=table.words("never_taken_up"),
        governments=_governments(),
    )


def _governments() -> tuple[tuple[str, ...], ...]:
    rows = raw_table(_ROOM, "attribution/governments.toml")["government"]
    return tuple(
        (row["name"], row["country"], *(w for words in _by_language(row) for w in words))
        for row in rows
    )


def _by_language(row: dict[str, object]) -> list[list[str]]:
    return [words for words in row.values() if isinstance(words, list)]


@cache
def speaker_phrase(name: str) -> Phrase:
    """Return the patterns of a name in attribution/speakers.toml."""
    return read_table(_ROOM, _SPEAKERS).phrase(name)


@cache
def grammar(name: str) -> frozenset[str]:
    """Return a list of small words in attribution/grammar.toml."""
    return read_table(_ROOM, "attribution/grammar.toml").words(name)


@cache
def reuse_phrase(name: str) -> Phrase:
    """Return the patterns of a name in reuse/patterns.toml."""
    return read_table(_ROOM, "reuse/patterns.toml").phrase(name)


@cache
def origin_phrase(name: str) -> Phrase:
    """Return the patterns of a name in origins/patterns.toml."""
    return read_table(_ROOM, "origins/patterns.toml").phrase(name)


@cache
def cue_words(language: str) -> CueWords:
    """Return the cues of a BCP 47 primary language, English where we have none of it."""
    raw = raw_table(_ROOM, "attribution/cues.toml")
    row = raw.get(language[:2], raw["en"])
    after = sorted((tuple(look_up(phrase).split()) for phrase in row["after"]), key=len)
    before = sorted((tuple(look_up(p).split()) for p in row.get("before", ())), key=len)
    return CueWords(
        verbs=frozenset(map(look_up, row["verbs"])),
        after=tuple(reversed(after)),
        before=tuple(reversed(before)),
        ends=frozenset(phrase[-1] for phrase in after),
        that=frozenset(map(look_up, row["that"])),
        saying=frozenset(row.get("saying", ())),
        sure=frozenset(row.get("sure", ())),
        reported=frozenset(row.get("reported", ())),
    )


def look_up(word: str) -> str:
    """Return the form under which a word is looked up: small letters, Arabic script folded."""
    if word.isascii() or max(word) < _ARABIC or word[0] > _JOINER:
        return word.lower()
    return folded(word).replace(STROKE, "").replace(_JOINER, "")


@cache
def small_words(language: str) -> SmallWords:
    """Return the small words and speaking nouns of a BCP 47 primary language."""
    raw = raw_table(_ROOM, "attribution/small_words.toml")
    language = language[:2] if language[:2] in raw["stop"] else "en"
    lists = {name: frozenset(map(look_up, raw[name].get(language, ()))) for name in _SMALL_WORDS}
    endings = [tuple(pair.split(":")) for pair in raw["nominative"].get(language, ())]
    nominative = tuple(sorted(((a, b) for a, b in endings), key=lambda pair: -len(pair[0])))
    whole: dict[str, Role] = {}
    stems: dict[str, Role] = {}
    tails: dict[str, Role] = {}
    for row in raw_table(_ROOM, "attribution/roles.toml")["role"]:
        role = Role(row["name"], row["kind"])
        for cue in row.get(language, ()):
            stem, star, ending = cue.partition("*")
            if star and stem:
                stems.setdefault(
                    look_up(stem),
                    Role(role.name, role.kind, _ENDINGS.get(ending, ending), look_up(stem)),
                )
            elif star:
                tails.setdefault(look_up(ending), role)
            else:
                whole.setdefault(look_up(cue), role)
    return SmallWords(
        language=language, **lists, nominative=nominative, roles=whole, stems=stems, tails=tails
    )


def unspaced_table() -> Table:
    """Return the lists of attribution/unspaced.toml: Chinese and Japanese."""
    return read_table(_ROOM, "attribution/unspaced.toml")


@cache
def cue_model(language: str) -> Model | None:
    """Return the fitted model of cues of a language, None where there is none."""
    return _model(f"cues-{language[:2] or 'en'}.json")


@cache
def source_model(language: str) -> Model | None:
    """Return the fitted model of sources of a language, None where there is none."""
    return _model(f"sources-{language[:2] or 'en'}.json")


def _model(name: str) -> Model | None:
    path = files(_ROOM).joinpath("models", name)
    if not path.is_file():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        bias=raw["bias"],
        threshold=raw["threshold"],
        # Weights are stored as hundredths, and keys of several words joined by tabs.
        tables=tuple(
            {
                tuple(key.split("\t")) if "\t" in key else key: weight / 100
                for key, weight in table.items()
            }
            for table in raw["tables"]
        ),
        words=frozenset(raw["words"]),
    )
