"""Rows of the register files as nouns, with the checks that need more than one key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from monitor.model.collecting import Feed
from monitor.model.names import AlertKind, FeedKind, FeedState, SourceClass, make_id
from monitor.registers import ActorRow, KnownIncident, PlaceRow, SourceRow, Watch
from monitor.settings.addresses import is_private
from monitor.settings.incident_values import DateRange, precision_of
from monitor.settings.problems import Place, Problems, hint, shown
from monitor.settings.schema import Table
from monitor.settings.tables import read_rows
from monitor.settings.toml_file import TomlFile
from monitor.text import fold
from monitor.urls import canonical, host, registrable_domain

Row = tuple[Place, dict[str, Any]]


def feed_id(url: str) -> str:
    """Return the id of the feed at `url`: the same for http and https, with www and without."""
    return make_id("feed", canonical(url))


def read_feeds(
    file: TomlFile,
    table: Table,
    problems: Problems,
    *,
    shortest: timedelta,
    allow_networks: tuple[str, ...],
) -> tuple[Feed, ...]:
    """Return the feeds of feeds.toml; `every` below `shortest` and private hosts are problems."""
    rows = [row for row in read_rows(file, "feed", table, problems) if "url" in row[1]]
    ids = {row["url"]: feed_id(row["url"]) for _, row in rows}
    _once(file, "url", rows, lambda row: ids[row["url"]], problems)
    _warn_of_titles(file, rows, problems)
    feeds: dict[str, Feed] = {}
    for place, row in rows:
        if is_private(host(row["url"]), allow_networks):
            what = "is not a public address; if that is meant, name its network in fetch."
            problems.add(file, (*place, "url"), what + "allow_networks")
        every = row.get("every")
        if every is not None and every < shortest:
            what = f"is below poll.min_interval ({int(shortest.total_seconds())}s)"
            problems.add(file, (*place, "every"), what)
        feed = _feed(row, ids[row["url"]])
        feeds.setdefault(feed.id, feed)
    return tuple(feeds.values())


def _feed(row: dict[str, Any], known_as: str) -> Feed:
    url = row["url"]
    outlet = row.get("outlet") or row.get("title") or registrable_domain(url)
    return Feed(
        id=known_as,
        url=url,
        title=row.get("title") or outlet,
        outlet=outlet,
        country=row.get("country", ""),
        language=row.get("language", ""),
        family=row.get("family", ""),
        kind=FeedKind(row.get("kind", "newspaper")),
        state=FeedState.ACTIVE if row.get("enabled", True) else FeedState.PAUSED,
        every=row.get("every"),
    )


def read_places(file: TomlFile, table: Table, problems: Problems) -> tuple[PlaceRow, ...]:
    """Return the places of places.toml; a name may stand once a country and province."""
    rows = _complete(read_rows(file, "place", table, problems), "name", "kind")

    def key(row: dict[str, Any]) -> Hashable:
        return fold(row["name"]), row["kind"], row.get("country"), fold(row.get("admin1", ""))

    _once(file, "name", rows, key, problems)
    for place, row in rows:
        _check_point(file, place, row, problems)
    return tuple(PlaceRow(**{"country": "", **row}) for _, row in rows)


def read_actors(file: TomlFile, table: Table, problems: Problems) -> tuple[ActorRow, ...]:
    """Return the actors of actors.toml; `part_of` names another of them."""
    rows = _complete(read_rows(file, "actor", table, problems), "name", "kind")
    _once(file, "name", rows, lambda row: fold(row["name"]), problems)
    names = {row["name"] for _, row in rows}
    for place, row in rows:
        if row.get("part_of") and row["part_of"] not in names:
            what = f"{shown(row['part_of'])} is no actor of this file"
            problems.add(file, (*place, "part_of"), what + hint(row["part_of"], names))
        elif row.get("part_of") == row["name"]:
            problems.add(file, (*place, "part_of"), "names the actor itself")
    return tuple(ActorRow(**row) for _, row in rows)


def read_sources(file: TomlFile, table: Table, problems: Problems) -> tuple[SourceRow, ...]:
    """Return the sources of sources.toml."""
    rows = _complete(read_rows(file, "source", table, problems), "name", "source_class")
    _once(file, "name", rows, lambda row: fold(row["name"]), problems)
    return tuple(
        SourceRow(**{**row, "source_class": SourceClass(row["source_class"])}) for _, row in rows
    )


def read_incidents(
    file: TomlFile,
    table: Table,
    problems: Problems,
    *,
    incident_types: Mapping[str, str] = MappingProxyType({}),
) -> tuple[KnownIncident, ...]:
    """Return the known incidents of incidents.toml; a type that is none (where given) is a
    problem."""
    known: list[tuple[Place, dict[str, Any]]] = []
    rows = _complete(read_rows(file, "incident", table, problems), "title", "incident_type")
    for place, row in rows:
        _check_point(file, place, row, problems)
        if incident_types:
            name, choices = row["incident_type"], tuple(sorted(incident_types))
            if name not in choices:
                what = f"{shown(name)} is no incident type{hint(name, choices)}"
                problems.add(file, (*place, "type"), what)
        days = _days(file, place, row, problems)
        if days is None:
            continue
        for key in ("date", "start", "end"):
            row.pop(key, None)
        row |= {"start": days.start, "end": days.end}
        row.setdefault("precision", days.precision.value)
        if not row.get("external_id"):
            row["external_id"] = make_id("known", fold(row["title"]), days.start, days.end)
        known.append((place, row))
    _once(file, "id", known, lambda row: row["external_id"], problems)
    return tuple(KnownIncident(**row) for _, row in known)


def _days(
    file: TomlFile, place: Place, row: dict[str, Any], problems: Problems
) -> DateRange | None:
    """Return the days of an incident from `date`, or from `start` and `end`."""
    date: DateRange | None = row.get("date")
    start: DateRange | None = row.get("start")
    end: DateRange | None = row.get("end") or start
    given = [key for key in ("date", "start", "end") if key in file.data["incident"][place[-1]]]
    if "date" in given and len(given) > 1:
        problems.add(file, (*place, given[1]), "give `date`, or `start` and `end`, not both")
        return None
    if "date" in given:
        return date
    if "start" not in given:
        problems.add(file, (*place, "date"), "is missing (or `start` and `end`)")
        return None
    if start is None or end is None:
        return None
    if end.end < start.start:
        problems.add(file, (*place, "end"), f"{end.end} is before start {start.start}")
        return None
    return DateRange(start.start, end.end, precision_of(start.start, end.end))


def read_watches(
    file: TomlFile,
    table: Table,
    problems: Problems,
    *,
    channels: Collection[str] | None,
    incident_types: Mapping[str, str],
) -> tuple[Watch, ...]:
    """Return the watches of watches.toml; unknown channels and types are problems."""
    rows = _complete(read_rows(file, "watch", table, problems), "name")
    _once(file, "name", rows, lambda row: fold(row["name"]), problems)
    for place, row in rows:
        if channels is not None:
            check_known(file, (*place, "channels"), row.get("channels", ()), channels, problems)
        if incident_types and "types" in row:
            known = {*incident_types, *incident_types.values()}
            check_known(file, (*place, "types"), row["types"], sorted(known), problems)
            row["types"] = _with_groups(row["types"], incident_types)
        row["kinds"] = tuple(map(AlertKind, row.get("kinds", ())))
    return tuple(Watch(**row) for _, row in rows)


def _with_groups(types: Iterable[str], parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return the types wanted, each with all that stand below it (`parents`: type → parent)."""
    wanted = set(types)
    below = [one for one in parents if wanted & set(_lineage(one, parents))]
    return tuple(dict.fromkeys([*below, *(one for one in types if one in parents)]))


def _lineage(one: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Yield a type, its parent, and so on to its group."""
    seen: set[str] = set()
    while one not in seen:
        seen.add(one)
        yield one
        one = parents.get(one, one)


def check_known(
    file: TomlFile, place: Place, names: Iterable[str], known: Iterable[str], problems: Problems
) -> None:
    """Note every one of `names` that is not `known`."""
    choices = tuple(known)
    for name in names:
        if name not in choices:
            problems.add(file, place, f"{shown(name)} is not configured{hint(name, choices)}")


def _complete(rows: Iterable[Row], *fields: str) -> list[Row]:
    """Return the rows that have what a noun cannot do without; the rest was noted."""
    return [row for row in rows if all(row[1].get(field) for field in fields)]


def _once(
    file: TomlFile,
    key: str,
    rows: list[Row],
    identity: Callable[[dict[str, Any]], Hashable],
    problems: Problems,
) -> None:
    """Note rows that repeat an earlier one, with both lines."""
    first: dict[Hashable, Place] = {}
    for place, row in rows:
        earlier = first.setdefault(identity(row), place)
        if earlier != place:
            line = file.line((*earlier, key))
            problems.add(file, (*place, key), f"is the same as at line {line}")


def _warn_of_titles(file: TomlFile, rows: list[Row], problems: Problems) -> None:
    """Note feeds of one title: imported lists are full of them, so they are no error."""
    first: dict[str, Place] = {}
    for place, row in rows:
        title = fold(row.get("title", ""))
        earlier = first.setdefault(title, place)
        if title and earlier != place:
            line = file.line((*earlier, "title"))
            what = f"is the same as at line {line}; only their addresses tell them apart"
            problems.warn(file, (*place, "title"), what)


def _check_point(file: TomlFile, place: Place, row: dict[str, Any], problems: Problems) -> None:
    for has, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if has in row and other not in file.data[str(place[0])][place[1]]:
            problems.add(file, (*place, other), f"is missing; {has} alone is no point")
