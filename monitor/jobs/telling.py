"""Recording an outcome together with what the channels now owe: one transaction, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.incidents.watches import matching_watches
from monitor.jobs.walk import Walk
from monitor.model.collecting import Entry
from monitor.model.deciding import Incident, Outcome
from monitor.model.reading import Article
from monitor.model.telling import Alert
from monitor.registers import Watch
from monitor.store import alerts as alert_rows
from monitor.store import outcomes, sightings
from monitor.store.open import writing


def record(walk: Walk, outcome: Outcome, now: datetime, *, entry: Entry | None = None) -> None:
    """Record an outcome, hold its alerts for the channels whose watches ask for them, and note
    when the page is looked at again."""
    cards = {incident.id: incident for incident in outcome.incidents}
    with writing(walk.store) as db:
        outcomes.record(walk.store, outcome, now)
        for alert in outcome.alerts:
            incident = cards.get(alert.incident_id or "")
            hold(walk, db, alert, incident, outcome.article, now)
        if entry is not None:
            _look_again(walk, db, entry, outcome.article, now)


def hold(
    walk: Walk,
    db: Database,
    alert: Alert,
    incident: Incident | None,
    article: Article | None,
    now: datetime,
) -> int:
    """Note which channels owe an alert, and from when; return how many. Inside `writing`."""
    held = 0
    wait = walk.settings.alerts.group_wait
    for watch in _asking(walk.settings.watches, alert, incident, article):
        for channel in watch.channels:
            why = f"watch {watch.name}: waits for more on the same incident"
            held += alert_rows.hold(
                db, alert.id, channel, due_at=now + wait, why=why, watch=watch.name
            )
    return held


def _asking(
    watches: tuple[Watch, ...], alert: Alert, incident: Incident | None, article: Article | None
) -> Iterable[Watch]:
    if incident is None:
        # News of the daemon itself (feed trouble) goes to every watch that did not choose kinds
        # without it.
        return [watch for watch in watches if not watch.kinds or alert.kind in watch.kinds]
    return matching_watches(watches, incident, alert, article)


def _look_again(walk: Walk, db: Database, entry: Entry, article: Article, now: datetime) -> None:
    """Have a fresh page fetched again later: texts are edited silently."""
    published = article.published or entry.first_seen or now
    for after in walk.settings.poll.revisit_after:
        due_at = published + after
        if due_at > now:
            sightings.revisit(db, entry.id, due_at)
            return
