"""Alerts become one message for one channel and recipient: of one incident, or of several."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import jinja2

from monitor.codec import time_text
from monitor.model.deciding import Incident
from monitor.model.names import AlertKind, make_id
from monitor.model.reading import Article
from monitor.model.telling import Alert, Message
from monitor.text import clean, one_line, shorten
from monitor.words import incident_name, origins_words, plural, tolls_words, when_words

#: One line on a phone's lock screen.
MAX_SUBJECT = 140
#: Incidents written out in one message; the rest is told in a line each.
MOST_WRITTEN_OUT = 40

#: What is told first where one message tells several things.
_WEIGHT = (
    AlertKind.RETRACTION,
    AlertKind.CORRECTION,
    AlertKind.NEW_INCIDENT,
    AlertKind.TOLL_CHANGED,
    AlertKind.RESPONSIBILITY_CLAIMED,
    AlertKind.RESPONSIBILITY_DENIED,
    AlertKind.SECOND_ORIGIN,
    AlertKind.OFFICIAL_CONFIRMATION,
)

#: Alerts that warn of a state of the origins, which may pass.
_WARNINGS = (AlertKind.SINGLE_ROOT, AlertKind.CIRCULAR)

#: How a headline ends that says by whom it is told.
_TAILS = (" – reported by one origin", " – at most ", " – origin undetermined")
#: What the kind beside it says already.
_PREFIXES = ("corrected: ", "changed without a notice: ", "disputed: ", "second origin: ")
_LEAST_SAID = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes: the channel's name and its recipient ("" = the channel has one end)."""

    channel: str
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The alerts of one incident (None: of feeds), weightiest first."""

    incident: Incident | None
    alerts: tuple[Alert, ...]

    @property
    def news(self) -> tuple[tuple[Alert, str], ...]:
        """Each alert with what is new, without what the incident's own lines say."""
        name = incident_name(self.incident) if self.incident else ""
        return tuple((one, beyond(one, name)) for one in self.alerts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a message tells: parts, the gravest first, and the articles their alerts came from."""

    parts: tuple[Part, ...]
    articles: Mapping[str, Article]
    thread: str = ""
    #: Why these come late or together, "" = neither.
    note: str = ""

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Every alert, in the order of telling."""
        return tuple(alert for part in self.parts for alert in part.alerts)


def told(
    alerts: Sequence[Alert],
    incidents: Mapping[str, Incident],
    articles: Mapping[str, Article],
    *,
    thread: str,
    note: str = "",
) -> Told:
    """Return `alerts` sorted into parts; `incidents` are those that their ids lead to by now."""
    by_incident: dict[str, list[Alert]] = {}
    for alert in alerts:
        incident = incidents.get(alert.incident_id or "")
        by_incident.setdefault(incident.id if incident else "", []).append(alert)
    leading = {incident.id: incident for incident in incidents.values()}
    parts = [
        Part(
            incident=leading.get(key),
            alerts=tuple(sorted(_standing(of_one, leading.get(key)), key=_order)),
        )
        for key, of_one in by_incident.items()
    ]
    parts.sort(key=lambda part: (-max(alert.severity for alert in part.alerts), part.alerts[0].id))
    return Told(parts=tuple(parts), articles=articles, thread=thread, note=note)


def _standing(alerts: Sequence[Alert], incident: Incident | None) -> list[Alert]:
    """Return the alerts without a warning that what came after it has overtaken.

    "All reports trace to one origin" beside "second origin" would contradict itself.
    """
    warnings = incident.origins.warnings if incident else ()
    over = [a for a in alerts if a.kind in _WARNINGS and a.kind.value not in warnings]
    return [alert for alert in alerts if alert not in over or len(over) == len(alerts)]


def compose(
    what: Told, to: Address, templates: jinja2.Environment, *, now: datetime, zone: ZoneInfo
) -> Message:
    """Return one message; its id is made of where it goes and which alerts it carries."""
    ids = tuple(alert.id for alert in what.alerts)
    words = {
        "title": subject(what),
        "parts": what.parts[:MOST_WRITTEN_OUT],
        "more": what.parts[MOST_WRITTEN_OUT:],
        "articles": what.articles,
        "note": what.note,
        "zone": zone,
        "now": now,
    }
    return Message(
        id=make_id("message", to.channel, to.recipient, *sorted(ids)),
        channel=to.channel,
        recipient=to.recipient,
        kind="alert",
        subject=subject(what),
        text=clean(templates.get_template("alert.txt").render(words)).strip() + "\n",
        html=clean(templates.get_template("alert.html").render(words)),
        created_at=now,
        thread=what.thread,
        alert_ids=ids,
        payload=payload(what),
    )


def subject(what: Told) -> str:
    """Return one line that fits a phone: the weightiest headline, and how much more there is."""
    alerts = what.alerts
    lead = one_line(alerts[0].headline, 1000) or "(no headline)"
    if len(what.parts) > 1:
        head = f"{plural(len(alerts), 'alert')} on {plural(len(what.parts), 'incident')}: "
        return head + shorten(lead, MAX_SUBJECT - len(head))
    if what.parts[0].incident is None and len(alerts) > 1:
        head = f"{plural(len(alerts), 'report')} on feeds: "
        return head + shorten(lead, MAX_SUBJECT - len(head))
    more = f" (+{len(alerts) - 1})" if len(alerts) > 1 else ""
    return shorten(lead, MAX_SUBJECT - len(more)) + more


def beyond(alert: Alert, name: str) -> str:
    """Return what is new, without what stands beside it: name, kind, and by whom it is told."""
    said = one_line(alert.headline, 1000)
    if not name:
        return said
    for tail in _TAILS:
        said = said.partition(tail)[0] or said
    head, colon, rest = said.partition(": ")
    if colon and rest and name.startswith(head.rstrip("…")):
        said = rest
    if said == name:
        return "first report"
    for prefix in _PREFIXES:
        said = said.removeprefix(prefix)
    # A headline is cut to fit a phone; where nothing is left, the reason says it whole.
    return alert.reason if said.endswith("…") and len(said) < _LEAST_SAID else said


def payload(what: Told) -> str:
    """Return the machine form, version 1: stable keys for webhooks and files."""
    body: dict[str, object] = {
        "version": 1,
        "note": what.note,
        "alerts": [
            _alert_plain(alert, part, what.articles) for part in what.parts for alert in part.alerts
        ],
        "incidents": [_incident_plain(p.incident) for p in what.parts if p.incident is not None],
    }
    return json.dumps(body, ensure_ascii=False)


def _alert_plain(alert: Alert, part: Part, articles: Mapping[str, Article]) -> dict[str, object]:
    article = articles.get(alert.article_id or "")
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "headline": alert.headline,
        "reason": alert.reason,
        "before": alert.before,
        "severity": alert.severity,
        "raised_at": time_text(alert.raised_at),
        "incident": part.incident.id if part.incident else None,
        "feed": alert.feed_id,
        "article": None
        if article is None
        else {
            "url": article.url,
            "title": article.title,
            "outlet": article.outlet_name or article.outlet,
            "published": time_text(article.published) if article.published else None,
        },
    }


def _incident_plain(incident: Incident) -> dict[str, object]:
    return {
        "id": incident.id,
        "title": incident_name(incident),
        "type": incident.incident_type,
        "when": when_words(incident.when),
        "place": incident.place.name if incident.place else None,
        "country": incident.place.country if incident.place else None,
        "latitude": incident.place.latitude if incident.place else None,
        "longitude": incident.place.longitude if incident.place else None,
        "toll": tolls_words(incident.killed, incident.injured),
        "origins": origins_words(incident.origins),
        "independent_origins": incident.origins.independent,
        "undetermined_origins": incident.origins.undetermined,
        "warnings": list(incident.origins.warnings),
        "external_id": incident.external_id,
    }


def _order(alert: Alert) -> tuple[int, int, str]:
    weight = _WEIGHT.index(alert.kind) if alert.kind in _WEIGHT else len(_WEIGHT)
    return (weight, -alert.severity, alert.id)
