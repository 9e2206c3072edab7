"""Writes the demo's configuration: a complete folder that any user could have written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.demo.nouns import Outlet, World
from monitor.demo.server import DemoServer
from monitor.demo.world import world_folder
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind, make_id
from monitor.urls import canonical

#: Kind of the outlet → class of the source it is.
_CLASSES = {
    FeedKind.AGENCY: "agency",
    FeedKind.STATE_MEDIA: "state_media",
    FeedKind.OFFICIAL: "official_body",
}
#: Short names under which the world's outlets are credited.
_ALIASES = {
    "mpa": ("MPA", "Meridian Press"),
    "kestrel": ("Kestrel",),
    "beacon": ("Tideway Beacon",),
    "ministry": ("LPMC",),
}
_COPIED = ("monitor.toml", "places.toml", "actors.toml", "incidents.toml", "watches.toml")


def write_config(folder: Path, server: DemoServer) -> None:
    """Write the configuration of the served world into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        (folder / name).write_text(_shipped(name), encoding="utf-8")
    (folder / "feeds.toml").write_text(feeds_toml(server), encoding="utf-8")
    (folder / "sources.toml").write_text(sources_toml(server.world), encoding="utf-8")


def feeds_toml(server: DemoServer) -> str:
    """Return feeds.toml: one `[[feed]]` an outlet."""
    rows = [
        {
            "url": server.feed_url(outlet),
            "title": outlet.name,
            "outlet": outlet.name,
            "country": outlet.country,
            "language": outlet.language,
            "family": outlet.family,
            "kind": outlet.kind,
        }
        for outlet in server.world.outlets
    ]
    return "# The feeds of the demo world.\n\n" + _tables("feed", rows)


def feeds(server: DemoServer) -> tuple[Feed, ...]:
    """Return what the settings make of `feeds_toml`."""
    return tuple(_feed(outlet, server.feed_url(outlet)) for outlet in server.world.outlets)


def sources_toml(world: World) -> str:
    """Return sources.toml: the shipped sources of the demo, and each outlet as one."""
    rows = [
        {
            "name": outlet.name,
            "class": _CLASSES.get(FeedKind(outlet.kind), "outlet"),
            "aliases": list(_ALIASES.get(outlet.id, ())),
            "domains": [outlet.host],
            "family": outlet.family,
            "country": outlet.country,
            "language": outlet.language,
        }
        for outlet in world.outlets
    ]
    return _shipped("sources.toml") + "\n" + _tables("source", rows)


def _feed(outlet: Outlet, url: str) -> Feed:
    return Feed(
        id=make_id("feed", canonical(url)),
        url=url,
        title=outlet.name,
        outlet=outlet.name,
        country=outlet.country,
        language=outlet.language,
        family=outlet.family,
        kind=FeedKind(outlet.kind),
    )


def _tables(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    # A JSON string, and a list of them, is also a TOML one.
    blocks = (
        "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())
        for row in rows
    )
    return "\n".join(f"[[{name}]]\n{block}\n" for block in blocks)


def _shipped(name: str) -> str:
    return (world_folder() / "config" / name).read_text(encoding="utf-8")
