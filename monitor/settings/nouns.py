"""Settings as frozen data. No file is read here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from monitor.model.collecting import Feed
from monitor.registers import ActorRow, Channel, KnownIncident, PlaceRow, SourceRow, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """`[fetch]`: how we behave on the network."""

    user_agent: str = "monitor/0.1 (+https://example.org/monitor; contact: set fetch.contact)"
    contact: str = ""
    #: Total deadline of one request, body included.
    timeout_s: float = 30.0
    connect_timeout_s: float = 5.0
    max_feed_bytes: int = 10_000_000
    max_page_bytes: int = 3_000_000
    max_redirects: int = 5
    #: Pause between two requests to one host.
    host_pause_s: float = 2.0
    #: Hosts fetched from at the same time.
    parallel_hosts: int = 16
    respect_robots: bool = True
    #: Networks (CIDR) allowed although not public: for your own intranet feeds, and the demo.
    allow_networks: tuple[str, ...] = ()
    #: Wall time and memory of the child that parses remote bytes.
    parse_deadline_s: float = 10.0
    parse_memory_mb: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """`[poll]`: cadence."""

    default_interval: timedelta = timedelta(minutes=15)
    min_interval: timedelta = timedelta(minutes=5)
    max_interval: timedelta = timedelta(hours=24)
    #: A feed without a new entry for this long is named silent.
    silent_after: timedelta = timedelta(days=7)
    max_entries_per_poll: int = 2000
    #: Entries published longer ago than this are stored as seen and not fetched.
    max_entry_age: timedelta = timedelta(days=30)
    #: After these ages a page is fetched again, as texts are edited; empty = never.
    revisit_after: tuple[timedelta, ...] = (timedelta(hours=2), timedelta(hours=24))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSettings:
    """`[matching]`: thresholds of the verdict; None = those fitted with the model."""

    same_above: float | None = None
    new_below: float | None = None
    shortlist: int = 12
    #: incidents.toml has every incident of its kind: a report may be surer that it is one of them.
    incidents_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """`[digest]`: when and to whom."""

    at: tuple[str, ...] = ("07:00",)  # local wall times
    days: tuple[str, ...] = ()  # "mon".."sun"; empty = every day
    channels: tuple[str, ...] = ("console",)
    send_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """`[retention]`: what tidy removes; never reports, claims, edges or their articles."""

    poll_log: timedelta = timedelta(days=30)
    deliveries: timedelta = timedelta(days=90)
    fingerprints: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """`[alerts]`: not too often."""

    #: Wait this long for more before the first message of an incident.
    group_wait: timedelta = timedelta(minutes=2)
    #: Least pause between two messages about one incident.
    min_gap: timedelta = timedelta(minutes=15)
    #: Above this many messages an hour and channel, the rest are folded into one.
    max_per_hour: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a person configured, checked."""

    #: Folder the files came from (None = shipped defaults only).
    folder: Path | None = None
    db: Path = Path("state/monitor.db")
    timezone: str = "UTC"
    fetch: FetchSettings = field(default_factory=FetchSettings)
    poll: PollSettings = field(default_factory=PollSettings)
    matching: MatchSettings = field(default_factory=MatchSettings)
    digest: DigestSettings = field(default_factory=DigestSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    channels: tuple[Channel, ...] = ()
    feeds: tuple[Feed, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    incidents: tuple[KnownIncident, ...] = ()
    watches: tuple[Watch, ...] = ()
    #: What works and is probably not meant, as `file:line: key: what`; for `monitor check`.
    warnings: tuple[str, ...] = ()
