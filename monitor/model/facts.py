"""What an article says happened: when, where, how many, who, in mentions.

Every fact has its characters and a `reason`: which rule or table row read it, in words that a
person follows ("weekday, of the verb before it"). Two facts are the same whatever the reason.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from monitor.model.names import DatePrecision, Role
from monitor.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days; both ends are local days at the place, inclusive."""

    start: date
    end: date
    precision: DatePrecision
    #: "morning", "night", … where told, else "".
    part_of_day: str = ""
    #: None where no word tells it (inferred from the day of publication).
    span: Span | None = None
    #: 0–1: how probable it is that this is the time of what happened.
    confidence: float = dataclasses.field(default=1.0, compare=False)
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A resolved place. `precision` as UCDP where_prec: 1 exact … 4 admin1 … 6 country."""

    id: str
    name: str
    kind: str  # "city", "base", "district", "region", "country", …
    country: str  # ISO alpha-2
    admin1: str
    latitude: float | None
    longitude: float | None
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    place: Place
    span: Span
    confidence: float = 1.0
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: None means unbounded or unknown; an explicit "no casualties" is 0."""

    field: str  # "killed", "injured", "missing", "arrested", "kidnapped", "munitions"
    low: int | None
    best: int | None
    high: int | None
    span: Span
    #: Of whom, where told ("US", "civilian"), else "".
    group: str = ""
    #: "rocket", "drone", … for munitions.
    unit: str = ""
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRole:
    """An actor with its part: "suspected", "claimed", "denied", "victim", "target", "actor"."""

    actor_id: str
    name: str
    role: str
    span: Span
    #: Who blames, for suspected.
    by: str = ""
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    #: "killed", "injured", "suspect", "arrested", "named".
    role: str
    span: Span
    age: int | None = None
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word for what was used or hit: `kind` "weapon", "target", "damage", "street", "name"."""

    kind: str
    value: str
    span: Span
    reason: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One incident as one article tells it."""

    #: 0 for the primary one, then in text order.
    ordinal: int
    role: Role
    #: From the documented set in facts/types; "other" where it happened but fits none.
    incident_type: str
    when: When | None
    #: Most specific first.
    where: tuple[Where, ...]
    counts: tuple[Count, ...]
    actors: tuple[ActorRole, ...]
    persons: tuple[Person, ...]
    terms: tuple[Term, ...]
    #: The sentences that tell of it.
    spans: tuple[Span, ...]
    #: Why it is of this type: the words that weighed most.
    type_reason: str = dataclasses.field(default="", compare=False)
    #: How surely (0–1) it is of this type; 0 where that was not weighed.
    type_confidence: float = dataclasses.field(default=0.0, compare=False)
    #: Whether its type is one that harms people (violence, disaster, accident).
    is_hard: bool = dataclasses.field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What facts/ reads out of an article."""

    mentions: tuple[Mention, ...]
    #: Why there is no primary mention ("opinion", "listing", "evergreen", "no_happening"), else "".
    not_incident: str = ""
    not_incident_span: Span | None = None
    #: How surely (0–1) it reports none, where that was weighed; 0 where a plain rule said so.
    not_incident_share: float = 0.0
    #: What an article that reports nothing new is on, to find a known incident by; else None.
    about: Mention | None = None
    #: (start, end) of the stretches of the text that tell of other happenings than the primary one.
    elsewhere: tuple[tuple[int, int], ...] = ()
