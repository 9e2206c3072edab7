"""Builders of the lineage tests: articles, the shipped register, readings and reports."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.lineage.attribution.attributions import attributions
from monitor.lineage.credits.credits import credits
from monitor.lineage.edges import TextCandidate, edges
from monitor.lineage.lines import Line
from monitor.lineage.origins.origins import ReportLineage, origins
from monitor.lineage.registers import SourceRegister, build_register
from monitor.lineage.reuse.fingerprints import signature
from monitor.model.deciding import Edge, Origins
from monitor.model.facts import Facts
from monitor.model.names import Quality, SourceClass, make_id
from monitor.model.reading import Article, Reading, Signal
from monitor.model.spans import Span
from monitor.registers import ActorRow, SourceRow
from monitor.urls import registrable_domain

CONFIG = Path(__file__).parents[2] / "config"
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)

FIRE = (
    "A fire broke out in a warehouse on the harbour road shortly before dawn and two workers were "
    "treated for smoke. Crews from three stations fought the flames for five hours while thick "
    "clouds drifted over the fish market and the old customs house. The ferry to the islands did "
    "not sail and several hundred travellers had to wait on the quay without shelter or news. By "
    "noon the fire was under control, but hot spots kept flaring up among the bales of cotton "
    "stored on the upper floor. The owner of the building could not be reached and nobody knew "
    "whether it had been insured against such a loss."
)
BRIDGE = (
    "The bridge over the Lenta was closed on Friday after engineers found cracks in two of its "
    "piers. Lorries were sent the long way round through Marvel, where the narrow streets soon "
    "filled. Repairs will take until spring and cost the province more than its yearly road money. "
    "A ferry is to carry walkers and cyclists from Monday, weather permitting, free of charge."
)
#: The same as FIRE, sentence by sentence.
SENTENCES = FIRE.split(". ")
QUOTE = (
    "“We saw the flames from the island and thought the whole town had gone, and we could do "
    "nothing but wait for the morning and count the boats that came across the water,” she said."
)
RELEASE = (
    "A joint inquiry by the Velm Bureau of Investigation and the harbour watch led to the arrest "
    "of a man on Saturday. During an argument in a boathouse on Quay Road he fired a shotgun, and "
    "the shot went through a wall and struck a woman in the next room. He is held in the county "
    "jail on a bond of 200,000 crowns, the Velm Bureau of Investigation said in a news release."
)
#: Outlets that report one after another.
HOSTS = ("harbourpost.example", "valleytimes.example", "lantern.example", "ridge.example")
ACTORS = (
    ActorRow(name="Lake Dawn Front", kind="armed_group", aliases=("LDF",), country="TD"),
    ActorRow(name="Army of Corvia", kind="state_forces", aliases=("Corvian army",), country="CV"),
)


@cache
def the_register() -> SourceRegister:
    """The register of sources as shipped."""
    raw = tomllib.loads((CONFIG / "sources.toml").read_text(encoding="utf-8"))["source"]
    return build_register(
        SourceRow(
            name=row["name"],
            source_class=SourceClass(row["class"]),
            aliases=tuple(row.get("aliases", ())),
            domains=tuple(row.get("domains", ())),
            family=row.get("family", ""),
            country=row.get("country", ""),
        )
        for row in raw
    )


def an_article(
    text: str = FIRE,
    *,
    url: str = "https://harbourpost.example/news/fire",
    title: str = "Two hurt in harbour fire",
    language: str = "en",
    signals: tuple[tuple[str, str], ...] = (),
    published: datetime | None = NOON,
    precision: str = "second",
    outlet_name: str = "",
    country: str = "",
) -> Article:
    return Article(
        id=make_id("article", url),
        version_id=make_id("version", url, title, text),
        url=url,
        outlet=registrable_domain(url),
        outlet_name=outlet_name,
        title=title,
        text=text,
        language=language,
        published=published,
        published_precision=precision if published else "unknown",
        published_from="jsonld" if published else "none",
        fetched_at=NOON + timedelta(hours=2),
        quality=Quality.FULL,
        signals=tuple(Signal(kind=kind, value=value) for kind, value in signals),
        outlet_country=country,
    )


def elsewhere(text: str, **more: Any) -> Article:
    """The same story three hours later at another outlet."""
    url = "https://valleytimes.example/news/fire"
    return an_article(text, url=url, **{"published": NOON + timedelta(hours=3), **more})


def told(number: int, text: str, **more: Any) -> Article:
    """The report of the `number`-th outlet, an hour after the one before it."""
    return an_article(
        text,
        url=f"https://{HOSTS[number]}/news/fire",
        outlet_name=HOSTS[number].split(".")[0].title(),
        published=NOON + timedelta(hours=number),
        **more,
    )


def a_reading(article: Article) -> Reading:
    return Reading(
        article=article,
        facts=Facts(mentions=()),
        credits=credits(article, the_register()),
        attributions=attributions(article, the_register(), ACTORS),
        signature=signature(article),
    )


def a_candidate(article: Article, *, is_same_article: bool = False) -> TextCandidate:
    return TextCandidate(
        article=article,
        credits=credits(article, the_register()),
        is_same_article=is_same_article,
        first_seen=article.fetched_at,
    )


def some_reports(*articles: Article) -> tuple[ReportLineage, ...]:
    """Lineage of the reports of one incident, read in the given order as the daemon would."""
    readings = [a_reading(article) for article in articles]
    made = []
    for number, reading in enumerate(readings):
        near = [a_candidate(earlier.article) for earlier in readings[:number]]
        made.extend(edges(reading, near, the_register()))
    return tuple(
        ReportLineage(
            article=reading.article,
            credits=reading.credits,
            attributions=reading.attributions,
            edges=tuple(e for e in made if e.from_article_id == reading.article.id),
        )
        for reading in readings
    )


def made(reading_of: Article, *near: Article) -> tuple[Edge, ...]:
    """The edges of an article beside others that are stored."""
    return edges(a_reading(reading_of), [a_candidate(one) for one in near], the_register())


def counted(*articles: Article, country: str = "") -> Origins:
    return origins(some_reports(*articles), the_register(), country)


def a_line(text: str, zone: str = "both", field: str = "text") -> Line:
    return Line(field, 0, text, zone)


def wrong_today(*row: Any, reason: str) -> Any:
    """A row of a table that says what should be, where the code does not do it yet."""
    return pytest.param(*row, marks=pytest.mark.xfail(reason=reason, strict=True))


def words_of(article: Article, span: Span) -> str:
    """The characters that a span names in its article."""
    if span.field.startswith("signal:"):
        return article.signals[int(span.field[7:])].value[span.start : span.end]
    return str(getattr(article, span.field))[span.start : span.end]
