"""The channels of monitor.toml: each kind with its own keys, secrets resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from monitor.registers import Channel
from monitor.settings.addresses import is_loopback, is_private
from monitor.settings.problems import Place, Problems
from monitor.settings.schema import schema
from monitor.settings.secrets import find_secret
from monitor.settings.tables import read_table
from monitor.settings.toml_file import TomlFile
from monitor.urls import host as host_of

#: Always there, so that shipped watches and the digest have somewhere to go.
CONSOLE = Channel(name="console", kind="console")

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_REQUIRED = {"email": ("host", "sender", "recipients"), "file": ("path",), "webhook": ("url",)}
_TLS_PORT = 465


def read_channels(
    file: TomlFile, environ: Mapping[str, str], problems: Problems
) -> tuple[Channel, ...]:
    """Return the `[channel.NAME]` tables and the console, which needs none."""
    tables = file.data.get("channel", {})
    if not isinstance(tables, Mapping):
        problems.add(file, ("channel",), "channels are written [channel.NAME]")
        return (CONSOLE,)
    channels = [_channel(file, name, data, environ, problems) for name, data in tables.items()]
    if all(channel.name != "console" for channel in channels):
        channels.insert(0, CONSOLE)
    return tuple(channels)


def _channel(
    file: TomlFile, name: str, data: object, environ: Mapping[str, str], problems: Problems
) -> Channel:
    place: Place = ("channel", name)
    if not _NAME.fullmatch(name):
        problems.add(file, place, "a channel's name is a word of a–z, 0–9, _ and -")
    if not isinstance(data, Mapping):
        problems.add(file, place, "channels are written [channel.NAME]")
        return Channel(name=name, kind="")
    values = read_table(file, place, data, schema()["channel"], problems)
    kind = values.setdefault("kind", "")
    for key in schema()["channel"].values():
        if key.kind == "secret" and kind in key.only:
            values[key.name] = find_secret(file, place, data, key.name, environ, problems)
    if kind:
        _check_kind(file, place, kind, data, problems)
    if kind == "email":
        _check_email(file, place, data, values, problems)
    if kind == "apprise" and not any(n.startswith("service") for n in (*data, *_told(values))):
        what = "is missing; add service_env, service_file or service_credential"
        problems.add(file, (*place, "service"), what)
    if kind == "webhook" and "url" in values:
        _check_webhook(file, place, values, problems)
    return Channel(name=name, **values)


def _told(values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if value is not None]


def _check_kind(
    file: TomlFile, place: Place, kind: str, data: Mapping[str, Any], problems: Problems
) -> None:
    for key in schema()["channel"].values():
        if not key.only or kind in key.only:
            continue
        for name in data:
            if name == key.name or (key.kind == "secret" and name.startswith(f"{key.name}_")):
                what = f"belongs to a channel of kind {' or '.join(key.only)}, not {kind}"
                problems.add(file, (*place, name), what)
    for name in _REQUIRED.get(kind, ()):
        if name not in data:
            problems.add(file, (*place, name), f"is missing; a channel of kind {kind} needs it")


def _check_email(
    file: TomlFile,
    place: Place,
    data: Mapping[str, Any],
    values: dict[str, Any],
    problems: Problems,
) -> None:
    security = values.get("security", "starttls")
    if security == "tls" and "port" not in data:
        values["port"] = _TLS_PORT
    password = values.get("password")
    has_password = password is not None or any(name.startswith("password") for name in data)
    if security == "none" and has_password:
        what = "a password is never sent in clear; write starttls or tls"
        problems.add(file, (*place, "security"), what)
    if security == "none" and "host" in values and not is_loopback(values["host"]):
        what = "mail leaves this machine only encrypted; write starttls or tls"
        problems.add(file, (*place, "security"), what)
    if has_password and not values.get("username"):
        problems.add(file, (*place, "username"), "is missing; a password needs it")
    if values.get("username") and not has_password:
        problems.add(
            file, (*place, "username"), "has no password; add password_env, _file or _credential"
        )
    if data.get("recipients") == []:
        problems.add(file, (*place, "recipients"), "is empty; nobody would be told")


def _check_webhook(
    file: TomlFile, place: Place, values: dict[str, Any], problems: Problems
) -> None:
    if not values.get("allow_private") and is_private(host_of(values["url"]), ()):
        what = "is on this machine or in a private network; if that is meant: allow_private = true"
        problems.add(file, (*place, "url"), what)
    elif not values.get("allow_private") and values["url"].startswith("http:"):
        problems.add(file, (*place, "url"), "sends alerts in clear; use https://")
