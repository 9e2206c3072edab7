"""Developments, told once each: an arrest or charges soon after, and what a report long after the
last one adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.incidents.change import Change, alert_of
from monitor.incidents.words import headline, said
from monitor.model.deciding import Claim
from monitor.model.names import AlertKind, IncidentState, make_id
from monitor.model.telling import Alert

#: A report this long after the last one is a late development.
LATE = timedelta(days=30)
#: What a late report may add, beside a stage of the aftermath that was not told yet.
_LATE_FACTS = ("killed", "missing", "kidnapped", "responsibility", "denial")
_STAGE = "stage"
#: Stages that are news however soon they come, as people say them.
_SOON = {"arrest": "first arrest", "charges": "charges brought"}


def reopened(change: Change) -> Iterator[Alert]:
    """Yield an alert where a report comes late and adds something."""
    before, published = change.before, change.report.published
    assert before is not None
    if before.state is IncidentState.KNOWN:
        yield alert_of(
            change,
            AlertKind.REOPENED,
            (),
            headline(change.after, "first report on an incident known from a list"),
            before=f"known from {before.known_from}",
            reason="a late report on a known incident",
        )
    elif published is not None and published - _last_reported(change) > LATE:
        yield from _late(change, published)
    elif before.state is IncidentState.OPEN:
        yield from _soon(change)


def _soon(change: Change) -> Iterator[Alert]:
    """Yield a first arrest, or first charges, within a month."""
    stage = change.manner.stage
    if stage not in _SOON or _stage_told(change, stage) or _is_held(change, stage):
        return
    yield alert_of(
        change,
        AlertKind.REOPENED,
        (_STAGE, stage),
        headline(change.after, f"development: {_SOON[stage]}"),
        before="nobody was said to be held" if stage == "arrest" else "no charges were told",
        reason=f"a development: {_SOON[stage]}",
    )


def _is_held(change: Change, stage: str) -> bool:
    """Whether an arrest is no news: an earlier report counted people held."""
    return stage == "arrest" and any(c.field == "arrested" and c.high != 0 for c in change.known)


def _late(change: Change, published: datetime) -> Iterator[Alert]:
    """Yield what a late report adds: each stage ("trial", "verdict") once, and grave facts.

    An anniversary, or the next day of a trial, tells again what was told.
    """
    known = {_content(claim) for claim in change.known}
    new = [c for c in change.changes.new if c.field in _LATE_FACTS and _content(c) not in known]
    stage = change.manner.stage
    content: tuple[object, ...]
    if stage and not _stage_told(change, stage):
        words, content = stage, (_STAGE, stage)
    elif new:
        words, content = said(new[0]), ("fact", *_content(new[0]))
    else:
        return
    last = _last_reported(change)
    days = (published - last).days
    yield alert_of(
        change,
        AlertKind.REOPENED,
        content,
        headline(change.after, f"new report after {days} days: {words}"),
        before=f"last report {last.date().isoformat()}",
        reason=f"a late development: {words}",
    )


def _stage_told(change: Change, stage: str) -> bool:
    identity = make_id("alert", AlertKind.REOPENED.value, change.after.id, _STAGE, stage)
    return any(alert.id == identity for alert in change.past.alerts)


def _content(claim: Claim) -> tuple[str, int | None, int | None, str | None]:
    return (claim.field, claim.low, claim.high, claim.value)


def _last_reported(change: Change) -> datetime:
    """When it was last news, whoever looked back on it since."""
    assert change.before is not None
    return change.past.reported_at or change.before.updated_at
