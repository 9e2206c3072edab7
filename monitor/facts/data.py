"""The packaged tables of the room, loaded once into `FactTools`. The only module here that reads
files; called by the composition root."""

from __future__ import annotations

import lzma
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.facts.headlines import HeadlineWords, headline_words
from monitor.facts.lexical.aliases import Spellings
from monitor.facts.lexical.choice import Choice, load_choice
from monitor.facts.lexical.language import FALLBACK, Tongue, tongue
from monitor.facts.lexical.tongue_tables import joined
from monitor.facts.lexical.word_cutting import cuts
from monitor.facts.nouns import HARD, Actor
from monitor.facts.what.act_or_talk import DeedWeights, deed_weights
from monitor.facts.where.gazetteer import Gazetteer, gazetteer, with_own
from monitor.facts.where.named import Known, lists_of
from monitor.facts.where.nations import Nations, nations
from monitor.facts.where.place_or_not import NameLists
from monitor.facts.who.actor_names import actor_names
from monitor.language.cutting import Cut
from monitor.registers import ActorRow, PlaceRow

_LISTS = files("monitor.facts") / "lists"
_TABLES = ("dates", "numbers", "tolls", "types", "cues", "terms", "not_incident")


@dataclass(frozen=True, slots=True)
class FactTools:
    """Everything `read` needs beside the article. Read only; share it among threads."""

    gazetteer: Gazetteer
    names: NameLists
    #: What says of which country something is.
    nations: Nations
    #: What speaks for a place as that of the incident.
    scenes: Choice
    #: In which lists a raw word stands.
    known: Known
    #: Language → its words.
    tongues: dict[str, Tongue]
    actors: Spellings[Actor]
    #: Incident type → its parent.
    parents: dict[str, str]
    #: Incident type → "violent", "disaster", "law", …
    groups: dict[str, str]
    #: Types whose words name a happening: violent ones, disasters, accidents.
    hard: frozenset[str]
    #: What speaks for a violent act rather than for talk of violence.
    deeds: DeedWeights
    #: Which of the times told is the happening's.
    days: Choice
    #: Which tolls are of what the article reports.
    tolls: Choice
    #: What speaks against an article's being a report of anything new.
    no_report: Choice
    #: Which type of incident is meant.
    type_choice: Choice
    #: What a headline without its text is read with.
    headlines: HeadlineWords
    #: Language → what cuts its raw words further.
    cuts: dict[str, Cut]

    def reads(self, language: str) -> bool:
        """Return whether a BCP 47 language has lists; an unknown one ("") is read as English."""
        return language[:2].lower() in self.tongues or not language

    def cut(self, language: str) -> Cut | None:
        """Return what cuts the raw words of a language further, None where they are whole."""
        return self.cuts.get(language[:2].lower())

    def tongue(self, language: str) -> Tongue:
        """Return the words of a BCP 47 language, English ones where there are none."""
        return self.tongues.get(language[:2].lower(), self.tongues[FALLBACK])


def load_tools(places: tuple[PlaceRow, ...], actors: tuple[ActorRow, ...]) -> FactTools:
    """Return the tools for reading facts: packaged tables and the user's places and actors.

    The first call takes about a second and 100 MB. The packaged part is built once a process:
    processes forked after that share it.
    """
    packaged = _packaged()
    own = with_own(packaged.gazetteer, places)
    return replace(packaged, gazetteer=own, actors=actor_names(actors))


@cache
def _packaged() -> FactTools:
    by_name = joined({name: tomllib.loads(_text(f"{name}.toml")) for name in _TABLES}, _tongues())
    tables = [by_name[name] for name in _TABLES]
    groups = {name: _group(name, tables[3]) for name in tables[3]}
    world = lzma.decompress((_LISTS / "gazetteer.tsv.xz").read_bytes())
    places = gazetteer(
        world,
        _text("countries.tsv"),
        _text("states.tsv"),
        areas=_text("areas.tsv"),
        seats=_text("seats.tsv"),
    )
    names = NameLists(
        common=_words("common_words.txt"),
        given=_words("given_names.txt"),
        surnames=_words("surnames.txt"),
    )
    return FactTools(
        gazetteer=places,
        cuts=cuts(by_name, places),
        names=names,
        nations=nations(_text("nations.tsv")),
        scenes=load_choice("scene"),
        known=lists_of(places, names),
        tongues={language: tongue(language, *tables) for language in tables[0]},
        actors=actor_names(()),
        parents={name: table["parent"] for name, table in tables[3].items()},
        groups=groups,
        hard=frozenset(name for name, group in groups.items() if group in HARD),
        days=load_choice("days"),
        tolls=load_choice("tolls"),
        deeds=deed_weights(tomllib.loads(_text("deeds.toml"))),
        no_report=load_choice("report_or_not"),
        type_choice=load_choice("types"),
        headlines=headline_words(
            tomllib.loads(_text("headlines.toml"))[FALLBACK], _text("groups.tsv"), tables
        ),
    )


def _tongues() -> list[dict[str, dict[str, Any]]]:
    files_of = sorted((_LISTS / "tongues").iterdir(), key=lambda file: file.name)
    return [tomllib.loads(file.read_text("utf-8")) for file in files_of]


def incident_types() -> dict[str, str]:
    """Return every incident type with its parent group, without loading the rest."""
    return {name: table["parent"] for name, table in tomllib.loads(_text("types.toml")).items()}


def _group(name: str, types: Mapping[str, Mapping[str, object]]) -> str:
    """The group at the root of a type."""
    for _ in range(len(types)):
        parent = str(types[name]["parent"]) if name in types else name
        if parent == name:
            return name
        name = parent
    raise ValueError(f"types.toml: {name} is its own ancestor")


def _text(name: str) -> str:
    return (_LISTS / name).read_text("utf-8")


def _words(name: str) -> frozenset[str]:
    lines = (line.strip() for line in _text(name).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
