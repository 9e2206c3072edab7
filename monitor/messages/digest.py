"""A window of incidents becomes a digest. What stands in it is decided here, not fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import jinja2

from monitor.codec import time_text
from monitor.messages.alerts import Address
from monitor.model.deciding import Incident
from monitor.model.names import make_id
from monitor.model.reading import Article
from monitor.model.telling import Alert, Message
from monitor.words import incident_name, origins_words, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestClaim:
    """A disputed figure: who says what."""

    field: str
    value: str
    claimant: str
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestIncident:
    """What is new about one incident since the last digest."""

    incident: Incident
    alerts: tuple[Alert, ...]
    #: Articles first read in the window, oldest first.
    articles: tuple[Article, ...]
    first_reporter: str
    disputes: tuple[DigestClaim, ...] = ()
    #: Lines of the lineage tree.
    tree: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWindow:
    """Everything that happened between two moments."""

    start: datetime
    end: datetime
    incidents: tuple[DigestIncident, ...]
    #: Told only as background so far.
    mentioned: tuple[Incident, ...] = ()
    #: Words on feeds in trouble.
    troubles: tuple[str, ...] = ()
    articles_read: int = 0
    not_incidents: int = 0
    unsure: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.incidents and not self.troubles


def compose(
    window: DigestWindow,
    to: Address,
    templates: jinja2.Environment,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Message:
    """Return the digest of `window`; its id is made of channel, recipient and window."""
    words = {
        "window": window,
        "start": window.start.astimezone(zone),
        "end": window.end.astimezone(zone),
        "title": subject(window, zone),
        "now": now,
    }
    return Message(
        id=make_id("message", "digest", to.channel, to.recipient, time_text(window.end)),
        channel=to.channel,
        recipient=to.recipient,
        kind="digest",
        subject=subject(window, zone),
        text=templates.get_template("digest.txt").render(words).strip() + "\n",
        html=templates.get_template("digest.html").render(words),
        created_at=now,
        thread="digest",
        payload=payload(window),
    )


def subject(window: DigestWindow, zone: ZoneInfo) -> str:
    """Return the subject: how much, until when."""
    new = sum(1 for one in window.incidents if one.incident.opened_at > window.start)
    developed = len(window.incidents) - new
    until = window.end.astimezone(zone).strftime("%a %d %b %H:%M")
    told = [plural(new, "new incident")] if new or not developed else []
    if developed:
        told.append(f"{developed} developed")
    return f"Digest to {until}: {', '.join(told)}"


def payload(window: DigestWindow) -> str:
    """Return the machine form, version 1."""
    return json.dumps(
        {
            "version": 1,
            "start": time_text(window.start),
            "end": time_text(window.end),
            "incidents": [_plain(one) for one in window.incidents],
            "troubles": list(window.troubles),
        },
        ensure_ascii=False,
    )


def _plain(one: DigestIncident) -> dict[str, object]:
    return {
        "id": one.incident.id,
        "title": incident_name(one.incident),
        "origins": origins_words(one.incident.origins),
        "news": [alert.headline for alert in one.alerts],
        "articles": [article.url for article in one.articles],
    }


def by_weight(incidents: Sequence[DigestIncident]) -> tuple[DigestIncident, ...]:
    """Return incidents with the gravest first: deaths told, then origins, then the newest."""

    def weight(one: DigestIncident) -> tuple[int, int, float]:
        killed = one.incident.killed
        deaths = (killed.best or killed.low or 0) if killed else 0
        return (-deaths, -one.incident.origins.independent, -one.incident.updated_at.timestamp())

    return tuple(sorted(incidents, key=weight))
