"""Alerts of one incident become one message for one channel and recipient."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import jinja2

from monitor.codec import time_text
from monitor.model.deciding import Incident
from monitor.model.names import make_id
from monitor.model.reading import Article
from monitor.model.telling import Alert, Message
from monitor.text import one_line, shorten
from monitor.words import incident_name, origins_words, tolls_words, when_words

#: A subject is read on a phone's lock screen; mail clients show about 70 characters of it.
MAX_SUBJECT = 160

#: What is told first where one message tells several things.
_WEIGHT = ("new_incident", "correction", "retraction", "toll_changed", "second_origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes: the channel's name and its recipient ("" = the channel has one end)."""

    channel: str
    recipient: str = ""


def compose(
    alerts: Sequence[Alert],
    incident: Incident | None,
    article: Article | None,
    to: Address,
    templates: jinja2.Environment,
    *,
    now: datetime,
    due_at: datetime | None = None,
) -> Message:
    """Return one message that tells `alerts` (at least one, all of one incident or one feed)."""
    ordered = sorted(alerts, key=_order)
    words = {
        "alerts": ordered,
        "incident": incident,
        "article": article,
        "now": now,
    }
    ids = tuple(alert.id for alert in ordered)
    return Message(
        id=make_id("message", to.channel, to.recipient, *sorted(ids)),
        channel=to.channel,
        recipient=to.recipient,
        kind="alert",
        subject=subject(ordered),
        text=templates.get_template("alert.txt").render(words).strip() + "\n",
        html=templates.get_template("alert.html").render(words),
        created_at=now,
        thread=incident.id if incident else (ordered[0].feed_id or ""),
        alert_ids=ids,
        payload=payload(ordered, incident, article),
        due_at=due_at,
    )


def subject(alerts: Sequence[Alert]) -> str:
    """Return one line that fits a phone; "(+2)" counts what else the message tells."""
    more = f" (+{len(alerts) - 1})" if len(alerts) > 1 else ""
    return shorten(one_line(alerts[0].headline, 1000), MAX_SUBJECT - len(more)) + more


def payload(alerts: Sequence[Alert], incident: Incident | None, article: Article | None) -> str:
    """Return the machine form, version 1: stable keys for webhooks and files."""
    body: dict[str, object] = {
        "version": 1,
        "alerts": [
            {
                "id": alert.id,
                "kind": alert.kind,
                "headline": alert.headline,
                "reason": alert.reason,
                "before": alert.before,
                "raised_at": time_text(alert.raised_at),
            }
            for alert in alerts
        ],
        "incident": None if incident is None else _incident_plain(incident),
        "article": None if article is None else {"url": article.url, "title": article.title},
    }
    return json.dumps(body, ensure_ascii=False)


def _incident_plain(incident: Incident) -> dict[str, object]:
    return {
        "id": incident.id,
        "title": incident_name(incident),
        "type": incident.incident_type,
        "when": when_words(incident.when),
        "place": incident.place.name if incident.place else None,
        "toll": tolls_words(incident.killed, incident.injured),
        "origins": origins_words(incident.origins),
        "independent_origins": incident.origins.independent,
        "undetermined_origins": incident.origins.undetermined,
        "warnings": list(incident.origins.warnings),
    }


def _order(alert: Alert) -> tuple[int, int, str]:
    weight = _WEIGHT.index(alert.kind) if alert.kind in _WEIGHT else len(_WEIGHT)
    return (weight, -alert.severity, alert.id)
