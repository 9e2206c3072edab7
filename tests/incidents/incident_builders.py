"""Small makers of nouns for the tests of incidents/."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from monitor.model.deciding import Claim, Incident, Origins, Report, Toll, Verdict
from monitor.model.facts import ActorRole, Count, Facts, Mention, Place, Term, When, Where
from monitor.model.names import (
    DatePrecision,
    Decision,
    IncidentState,
    Quality,
    Relation,
    Role,
    SourceClass,
    make_id,
)
from monitor.model.reading import Article, Attribution, Credit, Reading, Source
from monitor.model.spans import Span

NOW = datetime(2031, 5, 12, 14, tzinfo=UTC)
TEXT = (
    "Three dockers were killed and seven hurt when shells fell on Port Velm on Monday, "
    "the coast guard said. Two ships burned."
)
COAST_GUARD = Source(name="Coast guard", source_class=SourceClass.OFFICIAL_BODY, country="NO")
AGENCY = Source(name="Nordwire", source_class=SourceClass.AGENCY)


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(field="text", start=start, end=start + len(words), text=words)


def a_place(name: str = "Port Velm", precision: int = 1) -> Place:
    return Place(
        id=f"place_{name}", name=name, kind="city", country="NO", admin1="Vestre",
        latitude=61.0, longitude=5.1, precision=precision,
    )  # fmt: skip


def a_when(day: date = date(2031, 5, 12)) -> When:
    return When(start=day, end=day, precision=DatePrecision.DAY, span=span_of("Monday"))


def a_count(field: str, number: int, words: str, high: int | None = -1, group: str = "") -> Count:
    top = number if high == -1 else high
    return Count(field=field, low=number, best=number, high=top, span=span_of(words), group=group)


def a_mention(**changes: object) -> Mention:
    values: dict[str, object] = {
        "ordinal": 0,
        "role": Role.PRIMARY,
        "incident_type": "armed_attack",
        "when": a_when(),
        "where": (Where(place=a_place(), span=span_of("Port Velm")),),
        "counts": (a_count("killed", 3, "Three dockers were killed"),),
        "actors": (),
        "persons": (),
        "terms": (),
        "spans": (span_of(TEXT),),
    }
    return Mention(**{**values, **changes})  # type: ignore[arg-type]


def an_actor(name: str, role: str, by: str = "") -> ActorRole:
    return ActorRole(
        actor_id=name.lower(), name=name, role=role, span=span_of("coast guard"), by=by
    )


def damage(words: str = "Two ships burned") -> Term:
    return Term(kind="damage", value="ships", span=span_of(words))


def an_article(outlet: str = "Fjordposten", version: int = 1, text: str = TEXT) -> Article:
    article_id = make_id("article", outlet)
    return Article(
        id=article_id, version_id=make_id("version", outlet, version, text),
        url=f"https://{outlet.lower()}.example/1", outlet=f"{outlet.lower()}.example",
        outlet_name=outlet, title="Shells fall on Port Velm", text=text, language="en",
        published=NOW, published_precision="second", published_from="row", fetched_at=NOW,
        quality=Quality.FULL, version=version,
    )  # fmt: skip


def said_by(source: Source, words: str = TEXT.split(". ")[0]) -> Attribution:
    return Attribution(
        source=source, source_span=None, cue_span=span_of("said"), content_span=span_of(words),
        kind="indirect",
    )  # fmt: skip


def credited(source: Source = AGENCY) -> Credit:
    return Credit(
        source=source, kind="dateline", relation=Relation.TEXT_FROM, span=span_of("Three"),
        confidence=0.9,
    )  # fmt: skip


def a_reading(
    article: Article | None = None,
    *mentions: Mention,
    attributions: tuple[Attribution, ...] = (),
    credits: tuple[Credit, ...] = (),
) -> Reading:
    return Reading(
        article=article or an_article(),
        facts=Facts(mentions=mentions or (a_mention(),)),
        credits=credits,
        attributions=attributions,
        signature=(),
        profiles=tuple("{}" for _ in mentions or (1,)),
    )


def a_verdict(
    decision: Decision = Decision.NEW, incident_id: str | None = None, score: float = 0.1
) -> Verdict:
    return Verdict(
        decision=decision, incident_id=incident_id, score=score, reason="because",
        decided_by="model:test",
    )  # fmt: skip


def a_report(
    reading: Reading,
    incident_id: str | None = "incident_a",
    *,
    mention: Mention | None = None,
    decided_at: datetime = NOW,
) -> Report:
    told = mention or reading.facts.mentions[0]
    return Report(
        id=make_id("report", reading.article.version_id, told.ordinal),
        article_id=reading.article.id, version_id=reading.article.version_id,
        incident_id=incident_id, ordinal=told.ordinal, role=told.role,
        verdict=a_verdict(Decision.SAME, incident_id), mention=told, profile="{}",
        published=reading.article.published, decided_at=decided_at,
    )  # fmt: skip


def origins(*names: str, undetermined: int = 0, warnings: tuple[str, ...] = ()) -> Origins:
    count = max(1, len(names) + undetermined)
    return Origins(
        independent=len(names), names=names, undetermined=undetermined, articles=count,
        outlets=count, warnings=warnings,
    )  # fmt: skip


def a_claim(field: str = "killed", number: int | None = 3, **changes: object) -> Claim:
    values: dict[str, object] = {
        "id": make_id("claim", field, number, sorted(map(str, changes.items()))),
        "incident_id": "incident_a",
        "field": field,
        "low": number,
        "high": number,
        "value": None,
        "claimant": AGENCY,
        "article_id": "article_x",
        "version_id": "version_x",
        "span": span_of("Three"),
        "first_seen": hours(-2),
    }
    return Claim(**{**values, **changes})  # type: ignore[arg-type]


def an_incident(**changes: object) -> Incident:
    values: dict[str, object] = {
        "id": "incident_a",
        "state": IncidentState.OPEN,
        "title": "Armed attack, Port Velm",
        "incident_type": "armed_attack",
        "when": a_when(),
        "place": a_place(),
        "killed": Toll(low=3, best=3, high=3),
        "injured": None,
        "origins": origins("Nordwire"),
        "opened_at": hours(-5),
        "updated_at": hours(-2),
        "first_published": hours(-5),
    }
    return Incident(**{**values, **changes})  # type: ignore[arg-type]
