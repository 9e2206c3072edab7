"""The templates: shipped ones, each overridable by a file of the same name. The only disk here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup

from monitor import words
from monitor.codec import time_from
from monitor.messages.map import Map, Rings, map_of, read_outlines
from monitor.messages.timeline import marks
from monitor.model.deciding import Incident
from monitor.text import clean, one_line
from monitor.urls import MAX_URL

_SHIPPED = Path(__file__).parent / "templates"
_STAMP = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_OUTLINES = Path(__file__).parent / "outlines.txt"


def load_templates(folder: Path | None = None) -> jinja2.Environment:
    """Return the templates; those in `folder` (usually config/templates) come first.

    HTML is escaped by itself, text is not; an undefined name is an error, not an empty string.
    """
    places = [jinja2.FileSystemLoader(_SHIPPED)]
    if folder is not None and folder.is_dir():
        places.insert(0, jinja2.FileSystemLoader(folder))
    # Text templates write no markup, and are escaped nowhere: select_autoescape knows by the name.
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(places),
        autoescape=jinja2.select_autoescape(["html"], default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        when_words=words.when_words,
        day_words=words.day_words,
        tolls_words=words.tolls_words,
        origins_words=words.origins_words,
        incident_name=words.incident_name,
        age_words=words.age_words,
        plural=words.plural,
        warning_words=words.warning_words,
        kind_words=words.kind_words,
        clock=clock,
        marks=marks,
        world_map=world_map,
    )
    environment.filters["weblink"] = weblink
    environment.filters["line"] = line
    environment.filters["indented"] = indented
    environment.filters["local"] = local
    return environment


@lru_cache(maxsize=1)
def load_outlines() -> Rings:
    """Return the outlines of the world's land."""
    return read_outlines(_OUTLINES.read_text(encoding="utf-8"))


def world_map(incidents: Sequence[Incident]) -> Map | None:
    """Return a map of `incidents`, numbered in their order; None where none has a place."""
    return map_of(incidents, load_outlines())


def weblink(url: str) -> str:
    """Return `url` where it is one that a reader may follow, else ""."""
    told = one_line(str(url), MAX_URL + 1)
    ok = told.startswith(("http://", "https://")) and " " not in told and len(told) <= MAX_URL
    return told if ok else ""


def line(text: str, limit: int = 400) -> str:
    """Return strangers' words on one line, without control characters, cut at `limit`."""
    return one_line(str(text), limit)


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as "14 Mar 2020 06:30 CET" at the user's place."""
    local = moment.astimezone(zone)
    return f"{words.day_words(local.date())} {local:%H:%M} {local.tzname() or ''}".strip()


def local(text: str, zone: ZoneInfo) -> str:
    """Return `text` with every "2020-03-14T06:30:00Z" in it told as `clock` does."""

    def told(found: re.Match[str]) -> str:
        try:
            return clock(time_from(found[0]), zone)
        except (ValueError, OverflowError):
            return found[0]  # a stranger's words that only look like a time

    return _STAMP.sub(told, str(text))


def indented(text: str) -> Markup:
    """Return a line of a drawn tree as HTML: what draws it keeps its width, the words wrap.

    Its columns, two blanks apart, are parted by dots: HTML would run them together.
    """
    bare = clean(text).lstrip("│├└─ \n")
    drawn = clean(text)[: len(clean(text)) - len(bare)]
    depth = len(drawn) // 3
    return Markup('<span class="branch" style="padding-left:{}px">{}{}</span>').format(
        depth * 14, "↳ " if depth else "", one_line(bare.replace("  ", " · "))
    )
