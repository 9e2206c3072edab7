"""The lexicons of this room: package data beside the code, read once per process.

The only module here that touches a file; everything else takes what it returns.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files

from monitor.lineage.lexicon import CueWords, Lexicon, Model, SpeakerWords


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of credits."""
    raw = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return Lexicon(
        url_sections={key: (row[0], row[1], row[2]) for key, row in raw["url_sections"].items()}
    )


@cache
def speaker_words() -> SpeakerWords:
    """Return the words of speakers.toml, compiled."""
    raw = tomllib.loads(files(__package__).joinpath("speakers.toml").read_text(encoding="utf-8"))
    governments = tuple(tuple(row) for row in raw.pop("governments"))
    patterns = {key: re.compile(value) for key, value in raw.items()}
    return SpeakerWords(**patterns, governments=governments)


@cache
def cue_words(language: str) -> CueWords:
    """Return the cues of a BCP 47 primary language, English where we have none of it."""
    raw = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    row = raw.get(language[:2], raw["en"])
    after = sorted((tuple(phrase.casefold().split()) for phrase in row["after"]), key=len)
    return CueWords(
        verbs=frozenset(row["verbs"].split()),
        after=tuple(reversed(after)),
        ends=frozenset(phrase[-1] for phrase in after),
        that=frozenset(row["that"].split()),
        saying=frozenset(row.get("saying", "").split()),
        sure=frozenset(row.get("sure", "").split()),
        reported=frozenset(row.get("reported", "").split()),
    )


@cache
def cue_model(language: str) -> Model | None:
    """Return the fitted model of cues of a language, None where there is none."""
    return _model(f"cues-{language[:2] or 'en'}.json")


@cache
def source_model(language: str) -> Model | None:
    """Return the fitted model of sources of a language, None where there is none."""
    return _model(f"sources-{language[:2] or 'en'}.json")


def _model(name: str) -> Model | None:
    path = files(__package__).joinpath("models", name)
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
