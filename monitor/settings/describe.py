"""The reference of all keys as Markdown tables, made from the schema and the nouns' defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from monitor.model.collecting import Feed
from monitor.registers import ActorRow, Channel, KnownIncident, PlaceRow, SourceRow, Watch
from monitor.settings import nouns
from monitor.settings.schema import ROW_FILES, SECTIONS, Key, schema
from monitor.settings.times import duration_text

_NOUNS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "top": nouns.Settings,
        "fetch": nouns.FetchSettings,
        "poll": nouns.PollSettings,
        "matching": nouns.MatchSettings,
        "digest": nouns.DigestSettings,
        "retention": nouns.RetentionSettings,
        "alerts": nouns.AlertSettings,
        "channel": Channel,
        "feed": Feed,
        "place": PlaceRow,
        "actor": ActorRow,
        "source": SourceRow,
        "incident": KnownIncident,
        "watch": Watch,
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text", "long_text": "text", "texts": "list of texts", "word": "word",
        "words": "list of words", "flag": "true or false", "int": "whole number",
        "number": "number", "duration": "duration", "durations": "list of durations",
        "seconds": "duration", "choice": "one of",
        "choices": "list of", "clock_times": "list of times", "days": "list of mon … sun",
        "quiet_hours": "time-time", "zone": "time zone", "country": "country code",
        "countries": "list of country codes", "country_or_name": "country code or name",
        "language": "language tag", "patterns": "list of regular expressions", "path": "path",
        "header": "text", "channel_names": "list of channels", "contact": "text",
        "host": "host name", "email": "e-mail address", "emails": "list of e-mail addresses",
        "url": "http(s) address", "webhook_url": "https address", "reference": "text",
        "domains": "list of domains", "networks": "list of networks", "near": "three numbers",
        "date": "date", "toll": "numbers", "secret": "secret",
    }
)  # fmt: skip


def describe() -> str:
    """Return the reference of every file, table and key as Markdown."""
    parts = ["### monitor.toml\n", _table("top", "Before the first section:")]
    parts += [_table(name, f"`[{name}]`") for name in SECTIONS]
    parts.append(_table("channel", "`[channel.NAME]`, one for each channel:"))
    for file, table in ROW_FILES.items():
        parts += [f"### {file}\n", _table(table, f"`[[{table}]]`, one for each {table}:")]
    return "\n".join(parts)


def _table(name: str, heading: str) -> str:
    rows = [_row(key, _default(name, key)) for key in schema()[name].values()]
    head = ["| key | value | default | meaning |", "|---|---|---|---|"]
    return "\n".join([heading, "", *head, *rows, ""])


def _row(key: Key, default: str) -> str:
    names = f"`{key.name}`"
    if key.kind == "secret":
        names = f"`{key.name}_env`, `{key.name}_file`, `{key.name}_credential`"
    elif key.also:
        names += f" (also {', '.join(f'`{one}`' for one in key.also)})"
    only = f"({' or '.join(key.only)}) " if key.only else ""
    text = "**needed**" if key.required else default
    return f"| {names} | {_kind(key)} | {text} | {only}{key.help} |"


def _kind(key: Key) -> str:
    text = _KINDS[key.kind]
    if key.choices:
        text += " " + ", ".join(f"`{choice}`" for choice in key.choices)
    if key.low is not None and key.high is not None:
        text += f", {_plain(key.low)} to {_plain(key.high)}"
    return text


def _default(table: str, key: Key) -> str:
    if key.default:
        return key.default
    if key.only and key.kind in ("host", "email", "emails", "path", "webhook_url"):
        return "**needed**"
    field = next((f for f in fields(_NOUNS[table]) if f.name == key.field), None)  # type: ignore[arg-type]
    if field is None or field.default is MISSING:
        return "–"
    value = field.default
    if key.kind == "seconds":
        value = timedelta(seconds=value)
    return _plain(value)


def _plain(value: object) -> str:
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, timedelta):
        return f'`"{duration_text(value)}"`'
    if isinstance(value, tuple):
        return "`[" + ", ".join(_plain(one).strip("`") for one in value) + "]`"
    if isinstance(value, str | Path):
        return f'`"{value}"`'
    return f"{value:_}" if isinstance(value, int) else str(value)


BEGIN = "<!-- keys: made by `monitor.settings.describe`; do not edit between the marks -->"
END = "<!-- end of keys -->"


def with_reference(page: str) -> str:
    """Return a Markdown page with the reference between its marks made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{describe()}{END}{after}"
