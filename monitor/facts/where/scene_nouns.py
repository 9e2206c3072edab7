"""The nouns of `scene`: one answer to where an incident happened, and what is known besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.facts.nouns import Clause, Toponym
from monitor.model.facts import Place

Told = tuple[Clause, Toponym]
#: Kind of a place that is no more than its country; `country` is one that is told as the place.
WITHIN = "within"
WHOLE = ("country", WITHIN)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the article besides its places."""

    #: The incident's type and its group.
    kind: str = ""
    group: str = ""
    #: Country of the outlet, by its feed or its address; "" = unknown.
    home: str = ""
    #: The country where its language is at home, "" where that is several.
    tongue_home: str = ""
    court: bool = False
    #: Country → key of its capital.
    capitals: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Option:
    """One answer to where it happened: a place told, a country alone, or nowhere."""

    #: None: nowhere.
    place: Place | None
    #: The mentions, the one to be shown first.
    told: list[Told] = field(default_factory=list)
    signs: dict[str, float] = field(default_factory=dict)
    #: A country that is told by its towns or people only.
    implied: bool = False
