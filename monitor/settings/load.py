"""The whole configuration: a folder of TOML files to `Settings`, or every problem at once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from monitor.errors import ConfigError
from monitor.model.names import FeedState
from monitor.settings import nouns, rows
from monitor.settings.channels import read_channels
from monitor.settings.find import check_names
from monitor.settings.nouns import FetchSettings, MatchSettings, PollSettings, Settings
from monitor.settings.placeholders import expand, refuse_placeholders
from monitor.settings.problems import Problems, hint
from monitor.settings.schema import FILES, ROW_FILES, SECTIONS, schema
from monitor.settings.tables import read_table
from monitor.settings.toml_file import TomlFile, read_toml

SECTION_NOUNS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "fetch": nouns.FetchSettings,
        "poll": nouns.PollSettings,
        "matching": nouns.MatchSettings,
        "digest": nouns.DigestSettings,
        "retention": nouns.RetentionSettings,
        "alerts": nouns.AlertSettings,
    }
)


def load(
    folder: Path | None,
    *,
    environ: Mapping[str, str],
    shipped: Path,
    incident_types: Mapping[str, str] = MappingProxyType({}),
) -> Settings:
    """Return the settings of `folder`; a file that is not there is taken from `shipped`.

    `incident_types`: each known type and its group. Given, the types of incidents and watches are
    checked, and a group stands for all its types in a watch.

    Raises:
        ConfigError: with every problem of every file, each `file:line: key: what is wrong`.
    """
    problems = Problems()
    if folder is not None:
        check_names(folder, problems)
    if problems.found:
        raise ConfigError(problems.texts())
    files = {name: _open(name, folder, shipped, problems) for name in FILES}
    values = _main(files["monitor.toml"], environ, problems)
    values |= _registers(files, values, incident_types, problems)
    if problems.found:
        raise ConfigError(problems.texts())
    return Settings(folder=folder, warnings=problems.warnings(), **values)


def _open(name: str, folder: Path | None, shipped: Path, problems: Problems) -> TomlFile | None:
    # A dangling link is the user's file too: it is reported, not passed over.
    own = folder is not None and os.path.lexists(folder / name)
    path = folder / name if folder is not None and own else shipped / name
    file = read_toml(path, problems)
    if file is not None and own and os.stat(path).st_mode & stat.S_IWOTH:
        problems.warn(file, (), "can be changed by everyone on this machine; chmod o-w it")
    return file


def _main(file: TomlFile | None, environ: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    """Return the fields of Settings that monitor.toml holds."""
    if file is None:
        return {}
    expand(file, environ, problems)
    values = read_table(file, (), _outside_tables(file, problems), schema()["top"], problems)
    _settle_db(file, values, environ, problems)
    for name in SECTIONS:
        noun = SECTION_NOUNS[name]
        data = file.data.get(name, {})
        values[name] = noun(**read_table(file, (name,), data, schema()[name], problems))
    values["fetch"] = _named(file, values["fetch"], problems)
    values["channels"] = read_channels(file, environ, problems)
    names = [channel.name for channel in values["channels"]]
    rows.check_known(file, ("digest", "channels"), values["digest"].channels, names, problems)
    _check_order(file, values["fetch"], values["poll"], values["matching"], problems)
    return values


def _outside_tables(file: TomlFile, problems: Problems) -> dict[str, Any]:
    """Return the keys before the first section; sections that nobody knows are noted."""
    tables = (*SECTIONS, "channel")
    top: dict[str, Any] = {}
    for name, value in file.data.items():
        if name in tables:
            continue
        if isinstance(value, dict | list) and name not in schema()["top"]:
            problems.add(file, (name,), f"unknown section{hint(name, tables)}")
        elif owner := next((t for t in SECTIONS if name in schema()[t]), None):
            problems.add(file, (name,), f"belongs under [{owner}]")
        else:
            top[name] = value
    return top


def _settle_db(
    file: TomlFile, values: dict[str, Any], environ: Mapping[str, str], problems: Problems
) -> None:
    if "db" not in values:
        return
    path = values["db"]
    if path.startswith("~/") and environ.get("HOME"):
        path = environ["HOME"] + path[1:]
    values["db"] = Path(path)
    if path.endswith("/") or values["db"].is_dir():
        problems.add(file, ("db",), "is a folder; name a file in it")


def _named(file: TomlFile, fetch: FetchSettings, problems: Problems) -> FetchSettings:
    """Return the settings with a User-Agent that says whom to write to."""
    if not fetch.contact:
        what = "is not set; servers want to know whom to write to before they block"
        problems.warn(file, ("fetch", "contact"), what)
    elif fetch.user_agent == FetchSettings().user_agent:
        return replace(fetch, user_agent=f"{fetch.user_agent.split()[0]} ({fetch.contact})")
    return fetch


def _check_order(
    file: TomlFile,
    fetch: FetchSettings,
    poll: PollSettings,
    matching: MatchSettings,
    problems: Problems,
) -> None:
    if not poll.min_interval <= poll.max_interval:
        problems.add(file, ("poll", "min_interval"), "is above poll.max_interval")
    elif not poll.min_interval <= poll.default_interval <= poll.max_interval:
        what = "is not between poll.min_interval and poll.max_interval"
        problems.add(file, ("poll", "default_interval"), what)
    if fetch.connect_timeout_s > fetch.timeout_s:
        problems.add(file, ("fetch", "connect_timeout"), "is above fetch.timeout")
    same, new = matching.same_above, matching.new_below
    if same is not None and new is not None and new > same:
        problems.add(file, ("matching", "new_below"), "is above matching.same_above")


def _registers(
    files: Mapping[str, TomlFile | None],
    main: Mapping[str, Any],
    incident_types: Mapping[str, str],
    problems: Problems,
) -> dict[str, Any]:
    """Return the fields of Settings that the row files hold, each read whatever the others say."""
    fetch: FetchSettings = main.get("fetch", FetchSettings())
    poll: PollSettings = main.get("poll", PollSettings())
    readers: dict[str, Callable[..., Any]] = {
        "feeds": partial(
            rows.read_feeds,
            shortest=poll.min_interval,
            allow_networks=fetch.allow_networks,
        ),
        "incidents": partial(rows.read_incidents, incident_types=incident_types),
        "places": rows.read_places,
        "actors": rows.read_actors,
        "sources": rows.read_sources,
        "watches": partial(
            rows.read_watches,
            # Without a readable monitor.toml nobody can say which channels there are.
            channels=[c.name for c in main["channels"]] if main else None,
            incident_types=incident_types,
        ),
    }
    found: dict[str, Any] = {}
    for name, read in readers.items():
        file = files[f"{name}.toml"]
        if file is not None:
            refuse_placeholders(file, problems)
            found[name] = read(file, schema()[ROW_FILES[f"{name}.toml"]], problems)
    if "feeds" in found and not any(f.state is FeedState.ACTIVE for f in found["feeds"]):
        file = files["feeds.toml"]
        assert file is not None
        problems.warn(file, (), "no feed is enabled; nothing will be polled")
    return found
