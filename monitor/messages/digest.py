"""A window of incidents becomes a digest. What stands in it is decided here, not fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import jinja2

from monitor.codec import time_text
from monitor.messages.alerts import MAX_SUBJECT, Address, beyond
from monitor.messages.timeline import Timeline
from monitor.model.deciding import Incident
from monitor.model.names import make_id
from monitor.model.reading import Article
from monitor.model.telling import Alert, Message
from monitor.text import clean, one_line, shorten
from monitor.words import incident_name, kind_words, origins_words, plural

#: Incidents written out; the rest is told in a line each.
MOST_WRITTEN_OUT = 40
_MOST_TREE_LINES = 40
#: A digest made this much after its time says so.
_LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestClaim:
    """A disputed figure: who says what."""

    field: str
    value: str
    claimant: str
    outlet: str
    at: datetime | None = None


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
    timeline: Timeline | None = None

    @property
    def disputed(self) -> tuple[tuple[str, str, tuple[DigestClaim, ...]], ...]:
        """(field, value, the claims that say it), in the order in which they came."""
        found: dict[tuple[str, str], list[DigestClaim]] = {}
        for claim in self.disputes:
            found.setdefault((claim.field, claim.value), []).append(claim)
        return tuple((*said, tuple(claims)) for said, claims in found.items())

    @property
    def news(self) -> tuple[tuple[str, str], ...]:
        """(kind, what is new): of each kind the latest, and how often before it.

        The card above says the name and the origins; they are not repeated.
        """
        name = incident_name(self.incident)
        latest: dict[str, tuple[str, int]] = {}
        for one in self.alerts:
            kind = kind_words(one.kind, one.reason)
            times = latest[kind][1] if kind in latest else 0
            latest[kind] = (beyond(one, name), times + 1)
        return tuple(
            (f"{kind} ({times} times, the latest)" if times > 1 else kind, said)
            for kind, (said, times) in latest.items()
        )

    @property
    def tree_lines(self) -> tuple[str, ...]:
        """The tree, a very long one cut."""
        more = len(self.tree) - _MOST_TREE_LINES
        cut = (f"… {plural(more, 'line')} more",) if more > 0 else ()
        return (*self.tree[:_MOST_TREE_LINES], *cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWindow:
    """Everything that happened between two moments."""

    start: datetime
    end: datetime
    incidents: tuple[DigestIncident, ...]
    #: Told only as background so far.
    mentioned: tuple[Incident, ...] = ()
    #: Words on what is held back, and why.
    held: tuple[str, ...] = ()
    #: Words on watches that matched nothing, or cannot.
    idle: tuple[str, ...] = ()
    #: Words on feeds in trouble.
    troubles: tuple[str, ...] = ()
    #: Feeds that came into trouble, and out of it, since the last digest.
    newly_troubled: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()
    articles_read: int = 0
    not_incidents: int = 0
    #: Of those: in a language that is not read.
    unread: int = 0
    unsure: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new: standing troubles alone are no reason for a mail a day."""
        return not self.incidents and not self.newly_troubled

    @property
    def trouble_lines(self) -> tuple[str, ...]:
        """What stands of trouble, and which feeds are out of it."""
        again = f"works again: {', '.join(self.recovered)}"
        return (*self.troubles, *((shorten(again, 400),) if self.recovered else ()))


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
        "incidents": window.incidents[:MOST_WRITTEN_OUT],
        "more": window.incidents[MOST_WRITTEN_OUT:],
        "start": window.start.astimezone(zone),
        "end": window.end.astimezone(zone),
        "zone": zone,
        "title": subject(window, zone),
        "is_late": now - window.end > _LATE and to.channel != "preview",
        "now": now,
    }
    return Message(
        id=make_id("message", "digest", to.channel, to.recipient, time_text(window.end)),
        channel=to.channel,
        recipient=to.recipient,
        kind="digest",
        subject=subject(window, zone),
        text=clean(templates.get_template("digest.txt").render(words)).strip() + "\n",
        html=clean(templates.get_template("digest.html").render(words)),
        created_at=now,
        thread="digest",
        payload=payload(window),
    )


def subject(window: DigestWindow, zone: ZoneInfo) -> str:
    """Return the subject: until when, how much, and the gravest, in one line."""
    new = sum(1 for one in window.incidents if one.incident.opened_at >= window.start)
    developed = len(window.incidents) - new
    local = window.end.astimezone(zone)
    told = [plural(new, "new incident")] if new or not developed else []
    if developed:
        told.append(f"{developed} developed")
    head = f"Digest to {local:%a} {local.day} {local:%b %H:%M}: {', '.join(told)}"
    if not window.incidents:
        if window.newly_troubled:
            head += f", {plural(len(window.newly_troubled), 'feed')} newly in trouble"
        return head
    lead = shorten(one_line(incident_name(window.incidents[0].incident)), MAX_SUBJECT)
    return shorten(f"{head} – {lead}", MAX_SUBJECT)


def payload(window: DigestWindow) -> str:
    """Return the machine form, version 1."""
    return json.dumps(
        {
            "version": 1,
            "start": time_text(window.start),
            "end": time_text(window.end),
            "incidents": [_plain(one) for one in window.incidents],
            "held": list(window.held),
            "watches": list(window.idle),
            "troubles": list(window.trouble_lines),
        },
        ensure_ascii=False,
    )


def by_weight(incidents: Sequence[DigestIncident]) -> tuple[DigestIncident, ...]:
    """Return incidents with the gravest first: deaths told, then origins, then the newest."""

    def weight(one: DigestIncident) -> tuple[int, int, float]:
        killed = one.incident.killed
        deaths = (killed.best or killed.low or 0) if killed else 0
        return (-deaths, -one.incident.origins.independent, -one.incident.updated_at.timestamp())

    return tuple(sorted(incidents, key=weight))


def _plain(one: DigestIncident) -> dict[str, object]:
    return {
        "id": one.incident.id,
        "title": incident_name(one.incident),
        "origins": origins_words(one.incident.origins),
        "warnings": list(one.incident.origins.warnings),
        "first_reporter": one.first_reporter,
        "news": [
            {
                "kind": alert.kind.value,
                "headline": alert.headline,
                "reason": alert.reason,
            }
            for alert in one.alerts
        ],
        "disputes": [
            {"field": claim.field, "value": claim.value, "claimant": claim.claimant}
            for claim in one.disputes
        ],
        "articles": [article.url for article in one.articles],
    }
