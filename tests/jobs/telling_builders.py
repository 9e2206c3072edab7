"""A walk that only tells: a real store, a stepped clock, channels that a test opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from store_builders import an_alert, an_article, an_incident, an_outcome

from monitor.clock import SteppedClock
from monitor.jobs import holds
from monitor.jobs.walk import Walk
from monitor.lineage.registers import build_register
from monitor.messages.data import load_templates
from monitor.model.deciding import Incident
from monitor.model.names import AlertKind
from monitor.model.telling import Alert, Delivery, Message
from monitor.notify.door import Notifier, delivered
from monitor.registers import Channel, Watch
from monitor.settings.nouns import AlertSettings, Settings
from monitor.store.open import open_store

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
AT_ONCE = AlertSettings(group_wait=timedelta(), min_gap=timedelta(), max_per_hour=10_000)


class Recorder:
    """The far end of a channel that keeps what it is brought, or answers as told."""

    def __init__(self, answers: Sequence[Delivery | None] = ()) -> None:
        self.messages: list[Message] = []
        self.answers = list(answers)

    def send(self, message: Message, now: datetime) -> Delivery:
        answer = self.answers.pop(0) if self.answers else None
        if answer is None:
            self.messages.append(message)
            return delivered(message, now, "kept")
        return replace(answer, message_id=message.id, channel=message.channel, attempted_at=now)


def a_refusal(**changes: Any) -> Delivery:
    values: dict[str, Any] = {
        "message_id": "",
        "channel": "",
        "attempted_at": NOW,
        "delivered": False,
        "permanent": False,
        "detail": "451 later",
    }
    return Delivery(**{**values, **changes})


def a_walk(
    folder: Path,
    notifiers: Mapping[str, Notifier],
    *,
    watches: tuple[Watch, ...] = (Watch(name="all", channels=("desk",)),),
    channels: tuple[Channel, ...] | None = None,
    start: datetime = NOW,
    **settings: Any,
) -> Walk:
    told = channels or tuple(Channel(name=name, kind="console") for name in notifiers)
    values: dict[str, Any] = {"alerts": AT_ONCE, "channels": told, "watches": watches, **settings}
    return Walk(
        settings=Settings(db=folder / "monitor.db", **values),
        store=open_store(folder / "monitor.db"),
        clock=SteppedClock(start),
        register=build_register(()),
        model=None,  # type: ignore[arg-type]
        templates=load_templates(),
        children=None,  # type: ignore[arg-type]
        notifiers=notifiers,
    )


def step(walk: Walk, pause: timedelta) -> datetime:
    """Let time pass; return the moment then."""
    clock = walk.clock
    assert isinstance(clock, SteppedClock)
    clock.set(clock.now() + pause)
    return clock.now()


def tell(
    walk: Walk,
    name: str = "crane",
    kind: AlertKind = AlertKind.NEW_INCIDENT,
    *,
    headline: str = "",
    incident: Incident | None = None,
    **changes: Any,
) -> Alert:
    """Record a report of the incident `name` that raises one alert; return the alert."""
    now = walk.clock.now()
    card = incident or an_incident(name, opened_at=now, updated_at=now)
    said = headline or f"{kind.value} of {name}"
    url = f"https://gazette.example/{name}/{kind.value}/{said}"
    article = an_article(url, title=f"On {name}: {said}", fetched_at=now, published=now)
    values = {"kind": kind, "headline": said, "raised_at": now, "article_id": article.id, **changes}
    alert = replace(an_alert(card, kind=f"{kind.value} {said}"), **values)
    outcome = an_outcome(article=article, incident=card, alerts=(alert,), messages=())
    holds.record(walk.store, walk.settings, outcome, now)
    return alert
