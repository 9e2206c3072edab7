"""Builders of nouns for the store's tests: a small world on the invented coast of Orland."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.model.collecting import Entry, Feed, PollResult
from monitor.model.deciding import (
    Claim,
    Edge,
    Evidence,
    Incident,
    Origins,
    Outcome,
    Part,
    Report,
    Toll,
    Verdict,
)
from monitor.model.facts import Count, Facts, Mention, Place, When, Where
from monitor.model.names import (
    AlertKind,
    DatePrecision,
    Decision,
    FeedKind,
    FeedState,
    IncidentState,
    Quality,
    Relation,
    Role,
    SourceClass,
    make_id,
)
from monitor.model.reading import Article, Attribution, Credit, Reading, Signal, Source
from monitor.model.spans import Span
from monitor.model.telling import Alert, Message
from monitor.store.open import Store, open_store

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
TEXT = (
    "PORT ORLAND (Coast Wire) - Two dockers died when a crane fell on Monday. "
    "“The cable broke at noon,” harbour master Ida Venn told Coast Wire."
)
WIRE = Source(name="Coast Wire", source_class=SourceClass.AGENCY, family="coast", country="OR")
VENN = Source(name="Ida Venn", source_class=SourceClass.NAMED_OFFICIAL)
PORT = Place(
    id="place_port",
    name="Port Orland",
    kind="city",
    country="OR",
    admin1="Coast",
    latitude=1.5,
    longitude=2.5,
    precision=1,
)


def a_store(folder: Path, **how: Any) -> Store:
    return open_store(folder / "monitor.db", **how)


def a_feed(url: str = "https://gazette.example/rss", **changes: Any) -> Feed:
    values: dict[str, Any] = {
        "id": make_id("feed", url),
        "url": url,
        "title": "Gazette",
        "outlet": "Orland Gazette",
        "country": "OR",
        "language": "en",
        "family": "gazette",
        "kind": FeedKind.NEWSPAPER,
    }
    return Feed(**{**values, **changes})


def an_entry(url: str = "https://gazette.example/crane", **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "id": make_id("entry", url, changes.get("feed_id", "")),
        "feed_id": a_feed().id,
        "url": url,
        "guid": url,
        "title": "Crane falls",
        "summary": "A crane fell in the port.",
        "published": NOW - timedelta(hours=2),
        "updated": None,
        "media_credits": ("A. Lens",),
    }
    return Entry(**{**values, **changes})


def a_poll(*entries: Entry, feed: Feed | None = None, **changes: Any) -> PollResult:
    values: dict[str, Any] = {
        "feed_id": (feed or a_feed()).id,
        "polled_at": NOW,
        "outcome": "entries",
        "status": 200,
        "entries": entries,
        "due_at": NOW + timedelta(minutes=15),
        "interval": timedelta(minutes=15),
        "failures": 0.0,
        "state": FeedState.ACTIVE,
        "etag": '"a1"',
        "last_modified": None,
        "body_hash": "b1",
    }
    return PollResult(**{**values, **changes})


def an_article(url: str = "https://gazette.example/crane", **changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": make_id("article", url),
        "url": url,
        "outlet": "gazette.example",
        "outlet_name": "Orland Gazette",
        "title": "Crane falls in Port Orland",
        "text": TEXT,
        "language": "en",
        "published": NOW - timedelta(hours=2),
        "published_precision": "second",
        "published_from": "jsonld",
        "fetched_at": NOW,
        "quality": Quality.FULL,
        "signals": (Signal(kind="byline", value="By Coast Wire"),),
        "outlet_country": "OR",
    }
    values.update(changes)
    text_id = make_id("version", values["id"], values["title"], values["text"])
    return Article(**{"version_id": text_id, **values})


def a_span(words: str, text: str = TEXT, field: str = "text") -> Span:
    start = text.index(words)
    return Span(field=field, start=start, end=start + len(words), text=words)


def a_mention(**changes: Any) -> Mention:
    values: dict[str, Any] = {
        "ordinal": 0,
        "role": Role.PRIMARY,
        "incident_type": "accident",
        "when": When(
            start=date(2031, 5, 5),
            end=date(2031, 5, 5),
            precision=DatePrecision.DAY,
            span=a_span("Monday"),
        ),
        "where": (Where(place=PORT, span=a_span("PORT ORLAND")),),
        "counts": (Count(field="killed", low=2, best=2, high=2, span=a_span("Two dockers died")),),
        "actors": (),
        "persons": (),
        "terms": (),
        "spans": (a_span("Two dockers died when a crane fell on Monday."),),
    }
    return Mention(**{**values, **changes})


def an_incident(name: str = "crane", **changes: Any) -> Incident:
    values: dict[str, Any] = {
        "id": make_id("incident", name),
        "state": IncidentState.OPEN,
        "title": f"Accident in Port Orland ({name})",
        "incident_type": "accident",
        "when": When(start=date(2031, 5, 5), end=date(2031, 5, 5), precision=DatePrecision.DAY),
        "place": PORT,
        "killed": Toll(low=2, best=2, high=2),
        "injured": None,
        "origins": Origins(
            independent=1, names=("Coast Wire",), undetermined=0, articles=1, outlets=1
        ),
        "opened_at": NOW,
        "updated_at": NOW,
        "first_published": NOW - timedelta(hours=2),
    }
    return Incident(**{**values, **changes})


def a_report(article: Article, incident: Incident | None, **changes: Any) -> Report:
    decision = changes.pop("decision", Decision.NEW if incident else Decision.NOT_INCIDENT)
    target = incident.id if incident else None
    ordinal = changes.get("ordinal", 0)
    values: dict[str, Any] = {
        "id": make_id("report", article.version_id, ordinal, target, decision),
        "article_id": article.id,
        "version_id": article.version_id,
        "incident_id": target,
        "ordinal": ordinal,
        "role": Role.PRIMARY,
        "verdict": Verdict(
            decision=decision,
            incident_id=target,
            score=0.75,
            reason="nothing on the shortlist fits",
            parts=(Part(name="place", value=1.0, contribution=0.5, words="Port Orland"),),
            others=(("incident_other", 0.25),),
            decided_by="model:abc",
        ),
        "mention": a_mention() if incident else None,
        "profile": f'{{"article":"{article.id}"}}' if incident else "",
        "published": article.published,
        "decided_at": NOW,
    }
    return Report(**{**values, **changes})


def a_claim(article: Article, incident: Incident, **changes: Any) -> Claim:
    values: dict[str, Any] = {
        "id": make_id("claim", article.version_id, incident.id, changes.get("low", 2)),
        "incident_id": incident.id,
        "field": "killed",
        "low": 2,
        "high": 2,
        "value": None,
        "claimant": VENN,
        "article_id": article.id,
        "version_id": article.version_id,
        "span": a_span("Two dockers died"),
        "first_seen": NOW,
    }
    return Claim(**{**values, **changes})


def an_edge(article: Article, **changes: Any) -> Edge:
    values: dict[str, Any] = {
        "id": make_id("edge", article.version_id, changes.get("to_article_id", "wire")),
        "from_article_id": article.id,
        "from_version_id": article.version_id,
        "relation": Relation.TEXT_FROM,
        "to_article_id": None,
        "to_source": None if changes.get("to_article_id") else WIRE,
        "evidence": (Evidence(kind="dateline", span=a_span("(Coast Wire)")),),
        "confidence": 0.9,
    }
    return Edge(**{**values, **changes})


def an_alert(incident: Incident, **changes: Any) -> Alert:
    values: dict[str, Any] = {
        "id": make_id("alert", incident.id, changes.get("kind", "new")),
        "kind": AlertKind.NEW_INCIDENT,
        "incident_id": incident.id,
        "headline": "Two killed by a crane in Port Orland, says Coast Wire",
        "before": "",
        "reason": "first report",
        "raised_at": NOW,
    }
    return Alert(**{**values, **changes})


def a_message(name: str = "one", **changes: Any) -> Message:
    values: dict[str, Any] = {
        "id": make_id("message", name),
        "channel": "desk",
        "kind": "alert",
        "subject": "Two killed",
        "text": "Two killed.",
        "html": "<p>Two killed.</p>",
        "created_at": NOW,
        "payload": "{}",
    }
    return Message(**{**values, **changes})


def a_reading(article: Article, signature: tuple[int, ...] = (11, 22, 33)) -> Reading:
    return Reading(
        article=article,
        facts=Facts(mentions=(a_mention(),)),
        credits=(
            Credit(
                source=WIRE,
                kind="dateline",
                relation=Relation.TEXT_FROM,
                span=a_span("(Coast Wire)"),
                confidence=0.95,
            ),
        ),
        attributions=(
            Attribution(
                source=VENN,
                source_span=a_span("harbour master Ida Venn"),
                cue_span=a_span("told"),
                content_span=a_span("The cable broke at noon"),
                kind="direct",
                via=(WIRE,),
            ),
        ),
        signature=signature,
    )


def an_outcome(
    url: str = "https://gazette.example/crane",
    name: str = "crane",
    *,
    signature: tuple[int, ...] = (11, 22, 33),
    entry_id: str | None = None,
    **changes: Any,
) -> Outcome:
    """A first report of an incident with all that comes with it."""
    article = changes.pop("article", None) or an_article(url)
    incident = changes.pop("incident", None) or an_incident(name)
    alert = an_alert(incident)
    values: dict[str, Any] = {
        "entry_id": entry_id,
        "article": article,
        "is_new_version": True,
        "reading": a_reading(article, signature),
        "edges": (an_edge(article),),
        "reports": (a_report(article, incident),),
        "incidents": (incident,),
        "keys": {incident.id: (("place:port orland", 741_000), ("type:accident", 741_000))},
        "claims": (a_claim(article, incident),),
        "alerts": (alert,),
        "messages": (a_message(article.id, alert_ids=(alert.id,), thread=incident.id),),
    }
    return Outcome(**{**values, **changes})
