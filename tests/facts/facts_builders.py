"""Builders of the facts tests."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.model.names import Quality
from monitor.model.reading import Article


def an_article(
    text: str,
    *,
    title: str = "",
    published: str | None = "2020-03-17",
    language: str = "en",
    country: str = "",
) -> Article:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Article(
        id="article_1",
        version_id="version_1",
        url="https://outlet.example/1",
        outlet="outlet.example",
        outlet_name="Outlet",
        title=title,
        text=text,
        language=language,
        published=at,
        published_precision="day" if at else "unknown",
        published_from="row",
        fetched_at=datetime(2020, 3, 18, tzinfo=UTC),
        quality=Quality.FULL,
        outlet_country=country,
    )
