"""Readings of our own decided into a real store: no child, no page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from weighing_builders import MODEL, REGISTER, profiles_of

from monitor.clock import SteppedClock
from monitor.jobs.deciding import decide
from monitor.jobs.walk import Walk
from monitor.matching import packing
from monitor.messages.data import load_templates
from monitor.model.deciding import Outcome
from monitor.model.names import make_id
from monitor.model.reading import Article, Reading
from monitor.settings.nouns import Settings
from monitor.store import outcomes
from monitor.store.open import open_store
from monitor.urls import canonical
from tests.incidents.incident_builders import NOW, TEXT, a_reading, an_article, hours

LONG = (
    "Crews from three stations fought the flames for five hours while thick clouds drifted over"
    " the fish market and the old customs house. The ferry to the islands did not sail and several"
    " hundred travellers had to wait on the quay without shelter or news."
)


def told_by(outlet: str, hour: float = 0, **changes: object) -> Article:
    article = an_article(outlet, text=f"{TEXT} {LONG}")
    url = canonical(article.url)
    return replace(
        article,
        id=make_id("article", url),
        published=hours(hour),
        fetched_at=hours(hour),
        **changes,  # type: ignore[arg-type]
    )


FIRST, COPY = told_by("Kystavisen", -5), told_by("Fjordposten")


def a_deciding_walk(folder: Path) -> Walk:
    path = folder / "monitor.db"
    return Walk(
        settings=Settings(db=path),
        store=open_store(path),
        clock=SteppedClock(NOW),
        register=REGISTER,
        model=MODEL,
        templates=load_templates(),
        children=None,  # type: ignore[arg-type]
    )


def a_read(article: Article, signature: tuple[int, ...] = ()) -> Reading:
    """An article as it is read: with the profile of its mention."""
    reading = replace(a_reading(article), signature=signature)
    packed = tuple(packing.dump(one) for one in profiles_of(reading))
    return replace(reading, profiles=packed)


def take_in(walk: Walk, reading: Reading, now: datetime = NOW, *, tell: bool = True) -> Outcome:
    """Decide a reading and record what comes of it."""
    outcome = decide(walk, reading, entry=None, now=now, tell=tell)
    outcomes.record(walk.store, outcome, now)
    return outcome
