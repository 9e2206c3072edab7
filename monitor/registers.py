"""Rows of the user's registers: places, actors, sources, known incidents, watches. Data only.

`settings/` reads them from TOML; `facts/` and `lineage/` build their look-ups from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.model.names import AlertKind, SourceClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A `[[place]]` of places.toml."""

    name: str
    kind: str  # base, city, district, region, country, embassy, sea, …
    country: str  # ISO alpha-2
    aliases: tuple[str, ...] = ()
    admin1: str = ""
    latitude: float | None = None
    longitude: float | None = None
    #: UCDP where_prec 1–7.
    precision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An `[[actor]]` of actors.toml."""

    name: str
    kind: str  # armed_group, state_forces, government, police, coalition, organisation, person
    aliases: tuple[str, ...] = ()
    country: str = ""
    #: Name of the actor it belongs to, "" = none.
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A `[[source]]` of sources.toml."""

    name: str
    source_class: SourceClass
    aliases: tuple[str, ...] = ()
    #: Registrable domains it publishes on.
    domains: tuple[str, ...] = ()
    family: str = ""
    country: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIncident:
    """An `[[incident]]` of incidents.toml, or a row of an imported register."""

    external_id: str
    title: str
    incident_type: str
    start: date
    end: date
    precision: str  # DatePrecision value
    place: str = ""
    admin1: str = ""
    #: ISO alpha-2 or a name.
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    place_precision: int | None = None
    killed: tuple[int | None, int | None, int | None] | None = None  # low, best, high
    injured: tuple[int | None, int | None, int | None] | None = None
    actors: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    #: Public page or document the facts were taken from.
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A `[[watch]]` of watches.toml: what the user wants to be told of. Empty = any."""

    name: str
    words: tuple[str, ...] = ()
    #: Regular expressions over title and text (checked when loaded).
    patterns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    #: (latitude, longitude, km)
    near: tuple[float, float, float] | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    min_killed: int | None = None
    min_origins: int = 1
    #: Outlets, domains or families of which one has to carry what is told.
    trust: tuple[str, ...] = ()
    ignore_outlets: tuple[str, ...] = ()
    kinds: tuple[AlertKind, ...] = ()
    channels: tuple[str, ...] = ("console",)
    #: 0 quiet … 3 urgent.
    urgency: int = 1
    #: "22:00-06:30" in the configured zone, "" = none.
    quiet_hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A `[channel.NAME]` of monitor.toml. Secrets are resolved values and never printed."""

    name: str
    kind: str  # console, email, file, webhook, apprise
    # email
    host: str = ""
    port: int = 587
    security: str = "starttls"  # starttls, tls, none (loopback only)
    username: str = ""
    password: Secret | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    # file, webhook
    path: str = ""
    #: May hold a token, so it is not shown.
    url: str = field(default="", repr=False)
    secret: Secret | None = None
    #: apprise: address of the chat service, which holds its token.
    service: Secret | None = None
    allow_private: bool = False
    #: Give up on a message after this long.
    keep_trying: timedelta = timedelta(days=7)


class Secret:
    """A value that is used and never shown: `reveal()` at the last moment only."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)
