"""The templates: shipped ones, each overridable by a file of the same name. The only disk here."""

from __future__ import annotations

from pathlib import Path

import jinja2

from monitor.words import (
    age_words,
    day_words,
    incident_name,
    origins_words,
    plural,
    tolls_words,
    when_words,
)

_SHIPPED = Path(__file__).parent / "templates"


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
        when_words=when_words,
        day_words=day_words,
        tolls_words=tolls_words,
        origins_words=origins_words,
        incident_name=incident_name,
        age_words=age_words,
        plural=plural,
    )
    environment.filters["weblink"] = lambda url: (
        url if str(url).startswith(("http://", "https://")) else ""
    )
    return environment
